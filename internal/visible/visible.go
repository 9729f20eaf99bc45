// Package visible shows a text that somebody else wrote: an answer's body, a file's
// contents. It is harmless where it is shown, on a terminal, in a CI's log, on a
// page, and the reader sees all that was sent. Text in any script stays as it is.
//
//   - Use [Line] where one line is expected: a message, a name, a cell of a table.
//   - Use [Indent] for what may have several lines, and [Text] if something else
//     keeps those lines apart from ours.
//   - Use [JSON] for a JSON document that keeps every text as it was sent.
package visible

import (
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Line is s on one line: what [Text] escapes, and line feeds and tabs, as \n and \t.
func Line(s string) string { return escape(s, true) }

// Text is s with an escape in the place of every character that shows nothing, or
// that acts on what shows it: \x1b for a control, \u202e and \u{e0041} for another
// character, \xff for a byte that is no UTF-8. Line feeds and tabs stay. Commands
// that a CI would read in a log, such as ::error:: and ##[error], are broken up.
func Text(s string) string { return escape(s, false) }

// Indent is [Text] with by before every line.
func Indent(s, by string) string {
	return by + strings.ReplaceAll(Text(s), "\n", "\n"+by)
}

// Attr shows the value of a log's attribute; it is a ReplaceAttr of
// [slog.HandlerOptions].
func Attr(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Any().(type) {
	case string:
		a.Value = slog.StringValue(Line(v))
	case error:
		a.Value = slog.StringValue(Line(v.Error()))
	}
	return a
}

// JSON is a JSON document that says the same, with escapes for the characters that
// [Text] escapes.
func JSON(doc []byte) []byte {
	s := string(doc)
	if plain(s) {
		return doc
	}
	s = marked.ReplaceAllString(s, `#\u0023$1[`)
	var out []byte
	last := utf8.RuneError
	for i, r := range s {
		switch next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); {
		case r < 0x20 || r == utf8.RuneError || seen(last, r, next):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		last = r
	}
	return out
}

var (
	// called is what GitHub may take for a command: at the start of a line, or if a
	// name follows.
	called = regexp.MustCompile(`(?m)(^\s*)?::+[A-Za-z]?`)
	// marked is what GitHub, Azure and TeamCity take for one anywhere in it.
	marked = regexp.MustCompile(`##([A-Za-z]*)\[`)
)

// plain reports whether there is nothing to escape in s for sure.
func plain(s string) bool {
	last := byte(0)
	for i := range len(s) {
		c := s[i]
		if c < ' ' && c != '\n' && c != '\t' || c >= 0x7f || c == last && (c == ':' || c == '#') {
			return false
		}
		last = c
	}
	return true
}

func escape(s string, line bool) string {
	if plain(s) && !(line && strings.ContainsAny(s, "\n\t")) {
		return s
	}
	var b strings.Builder
	last := utf8.RuneError
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		switch {
		case r == utf8.RuneError && size == 1:
			if half, ok := surrogate(s[i:]); ok {
				fmt.Fprintf(&b, `\u%04x`, half)
				size = 3
			} else {
				fmt.Fprintf(&b, `\x%02x`, s[i])
			}
		case r == '\n' || r == '\t':
			switch {
			case !line:
				b.WriteRune(r)
			case r == '\n':
				b.WriteString(`\n`)
			default:
				b.WriteString(`\t`)
			}
		case seen(last, r, next):
			b.WriteRune(r)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\u{%x}`, r)
		}
		last = r
		i += size
	}
	return breakUp(marked.ReplaceAllString(b.String(), `#\x23$1[`))
}

// breakUp leaves one colon of those with which a command would begin.
func breakUp(s string) string {
	var b strings.Builder
	done := 0
	for _, m := range called.FindAllStringSubmatchIndex(s, -1) {
		if m[2] < 0 && s[m[1]-1] == ':' {
			continue
		}
		first := m[0] + strings.IndexByte(s[m[0]:], ':') + 1
		b.WriteString(s[done:first])
		b.WriteString(strings.ReplaceAll(s[first:m[1]], ":", `\x3a`))
		done = m[1]
	}
	return b.String() + s[done:]
}

// surrogate is the half surrogate with which s begins in the manner of UTF-8.
func surrogate(s string) (r rune, ok bool) {
	if len(s) < 3 || s[0] != 0xed || s[1] < 0xa0 || s[1] > 0xbf || s[2] < 0x80 || s[2] > 0xbf {
		return 0, false
	}
	return 0xd000 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), true
}

// seen reports whether a reader sees r, between the characters last and next, and
// nothing else changes by it.
func seen(last, r, next rune) bool {
	switch {
	case r < 0x7f:
		return r >= ' '
	case r == 0x200c || r == 0x200d:
		// The joiners make one sign of several in Persian, in Indic scripts and in emoji.
		return joins(last) && joins(next)
	case unicode.Is(unicode.Variation_Selector, r):
		return unicode.IsPrint(last) && last != ' ' && !unicode.Is(unicode.Variation_Selector, last)
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return true
	}
	return r != 0x2800 && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co,
		unicode.Noncharacter_Code_Point, unicode.Other_Default_Ignorable_Code_Point)
}

// joins reports whether a joiner may be next to r.
func joins(r rune) bool {
	return r > 0x7f && r != utf8.RuneError && unicode.In(r, unicode.L, unicode.M, unicode.So, unicode.Sk)
}
