package lsp

import (
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
)

// codeAction offers the quick fixes for what is wrong in a range. The action that
// mends the whole document is worked out only for a client that asks for its
// kind, as one does on saving.
func (s *server) codeAction(_ *jsonrpc2.Conn, p *protocol.CodeActionParams) (any, error) {
	n, err := s.look(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	actions := []protocol.CodeAction{}
	// A client without literals takes commands only, of which the server has none.
	if !n.ours || s.client.TextDocument.CodeAction.CodeActionLiteralSupport == nil {
		return actions, nil
	}
	only := p.Context.Only
	if len(only) == 0 || wants(only, protocol.CodeActionQuickFix) {
		l := n.locator()
		start, end := n.offset(p.Range.Start), n.offset(p.Range.End)
		for _, f := range n.Fixes(min(start, end), max(start, end)) {
			actions = append(actions, protocol.CodeAction{
				Title:       f.Title,
				Kind:        protocol.CodeActionQuickFix,
				Diagnostics: []protocol.Diagnostic{n.show(l, &f.Diagnostic)},
				IsPreferred: f.Preferred && s.client.TextDocument.CodeAction.IsPreferredSupport,
				Edit:        n.workspaceEdit(n.textEdits(f.Edits)),
			})
		}
	}
	if wants(only, fixAllKind) {
		if edits := n.fixAll(); edits != nil {
			actions = append(actions, protocol.CodeAction{
				Title: fixAllTitle(n.Locale), Kind: fixAllKind, Edit: n.workspaceEdit(n.textEdits(edits)),
			})
		}
	}
	return actions, nil
}

// wants reports whether kind, or one above it, is among those wanted.
func wants(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	for _, o := range only {
		if kind == o || strings.HasPrefix(string(kind), string(o)+".") {
			return true
		}
	}
	return false
}

func fixAllTitle(l validate.Locale) string {
	if l == validate.Chinese {
		return "修复所有可安全修复的问题"
	}
	return "Fix all problems that can be fixed safely"
}

// fixAllRounds bounds the work for a document that is wrong all over: a round
// mends some 50 offences.
const fixAllRounds = 8

// fixAll is one edit that makes the preferred fixes of everything, nil where there
// are none. It adds nothing that is missing and removes no member that is
// merely unknown: it may run on every saving, with nobody looking.
func (n *snapshot) fixAll() []assist.Edit {
	src := n.Source
	for range fixAllRounds {
		edits := safeEdits(src.Fixes(0, len(src.Text)))
		if edits == nil {
			break
		}
		src.Text = assist.Apply(src.Text, edits)
	}
	if src.Text == n.Text {
		return nil
	}
	return []assist.Edit{difference(n.Text, src.Text)}
}

// safeEdits are the edits of the fixes that need no decision, as far as they can be
// made at once.
func safeEdits(fixes []assist.Fix) (edits []assist.Edit) {
	end := 0
	for _, f := range fixes {
		d := f.Diagnostic
		missing := d.Rule == validate.RuleRequired || d.Cause == validate.CauseEmpty
		optional := d.Severity == validate.Warning && d.Suggestion == ""
		if f.Preferred && !missing && !optional && f.Edits[0].Start >= end {
			edits = append(edits, f.Edits...)
			end = f.Edits[len(f.Edits)-1].End + 1
		}
	}
	return edits
}

// difference is the one edit that makes a text another.
func difference(from, to string) assist.Edit {
	start := 0
	for start < min(len(from), len(to)) && from[start] == to[start] {
		start++
	}
	for start > 0 && start < len(from) && (from[start]&0xc0 == 0x80 || from[start] == '\n') {
		start-- // not in the midst of a character, nor of a line end
	}
	end, rest := len(from), len(to)
	for end > start && rest > start && from[end-1] == to[rest-1] && from[end-1] < 0x80 {
		end--
		rest--
	}
	// Nor in the midst of a line end, where no position is.
	if end < len(from) && end > start && from[end] == '\n' && from[end-1] == '\r' {
		end++
		rest++
	}
	return assist.Edit{Start: start, End: end, New: to[start:rest]}
}

// workspaceEdit makes the edits in the snapshot's version of the document, where
// the client can tell versions apart.
func (n *snapshot) workspaceEdit(edits []protocol.TextEdit) *protocol.WorkspaceEdit {
	if !n.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &protocol.WorkspaceEdit{Changes: map[protocol.DocumentURI][]protocol.TextEdit{n.uri: edits}}
	}
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.TextDocumentEdit{{
		TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{URI: n.uri, Version: &n.version},
		Edits:        edits,
	}}}
}
