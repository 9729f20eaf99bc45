package lsp

import (
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// hover explains the member at a position, by the rule in force. It answers null
// where there is nothing to explain.
func (s *server) hover(_ *jsonrpc2.Conn, p *protocol.HoverParams) (any, error) {
	n, at, err := s.lookAt(p.TextDocument.URI, p.Position)
	if err != nil || !n.ours {
		return nil, err
	}
	h, ok := n.Hover(at)
	if !ok {
		return nil, nil
	}
	span := n.locator().span(h.Start, h.End)
	return protocol.Hover{Contents: markup(h.Markdown, s.client.TextDocument.Hover.ContentFormat), Range: &span}, nil
}
