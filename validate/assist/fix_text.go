package assist

import (
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// badText mends the text of the field n: too long, or with characters that may
// not stand where they do.
func (f *fixer) badText(d Diagnostic, n document.Node) {
	id, ok := f.edition().Field(d.Field)
	if !ok || n.Kind() != validate.String || !n.Valid() {
		return
	}
	field, t := &f.edition().Fields[id], f.texts()
	content := n.Content()
	switch d.Rule {
	case validate.RuleMaxLength:
		f.add(d, fill(t.cut, d.Field, itoa(field.Max)), Edit{Start: d.Offset - f.start, End: content.End})
	case validate.RuleStart:
		for r, s := range n.Chars() {
			if field.First.Contains(r) {
				f.add(d, fill(t.dropStart, d.Field), Edit{Start: content.Start, End: s.Start})
				break
			}
		}
	case validate.RuleCharset:
		f.add(d, fill(t.drop, d.Field), f.substitute(n, field.Chars, ""))
		if stand := "_"; field.Chars.Contains('_') {
			f.add(d, fill(t.replace, d.Field, stand), f.substitute(n, field.Chars, stand))
		}
	}
}

// substitute is the edit that puts stand in the place of each character of n
// that is not allowed.
func (f *fixer) substitute(n document.Node, allowed validate.Charset, stand string) Edit {
	text := f.Document.Text()
	var b []byte
	first, last := -1, 0 // where the offending characters begin and end
	kept := 0            // the length of b without what follows the last of them
	for r, s := range n.Chars() {
		if allowed.Contains(r) {
			if first >= 0 {
				b = append(b, text[s.Start:s.End]...)
			}
			continue
		}
		if first < 0 {
			first = s.Start
		}
		b = append(b, stand...)
		last, kept = s.End, len(b)
	}
	return Edit{Start: max(first, 0), End: last, New: string(b[:kept])}
}

// badType mends a value of the wrong type.
func (f *fixer) badType(d Diagnostic, n document.Node) {
	switch n.Kind() {
	case validate.Null:
		if d.Severity == validate.Warning {
			f.remove(d, n, f.texts().removeNull)
		}
	case validate.Number, validate.Bool:
		if n.IsMember() {
			f.quote(d, n.Span(), f.texts().quoteValue, f.addSafe)
		}
	}
}

// quote puts quotes around a word or a number; add adds the fix.
func (f *fixer) quote(d Diagnostic, s document.Span, title string, add func(Diagnostic, string, ...Edit)) {
	text := f.Document.Text()[s.Start:s.End]
	if !utf8.ValidString(text) {
		return
	}
	add(d, title, Edit{s.Start, s.End, `"` + text + `"`})
}
