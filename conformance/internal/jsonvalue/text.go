package jsonvalue

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// str reads a string. One without escapes, the usual case, is taken as it is; what
// cannot be a character is U+FFFD, and a flaw.
func (p *parser) str() (string, error) {
	start := p.at + 1
	plain, control := true, false
	for p.at = start; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			raw := p.text[start:p.at]
			p.at++
			if control {
				p.flaw("has a control character that is not escaped")
			}
			return p.unescape(raw, plain), nil
		case c == '\\':
			plain = false
			p.at++
		case c < 0x20:
			control = true
		}
	}
	return "", errors.New("the JSON text ends in a string")
}

func (p *parser) unescape(raw string, plain bool) string {
	if !utf8.ValidString(raw) {
		p.flaw("is not valid UTF-8")
		raw = strings.ToValidUTF8(raw, "\ufffd")
	}
	if plain {
		return raw
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			continue
		}
		i++
		switch c := raw[i]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r, n := p.escaped(raw[i+1:])
			out = utf8.AppendRune(out, r)
			i += n
		default:
			p.flaw("has an escape that JSON does not know")
			out = append(out, '\\', c)
		}
	}
	return string(out)
}

// escaped is the character of the escape whose digits, after \u, begin rest, and
// how many bytes of rest it takes.
func (p *parser) escaped(rest string) (rune, int) {
	r, ok := hex4(rest)
	if !ok {
		p.flaw("has an escape that JSON does not know")
		return utf8.RuneError, 0
	}
	if !utf16.IsSurrogate(r) {
		return r, 4
	}
	if strings.HasPrefix(rest[4:], `\u`) {
		if low, ok := hex4(rest[6:]); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, 10
			}
		}
	}
	p.flaw("has half a surrogate pair")
	return utf8.RuneError, 4
}

func hex4(s string) (rune, bool) {
	if len(s) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(s[:4], 16, 16)
	return rune(n), err == nil
}
