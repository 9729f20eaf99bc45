package assist

import (
	"strconv"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// Hover explains what stands from Start to End.
type Hover struct {
	Markdown   string
	Start, End int
}

// Hover explains the member of a request whose name or value is at offset i. It
// is not ok where there is nothing to explain.
func (s *Source) Hover(i int) (h Hover, ok bool) {
	p := s.partAt(i)
	for n := p.At(i - p.start); n.Exists(); n = n.Parent() {
		if !n.IsMember() || !s.isRequest(n.Parent()) {
			continue
		}
		span := n.Span()
		if n.NameSpan().Touches(i - p.start) {
			span = n.NameSpan()
		}
		id, known := s.edition().Field(n.Name())
		switch {
		case known:
			h.Markdown = s.describe(id) + s.length(id, n)
		case n.Name() == schemaMember || n.NameSpan().Len() == 0:
			return Hover{}, false
		default:
			h.Markdown = s.unknown(n)
		}
		h.Start, h.End = span.Start+p.start, span.End+p.start
		return h, true
	}
	return Hover{}, false
}

// describe says in Markdown what a field is and where that is documented.
func (s *Source) describe(id validate.FieldID) string {
	e := s.edition()
	f := &e.Fields[id]
	return "**" + escape(f.Name) + "** — " + escape(s.texts().about[id]) + "\n\n" +
		escape(f.Describe(s.Locale)) + "\n\n" +
		"*" + escape(f.Doc.String()) + " · " + escape(fill(s.texts().edition, e.ID)) + "*"
}

// length says how long the field's text is.
func (s *Source) length(id validate.FieldID, n document.Node) string {
	if n.Kind() != validate.String {
		return ""
	}
	count := 0
	for range n.Chars() {
		count++
	}
	return "\n\n" + fill(s.texts().length, strconv.Itoa(count), strconv.Itoa(s.edition().Fields[id].Max))
}

// unknown says what there is to say about a member that is not documented.
func (s *Source) unknown(n document.Node) string {
	e := s.edition()
	text := e.Message(validate.Violation{Field: n.Name(), Rule: validate.RuleUnknown}, s.Locale)
	if id, ok := suggest(e, fields(e, n.Parent()), n.Name()); ok {
		text += fill(s.texts().meant, e.Fields[id].Name)
	}
	return escape(text)
}

// escape writes text so that Markdown shows it as it is.
func escape(text string) string {
	b := make([]byte, 0, len(text))
	for i := range len(text) {
		switch text[i] {
		case '\\', '`', '*', '_', '#', '!', '[', ']', '<', '>', '|', '~', '&', '$':
			b = append(b, '\\')
		}
		b = append(b, text[i])
	}
	return string(b)
}
