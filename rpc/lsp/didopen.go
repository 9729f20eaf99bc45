package lsp

import (
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

func (s *server) didOpen(_ *jsonrpc2.Conn, p *protocol.DidOpenTextDocumentParams) error {
	t := p.TextDocument
	s.mu.Lock()
	s.docs[t.URI] = &doc{uri: t.URI, language: t.LanguageID, version: t.Version, buffer: newBuffer(t.Text)}
	s.mu.Unlock()
	s.changed(t.URI)
	return nil
}

// changed has diagnostics pushed to a client that does not pull them.
func (s *server) changed(uri protocol.DocumentURI) {
	if !s.client.pulls() {
		s.push.want(uri)
	}
}
