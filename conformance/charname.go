package conformance

import "fmt"

// charName names a character in a case ID: its ASCII name, or U+ and its number.
func charName(r rune) string {
	switch {
	case 'a' <= r && r <= 'z':
		return string(r)
	case 'A' <= r && r <= 'Z':
		return "capital-" + string(r|0x20)
	case '0' <= r && r <= '9':
		return "digit-" + string(r)
	case r == 0x7f:
		return "del"
	case r < 0x20:
		return [...]string{
			"nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "backspace", "tab", "newline", "vt", "ff", "return", "so", "si",
			"dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em", "sub", "esc", "fs", "gs", "rs", "us",
		}[r]
	case r < 0x80:
		for _, c := range [...]struct {
			r    rune
			name string
		}{
			{' ', "space"}, {'!', "exclamation"}, {'"', "quote"}, {'#', "number-sign"}, {'$', "dollar"}, {'%', "percent"},
			{'&', "ampersand"}, {'\'', "apostrophe"}, {'(', "left-parenthesis"}, {')', "right-parenthesis"}, {'*', "asterisk"},
			{'+', "plus"}, {',', "comma"}, {'-', "hyphen"}, {'.', "dot"}, {'/', "slash"}, {':', "colon"}, {';', "semicolon"},
			{'<', "less"}, {'=', "equals"}, {'>', "greater"}, {'?', "question"}, {'@', "at"}, {'[', "left-bracket"},
			{'\\', "backslash"}, {']', "right-bracket"}, {'^', "caret"}, {'_', "underscore"}, {'`', "grave"},
			{'{', "left-brace"}, {'|', "bar"}, {'}', "right-brace"}, {'~', "tilde"},
		} {
			if c.r == r {
				return c.name
			}
		}
	}
	return fmt.Sprintf("u+%04x", r)
}
