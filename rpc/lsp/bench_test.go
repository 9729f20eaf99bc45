package lsp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// apps is an array of create requests of about size bytes. Every nth is invalid.
func apps(size, nth int, newline string) string {
	var b strings.Builder
	b.WriteString("[")
	for i := 0; b.Len() < size; i++ {
		if i > 0 {
			b.WriteString("," + newline)
		}
		name := fmt.Sprintf("app_%d", i)
		if i%nth == 0 {
			name = fmt.Sprintf("app %d", i)
		}
		fmt.Fprintf(&b, `{"name": %q, "remark": "Demo 示例 😀", "app_key": "key-%08d", "app_secret": "secret@%08d"}`, name, i, i)
	}
	b.WriteString("]" + newline)
	return b.String()
}

// BenchmarkKeystroke is the time from a didChange of one character to the
// diagnostics of the new version, for documents of 1 MB.
func BenchmarkKeystroke(b *testing.B) {
	const never = 1 << 30
	for name, text := range map[string]string{
		"lines/one-error":   apps(1e6, never, "\n"),
		"lines/1000-errors": apps(1e6, 2, "\n"),
		"oneline/one-error": apps(1e6, never, ""),
		"oneline/1000":      apps(1e6, 2, ""),
	} {
		b.Run(name, func(b *testing.B) {
			s := newSession(b, Options{})
			s.initialize(versioned)
			s.open("file:///x.apps.json", text)
			s.published(1)
			edit := protocol.TextDocumentContentChangeEvent{Range: &protocol.Range{Start: pos(0, 13), End: pos(0, 13)}, Text: "x"}
			version := int32(1)
			for b.Loop() {
				version++
				s.notify(protocol.MethodDidChange, protocol.DidChangeTextDocumentParams{
					TextDocument:   protocol.VersionedTextDocumentIdentifier{URI: "file:///x.apps.json", Version: version},
					ContentChanges: []protocol.TextDocumentContentChangeEvent{edit},
				})
				if got := s.published(version); len(got) == 0 {
					b.Fatal("no diagnostics")
				}
				// The next edit takes it back.
				if edit.Text == "" {
					edit.Text, edit.Range.End.Character = "x", 13
				} else {
					edit.Text, edit.Range.End.Character = "", 14
				}
			}
		})
	}
}
