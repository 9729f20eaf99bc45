package lsp

import (
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// initialized is the first moment at which the server may speak by itself.
func (s *server) initialized(conn *jsonrpc2.Conn, _ *protocol.InitializedParams) error {
	s.complain(conn, s.complaints)
	s.complaints = nil
	if s.client.Workspace.DidChangeConfiguration.DynamicRegistration {
		go s.register(conn)
	}
	s.configure(conn)
	return nil
}

// register asks to be told when the client's settings change. It waits for the
// client, which the goroutine that reads must not.
func (s *server) register(conn *jsonrpc2.Conn) {
	params := protocol.RegistrationParams{Registrations: []protocol.Registration{{
		ID:              "configuration",
		Method:          protocol.MethodDidChangeConfiguration,
		RegisterOptions: protocol.DidChangeConfigurationRegistrationOptions{Section: source},
	}}}
	if err := conn.Call(s.ctx, protocol.MethodRegisterCapability, params, nil); err != nil && s.ctx.Err() == nil {
		s.log(conn, protocol.MessageWarning, "changes of settings will not be seen: "+reason(err))
	}
}
