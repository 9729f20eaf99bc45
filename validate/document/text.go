package document

import (
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
)

// Text is the string that the value stands for, escapes decoded. Each byte and
// each escape that is not valid reads as U+FFFD. It is "" for a value that is no
// string.
func (n Node) Text() string {
	if n.node().kind != validate.String {
		return ""
	}
	return decode(n.doc.slice(n.Content()), n.has(escaped))
}

// Name is the member's name, decoded like [Node.Text]. A name without quotes
// stands for itself. It is "" where n is no member.
func (n Node) Name() string {
	return decode(n.doc.slice(n.NameContent()), n.has(nameEscaped))
}

// Chars yields the characters of the string and where each stands in the
// document; an escape is one character, and so is an escaped pair.
func (n Node) Chars() func(yield func(r rune, s Span) bool) {
	return func(yield func(rune, Span) bool) {
		if n.node().kind != validate.String {
			return
		}
		for at, end := n.Content().Start, n.Content().End; at < end; {
			r, size := char(n.doc.text[at:end])
			if !yield(r, Span{at, at + size}) {
				return
			}
			at += size
		}
	}
}

// Offset is where in the document the character stands that has offset i in
// [Node.Text]; for an escape, the place of its backslash. The length of the text
// gives the end of the string's content.
func (n Node) Offset(i int) int {
	content := n.Content()
	if !n.has(escaped) {
		return content.Start + i
	}
	raw := n.doc.slice(content)
	at := 0 // in raw
	for decoded := 0; at < len(raw); {
		r, size := char(raw[at:])
		if decoded += utf8.RuneLen(r); decoded > i {
			break
		}
		at += size
	}
	return content.Start + at
}

// Index is the inverse of [Node.Offset]: the offset in [Node.Text] of the
// character that stands at offset i of the document, or around it.
func (n Node) Index(i int) int {
	content := n.Content()
	i = min(max(i, content.Start), content.End) - content.Start
	if !n.has(escaped) {
		return i
	}
	raw := n.doc.slice(content)
	decoded := 0
	for at := 0; at < len(raw); {
		r, size := char(raw[at:])
		if at+size > i {
			break
		}
		at += size
		decoded += utf8.RuneLen(r)
	}
	return decoded
}

// decode is the text that the content of a string stands for. mixed says
// whether it may differ from the content.
func decode(content string, mixed bool) string {
	if !mixed {
		return content
	}
	buf := make([]byte, 0, len(content))
	for len(content) > 0 {
		r, size := char(content)
		buf = utf8.AppendRune(buf, r)
		content = content[size:]
	}
	return view(buf)
}

// char decodes the character, or the escape, that s begins with.
func char(s string) (r rune, size int) {
	if s[0] == '\\' {
		r, size, _ = escape(s)
		return r, size
	}
	return utf8.DecodeRuneInString(s)
}
