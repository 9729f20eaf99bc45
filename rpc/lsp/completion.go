package lsp

import (
	"fmt"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/validate/assist"
)

// completion offers what can be written at a position, in the order in which it
// is likely.
func (s *server) completion(_ *jsonrpc2.Conn, p *protocol.CompletionParams) (any, error) {
	n, at, err := s.lookAt(p.TextDocument.URI, p.Position)
	if err != nil {
		return nil, err
	}
	list := protocol.CompletionList{Items: []protocol.CompletionItem{}}
	if !n.ours {
		return list, nil
	}
	can := s.client.TextDocument.Completion.CompletionItem
	for i, c := range n.Complete(at) {
		span := n.locator().span(c.Start, c.End)
		if span.Start.Line != span.End.Line {
			continue // of a text that is not closed; the protocol has edits of one line only
		}
		doc := markup(c.Doc, can.DocumentationFormat)
		item := protocol.CompletionItem{
			Label:               c.Label,
			Kind:                protocol.CompletionProperty,
			Detail:              c.Detail,
			Documentation:       &doc,
			SortText:            fmt.Sprintf("%02d", i),
			FilterText:          c.Filter,
			InsertTextFormat:    protocol.InsertPlainText,
			TextEdit:            &protocol.TextEdit{Range: span, NewText: c.Insert},
			AdditionalTextEdits: n.textEdits(c.Edits),
		}
		if c.Kind != assist.Member {
			item.Kind = protocol.CompletionValue
		}
		if c.Snippet != "" && can.SnippetSupport {
			item.InsertTextFormat = protocol.InsertSnippet
			item.TextEdit.NewText = c.Snippet
		}
		list.Items = append(list.Items, item)
	}
	return list, nil
}
