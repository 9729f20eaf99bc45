package lsp

import (
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// source is the name under which diagnostics are shown, and under which the
// settings stand in a client's configuration.
const source = "appgauge"

// fixAllKind is the code action that mends all that can be mended safely.
const fixAllKind = protocol.CodeActionSourceFixAll + "." + source

func (s *server) initialize(conn *jsonrpc2.Conn, p *protocol.InitializeParams) (any, error) {
	if s.phase != created {
		return nil, failure(protocol.CodeInvalidRequest, "initialize may be sent once only")
	}
	s.phase = running
	s.client = client{p.Capabilities, negotiate(p.Capabilities.General.PositionEncodings)}
	if p.Capabilities.General.PositionEncodings == nil {
		if enc, ok := encodingOption(p.InitializationOptions); ok {
			s.client.encoding = enc
		}
	}
	s.mu.Lock()
	if l, ok := localeOf(p.Locale); ok {
		s.base.locale = l
	}
	s.base, s.complaints = s.base.with("initializationOptions", p.InitializationOptions)
	s.settings = s.base
	s.mu.Unlock()
	if p.ProcessID != nil {
		go s.watch(int(*p.ProcessID))
	}
	capabilities := protocol.ServerCapabilities{
		PositionEncoding:   protocol.PositionEncodingKind(s.client.encoding.String()),
		TextDocumentSync:   protocol.TextDocumentSyncOptions{OpenClose: true, Change: protocol.SyncIncremental},
		CompletionProvider: &protocol.CompletionOptions{TriggerCharacters: []string{`"`, ":", "{", ","}},
		HoverProvider:      true,
		CodeActionProvider: &protocol.CodeActionOptions{
			CodeActionKinds: []protocol.CodeActionKind{protocol.CodeActionQuickFix, fixAllKind},
		},
	}
	if s.client.pulls() {
		capabilities.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: source}
	} else {
		go s.publish(conn)
	}
	return protocol.InitializeResult{
		Capabilities: capabilities,
		ServerInfo:   &protocol.ServerInfo{Name: source, Version: s.opt.Version},
	}, nil
}

// isNull reports whether there is nothing in raw.
func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }
