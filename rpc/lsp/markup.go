package lsp

import (
	"slices"
	"strings"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// markup is a Markdown text in a form that the client shows. A client that names
// no forms is taken to show plain text only.
func markup(markdown string, formats []protocol.MarkupKind) protocol.MarkupContent {
	if slices.Contains(formats, protocol.MarkupMarkdown) {
		return protocol.MarkupContent{Kind: protocol.MarkupMarkdown, Value: markdown}
	}
	return protocol.MarkupContent{Kind: protocol.MarkupPlainText, Value: plain(markdown)}
}

// plain takes the marks for emphasis out of a Markdown text, and the backslashes
// before characters that are to be shown. The texts of validate/assist have no
// others.
func plain(markdown string) string {
	var b strings.Builder
	for i := 0; i < len(markdown); i++ {
		switch c := markdown[i]; {
		case c == '*':
		case c == '\\' && i+1 < len(markdown):
			i++
			b.WriteByte(markdown[i])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
