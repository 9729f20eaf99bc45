package lsp

import (
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// setTrace has no effect: the server has nothing to trace that the client does
// not see. Some clients send it whatever the server says.
func (s *server) setTrace(*jsonrpc2.Conn, *protocol.SetTraceParams) error { return nil }
