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
	for _, r := range id {
		switch {
		case strings.ContainsRune(`/\?#%;`, r):
			return "it holds " + string(r)
		case r == ' ' || !unicode.IsGraphic(r) || unicode.Is(unicode.Bidi_Control, r):
			return "it holds a character that is not printed"
		}
	}
	return ""
}
