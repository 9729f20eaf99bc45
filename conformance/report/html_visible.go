package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible is s with a picture in the place of every character that a browser
// would not show, or that would turn the text around it: a reader must see what
// was sent, and must not be misled by it.
func visible(s string) string {
	if strings.IndexFunc(s, unseen) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !unseen(r):
			b.WriteRune(r)
		case r < 0x20:
			b.WriteRune('\u2400' + r)
		case r == 0x7f:
			b.WriteRune('\u2421')
		default:
			fmt.Fprintf(&b, "‹U+%04X›", r)
		}
	}
	return b.String()
}

// unseen reports whether a browser shows nothing for r: controls, marks of
// direction, spaces without width, and what is no character at all. A zero-width
// joiner stays: it makes one emoji of several.
func unseen(r rune) bool {
	switch {
	case r == '\n' || r == '\t' || r == '\u200d':
		return false
	case r < 0x80:
		return r < 0x20 || r == 0x7f
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Noncharacter_Code_Point)
}
