package lsp

import (
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// didChangeConfiguration is sent with the new settings, or by clients that can
// be asked for them, with nothing.
func (s *server) didChangeConfiguration(conn *jsonrpc2.Conn, p *protocol.DidChangeConfigurationParams) error {
	if s.client.Workspace.Configuration {
		s.configure(conn)
		return nil
	}
	var sections map[string]json.RawMessage
	if isNull(p.Settings) || json.Unmarshal(p.Settings, &sections) != nil {
		return nil // settings of any other form are not for this server
	}
	s.setConfiguration(conn, sections[source])
	return nil
}
