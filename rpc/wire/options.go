package wire

import (
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// Options sets the limits of one [Stream]. The zero value has the defaults
// below. In every limit 0 means the default; in a duration a negative value
// means no limit.
type Options struct {
	// Framing fixes how messages are told apart. The zero value, [Auto], goes
	// by the first message read.
	Framing Framing
	// Strict closes a connection whose first byte that is not white space
	// begins neither an object, an array nor a Content-Length header, before
	// anything else of it is looked at. It is for addresses that a web page
	// can make a browser call: the lines of an HTTP request's body must not be
	// taken for messages. By default what begins otherwise is a wrong message,
	// and the next line another one. It goes with [Auto] only.
	Strict bool

	// MaxMessage is the most bytes in one message, without its header or line
	// end. 0 is 4 MiB.
	MaxMessage int
	// MaxHeader is the most bytes in one header block. 0 is 8 KiB.
	MaxHeader int
	// MaxSkip is the most bytes of one message over MaxMessage that are read
	// and thrown away to reach the next message. Past it the connection is
	// closed. 0 is 64 times MaxMessage.
	MaxSkip int64
	// MaxBatch is the most members in one batch. 0 is 1000.
	MaxBatch int
	// MaxBatchReply is the most bytes of results held back for one batch; the
	// members past it are answered with [CodeLimit]. 0 is 16 MiB.
	MaxBatchReply int
	// MaxInFlight is the most requests that were read and are not answered
	// yet. The next one is answered with [CodeLimit]. 0 is 1024.
	MaxInFlight int

	// FrameTimeout is the time from a message's first byte to its last. 0 is
	// 30 seconds.
	FrameTimeout time.Duration
	// IdleTimeout is the time between messages while no request is in
	// flight. 0 is no limit.
	IdleTimeout time.Duration
	// WriteTimeout is how long the peer may take none of what is written to
	// it; it is kept to within half of itself. 0 is 30 seconds. It has no
	// effect on a transport without SetWriteDeadline.
	WriteTimeout time.Duration
	// FlushDelay is how long a message may wait for others to share its
	// write. 0 is one millisecond, negative is no wait at all.
	FlushDelay time.Duration

	// Long reports whether req runs in a goroutine of its own. nil means none
	// does.
	Long func(req *jsonrpc2.Request) bool
	// Logf is told what no peer can be told: a handler's panic with its stack,
	// a reply that answers nothing. nil drops it.
	Logf func(format string, args ...any)
}

// Defaults are the limits that stand for zero values.
func Defaults() Options { return Options{}.withDefaults() }

// withDefaults returns o with every 0 replaced by its default, and every
// negative duration by 0, which then means no limit.
func (o Options) withDefaults() Options {
	o.MaxMessage = defaulted(o.MaxMessage, 4<<20)
	o.MaxHeader = defaulted(o.MaxHeader, 8<<10)
	o.MaxSkip = defaulted(o.MaxSkip, 64*int64(o.MaxMessage))
	o.MaxBatch = defaulted(o.MaxBatch, 1000)
	o.MaxBatchReply = defaulted(o.MaxBatchReply, 16<<20)
	o.MaxInFlight = defaulted(o.MaxInFlight, 1024)
	o.FrameTimeout = max(defaulted(o.FrameTimeout, 30*time.Second), 0)
	o.IdleTimeout = max(o.IdleTimeout, 0)
	o.WriteTimeout = max(defaulted(o.WriteTimeout, 30*time.Second), 0)
	o.FlushDelay = max(defaulted(o.FlushDelay, time.Millisecond), 0)
	if o.Long == nil {
		o.Long = func(*jsonrpc2.Request) bool { return false }
	}
	if o.Logf == nil {
		o.Logf = func(string, ...any) {}
	}
	return o
}

func defaulted[T ~int | ~int64](v, def T) T {
	if v == 0 {
		return def
	}
	return v
}

// Framing is how messages are told apart on a stream of bytes.
type Framing uint8

const (
	// Auto takes the framing of the first message read, and [Newline] when
	// this side writes first.
	Auto Framing = iota
	// Newline is one message a line, ended by LF or CR LF.
	Newline
	// ContentLength is a header block with a Content-Length field before each
	// message, as in the Language Server Protocol's base protocol.
	ContentLength
)

// String returns the framing's name as error replies use it.
func (f Framing) String() string {
	switch f {
	case Newline:
		return "newline"
	case ContentLength:
		return "Content-Length"
	default:
		return "auto"
	}
}
