package document

import (
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
)

// str reads the string that begins here. A string that is not closed ends with
// its line where the next line looks like the document going on.
func (p *parser) str() (f flags) {
	s, i := p.text, p.pos+1
	for {
		for i < len(s) && plain[s[i]] {
			i++
		}
		if i >= len(s) {
			p.fail(validate.CauseEnd, i, i)
			p.pos = i
			return f | broken | open
		}
		switch c := s[i]; {
		case c == '"':
			p.pos = i + 1
			return f
		case c == '\\':
			f |= escaped
			_, size, ok := escape(s[i:])
			if !ok {
				f |= broken | garbled
				p.badEscape(i, size)
			}
			i += size
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				f |= escaped | broken | garbled
				p.fail(validate.CauseUTF8, i, i+1)
			}
			i += size
		default:
			f |= broken
			p.fail(validate.CauseControl, i, i+1)
			if c == '\n' || c == '\r' {
				next := skipSpace(s, i)
				if next >= len(s) || goesOn[s[next]] {
					p.pos = i
					return f | open
				}
				i = next
				continue
			}
			i++
		}
	}
}

// goesOn tells the bytes with which a document goes on after a string that was
// not closed in its line.
var goesOn = [256]bool{'"': true, '{': true, '}': true, '[': true, ']': true, ',': true}

// badEscape reports the escape at i of which escape has read size bytes.
func (p *parser) badEscape(i, size int) {
	switch at := i + size; {
	case size == 6:
		p.fail(validate.CauseSurrogate, i, at)
	case at >= len(p.text):
		p.fail(validate.CauseEnd, len(p.text), len(p.text))
	default:
		p.fail(validate.CauseEscape, at, at+1)
	}
}

// number reads the number that begins here.
func (p *parser) number() (f flags) {
	s, i := p.text, p.pos
	digits := func() bool {
		start := i
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		return i > start
	}
	ok := true
	if s[i] == '-' {
		i++
	}
	if i < len(s) && s[i] == '0' {
		i++
	} else {
		ok = digits()
	}
	if ok && i < len(s) && s[i] == '.' {
		i++
		ok = digits()
	}
	if ok && i < len(s) && s[i]|0x20 == 'e' {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		ok = digits()
	}
	end := wordEnd(s, i)
	switch {
	case ok && end == i:
	case !ok && i >= len(s):
		p.fail(validate.CauseEnd, i, i)
		f = broken
	default:
		p.fail(validate.CauseNumber, i, max(end, i+1))
		f = broken
	}
	p.pos = end
	return f
}

// literal reads the word that begins here: true, false, null or no JSON.
func (p *parser) literal() (validate.Kind, flags) {
	start := p.pos
	p.pos = wordEnd(p.text, start)
	word := p.text[start:p.pos]
	want, kind := "", validate.Absent
	switch word[0] {
	case 't':
		want, kind = "true", validate.Bool
	case 'f':
		want, kind = "false", validate.Bool
	case 'n':
		want, kind = "null", validate.Null
	}
	if word == want {
		return kind, 0
	}
	n := 0
	for n < len(word) && n < len(want) && word[n] == want[n] {
		n++
	}
	if at := start + n; at < len(p.text) {
		p.fail(validate.CauseLiteral, at, max(p.pos, at+1))
	} else {
		p.fail(validate.CauseEnd, at, at)
	}
	if n < 2 {
		kind = validate.Absent // hardly meant as one
	}
	return kind, broken
}
