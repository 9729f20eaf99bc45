package protocol

// TextDocumentSyncKind says how the client tells of changes.
type TextDocumentSyncKind uint32

// SyncIncremental is by edits of ranges; an edit without a range is the whole text.
const SyncIncremental TextDocumentSyncKind = 2

// TextDocumentIdentifier names a document.
type TextDocumentIdentifier struct {
	URI DocumentURI `json:"uri"`
}

// VersionedTextDocumentIdentifier names a version of a document.
type VersionedTextDocumentIdentifier struct {
	URI     DocumentURI `json:"uri"`
	Version int32       `json:"version"`
}

// LanguageKind is what a client takes a document's language to be. It may be one
// that the protocol does not name.
type LanguageKind string

// TextDocumentItem is a document that the client hands over.
type TextDocumentItem struct {
	URI        DocumentURI  `json:"uri"`
	LanguageID LanguageKind `json:"languageId"`
	Version    int32        `json:"version"`
	Text       string       `json:"text"`
}

// DidOpenTextDocumentParams are the parameters of textDocument/didOpen.
type DidOpenTextDocumentParams struct {
	TextDocument TextDocumentItem `json:"textDocument"`
}

// DidChangeTextDocumentParams are the parameters of textDocument/didChange.
type DidChangeTextDocumentParams struct {
	TextDocument   VersionedTextDocumentIdentifier  `json:"textDocument"`
	ContentChanges []TextDocumentContentChangeEvent `json:"contentChanges"`
}

// TextDocumentContentChangeEvent is an edit of a range, or without one the new text.
type TextDocumentContentChangeEvent struct {
	Range *Range `json:"range,omitempty"`
	Text  string `json:"text"`
}

// DidCloseTextDocumentParams are the parameters of textDocument/didClose.
type DidCloseTextDocumentParams struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
}
