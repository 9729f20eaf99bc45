package lsp

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/rpc/position"
)

func pos(line, character uint32) protocol.Position {
	return protocol.Position{Line: line, Character: character}
}

func TestPositions(t *testing.T) {
	const text = "a😀b\r\né中\rx\n\n"
	// offsets:   0 1    5 6 8  10  13 14 15 16 17
	tests := []struct {
		offset             int
		utf8, utf16, utf32 protocol.Position
	}{
		{0, pos(0, 0), pos(0, 0), pos(0, 0)},
		{1, pos(0, 1), pos(0, 1), pos(0, 1)},
		{5, pos(0, 5), pos(0, 3), pos(0, 2)},
		{6, pos(0, 6), pos(0, 4), pos(0, 3)},
		{8, pos(1, 0), pos(1, 0), pos(1, 0)},
		{10, pos(1, 2), pos(1, 1), pos(1, 1)},
		{13, pos(1, 5), pos(1, 2), pos(1, 2)},
		{14, pos(2, 0), pos(2, 0), pos(2, 0)},
		{15, pos(2, 1), pos(2, 1), pos(2, 1)},
		{16, pos(3, 0), pos(3, 0), pos(3, 0)},
		{17, pos(4, 0), pos(4, 0), pos(4, 0)},
	}
	starts := lineStarts(text)
	for _, test := range tests {
		for enc, want := range map[position.Encoding]protocol.Position{position.UTF8: test.utf8, position.UTF16: test.utf16, position.UTF32: test.utf32} {
			l := locator{text: text, starts: starts, enc: enc}
			if diff := cmp.Diff(want, l.at(test.offset)); diff != "" {
				t.Errorf("position of offset %d, encoding %d (-want +got):\n%s", test.offset, enc, diff)
			}
			if got := offsetAt(text, starts, want, enc); got != test.offset {
				t.Errorf("offset of %v, encoding %d: %d, want %d", want, enc, got, test.offset)
			}
		}
	}
}

// Positions that no text has still mean something.
func TestForeignPositions(t *testing.T) {
	tests := []struct {
		text   string
		at     protocol.Position
		enc    position.Encoding
		want   int
		reason string
	}{
		{"", pos(0, 0), position.UTF16, 0, "the empty text has one line"},
		{"", pos(5, 5), position.UTF16, 0, "the empty text has nothing else"},
		{"ab\ncd", pos(0, 99), position.UTF16, 2, "past the end of a line is its end"},
		{"ab\r\ncd", pos(0, 3), position.UTF8, 2, "no position stands inside of a line end"},
		{"ab\r\ncd", pos(0, 3), position.UTF16, 2, "no position stands inside of a line end"},
		{"ab\n", pos(1, 0), position.UTF16, 3, "a last line end begins an empty line"},
		{"ab\n", pos(2, 0), position.UTF16, 3, "past the last line is the end"},
		{"ab\r", pos(1, 0), position.UTF8, 3, "a lone \\r ends a line"},
		{"😀x", pos(0, 1), position.UTF16, 0, "half of a surrogate pair is its character's beginning"},
		{"😀x", pos(0, 3), position.UTF8, 0, "a byte in a character is its beginning"},
		{"x\n", pos(4294967295, 4294967295), position.UTF16, 2, "the largest numbers"},
		{"xy\n", pos(0, 4294967295), position.UTF8, 2, "the largest character"},
	}
	for _, test := range tests {
		if got := offsetAt(test.text, lineStarts(test.text), test.at, test.enc); got != test.want {
			t.Errorf("%q at %v: offset %d, want %d: %s", test.text, test.at, got, test.want, test.reason)
		}
	}
}

// An offset between \r and \n, where no position is, is the end of its line.
func TestInsideLineEnd(t *testing.T) {
	const text = "ab\r\ncd"
	l := locator{text: text, starts: lineStarts(text)}
	want := protocol.Range{Start: pos(0, 2), End: pos(0, 2)}
	if diff := cmp.Diff(want, l.span(2, 3)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNegotiate(t *testing.T) {
	tests := []struct {
		offered []protocol.PositionEncodingKind
		want    position.Encoding
	}{
		{nil, position.UTF16},
		{[]protocol.PositionEncodingKind{"utf-16"}, position.UTF16},
		{[]protocol.PositionEncodingKind{"utf-8", "utf-16"}, position.UTF8},
		{[]protocol.PositionEncodingKind{"utf-16", "utf-8"}, position.UTF16},
		{[]protocol.PositionEncodingKind{"utf-32"}, position.UTF32},
		{[]protocol.PositionEncodingKind{"utf-7", "utf-8"}, position.UTF8},
		{[]protocol.PositionEncodingKind{"utf-7"}, position.UTF16},
	}
	for _, test := range tests {
		if got := negotiate(test.offered); got != test.want {
			t.Errorf("offered %v: got %s, want %s", test.offered, got, test.want)
		}
	}
}

// naiveOffset converts a position the slow way: by cutting the text into lines
// and counting characters one by one. It shares nothing with offsetAt.
func naiveOffset(text string, p protocol.Position, enc position.Encoding) int {
	rest := text
	for range p.Line {
		cut := strings.IndexAny(rest, "\r\n")
		if cut < 0 {
			return len(text)
		}
		if strings.HasPrefix(rest[cut:], "\r\n") {
			cut++
		}
		rest = rest[cut+1:]
	}
	offset := len(text) - len(rest)
	if cut := strings.IndexAny(rest, "\r\n"); cut >= 0 {
		rest = rest[:cut]
	}
	count := 0
	for _, r := range rest {
		n := 1
		switch enc {
		case position.UTF8:
			n = utf8.RuneLen(r)
		case position.UTF16:
			n = utf16.RuneLen(r)
		}
		if count += n; count > int(p.Character) {
			break
		}
		offset += utf8.RuneLen(r)
	}
	return offset
}

// FuzzEdits makes random edits, many of them at line ends.
//
// Property 1: the text is what the same edits make of a plain string.
// Property 2: the lines are those of the text read from the beginning.
// Property 3: every offset at a character survives the way to a position and back.
func FuzzEdits(f *testing.F) {
	f.Add("a😀b\r\né中\rx\n\n", uint64(1), byte(0))
	f.Add("", uint64(2), byte(1))
	f.Add("{\"name\": \"app\"}\r\n\r\r\n\n", uint64(3), byte(2))
	f.Fuzz(func(t *testing.T, text string, seed uint64, encoding byte) {
		if len(text) > 1<<12 {
			return
		}
		text = strings.ToValidUTF8(text, "�")
		enc := position.Encoding(encoding % 3)
		random := rand.New(rand.NewPCG(seed, 0))
		pieces := []string{"", "\r", "\n", "\r\n", "\n\r", "x", "😀", "é", "中\n", "ab\rcd\r\n", strings.Repeat("y\n", 20)}
		b := newBuffer(text)
		for range 40 {
			edit := protocol.TextDocumentContentChangeEvent{Text: pieces[random.IntN(len(pieces))]}
			if random.IntN(30) > 0 {
				anywhere := func() protocol.Position {
					return pos(uint32(random.IntN(len(b.starts)+1)), uint32(random.IntN(12)))
				}
				edit.Range = &protocol.Range{Start: anywhere(), End: anywhere()}
				if random.IntN(2) == 0 {
					edit.Range.End = edit.Range.Start
				}
				start, end := naiveOffset(text, edit.Range.Start, enc), naiveOffset(text, edit.Range.End, enc)
				start, end = min(start, end), max(start, end)
				text = text[:start] + edit.Text + text[end:]
			} else {
				text = edit.Text
			}
			b.apply(edit, enc)
			if diff := cmp.Diff(text, string(b.text)); diff != "" {
				t.Fatalf("text (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(lineStarts(text), b.starts); diff != "" {
				t.Fatalf("lines of %q (-want +got):\n%s", text, diff)
			}
		}
		l := locator{text: text, starts: b.starts, enc: enc}
		for i := range text {
			if i > 0 && text[i-1] == '\r' && text[i] == '\n' {
				continue // inside of a line end
			}
			p := l.at(i)
			if got := naiveOffset(text, p, enc); got != i {
				t.Fatalf("offset %d of %q is at %v, which is offset %d", i, text, p, got)
			}
		}
	})
}
