// Package position turns byte offsets of a text into lines and characters, as
// the Language Server Protocol counts them: both from 0, lines ended by LF, CR LF
// or CR, characters in the units of an [Encoding].
package position

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Encoding says what a character is counted in.
type Encoding uint8

// The encodings; UTF16 is the zero Encoding, and what LSP counts in unless
// something else was agreed on.
const (
	UTF16 Encoding = iota // UTF-16 code units, as in JavaScript
	UTF8                  // bytes
	UTF32                 // Unicode code points, as in Python
	numEncodings
)

// ParseEncoding finds an encoding by its name in LSP: "utf-16".
func ParseEncoding(name string) (Encoding, bool) {
	for e := range numEncodings {
		if e.String() == name {
			return e, true
		}
	}
	return 0, false
}

// String is the name in LSP: "utf-16".
func (e Encoding) String() string {
	return [numEncodings]string{"utf-16", "utf-8", "utf-32"}[e]
}

// Position is a place in a text, counted from 0.
type Position struct {
	Line, Character int
}

// Index finds the lines of a text.
type Index struct {
	text   string
	starts []int // the offset of each line
}

// NewIndex reads the text once.
func NewIndex(text string) *Index {
	x := &Index{text: text, starts: []int{0}}
	for i := 0; i < len(text); {
		n := strings.IndexAny(text[i:], "\r\n")
		if n < 0 {
			break
		}
		i += n + 1
		if text[i-1] == '\r' && i < len(text) && text[i] == '\n' {
			i++
		}
		x.starts = append(x.starts, i)
	}
	return x
}

// At is the position of a byte offset, which is not past the end of the text. A
// byte that is not UTF-8 counts as one character in every encoding.
func (x *Index) At(offset int, e Encoding) Position {
	line, found := slices.BinarySearch(x.starts, offset)
	if !found {
		line--
	}
	return Position{line, Length(x.text[x.starts[line]:offset], e)}
}

// Length is the number of characters of s.
func Length(s string, e Encoding) int {
	switch e {
	case UTF8:
		return len(s)
	case UTF32:
		return utf8.RuneCountInString(s)
	}
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++ // a surrogate pair
		}
	}
	return n
}
