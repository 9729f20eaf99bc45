package lsp

import (
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// didChange makes the edits in their order, each in the text that the one before
// has left.
func (s *server) didChange(_ *jsonrpc2.Conn, p *protocol.DidChangeTextDocumentParams) error {
	d, err := s.doc(p.TextDocument.URI)
	if err != nil {
		return err
	}
	s.mu.Lock()
	for _, edit := range p.ContentChanges {
		d.buffer.apply(edit, s.client.encoding)
	}
	d.version = p.TextDocument.Version
	d.snapshot = nil
	s.mu.Unlock()
	s.changed(d.uri)
	return nil
}
