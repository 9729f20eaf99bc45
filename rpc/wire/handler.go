package wire

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/sourcegraph/jsonrpc2"
)

// A HandlerFunc is a handler that returns its answer. It is answered by
// [Respond].
type HandlerFunc func(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (result any, err error)

// Handle implements [jsonrpc2.Handler].
func (f HandlerFunc) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	result, err := f(ctx, conn, req)
	// The error of a reply is the connection's, which its reader learns too.
	_ = Respond(ctx, conn, req, result, err)
}

// Respond answers req with err if there is one, else with result. A
// json.RawMessage is sent as it is and must be valid JSON; any other result is
// marshalled. An error that is a *[jsonrpc2.Error] is sent as it is; the
// cancellation of ctx by the caller is [CodeCancelled]; all others are internal
// errors. A notification is not answered.
func Respond(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request, result any, err error) error {
	if req.Notif {
		return nil
	}
	var answer struct { // in one piece of memory
		resp   jsonrpc2.Response
		result json.RawMessage
	}
	answer.resp.ID = req.ID
	if err == nil {
		var raw bool
		if answer.result, raw = result.(json.RawMessage); !raw {
			answer.result, err = marshal(result)
		}
		answer.resp.Result = &answer.result
	}
	if err != nil {
		answer.resp.Error = errorOf(ctx, err)
	}
	return conn.SendResponse(ctx, &answer.resp)
}

func errorOf(ctx context.Context, err error) *jsonrpc2.Error {
	var coded *jsonrpc2.Error
	switch {
	case errors.As(err, &coded):
		return coded
	case errors.Is(err, context.Canceled) && context.Cause(ctx) == ErrCancelled, errors.Is(err, ErrCancelled):
		return &jsonrpc2.Error{Code: CodeCancelled, Message: messageOf(CodeCancelled)}
	default:
		return internalError(err.Error())
	}
}

// Handler returns h with what this package promises of handlers: a panic
// becomes an internal error, requests that are long get a goroutine and a
// context of their own, and $/cancelRequest cancels that context. It must wrap
// the handler of the connection that reads from s.
func (s *Stream) Handler(h jsonrpc2.Handler) jsonrpc2.Handler {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, s.last = h.(HandlerFunc)
	return &handler{s, h}
}

type handler struct {
	s *Stream
	h jsonrpc2.Handler
}

// Handle implements [jsonrpc2.Handler].
func (w *handler) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	switch {
	case req.Method == cancelMethod:
		w.s.cancelRequest(ctx, conn, req)
	case w.s.opt.Long(req):
		w.s.startLong(ctx, req, func(ctx context.Context) { w.run(ctx, conn, req) })
	default:
		w.run(ctx, conn, req)
	}
}

// run calls the handler and outlives its panics.
func (w *handler) run(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	defer w.recovered(ctx, conn, req)
	w.h.Handle(ctx, conn, req)
}

// startLong runs f in a goroutine, with a context that ends when the caller
// cancels req. Requests are counted against MaxInFlight when they are read;
// notifications are here.
func (s *Stream) startLong(ctx context.Context, req *jsonrpc2.Request, f func(context.Context)) {
	ctx, cancel := context.WithCancelCause(ctx)
	s.mu.Lock()
	if req.Notif && s.running >= s.opt.MaxInFlight {
		s.mu.Unlock()
		cancel(nil)
		s.opt.Logf("wire: dropped the notification %s: %d requests are in flight", req.Method, s.opt.MaxInFlight)
		return
	}
	s.running++
	if c := s.calls.find(req.ID); c != nil {
		c.cancel = cancel
	}
	s.mu.Unlock()
	go func() {
		defer func() {
			cancel(nil)
			s.pause.touch()
			s.mu.Lock()
			s.running--
			s.out.changed.Broadcast()
			s.mu.Unlock()
		}()
		f(ctx)
	}()
}
