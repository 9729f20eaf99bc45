package lsp

import (
	"strings"
	"testing"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// FuzzRequests asks everything of a document, however broken, at any place.
//
// Property 1: every request is answered, and no handler panics.
// Property 2: every range lies within the text, and does not end before it starts.
// Property 3: the edits of an action do not overlap, and can be made one after the
// other from the last to the first.
func FuzzRequests(f *testing.F) {
	f.Add("{\n  \"remark\": \"😀\", \"name\": \"app demo\"\n}\r\n", uint32(1), uint32(30), byte(0), false)
	f.Add(`{"nmae": "app_demo", "app_key": "k", "name": null,, "app_key": 'k'`, uint32(0), uint32(9), byte(1), false)
	f.Add("{\"name\": \"1\r\n{\"name\": \"ab\tc\"}\r\n\r\n[", uint32(1), uint32(3), byte(2), true)
	f.Add("\ufeff｛“name”：‘é’，}", uint32(0), uint32(4), byte(0), false)
	f.Add(`[{"name": "\ud800\uzzzz"}, {"remark": "`, uint32(0), uint32(12), byte(1), false)
	f.Fuzz(func(t *testing.T, text string, line, character uint32, encoding byte, lines bool) {
		if len(text) > 1<<10 {
			return
		}
		text = strings.ToValidUTF8(text, "�") // as it would come out of JSON
		uri := "file:///x.apps.json"
		if lines {
			uri = "file:///x.apps.ndjson"
		}
		offered := [...]string{"utf-8", "utf-16", "utf-32"}[encoding%3]
		s := newSession(t, Options{})
		s.initialize(`{"general":{"positionEncodings":["` + offered + `"]},"textDocument":{"diagnostic":{},
			"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}`)
		s.open(uri, text)
		doc := protocol.TextDocumentIdentifier{URI: uri}
		at := pos(line%20, character%60)

		var report protocol.FullDocumentDiagnosticReport
		s.request(protocol.MethodDiagnostic, protocol.DocumentDiagnosticParams{TextDocument: doc}, &report)
		enc := negotiate([]protocol.PositionEncodingKind{protocol.PositionEncodingKind(offered)})
		within := func(what string, r protocol.Range) (start, end int) {
			start, end = naiveOffset(text, r.Start, enc), naiveOffset(text, r.End, enc)
			starts := lineStarts(text)
			l := locator{text: text, starts: starts, enc: enc}
			if start > end || l.at(start) != r.Start || l.at(end) != r.End {
				t.Errorf("%s: the range %v is not one of the text %q", what, r, text)
			}
			return start, end
		}
		for _, d := range report.Items {
			within(d.Code, d.Range)
		}

		var hover *protocol.Hover
		s.request(protocol.MethodHover, protocol.HoverParams{TextDocument: doc, Position: at}, &hover)
		if hover != nil {
			within("hover", *hover.Range)
		}
		var list protocol.CompletionList
		s.request(protocol.MethodCompletion, protocol.CompletionParams{TextDocument: doc, Position: at}, &list)
		for _, item := range list.Items {
			within("completion "+item.Label, item.TextEdit.Range)
			if r := item.TextEdit.Range; r.Start.Line != r.End.Line {
				t.Errorf("the completion %s replaces more than a line: %v", item.Label, r)
			}
		}

		for _, kinds := range [][]protocol.CodeActionKind{nil, {fixAllKind}} {
			var actions []protocol.CodeAction
			s.request(protocol.MethodCodeAction, protocol.CodeActionParams{
				TextDocument: doc, Range: protocol.Range{Start: at, End: at}, Context: protocol.CodeActionContext{Only: kinds},
			}, &actions)
			for _, a := range actions {
				last := 0
				for _, e := range a.Edit.Changes[uri] {
					start, end := within(a.Title, e.Range)
					if start < last {
						t.Errorf("%s: edits overlap: %+v", a.Title, a.Edit.Changes[uri])
					}
					last = end
				}
			}
		}
	})
}
