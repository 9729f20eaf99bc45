package apps

import (
	"bytes"
	"unicode/utf8"
)

// Position is a place in a text as people count.
type Position struct {
	// Line is the number of the line, from 1, and Column that of the character in
	// it, from 1, in Unicode code points. A byte that is no UTF-8 counts as one.
	Line   int64
	Column int
	// LineStart is the offset of the line's first byte in the text.
	LineStart int
}

// Cursor turns offsets in a text into positions. It goes on from where it was, so
// that finding many places in ascending order costs no more than one.
type Cursor struct {
	text      []byte
	mark, now place
	first     Position // of the text
}

type place struct {
	offset int
	Position
}

// NewCursor is a cursor at the beginning of text, which is at the given line and
// column.
func NewCursor(text []byte, line int64, column int) *Cursor {
	c := &Cursor{text: text, first: Position{Line: line, Column: column}}
	c.now = c.origin()
	c.mark = c.now
	return c
}

func (c *Cursor) origin() place { return place{Position: c.first} }

// Mark goes to offset and remembers it: from there on the cursor goes back
// without beginning again.
func (c *Cursor) Mark(offset int) {
	c.At(offset)
	c.mark = c.now
}

// At goes to offset and returns its position.
func (c *Cursor) At(offset int) Position {
	switch {
	case offset >= c.now.offset:
	case offset >= c.mark.offset:
		c.now = c.mark
	default:
		c.now = c.origin()
	}
	c.now = c.ahead(offset)
	return c.now.Position
}

// Ahead is the position of offset, which is not before the cursor. The cursor
// stays where it is.
func (c *Cursor) Ahead(offset int) Position { return c.ahead(offset).Position }

func (c *Cursor) ahead(offset int) place {
	p := c.now
	part := c.text[p.offset:offset]
	if i := bytes.LastIndexByte(part, '\n'); i >= 0 {
		p.Line += int64(bytes.Count(part, []byte{'\n'}))
		p.LineStart = p.offset + i + 1
		p.Column = 1
		part = part[i+1:]
	}
	p.Column += utf8.RuneCount(part)
	p.offset = offset
	return p
}
