package lsp

import (
	"context"
	"errors"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/rpc/position"
	"github.com/appgauge/appgauge/validate"
)

// server is the state of one session.
type server struct {
	opt  Options
	ctx  context.Context // ends with the session
	end  context.CancelCauseFunc
	push *publisher

	// The goroutine that reads is the only one to write what is below. It needs
	// mu only to write what the others read: docs and settings.
	phase  phase
	client client
	// complaints are what was wrong with the initialization options, for when the
	// client may be told.
	complaints []string

	mu       sync.Mutex
	docs     map[protocol.DocumentURI]*doc
	base     settings // without what the client's configuration says
	settings settings
}

// phase is where in its life a session is.
type phase uint8

const (
	created phase = iota
	running       // after initialize
	down          // after shutdown
)

// settings are what the client may choose.
type settings struct {
	edition *validate.Edition
	locale  validate.Locale
}

// client is what the client can do.
type client struct {
	protocol.ClientCapabilities
	encoding position.Encoding
}

// pulls reports whether the client asks for diagnostics. It is not sent any
// besides: most clients would show both.
func (c *client) pulls() bool { return c.TextDocument.Diagnostic != nil }

func newServer(ctx context.Context, end context.CancelCauseFunc, opt Options) *server {
	base := settings{opt.Edition, opt.Locale}
	return &server{
		opt: opt, ctx: ctx, end: end,
		docs: map[protocol.DocumentURI]*doc{},
		base: base, settings: base,
		push: newPublisher(),
	}
}

// handle answers one request or notification.
func (s *server) handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	m, known := methods[req.Method]
	switch {
	case req.Notif && (!known || !m.notification):
		return nil, nil // the protocol has it ignored
	case req.Notif:
		if s.phase != running && req.Method != protocol.MethodExit {
			return nil, nil
		}
	case s.phase == created && req.Method != protocol.MethodInitialize:
		return nil, failure(protocol.CodeServerNotInitialized, "the first request must be initialize, not "+req.Method)
	case s.phase == down:
		return nil, failure(protocol.CodeInvalidRequest, "after shutdown the server takes nothing but the notification exit")
	case !known:
		return nil, failure(jsonrpc2.CodeMethodNotFound, "the server has no method "+req.Method)
	case m.notification:
		return nil, failure(protocol.CodeInvalidRequest, req.Method+" is a notification; send it without an id")
	}
	result, err := m.call(s, conn, req.Params)
	if err != nil && req.Notif {
		s.log(conn, protocol.MessageError, req.Method+": "+reason(err))
	}
	return result, err
}

func failure(code int64, message string) *jsonrpc2.Error {
	return &jsonrpc2.Error{Code: code, Message: message}
}

// reason is what an error says, without the code in front of it.
func reason(err error) string {
	if coded, ok := errors.AsType[*jsonrpc2.Error](err); ok {
		return coded.Message
	}
	return err.Error()
}

// log writes to the client's log.
func (s *server) log(conn *jsonrpc2.Conn, kind protocol.MessageType, message string) {
	s.notify(conn, protocol.MethodLogMessage, protocol.LogMessageParams{Type: kind, Message: message})
}

// notify sends a notification. The connection's loss shows where it is read from.
func (s *server) notify(conn *jsonrpc2.Conn, method string, params any) {
	if err := conn.Notify(s.ctx, method, params); err != nil && s.opt.Logf != nil && s.ctx.Err() == nil {
		s.opt.Logf("lsp: %s: %v", method, err)
	}
}
