package assist

import (
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// maxDiagnostics is how many diagnostics a source gets: more is not read.
const maxDiagnostics = 1000

// schemaMember is the member by which an editor finds the schema of a document.
// It is for the editor, and nothing is said about it.
const schemaMember = "$schema"

// Diagnostic is a violation as an editor shows it.
type Diagnostic struct {
	// Start and End are what to underline. They are the violation's span, but
	// where that is empty: an empty string's quotes, or what stands before the
	// end of the text.
	Start, End int
	// Code is what is wrong, in a form that stays: "name.maxLength" for a
	// documented member, "syntax.trailingComma", "duplicate".
	Code string
	// Message is one sentence in the source's language.
	Message string
	// Reference is where the rule is documented. Its Page is "" where the rule
	// is not a documented member's.
	Reference validate.Reference
	// Suggestion is the documented member that an unknown one may be meant for.
	Suggestion string
	// Violation is what the diagnostic shows, with offsets in the source.
	validate.Violation
}

// Diagnostics returns what is to be said about the source, in the order of the
// requests in it; nil where there is nothing.
func (s *Source) Diagnostics() []Diagnostic {
	var ds []Diagnostic
	var buf validate.Violations
	for start, end := range s.spans() {
		if s.clean(s.Text[start:end]) {
			continue
		}
		p := s.parse(start, end)
		for _, v := range p.Syntax() {
			ds = append(ds, s.diagnostic(p, v))
		}
		for n := range s.requests(p) {
			if len(ds) >= maxDiagnostics {
				break
			}
			ds, buf = s.diagnose(ds, buf, p, n)
		}
		if len(ds) >= maxDiagnostics {
			return ds[:maxDiagnostics]
		}
	}
	return ds
}

// clean reports whether there is nothing to say about a part. It may not see it.
func (s *Source) clean(text string) bool {
	if s.Kind == Requests {
		return document.Clean(s.edition(), text)
	}
	end, ok := document.Scan(s.edition(), text, 0)
	return ok && blank(text[end:])
}

// diagnose appends what is to be said about the request n. It returns buf, which
// it overwrites, for the next one.
func (s *Source) diagnose(ds []Diagnostic, buf validate.Violations, p part, n document.Node) ([]Diagnostic, validate.Violations) {
	if end, ok := document.Scan(s.edition(), p.Text(), n.Span().Start); ok && end == n.Span().End {
		return ds, buf
	}
	buf = document.AppendNode(buf[:0], s.edition(), n)
	var present fieldSet
	if len(buf) > 0 {
		present = fields(s.edition(), n)
	}
	for _, v := range buf {
		if v.Rule == validate.RuleUnknown && v.Field == schemaMember {
			continue
		}
		d := s.diagnostic(p, v)
		if v.Rule == validate.RuleUnknown {
			if id, ok := suggest(s.edition(), present, v.Field); ok {
				d.Suggestion = s.edition().Fields[id].Name
				d.Message += fill(s.texts().meant, d.Suggestion)
			}
		}
		ds = append(ds, d)
	}
	return ds, buf
}

// diagnostic shows a violation of the part p.
func (s *Source) diagnostic(p part, v validate.Violation) Diagnostic {
	e := s.edition()
	d := Diagnostic{Message: e.Message(v, s.Locale), Code: code(e, v)}
	if id, ok := e.Field(v.Field); ok && v.Rule != validate.RuleUnknown {
		d.Reference = e.Fields[id].Doc
	}
	d.Start, d.End = underline(p.Text(), v)
	d.Start += p.start
	d.End += p.start
	v.Offset += p.start
	v.End += p.start
	d.Violation = v
	return d
}

// code names the violation.
func code(e *validate.Edition, v validate.Violation) string {
	switch v.Rule {
	case validate.RuleSyntax:
		return v.Rule.String() + "." + v.Cause.String()
	case validate.RuleUnknown, validate.RuleDuplicate:
		return v.Rule.String()
	}
	if v.Field == "" {
		return v.Rule.String()
	}
	return v.Field + "." + v.Rule.String()
}

// underline is the violation's span, widened where it is empty.
func underline(text string, v validate.Violation) (start, end int) {
	switch {
	case v.Offset < v.End:
		return v.Offset, v.End
	case v.Rule == validate.RuleMinLength:
		return v.Offset - 1, v.End + 1
	}
	end = skipSpaceBack(text, v.Offset)
	_, size := utf8.DecodeLastRuneInString(text[:end])
	return end - size, end
}
