package document

import (
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
)

// fail reports an offence. Of several in one place, the first is told.
func (p *parser) fail(c validate.Cause, at, end int) {
	if p.open >= 0 {
		p.nodes[p.open].flags |= broken
	}
	if p.last >= at {
		return
	}
	p.last = at
	if p.offences++; p.offences > maxSyntax {
		return
	}
	v := validate.Violation{Rule: validate.RuleSyntax, Cause: c, Offset: at, End: end}
	if at < end {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		v.Char, v.End = r, max(end, at+size)
		if r == utf8.RuneError && size == 1 && c != validate.CauseBOM {
			v.Cause, v.Char, v.End = validate.CauseUTF8, 0, at+1
		}
	}
	p.syntax = append(p.syntax, v)
}

// skip goes past what cannot stand here: a comment, or a character.
func (p *parser) skip(c byte, size int) {
	s := p.text[p.pos:]
	if c == '/' && len(s) > 1 && (s[1] == '/' || s[1] == '*') {
		n := commentEnd(s)
		p.fail(validate.CauseComment, p.pos, p.pos+n)
		p.pos += n
		return
	}
	p.fail(validate.CauseUnexpected, p.pos, p.pos+size)
	p.pos += size
}

// commentEnd is the length of the comment s begins with.
func commentEnd(s string) int {
	for i := 2; i < len(s); i++ {
		switch {
		case s[1] == '/' && (s[i] == '\n' || s[i] == '\r'):
			return i
		case s[1] == '*' && s[i] == '/' && s[i-1] == '*' && i > 2:
			return i + 1
		}
	}
	return len(s)
}

// wide looks at the multibyte character here. A fullwidth comma or colon is
// reported, and read as the ASCII one; c is returned for any other.
func (p *parser) wide(c byte) (byte, int) {
	r, size := utf8.DecodeRuneInString(p.text[p.pos:])
	switch r {
	case '，':
		c = ','
	case '：':
		c = ':'
	default:
		return c, size
	}
	p.fail(validate.CauseWidth, p.pos, p.pos+size)
	return c, size
}

// quoteSize is the length of the quotation mark that s begins with, and of the
// one that closes it; 0 where s begins with none.
func quoteSize(s string) int { return len(closer(s)) }

// closer is what closes the quotation mark that s begins with.
func closer(s string) string {
	switch s[0] {
	case '"', '\'', '`':
		return s[:1]
	case "“"[0]:
		switch s[:min(3, len(s))] {
		case "“", "”":
			return "”"
		case "‘", "’":
			return "’"
		}
	}
	return ""
}

// otherQuotes reads a text in other quotes than double ones, on one line.
func (p *parser) otherQuotes() flags {
	quote := closer(p.text[p.pos:])
	start := p.pos
	f := escaped | broken | garbled | open
	i := start + len(quote)
	for ; i < len(p.text) && p.text[i] >= ' '; i++ {
		if p.text[i] == '\\' && i+1 < len(p.text) && p.text[i+1] >= ' ' {
			i++
			continue
		}
		if p.text[i] == quote[0] && len(p.text)-i >= len(quote) && p.text[i:i+len(quote)] == quote {
			f &^= open
			i += len(quote)
			break
		}
	}
	p.fail(validate.CauseQuote, start, start+len(quote))
	p.pos = i
	return f
}

// isWord reports whether s begins with a character of words and numbers: what
// stands without quotes.
func isWord(s string) bool {
	c := s[0]
	if c >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s)
		return !(r == utf8.RuneError && size == 1) && quoteSize(s) == 0 && r != '，' && r != '：'
	}
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '$' || c == '-' || c == '+' || c == '.'
}

// wordEnd is the end of the word at i, i itself where there is none.
func wordEnd(s string, i int) int {
	for i < len(s) && isWord(s[i:]) {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}
