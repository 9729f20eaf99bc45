package wire

import (
	"context"
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"
)

// cancelMethod is the notification by which a caller says that it no longer
// needs the answer to one of its requests (LSP 3.17, Cancellation Support).
const cancelMethod = "$/cancelRequest"

// cancelRequest cancels the context of the long request whose id, as its
// caller wrote it, stands in the params. The request is still answered, by its
// handler. An id that is unknown, or already answered, is no error: the cancel
// has crossed the answer.
func (s *Stream) cancelRequest(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	var params struct {
		ID json.RawMessage `json:"id"`
	}
	var err error
	if req.Params != nil {
		err = json.Unmarshal(*req.Params, &params)
	}
	if err != nil || params.ID == nil || !isID(params.ID) {
		err = &jsonrpc2.Error{
			Code:    jsonrpc2.CodeInvalidParams,
			Message: cancelMethod + ` needs params of the form {"id": <string or number>}`,
		}
		s.opt.Logf("wire: %v", err)
	} else {
		s.mu.Lock()
		s.calls.cancel(params.ID)
		s.mu.Unlock()
	}
	// Sent as a request it is not what LSP has, but it is a request.
	_ = Respond(ctx, conn, req, nil, err)
}
