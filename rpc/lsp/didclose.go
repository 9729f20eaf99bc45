package lsp

import (
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// didClose takes back the diagnostics that were pushed.
func (s *server) didClose(_ *jsonrpc2.Conn, p *protocol.DidCloseTextDocumentParams) error {
	d, err := s.doc(p.TextDocument.URI)
	if err != nil {
		return err
	}
	s.mu.Lock()
	delete(s.docs, d.uri)
	s.mu.Unlock()
	s.changed(d.uri)
	return nil
}
