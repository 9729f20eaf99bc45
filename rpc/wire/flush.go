package wire

import (
	"bytes"
	"io"
	"strconv"
	"sync"
	"time"
)

const (
	burst = 64 << 10 // this much is written without waiting for more
	roof  = 1 << 20  // whoever adds to more than this waits for the peer
)

// An outbox gathers messages and writes them in bursts. A message goes out
//
//   - before the reader waits for input, so nothing waits for a peer that
//     itself waits,
//   - at once while the reader waits and the peer waits for the message,
//   - at the latest after the delay, or when a burst has gathered.
//
// One goroutine writes at a time, without holding mu; what the others add
// meanwhile goes with its next write.
type outbox struct {
	mu      sync.Mutex // guards the Stream's tables too
	changed sync.Cond  // something under mu has changed that one may wait for
	sink    sink
	delay   time.Duration
	broken  func() // called once, without mu, when a write has failed

	mode       Framing // of the messages in buf; Auto is written as Newline
	buf, spare []byte
	parked     bool // the reader waits for input
	writing    bool
	err        error
	timer      *time.Timer
	ticking    bool
}

// A sink writes whole messages.
type sink interface{ write(messages []byte) error }

func (o *outbox) init(s sink, mode Framing, delay time.Duration, broken func()) {
	o.changed.L = &o.mu
	o.sink, o.mode, o.delay, o.broken = s, mode, delay, broken
	o.timer = time.AfterFunc(time.Hour, o.tick)
	o.timer.Stop()
}

const lengthField, headerEnd = "Content-Length: ", "\r\n\r\n"

// open starts a message of about size bytes and returns its mark for close.
// Between the two the message is appended to buf, and nothing else.
func (o *outbox) open(size int) (mark int) {
	mark = len(o.buf)
	if o.mode == ContentLength {
		o.buf = append(o.buf, lengthField...)
		o.buf = strconv.AppendInt(o.buf, int64(size), 10)
		o.buf = append(o.buf, headerEnd...)
	}
	return mark
}

// close ends the message that open started with the same size.
func (o *outbox) close(mark, size int) {
	if o.mode != ContentLength {
		o.buf = append(o.buf, '\n')
		return
	}
	var digits [20]byte
	guessed := len(strconv.AppendInt(digits[:0], int64(size), 10))
	body := mark + len(lengthField) + guessed + len(headerEnd)
	length := strconv.AppendInt(digits[:0], int64(len(o.buf)-body), 10)
	if grown := len(length) - guessed; grown != 0 {
		// The body moves by the digits that were guessed wrongly.
		o.buf = append(o.buf, digits[:max(grown, 0)]...)
		copy(o.buf[body+grown:], o.buf[body:])
		o.buf = o.buf[:len(o.buf)+min(grown, 0)]
	}
	at := mark + len(lengthField)
	copy(o.buf[at:], length)
	copy(o.buf[at+len(length):], headerEnd)
}

// posted is called with mu held after close. awaited says that the peer waits
// for the message.
func (o *outbox) posted(awaited bool) error {
	switch {
	case o.err != nil:
		o.buf = o.buf[:0]
	case len(o.buf) >= burst, o.delay == 0, o.parked && awaited:
		o.flush()
	case !o.ticking:
		o.ticking = true
		o.timer.Reset(o.delay)
	}
	for o.writing && len(o.buf) >= roof {
		o.changed.Wait()
	}
	return o.err
}

func (o *outbox) tick() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ticking = false
	o.flush()
}

// flush writes what has gathered. It is called with mu held, and lets go of it
// while it writes. When another goroutine is writing already, that one takes
// all along, and flush returns at once.
func (o *outbox) flush() {
	if o.writing || len(o.buf) == 0 || o.err != nil {
		return
	}
	o.writing = true
	for len(o.buf) > 0 && o.err == nil {
		full := o.buf
		o.buf, o.spare = o.spare[:0], nil
		o.mu.Unlock()
		err := o.sink.write(full)
		o.mu.Lock()
		if cap(full) <= 2*burst {
			o.spare = full
		}
		o.err = err
		o.changed.Broadcast()
	}
	o.writing = false
	o.changed.Broadcast()
	if o.err != nil {
		o.buf = nil
		o.mu.Unlock()
		o.broken()
		o.mu.Lock()
	}
}

// park flushes because the reader is about to wait for input; unpark says it
// has some.
func (o *outbox) park() {
	o.mu.Lock()
	o.parked = true
	o.flush()
	o.changed.Broadcast()
	o.mu.Unlock()
}

func (o *outbox) setMode(m Framing) {
	o.mu.Lock()
	o.mode = m
	o.mu.Unlock()
}

func (o *outbox) unpark() {
	o.mu.Lock()
	o.parked = false
	o.mu.Unlock()
}

// settle is called with mu held and returns when all that was posted is
// written, or cannot be.
func (o *outbox) settle() {
	o.flush()
	for o.writing {
		o.changed.Wait()
	}
}

// A byteSink writes to a stream of bytes.
type byteSink struct {
	w           io.Writer
	setDeadline func(time.Time) error // nil: the transport has none
	timeout     time.Duration
	armed       time.Time
}

type writeDeadliner interface{ SetWriteDeadline(time.Time) error }

func newByteSink(w io.Writer, timeout time.Duration) *byteSink {
	s := &byteSink{w: w, timeout: timeout}
	if d, ok := w.(writeDeadliner); ok && timeout > 0 && d.SetWriteDeadline(time.Time{}) == nil {
		s.setDeadline = d.SetWriteDeadline
	}
	return s
}

// write writes piece by piece, so that the deadline is one for making progress
// and not for the whole of a large message. It is set anew only when half of
// it is gone.
func (s *byteSink) write(messages []byte) error {
	for len(messages) > 0 {
		piece := messages
		if s.setDeadline != nil {
			piece = messages[:min(len(messages), 4*burst)]
			if now := time.Now(); s.armed.Sub(now) < s.timeout/2 {
				s.armed = now.Add(s.timeout)
				if err := s.setDeadline(s.armed); err != nil {
					return err
				}
			}
		}
		n, err := s.w.Write(piece)
		if err != nil {
			return err
		}
		messages = messages[n:]
	}
	return nil
}

// A messageSink writes to a transport that keeps messages apart itself. No
// message has a line end inside it, so the line ends tell where each ends.
type messageSink struct{ conn MessageConn }

func (s messageSink) write(messages []byte) error {
	for len(messages) > 0 {
		end := bytes.IndexByte(messages, '\n')
		if err := s.conn.WriteMessage(messages[:end]); err != nil {
			return err
		}
		messages = messages[end+1:]
	}
	return nil
}
