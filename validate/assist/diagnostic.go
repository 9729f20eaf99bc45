package assist

import (
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

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

// clean reports whether there is nothing to say about a part. It may not see it.
func (s *Source) clean(text string) bool {
	if s.Kind == Requests {
		return document.Clean(s.edition(), text)
	}
	end, ok := document.Scan(s.edition(), text, 0)
	return ok && blank(text[end:])
}

// violations appends what is to be said about the request n.
func (s *Source) violations(dst validate.Violations, p part, n document.Node) validate.Violations {
	if end, ok := document.Scan(s.edition(), p.Text(), n.Span().Start); ok && end == n.Span().End {
		return dst
	}
	first := len(dst)
	dst = document.AppendNode(dst, s.edition(), n)
	kept := first
	for _, v := range dst[first:] {
		if v.Rule != validate.RuleUnknown || v.Field != schemaMember {
			dst[kept] = v
			kept++
		}
	}
	return dst[:kept]
}

// show appends the violations of the request n as diagnostics.
func (s *Source) show(ds []Diagnostic, p part, n document.Node, vs validate.Violations) []Diagnostic {
	if len(vs) == 0 {
		return ds
	}
	present := fields(s.edition(), n)
	for _, v := range vs {
		d := s.diagnostic(p, v)
		if v.Rule == validate.RuleUnknown {
			if id, ok := suggest(s.edition(), present, v.Field); ok {
				d.Suggestion = s.edition().Fields[id].Name
				d.Message += fill(s.texts().meant, d.Suggestion)
			}
		}
		ds = append(ds, d)
	}
	return ds
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
