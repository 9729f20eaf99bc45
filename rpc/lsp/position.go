package lsp

import (
	"math"
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/rpc/position"
)

// Positions are converted in this file only. Everywhere else a place in a text is
// a byte offset. Package rpc/position has one half, for texts that do not change. The texts are valid UTF-8: they come out of JSON.

// negotiate chooses the first encoding that both sides speak. A client that
// names none speaks UTF-16.
func negotiate(offered []protocol.PositionEncodingKind) position.Encoding {
	for _, kind := range offered {
		if enc, ok := position.ParseEncoding(string(kind)); ok {
			return enc
		}
	}
	return position.UTF16
}

// text is what lines are found in.
type text interface{ ~string | ~[]byte }

// lineStarts is the offset of each line's beginning. A line ends with \n, \r\n or
// \r (LSP 3.18, Text Documents).
func lineStarts[T text](t T) []int { return appendLineStarts([]int{0}, t, 1, len(t)) }

// appendLineStarts appends the lines of t that begin at the offsets from, at
// least 1, to to.
func appendLineStarts[T text](starts []int, t T, from, to int) []int {
	for i := from; i <= to; i++ {
		if c := t[i-1]; c == '\n' || c == '\r' && (i == len(t) || t[i] != '\n') {
			starts = append(starts, i)
		}
	}
	return starts
}

// lineEnd is the offset at which the text of a line ends, before its line end.
func lineEnd[T text](t T, starts []int, line int) int {
	if line+1 == len(starts) {
		return len(t)
	}
	end := starts[line+1] - 1
	if t[end] == '\n' && end > starts[line] && t[end-1] == '\r' {
		end--
	}
	return end
}

// offsetAt is the offset of a position. One past the end of its line is the end
// of the line, one past the last line the end of the text, and one in the midst
// of a character the character's beginning.
func offsetAt[T text](t T, starts []int, p protocol.Position, enc position.Encoding) int {
	if int64(p.Line) >= int64(len(starts)) {
		return len(t)
	}
	line := int(p.Line)
	i, end := starts[line], lineEnd(t, starts, line)
	character := int(min(int64(p.Character), math.MaxInt32))
	if enc == position.UTF8 {
		if character >= end-i {
			return end
		}
		for i += character; !utf8.RuneStart(t[i]); i-- {
		}
		return i
	}
	for character > 0 && i < end {
		size, units := characterSize(t[i])
		if enc == position.UTF32 {
			units = 1
		}
		if units > character {
			break
		}
		character -= units
		i += size
	}
	return i
}

// characterSize is what a character that begins with the byte c takes in bytes
// and in units of UTF-16.
func characterSize(c byte) (size, units int) {
	switch {
	case c < 0x80:
		return 1, 1
	case c < 0xe0:
		return 2, 1
	case c < 0xf0:
		return 3, 1
	default:
		return 4, 2
	}
}

// locator gives the positions of offsets in a text. It is quickest where the
// offsets ascend: then even a text on a single line is gone through once.
type locator struct {
	text   string
	starts []int
	enc    position.Encoding

	line, offset, character int // where it was last
}

// at is the position of an offset in the text.
func (l *locator) at(offset int) protocol.Position {
	if offset < l.offset || l.line+1 < len(l.starts) && offset >= l.starts[l.line+1] {
		l.line = sort.SearchInts(l.starts, offset+1) - 1
		l.offset, l.character = l.starts[l.line], 0
	}
	// No position stands inside of a line end.
	if end := lineEnd(l.text, l.starts, l.line); offset > end {
		offset = end
	}
	l.character += position.Length(l.text[l.offset:offset], l.enc)
	l.offset = offset
	return protocol.Position{Line: uint32(l.line), Character: uint32(l.character)}
}

// span is the range from one offset to another.
func (l *locator) span(start, end int) protocol.Range {
	return protocol.Range{Start: l.at(start), End: l.at(end)}
}

// buffer is the text of an open document.
type buffer struct {
	text   []byte
	starts []int
}

func newBuffer(t string) *buffer {
	b := &buffer{text: []byte(t)}
	b.starts = lineStarts(b.text)
	return b
}

// apply makes an edit. One without a range is the new text as a whole.
func (b *buffer) apply(edit protocol.TextDocumentContentChangeEvent, enc position.Encoding) {
	if edit.Range == nil {
		*b = *newBuffer(edit.Text)
		return
	}
	start := offsetAt(b.text, b.starts, edit.Range.Start, enc)
	end := offsetAt(b.text, b.starts, edit.Range.End, enc)
	b.replace(min(start, end), max(start, end), edit.Text)
}

// replace puts s in the place of the text from start to end. Only the lines that
// begin there are found anew: whether one begins elsewhere is up to characters
// that stay.
func (b *buffer) replace(start, end int, s string) {
	b.text = append(b.text, s...) // grows it; what is appended is overwritten
	copy(b.text[start+len(s):], b.text[end:len(b.text)-len(s)])
	copy(b.text[start:], s)
	b.text = b.text[:len(b.text)-(end-start)]

	first := sort.SearchInts(b.starts, max(start, 1))
	rest := sort.SearchInts(b.starts, end+1)
	found := appendLineStarts(nil, b.text, max(start, 1), start+len(s))
	b.starts = slices.Replace(b.starts, first, rest, found...)
	for i := first + len(found); i < len(b.starts); i++ {
		b.starts[i] += len(s) - (end - start)
	}
}
