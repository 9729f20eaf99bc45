package assist

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// Kind is what a text holds.
type Kind uint8

const (
	// Requests: one create request, or an array of them. The zero Kind.
	Requests Kind = iota
	// Lines: a create request in each line that is not blank (NDJSON).
	Lines
)

// Source is a text in an editor.
type Source struct {
	Text string
	Kind Kind
	// Edition is the rule set; nil for the default one.
	Edition *validate.Edition
	// Locale is the language of everything that is to be read.
	Locale validate.Locale
}

func (s *Source) edition() *validate.Edition {
	if s.Edition == nil {
		return validate.Default()
	}
	return s.Edition
}

// part is a stretch of the source that is a JSON text of its own: a line, or
// everything.
type part struct {
	*document.Document
	start, end int // in the source
}

// parse reads the part from start to end.
func (s *Source) parse(start, end int) part {
	return part{document.ParseString(s.Text[start:end]), start, end}
}

// spans yields where the parts stand. A blank line is none, but a text of blank
// lines is one part: something is missing in it.
func (s *Source) spans() func(yield func(start, end int) bool) {
	return func(yield func(int, int) bool) {
		if s.Kind != Lines || blank(s.Text) {
			yield(0, len(s.Text))
			return
		}
		for start := 0; start < len(s.Text); {
			end := lineEnd(s.Text, start)
			if !blank(s.Text[start:end]) && !yield(start, end) {
				return
			}
			start = end + 1
		}
	}
}

// partAt reads the part in which offset i stands.
func (s *Source) partAt(i int) part {
	if s.Kind != Lines || blank(s.Text) {
		return s.parse(0, len(s.Text))
	}
	start := i
	for start > 0 && s.Text[start-1] != '\n' {
		start--
	}
	return s.parse(start, lineEnd(s.Text, i))
}

// requests yields the values that should be create requests.
func (s *Source) requests(p part) func(yield func(document.Node) bool) {
	return func(yield func(document.Node) bool) {
		root := p.Root()
		switch {
		case !root.Exists():
		case s.Kind == Requests && root.Kind() == validate.Array:
			root.Children()(yield)
		default:
			yield(root)
		}
	}
}

// isRequest reports whether n is one of the requests.
func (s *Source) isRequest(n document.Node) bool {
	if n.Kind() != validate.Object {
		return false
	}
	parent := n.Parent()
	return !parent.Exists() ||
		s.Kind == Requests && parent.Kind() == validate.Array && !parent.Parent().Exists()
}

func lineEnd(text string, i int) int {
	for i < len(text) && text[i] != '\n' {
		i++
	}
	return i
}

func blank(text string) bool { return skipSpace(text, 0) == len(text) }

// skipSpace is the offset of the first byte from i on that is not white space.
func skipSpace(text string, i int) int {
	for i < len(text) && isSpace(text[i]) {
		i++
	}
	return i
}

// skipSpaceBack is the offset behind the last byte before i that is not white space.
func skipSpaceBack(text string, i int) int {
	for i > 0 && isSpace(text[i-1]) {
		i--
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
