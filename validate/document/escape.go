package document

import "unicode/utf8"

// plain tells the bytes that are a character of a string by themselves: ASCII
// without the quote, the backslash and control characters.
var plain = func() (t [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

// unescape decodes the content of a string into buf and returns the length. It
// fails where an escape is not valid or buf is too short; UTF-8 is not checked.
func unescape(buf []byte, content string) (n int, ok bool) {
	for i := 0; i < len(content); {
		if content[i] != '\\' {
			if n >= len(buf) {
				return 0, false
			}
			buf[n] = content[i]
			n, i = n+1, i+1
			continue
		}
		r, size, ok := escape(content[i:])
		if !ok || n+utf8.UTFMax > len(buf) {
			return 0, false
		}
		n += utf8.EncodeRune(buf[n:], r)
		i += size
	}
	return n, true
}

// escape decodes the escape, or the pair of escapes, that s begins with. Where
// it is not valid, r is the replacement character and size the length of what
// to skip, at least 1.
func escape(s string) (r rune, size int, ok bool) {
	if len(s) < 2 {
		return utf8.RuneError, len(s), false
	}
	switch c := s[1]; c {
	case '"', '\\', '/':
		return rune(c), 2, true
	case 'b':
		return '\b', 2, true
	case 'f':
		return '\f', 2, true
	case 'n':
		return '\n', 2, true
	case 'r':
		return '\r', 2, true
	case 't':
		return '\t', 2, true
	case 'u':
	default:
		// Not the character itself: it may be multibyte, or a line's end.
		return utf8.RuneError, 1, false
	}
	r, n := hex4(s[2:])
	if n < 4 {
		return utf8.RuneError, 2 + n, false
	}
	switch {
	case isHigh(r):
		if len(s) >= 8 && s[6] == '\\' && s[7] == 'u' {
			if low, n := hex4(s[8:]); n == 4 && isLow(low) {
				return (r-0xd800)<<10 + (low - 0xdc00) + 0x10000, 12, true
			}
		}
		return utf8.RuneError, 6, false
	case isLow(r):
		return utf8.RuneError, 6, false
	}
	return r, 6, true
}

func isHigh(r rune) bool { return 0xd800 <= r && r < 0xdc00 }
func isLow(r rune) bool  { return 0xdc00 <= r && r < 0xe000 }

// hex4 reads up to four hexadecimal digits; n says how many there were.
func hex4(s string) (r rune, n int) {
	for n < 4 && n < len(s) {
		c := s[n]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return r, n
		}
		r = r<<4 | rune(c)
		n++
	}
	return r, n
}
