package wire

import (
	"encoding/binary"
	"encoding/json"
	"unicode/utf8"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// special returns a word whose high bit is set in the first byte of w that
// ends a run of plain string characters: a quote, a backslash, a control
// character, or a byte outside ASCII. Later bytes may be marked wrongly, by a
// borrow; the first never is.
func special(w uint64) uint64 {
	quote := w ^ ones*'"'
	slash := w ^ ones*'\\'
	return (w | (w - ones*' ') | (quote - ones) | (slash - ones)) & highs
}

// str returns the index after the string whose opening quote is at i.
func (s *scanner) str(i int) int {
	d := s.data
	start := i
	i++
	for {
		for i+8 <= len(d) {
			if m := special(binary.LittleEndian.Uint64(d[i:])); m != 0 {
				i += firstSet(m)
				break
			}
			i += 8
		}
		if i >= len(d) {
			return s.fail(start, "this string has no closing quote")
		}
		switch c := d[i]; {
		case c == '"':
			return i + 1
		case c == '\\':
			if i = s.escape(i); i < 0 {
				return -1
			}
		case c < ' ':
			return s.fail(i, "a control character in a string must be escaped")
		case c < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRune(d[i:])
			if r == utf8.RuneError && n == 1 {
				return s.fail(i, "this byte is not valid UTF-8")
			}
			i += n
		}
	}
}

// escape returns the index after the escape sequence whose backslash is at i.
func (s *scanner) escape(i int) int {
	d := s.data
	if i+1 >= len(d) {
		return s.fail(i, "the message ends inside an escape sequence")
	}
	switch d[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 2
	case 'u':
		for k := i + 2; k < i+6; k++ {
			if k >= len(d) {
				return s.fail(i, "the message ends inside an escape sequence")
			}
			if !isHex(d[k]) {
				return s.fail(k, "four hexadecimal digits must follow \\u")
			}
		}
		return i + 6
	default:
		return s.fail(i+1, "no escape sequence has this letter")
	}
}

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// unquote returns the text of a string that was checked by [scanner.str], with
// its quotes. The result shares raw's memory where raw has no escapes.
func unquote(raw []byte) []byte {
	inner := raw[1 : len(raw)-1]
	for _, c := range inner {
		if c == '\\' {
			var text string
			if err := json.Unmarshal(raw, &text); err != nil {
				panic(err) // raw was checked before
			}
			return []byte(text)
		}
	}
	return inner
}

// appendQuoted appends text as a JSON string.
func appendQuoted(dst []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			quoted, err := marshal(text)
			if err != nil {
				panic(err) // every string marshals
			}
			return append(dst, quoted...)
		}
	}
	dst = append(dst, '"')
	dst = append(dst, text...)
	return append(dst, '"')
}
