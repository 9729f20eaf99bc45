package lsp

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
)

// diagnostic answers a client that pulls. A result's id is a digest of it, so
// that an edit which changes nothing in it, as in the midst of a remark at the
// end of a line, costs the client nothing.
func (s *server) diagnostic(_ *jsonrpc2.Conn, p *protocol.DocumentDiagnosticParams) (any, error) {
	n, err := s.look(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	report := protocol.FullDocumentDiagnosticReport{Kind: protocol.ReportFull, Items: n.diagnostics()}
	text, err := json.Marshal(report.Items)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(text)
	report.ResultID = hex.EncodeToString(digest[:8])
	if p.PreviousResultID == report.ResultID {
		return protocol.UnchangedDocumentDiagnosticReport{Kind: protocol.ReportUnchanged, ResultID: report.ResultID}, nil
	}
	return report, nil
}

// diagnostics is what is to be said about the snapshot; never nil.
func (n *snapshot) diagnostics() []protocol.Diagnostic {
	out := []protocol.Diagnostic{}
	if !n.ours {
		return out
	}
	found := n.Diagnostics()
	l := n.locator()
	for i := range found {
		out = append(out, n.show(l, &found[i]))
	}
	return out
}

// show is a diagnostic as the protocol has it.
func (n *snapshot) show(l *locator, d *assist.Diagnostic) protocol.Diagnostic {
	out := protocol.Diagnostic{
		Range:    l.span(d.Start, d.End),
		Severity: protocol.SeverityError,
		Code:     d.Code,
		Source:   source,
		Message:  d.Message,
	}
	if d.Severity == validate.Warning {
		out.Severity = protocol.SeverityWarning
	}
	if n.client.pulls() || n.client.TextDocument.PublishDiagnostics.CodeDescriptionSupport {
		out.CodeDescription = &protocol.CodeDescription{Href: codeURL(d.Code)}
	}
	return out
}
