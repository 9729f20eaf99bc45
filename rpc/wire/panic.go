package wire

import (
	"context"
	"runtime/debug"

	"github.com/sourcegraph/jsonrpc2"
)

// recovered is deferred around a handler. A panic is logged with its stack,
// which is not for the peer, and answered with an internal error unless the
// request was answered before it.
func (w *handler) recovered(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	v := recover()
	if v == nil {
		return
	}
	w.s.opt.Logf("wire: the handler of %q panicked: %v\n%s", req.Method, v, debug.Stack())
	if !req.Notif {
		// ErrAnswered and a lost connection leave nothing to be done.
		_ = conn.ReplyWithError(ctx, req.ID, internalError("the handler of this method panicked"))
	}
}
