package oracle

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxID is how many characters an ID may have.
const maxID = 256

// NotSegment says why the ID is not one path segment that stays one if something on
// the way decodes or normalises it; "" if it is. IDs are UUIDs, numbers, and may
// hold signs such as ':', '~', '=' and '.'.
func NotSegment(id string) string {
	switch {
	case id == "":
		return "it is empty"
	case id == "." || id == "..":
		return "it is a dot segment"
	case !utf8.ValidString(id) || strings.ContainsRune(id, utf8.RuneError):
		return "it is not valid UTF-8"
	case utf8.RuneCountInString(id) > maxID:
		return "it has more than 256 characters"
	}
	plain := strings.Map(compatible, id)
	if plain == "." || plain == ".." {
		return "it is a dot segment in another form"
	}
	for _, r := range plain {
		switch {
		case strings.ContainsRune(`/\?#%;`, r):
			return "it holds " + string(r)
		case r == ' ' || !unicode.IsGraphic(r) || unicode.Is(unicode.Bidi_Control, r):
			return "it holds a character that is not printed"
		}
	}
	return ""
}

// compatible is the ASCII character that a normalisation may make of another one.
func compatible(r rune) rune {
	switch {
	case 0xff01 <= r && r <= 0xff5e:
		return r - 0xfee0
	case r == 0x2024 || r == 0xfe52:
		return '.'
	case r == 0x2025 || r == 0x2026 || r == 0x2100 || r == 0x2101 || r == 0x2105 || r == 0x2106 || r == 0x2044 || r == 0x2215 || r == 0x2047 || r == 0x2048 || r == 0x2049:
		return '/' // dots, slashes and question marks in one character
	case r == 0xfe56:
		return '?'
	case r == 0xfe5f:
		return '#'
	case r == 0xfe68:
		return '\\'
	case r == 0xfe6a:
		return '%'
	}
	return r
}
