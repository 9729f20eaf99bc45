package lsp

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/validate"
)

// DefaultMaxMessage is the most bytes in one message where the options do not say
// otherwise.
const DefaultMaxMessage = 64 << 20

// Options are for [Serve]. The zero value works.
type Options struct {
	// Edition is the rule set where the client asks for none; nil is the default
	// edition.
	Edition *validate.Edition
	// Locale is the language where the client asks for none.
	Locale validate.Locale
	// Version is what the server says its version is; "" says none.
	Version string
	// MaxMessage is the most bytes in one message, and so about the largest
	// document. 0 is [DefaultMaxMessage].
	MaxMessage int
	// Quiet is how long no edit may have come before diagnostics are pushed. 0 is
	// 2 milliseconds: enough for edits that are sent together.
	Quiet time.Duration
	// ProcessPoll is how often the server looks whether the client's process is
	// alive. 0 is 3 seconds.
	ProcessPoll time.Duration
	// Logf is told of panics and of input that cannot be answered. nil drops it.
	Logf func(format string, args ...any)
}

func (opt Options) withDefaults() Options {
	if opt.Edition == nil {
		opt.Edition = validate.Default()
	}
	if opt.MaxMessage == 0 {
		opt.MaxMessage = DefaultMaxMessage
	}
	if opt.Quiet == 0 {
		opt.Quiet = 2 * time.Millisecond
	}
	if opt.ProcessPoll == 0 {
		opt.ProcessPoll = 3 * time.Second
	}
	return opt
}

// The ways in which [Serve] ends other than by shutdown and exit. The process
// should end with status 1 then (LSP 3.18, Exit Notification).
var (
	// ErrNoShutdown: the client said exit without shutdown before it.
	ErrNoShutdown = errors.New("the client asked to exit without asking to shut down first")
	// ErrDisconnected: the connection ended without exit.
	ErrDisconnected = errors.New("the connection to the client ended without an exit notification")
	// ErrClientDied: the process that the client named in initialize is gone.
	ErrClientDied = errors.New("the client's process is gone")
)

// Serve speaks with one client until it says exit, the transport ends, the
// client's process dies, or ctx is done. Messages are framed by Content-Length.
// The error is nil where the client shut the server down before exit, and every
// answer could be written.
func Serve(ctx context.Context, transport io.ReadWriteCloser, opt Options) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	return newServer(ctx, cancel, opt.withDefaults()).serve(transport)
}

// ServeStdio is [Serve] on a pair of streams such as stdin and stdout.
func ServeStdio(ctx context.Context, in io.Reader, out io.Writer, opt Options) error {
	return Serve(ctx, wire.Join(in, out), opt)
}

func (s *server) serve(transport io.ReadWriteCloser) error {
	stream := wire.NewStream(transport, wire.Options{
		Framing:    wire.ContentLength,
		MaxMessage: s.opt.MaxMessage,
		// The client is a program on the same machine, which may be suspended in
		// the midst of a message.
		FrameTimeout: -1,
		WriteTimeout: -1,
		Logf:         s.opt.Logf,
	})
	conn := stream.Start(s.ctx, wire.HandlerFunc(s.handle))
	defer conn.Close()
	select {
	case <-s.ctx.Done():
	case <-conn.DisconnectNotify():
		s.end(ErrDisconnected)
	}
	if err := context.Cause(s.ctx); err != errExit {
		return err
	}
	_ = conn.Close() // writes what is left
	return stream.WriteErr()
}

// errExit is the cause of an orderly end.
var errExit = errors.New("exit")
