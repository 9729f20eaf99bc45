package lsp

import (
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/validate/assist"
)

// doc is an open document.
type doc struct {
	uri      protocol.DocumentURI
	language protocol.LanguageKind
	version  int32
	buffer   *buffer
	snapshot *snapshot // of this version; nil before one is asked for
}

// doc finds an open document.
func (s *server) doc(uri protocol.DocumentURI) (*doc, error) {
	if d := s.docs[uri]; d != nil {
		return d, nil
	}
	return nil, failure(jsonrpc2.CodeInvalidParams, "the document "+uri+" is not open; send textDocument/didOpen first")
}

// snapshot is one version of a document as the settings have it judged. It does
// not change.
type snapshot struct {
	uri     protocol.DocumentURI
	version int32
	ours    bool // else there is nothing to say about it
	assist.Source
	starts []int
	client *client
}

// look is the snapshot of a document's current version.
func (s *server) look(uri protocol.DocumentURI) (*snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, err := s.doc(uri)
	if err != nil {
		return nil, err
	}
	if d.snapshot == nil {
		n := &snapshot{uri: uri, version: d.version, starts: slices.Clone(d.buffer.starts), client: &s.client}
		n.Source = assist.Source{Text: string(d.buffer.text), Edition: s.settings.edition, Locale: s.settings.locale}
		n.ours = recognise(uri, d.language, &n.Source)
		d.snapshot = n
	}
	return d.snapshot, nil
}

// lookAt is the snapshot and the offset of a position in it.
func (s *server) lookAt(uri protocol.DocumentURI, p protocol.Position) (*snapshot, int, error) {
	n, err := s.look(uri)
	if err != nil {
		return nil, 0, err
	}
	return n, n.offset(p), nil
}

func (n *snapshot) offset(p protocol.Position) int {
	return offsetAt(n.Text, n.starts, p, n.client.encoding)
}

// locator converts offsets of the snapshot.
func (n *snapshot) locator() *locator {
	return &locator{text: n.Text, starts: n.starts, enc: n.client.encoding}
}

// textEdits shows edits as the protocol has them.
func (n *snapshot) textEdits(edits []assist.Edit) []protocol.TextEdit {
	l := n.locator()
	var out []protocol.TextEdit
	for _, e := range edits {
		out = append(out, protocol.TextEdit{Range: l.span(e.Start, e.End), NewText: e.New})
	}
	return out
}
