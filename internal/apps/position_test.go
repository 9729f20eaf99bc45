package apps_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
)

// FuzzCursor holds that a cursor finds what counting from the beginning finds,
// wherever it was before.
func FuzzCursor(f *testing.F) {
	f.Add("ab\nçd\n\n漢\xff", uint8(3), uint8(9), uint8(1))
	f.Add("\n\n", uint8(2), uint8(0), uint8(1))
	f.Fuzz(func(t *testing.T, text string, a, b, c uint8) {
		text = strings.ToValidUTF8(text, "?") // how many characters a broken one is depends on where one begins
		cur := apps.NewCursor([]byte(text), 7, 1)
		for i, n := range []uint8{a, b, c, a, c} {
			offset := min(int(n), len(text))
			for offset < len(text) && !utf8.RuneStart(text[offset]) {
				offset--
			}
			if i == 1 {
				cur.Mark(offset)
			}
			if diff := cmp.Diff(position(text, offset), cur.At(offset)); diff != "" {
				t.Fatalf("%q at %d (-want +got):\n%s", text, offset, diff)
			}
			if diff := cmp.Diff(position(text, len(text)), cur.Ahead(len(text))); diff != "" {
				t.Fatalf("%q from %d to its end (-want +got):\n%s", text, offset, diff)
			}
			if diff := cmp.Diff(position(text, offset), cur.At(offset)); diff != "" {
				t.Fatalf("%q at %d after Ahead (-want +got):\n%s", text, offset, diff)
			}
		}
	})
}

// position counts from the beginning.
func position(text string, offset int) apps.Position {
	before := text[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return apps.Position{
		Line:      7 + int64(strings.Count(before, "\n")),
		Column:    1 + utf8.RuneCountInString(before[start:]),
		LineStart: start,
	}
}
