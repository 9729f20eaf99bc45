package redact

import (
	"html"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// spelling reads a text as those may who unescape it, in one way or several at once:
// JSON and JavaScript (\/ \n \u0067 \u{67} \x67 \147 \U00000067), URLs (%67, %u0067), HTML (&#103; &#x67; &amp;) and quoted-printable (=67). What an escape
// is made of may itself be escaped, as in \\u0067 and %2567.
//
// Which of them apply nobody knows, so each character has several readings.
type spelling struct {
	text string
	// open is set once a reading came to the end of the text and would have gone on.
	open bool
}

// reading is what a part of a text says, and where the next part begins.
type reading struct {
	says string
	next int
}

const (
	// nesting is how many times an escape may be escaped.
	nesting = 2
	// maxDigits is how many digits a character's number may have, with leading
	// zeros, and maxEntity how long the name of one is.
	maxDigits = 40
	maxEntity = 32
)

// introducers begin every escape.
const introducers = `\%&=`

func introduces(c byte) bool { return c == '\\' || c == '%' || c == '&' || c == '=' }

// ambiguous reports whether the byte may say something other than itself.
func ambiguous(c byte) bool { return introduces(c) || c == '\r' || c == '\n' }

// readings are those of one place: what stands there, and an escape for each time
// that it may be escaped, all of which may be folds.
type readings struct {
	list [2 * (2*nesting + 3)]reading
	n    int
}

func (r *readings) add(x reading) {
	r.list[r.n] = x
	r.n++
}

func (r *readings) all() []reading { return r.list[:r.n] }

// at are the readings of the text at offset i, the byte itself first. A line break
// may say nothing: long lines are folded.
func (s *spelling) at(i int) readings {
	if i >= len(s.text) {
		s.open = true
		return readings{}
	}
	var out readings
	if c := s.text[i]; introduces(c) {
		out = s.escapes(i, nesting)
		out.add(reading{s.text[i : i+1], i + 1})
	} else {
		out.add(reading{s.text[i : i+1], i + 1})
	}
	for _, r := range out.all() {
		if r.says == "\r" || r.says == "\n" {
			out.add(reading{"", r.next})
		}
	}
	return out
}

// escapes are the readings of the escape at offset i, itself escaped at most depth
// times.
func (s *spelling) escapes(i, depth int) (out readings) {
	c := s.text[i]
	if c == '\\' && i+1 < len(s.text) && introduces(s.text[i+1]) {
		// Not of what the other introduces, but of the introducer.
		out.add(reading{s.text[i+1 : i+2], i + 2})
		s.unescape(s.text[i+1], i+2, depth-1, &out)
	}
	s.unescape(c, i+1, depth, &out)
	return out
}

// unescape adds the reading of the escape whose introducer c ends at offset i, and
// if that is an introducer, of the one that it begins.
func (s *spelling) unescape(c byte, i, depth int, out *readings) {
	for ; depth >= 0 && introduces(c); depth-- {
		r, ok := s.escape(c, i, depth)
		if !ok {
			return
		}
		out.add(r)
		if len(r.says) != 1 {
			return
		}
		c, i = r.says[0], r.next
	}
}

// escape is the reading of the escape whose introducer c ends at offset i.
func (s *spelling) escape(c byte, i, depth int) (reading, bool) {
	next, after, ok := s.char(i, depth)
	if !ok {
		return reading{}, false
	}
	switch c {
	case '\\':
		return s.backslash(next, i, after, depth)
	case '%':
		if next == 'u' {
			return s.unit(after, depth)
		}
		return s.byte(i, depth)
	case '=':
		switch {
		case next == '\n':
			return reading{"", after}, true
		case next == '\r':
			if lf, end, ok := s.char(after, depth); ok && lf == '\n' {
				after = end
			}
			return reading{"", after}, true
		}
		return s.byte(i, depth)
	}
	if next == '#' {
		return s.numeric(after, depth)
	}
	return s.entity(i, depth)
}

// backslash is the reading of a backslash and c, which ends at offset after.
func (s *spelling) backslash(c byte, i, after, depth int) (reading, bool) {
	switch {
	case c == 'u':
		return s.unit(after, depth)
	case c == 'U':
		n, end, digits := s.number(after, 16, 8, depth)
		return reading{string(rune(n)), end}, digits == 8
	case c == 'x' || c == 'X':
		return s.byte(after, depth)
	case '0' <= c && c <= '7':
		n, end, digits := s.number(i, 8, 3, depth)
		return reading{string(rune(n)), end}, digits == 3
	}
	if at := strings.IndexByte("bfnrt", c); at >= 0 {
		return reading{"\b\f\n\r\t"[at : at+1], after}, true
	}
	return reading{string([]byte{c}), after}, true
}

// byte is the reading of two hexadecimal digits.
func (s *spelling) byte(i, depth int) (reading, bool) {
	n, end, digits := s.number(i, 16, 2, depth)
	return reading{string([]byte{byte(n)}), end}, digits == 2
}

// unit is the reading of what follows \u: the four digits of a UTF-16 code unit,
// with the other one of its pair, or a code point in braces.
func (s *spelling) unit(i, depth int) (reading, bool) {
	if c, after, ok := s.char(i, depth); ok && c == '{' {
		n, end, digits := s.number(after, 16, maxDigits, depth)
		c, end, ok := s.char(end, depth)
		return reading{string(rune(n)), end}, ok && c == '}' && digits > 0
	}
	n, end, digits := s.number(i, 16, 4, depth)
	if digits != 4 {
		return reading{}, false
	}
	if utf16.IsSurrogate(rune(n)) {
		if c, after, ok := s.char(end, depth); ok && c == '\\' {
			if c, after, ok := s.char(after, depth); ok && c == 'u' {
				low, lowEnd, _ := s.number(after, 16, 4, depth)
				if r := utf16.DecodeRune(rune(n), rune(low)); r != utf8.RuneError {
					return reading{string(r), lowEnd}, true
				}
			}
		}
	}
	return reading{string(rune(n)), end}, true // U+FFFD for half a pair
}

// numeric is the reading of what follows &#.
func (s *spelling) numeric(i, depth int) (reading, bool) {
	base := 10
	if c, after, ok := s.char(i, depth); ok && c|0x20 == 'x' {
		base, i = 16, after
	}
	n, end, digits := s.number(i, base, maxDigits, depth)
	if c, after, ok := s.char(end, depth); ok && c == ';' {
		end = after
	}
	return reading{string(rune(n)), end}, digits > 0
}

// entity is the reading of the name that follows &.
func (s *spelling) entity(i, depth int) (reading, bool) {
	name := append(make([]byte, 0, maxEntity+1), '&')
	for len(name) <= maxEntity {
		c, after, ok := s.char(i, depth)
		if !ok || c != ';' && !alphanumeric(c) {
			break
		}
		name, i = append(name, c), after
		if c == ';' {
			break
		}
	}
	if len(name) < 3 {
		return reading{}, false
	}
	says := html.UnescapeString(string(name))
	return reading{says, i}, says[0] != '&' || says == "&"
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// number reads at most so many digits of the base, fewer if it becomes too large for
// a character.
func (s *spelling) number(i, base, most, depth int) (n, end, digits int) {
	for ; digits < most && n <= utf8.MaxRune; digits++ {
		c, after, ok := s.char(i, depth)
		d := value(c)
		if !ok || d >= base {
			break
		}
		n, i = n*base+d, after
	}
	return n, i, digits
}

// value is that of a digit; 16 if c is none.
func value(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return 16
}

// char is a character within an escape, ASCII, which may be escaped itself.
func (s *spelling) char(i, depth int) (c byte, next int, ok bool) {
	if i >= len(s.text) {
		s.open = true
		return 0, i, false
	}
	if c = s.text[i]; !introduces(c) || depth == 0 {
		return c, i + 1, true
	}
	e := s.escapes(i, depth-1)
	for _, r := range e.all() {
		if len(r.says) == 1 {
			return r.says[0], r.next, true
		}
	}
	return c, i + 1, true
}
