package protocol

import "encoding/json"

// InitializeParams are the parameters of initialize.
type InitializeParams struct {
	ProcessID             *int32             `json:"processId"`
	Locale                string             `json:"locale,omitempty"`
	InitializationOptions json.RawMessage    `json:"initializationOptions,omitempty"`
	Capabilities          ClientCapabilities `json:"capabilities"`
}

// InitializeResult answers initialize.
type InitializeResult struct {
	Capabilities ServerCapabilities `json:"capabilities"`
	ServerInfo   *ServerInfo        `json:"serverInfo,omitempty"`
}

// ServerInfo names the server.
type ServerInfo struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// InitializedParams are the parameters of initialized.
type InitializedParams struct{}

// SetTraceParams are the parameters of $/setTrace.
type SetTraceParams struct {
	Value TraceValue `json:"value"`
}

// TraceValue says how much the client wants to be told; the server tells nothing.
type TraceValue string

// ServerCapabilities is what the server can do.
type ServerCapabilities struct {
	PositionEncoding   PositionEncodingKind    `json:"positionEncoding,omitempty"`
	TextDocumentSync   TextDocumentSyncOptions `json:"textDocumentSync"`
	CompletionProvider *CompletionOptions      `json:"completionProvider,omitempty"`
	HoverProvider      bool                    `json:"hoverProvider,omitempty"`
	CodeActionProvider *CodeActionOptions      `json:"codeActionProvider,omitempty"`
	DiagnosticProvider *DiagnosticOptions      `json:"diagnosticProvider,omitempty"`
}

// TextDocumentSyncOptions says what the client shall tell of documents.
type TextDocumentSyncOptions struct {
	OpenClose bool                 `json:"openClose,omitempty"`
	Change    TextDocumentSyncKind `json:"change,omitempty"`
}

// Registration asks for notifications or requests of a method.
type Registration struct {
	ID              string `json:"id"`
	Method          string `json:"method"`
	RegisterOptions any    `json:"registerOptions,omitempty"`
}

// RegistrationParams are the parameters of client/registerCapability.
type RegistrationParams struct {
	Registrations []Registration `json:"registrations"`
}

// DidChangeConfigurationRegistrationOptions says of which settings to tell.
type DidChangeConfigurationRegistrationOptions struct {
	Section string `json:"section,omitempty"`
}
