package protocol

// CompletionOptions is what the server offers.
type CompletionOptions struct {
	TriggerCharacters []string `json:"triggerCharacters,omitempty"`
}

// CompletionParams are the parameters of textDocument/completion.
type CompletionParams struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
	Position     Position               `json:"position"`
}

// CompletionList answers textDocument/completion.
type CompletionList struct {
	IsIncomplete bool             `json:"isIncomplete"`
	Items        []CompletionItem `json:"items"`
}

// CompletionItemKind chooses the icon of an item.
type CompletionItemKind uint32

// The kinds.
const (
	CompletionProperty CompletionItemKind = 10
	CompletionValue    CompletionItemKind = 12
)

// InsertTextFormat is the language of an item's text.
type InsertTextFormat uint32

// The formats.
const (
	InsertPlainText InsertTextFormat = 1
	InsertSnippet   InsertTextFormat = 2
)

// CompletionItem is a proposal.
type CompletionItem struct {
	Label            string             `json:"label"`
	Kind             CompletionItemKind `json:"kind,omitempty"`
	Detail           string             `json:"detail,omitempty"`
	Documentation    *MarkupContent     `json:"documentation,omitempty"`
	SortText         string             `json:"sortText,omitempty"`
	FilterText       string             `json:"filterText,omitempty"`
	InsertTextFormat InsertTextFormat   `json:"insertTextFormat,omitempty"`
	TextEdit         *TextEdit          `json:"textEdit,omitempty"`
	// AdditionalTextEdits stand elsewhere.
	AdditionalTextEdits []TextEdit `json:"additionalTextEdits,omitempty"`
}
