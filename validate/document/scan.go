package document

import "github.com/appgauge/appgauge/validate"

// Scan reads the create request that begins at offset i of text, after white
// space, in a single pass. Where ok, it is valid without a warning and ends at
// end. Where not, nothing is decided: the text may be invalid, or valid in a way
// that only the tree shows.
func Scan(e *validate.Edition, text string, i int) (end int, ok bool) {
	i = skipSpace(text, i)
	if i >= len(text) || text[i] != '{' {
		return 0, false
	}
	i++
	var seen [validate.NumFields]bool
	next := 0 // most requests name their members in table order
	for {
		i = skipSpace(text, i)
		if i >= len(text) || text[i] != '"' {
			return 0, false
		}
		i++
		id, n := fieldAt(e, text[i:], next)
		if n == 0 {
			id, n = escapedFieldAt(e, text[i:])
		}
		if n == 0 || seen[id] {
			return 0, false
		}
		seen[id] = true
		next = id + 1
		i = skipSpace(text, i+n)
		if i >= len(text) || text[i] != ':' {
			return 0, false
		}
		i = skipSpace(text, i+1)
		if i >= len(text) || text[i] != '"' {
			return 0, false
		}
		i++
		f := &e.Fields[id]
		if n := f.PlainPrefix(text[i:]); i+n < len(text) && text[i+n] == '"' && n >= f.Min && n <= f.Max {
			i += n + 1
		} else if i, ok = scanText(e, validate.FieldID(id), text, i); !ok {
			return 0, false
		}
		if i < len(text) && text[i] > ' ' {
			// Most often the comma or the brace follows at once.
		} else if i = skipSpace(text, i); i >= len(text) {
			return 0, false
		}
		switch text[i] {
		case ',':
			i++
		case '}':
			for id := range e.Fields {
				if e.Fields[id].Required && !seen[id] {
					return 0, false
				}
			}
			return i + 1, true
		default:
			return 0, false
		}
	}
}

// Clean reports whether text is a create request, or an array of them, about
// which there is nothing to say. It does not allocate.
func Clean(e *validate.Edition, text string) bool {
	i := skipSpace(text, 0)
	if i == len(text) || text[i] != '[' {
		end, ok := Scan(e, text, i)
		return ok && skipSpace(text, end) == len(text)
	}
	if i = skipSpace(text, i+1); i < len(text) && text[i] == ']' {
		return skipSpace(text, i+1) == len(text)
	}
	for {
		end, ok := Scan(e, text, i)
		if !ok {
			return false
		}
		if i = skipSpace(text, end); i == len(text) {
			return false
		}
		switch text[i] {
		case ',':
			i++
		case ']':
			return skipSpace(text, i+1) == len(text)
		default:
			return false
		}
	}
}

// fieldAt finds the field whose name and closing quote s begins with, trying
// the field number next first. n is the length of both, 0 where there is none.
func fieldAt(e *validate.Edition, s string, next int) (id, n int) {
	if next < validate.NumFields {
		if n := len(e.Fields[next].Name); len(s) > n && s[n] == '"' && s[:n] == e.Fields[next].Name {
			return next, n + 1
		}
	}
	for id := range e.Fields {
		if n := len(e.Fields[id].Name); len(s) > n && s[n] == '"' && s[:n] == e.Fields[id].Name {
			return id, n + 1
		}
	}
	return 0, 0
}

// escapedFieldAt is fieldAt for a name written with escapes.
func escapedFieldAt(e *validate.Edition, s string) (id, n int) {
	for i := 0; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' {
			i++
		}
		n = i + 1
	}
	if n >= len(s) || n > 128 {
		return 0, 0
	}
	var buf [128]byte
	m, ok := unescape(buf[:], s[:n])
	if !ok {
		return 0, 0
	}
	if id, ok := e.Field(view(buf[:m])); ok {
		return int(id), n + 1
	}
	return 0, 0
}

// scanText checks the string of field id whose content begins at i and may hold
// anything. end is past the closing quote.
func scanText(e *validate.Edition, id validate.FieldID, text string, i int) (end int, ok bool) {
	start, escaped := i, false
	for ; i < len(text); i++ {
		c := text[i]
		if plain[c] || c >= 0x80 { // UTF-8 is checked with the text
			continue
		}
		switch c {
		case '"':
			content := text[start:i]
			if escaped {
				return i + 1, acceptsEscaped(e, id, content)
			}
			return i + 1, e.Accepts(id, validate.Text(content))
		case '\\':
			escaped = true
			i++
		default:
			return 0, false
		}
	}
	return 0, false
}

// acceptsEscaped decodes on the stack: the longest text that the rules allow
// fits there, and for a longer one the tree decides.
func acceptsEscaped(e *validate.Edition, id validate.FieldID, content string) bool {
	var buf [1024]byte
	n, ok := unescape(buf[:], content)
	return ok && e.Accepts(id, validate.Text(view(buf[:n])))
}

// skipSpace is the offset of the first byte of s from i on that is not white space.
func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		i++
	}
	return i
}
