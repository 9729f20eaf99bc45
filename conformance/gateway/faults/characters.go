package faults

import (
	"strings"
	"unicode/utf16"

	"github.com/appgauge/appgauge/validate"
)

// These changes are about single characters of a text and where they stand.

// place tells positions in a text of n characters.
type place func(i, n int) bool

func first(i, _ int) bool  { return i == 0 }
func middle(i, n int) bool { return 0 < i && i < n-1 }
func last(i, n int) bool   { return i == n-1 }
func later(i, _ int) bool  { return i > 0 }
func anywhere(_, _ int) bool {
	return true
}

// set tells characters.
type set func(rune) bool

// of is the set of the characters of s.
func of(s string) set { return func(r rune) bool { return strings.ContainsRune(s, r) } }

// span is the set of the characters from lo to hi.
func span(lo, hi rune) set { return func(r rune) bool { return lo <= r && r <= hi } }

func every(rune) bool { return true }

// allows lets characters pass where they stand in a place.
func allows(id validate.FieldID, chars set, where place) alter {
	return sees(id, func(s string) string { return mapRunes(s, chars, where, 'a') })
}

// forbids refuses characters where they stand in a place.
func forbids(id validate.FieldID, chars set, where place) alter {
	return refusesText(id, func(s string) bool { return mapRunes(s, chars, where, -1) != s })
}

// mapRunes replaces characters in a place by with, which is valid anywhere in
// every field, or takes them out where with is negative.
func mapRunes(s string, chars set, where place, with rune) string {
	runes := []rune(s)
	out := make([]rune, 0, len(runes))
	for i, r := range runes {
		switch {
		case !where(i, len(runes)) || !chars(r):
			out = append(out, r)
		case with >= 0:
			out = append(out, with)
		}
	}
	return string(out)
}

// counts measures a text's length by another measure than code points: the check
// sees a text of as many characters.
func counts(id validate.FieldID, measure func(string) int) alter {
	return sees(id, func(s string) string {
		if n := measure(s); n != len([]rune(s)) {
			return strings.Repeat("a", n)
		}
		return s
	})
}

func byteLen(s string) int { return len(s) }

func utf16Len(s string) int { return len(utf16.Encode([]rune(s))) }

// runeCount counts the characters of a set.
func runeCount(chars set) func(string) int {
	return func(s string) (n int) {
		for _, r := range s {
			if chars(r) {
				n++
			}
		}
		return n
	}
}

// cut is the first n characters of a text.
func cut(n int) func(string) string {
	return func(s string) string {
		if r := []rune(s); len(r) > n {
			return string(r[:n])
		}
		return s
	}
}
