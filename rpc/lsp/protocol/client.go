package protocol

// ClientCapabilities is what the client can do, as far as the server asks. A
// pointer tells a capability that is named from one that is not.
type ClientCapabilities struct {
	Workspace    WorkspaceClientCapabilities    `json:"workspace,omitzero"`
	TextDocument TextDocumentClientCapabilities `json:"textDocument,omitzero"`
	General      GeneralClientCapabilities      `json:"general,omitzero"`
}

// GeneralClientCapabilities are those of the protocol itself.
type GeneralClientCapabilities struct {
	PositionEncodings []PositionEncodingKind `json:"positionEncodings,omitempty"`
}

// WorkspaceClientCapabilities are those about the workspace.
type WorkspaceClientCapabilities struct {
	WorkspaceEdit          WorkspaceEditClientCapabilities          `json:"workspaceEdit,omitzero"`
	DidChangeConfiguration DidChangeConfigurationClientCapabilities `json:"didChangeConfiguration,omitzero"`
	Configuration          bool                                     `json:"configuration,omitempty"`
	Diagnostics            DiagnosticWorkspaceClientCapabilities    `json:"diagnostics,omitzero"`
}

// WorkspaceEditClientCapabilities are those about edits.
type WorkspaceEditClientCapabilities struct {
	DocumentChanges bool `json:"documentChanges,omitempty"`
}

// DidChangeConfigurationClientCapabilities are those about settings.
type DidChangeConfigurationClientCapabilities struct {
	DynamicRegistration bool `json:"dynamicRegistration,omitempty"`
}

// DiagnosticWorkspaceClientCapabilities are those about pulling diagnostics anew.
type DiagnosticWorkspaceClientCapabilities struct {
	RefreshSupport bool `json:"refreshSupport,omitempty"`
}

// TextDocumentClientCapabilities are those about a document.
type TextDocumentClientCapabilities struct {
	Completion         CompletionClientCapabilities         `json:"completion,omitzero"`
	Hover              HoverClientCapabilities              `json:"hover,omitzero"`
	CodeAction         CodeActionClientCapabilities         `json:"codeAction,omitzero"`
	PublishDiagnostics PublishDiagnosticsClientCapabilities `json:"publishDiagnostics,omitzero"`
	Diagnostic         *DiagnosticClientCapabilities        `json:"diagnostic,omitempty"`
}

// CompletionClientCapabilities are those about completion.
type CompletionClientCapabilities struct {
	CompletionItem ClientCompletionItemOptions `json:"completionItem,omitzero"`
}

// ClientCompletionItemOptions says what a completion item may hold.
type ClientCompletionItemOptions struct {
	SnippetSupport      bool         `json:"snippetSupport,omitempty"`
	DocumentationFormat []MarkupKind `json:"documentationFormat,omitempty"`
}

// HoverClientCapabilities are those about hover.
type HoverClientCapabilities struct {
	ContentFormat []MarkupKind `json:"contentFormat,omitempty"`
}

// CodeActionClientCapabilities are those about code actions.
type CodeActionClientCapabilities struct {
	CodeActionLiteralSupport *ClientCodeActionLiteralOptions `json:"codeActionLiteralSupport,omitempty"`
	IsPreferredSupport       bool                            `json:"isPreferredSupport,omitempty"`
}

// ClientCodeActionLiteralOptions says that code actions may be more than commands.
type ClientCodeActionLiteralOptions struct{}

// PublishDiagnosticsClientCapabilities are those about pushed diagnostics.
type PublishDiagnosticsClientCapabilities struct {
	VersionSupport         bool `json:"versionSupport,omitempty"`
	CodeDescriptionSupport bool `json:"codeDescriptionSupport,omitempty"`
}

// DiagnosticClientCapabilities are those about pulled diagnostics.
type DiagnosticClientCapabilities struct{}
