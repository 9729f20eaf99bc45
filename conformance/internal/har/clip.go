package har

import (
	"bufio"
	"io"
)

const (
	// maxString is how many bytes of a string are read, as they are written.
	maxString = 8 << 20
	// clipped ends a string that was cut. It begins with a private character.
	clipped = "\U0010fffd[cut]"
)

// clipper passes JSON on with its long strings cut, and notes where lines begin.
type clipper struct {
	in   *bufio.Reader
	done int64 // bytes passed on
	// newlines are the offsets of line feeds that were passed on and not yet counted.
	newlines []int64
	line     int

	text    bool // within a string
	length  int  // of it, so far
	escape  int  // how many bytes of an escape are to come
	dropped bool
	held    []byte // to be passed on first
}

func (c *clipper) Read(p []byte) (int, error) {
	n := copy(p, c.held)
	c.held = c.held[n:]
	for n < len(p) {
		chunk, err := c.in.Peek(1)
		if err != nil {
			if n > 0 {
				break
			}
			return 0, err
		}
		if have := c.in.Buffered(); have > 1 {
			chunk, _ = c.in.Peek(have)
		}
		used := 0
		for used < len(chunk) && n < len(p) && len(c.held) == 0 {
			b := chunk[used]
			used++
			if c.pass(b) {
				p[n] = b
				n++
			}
		}
		_, _ = c.in.Discard(used) // they were peeked at
		if len(c.held) > 0 {
			more := copy(p[n:], c.held)
			c.held = c.held[more:]
			n += more
		}
	}
	for i, b := range p[:n] {
		if b == '\n' {
			c.newlines = append(c.newlines, c.done+int64(i))
		}
	}
	c.done += int64(n)
	return n, nil
}

// pass reports whether the byte is passed on as it is; else it is dropped, or held has
// what is passed on instead.
func (c *clipper) pass(b byte) bool {
	if !c.text {
		if b == '"' {
			c.text, c.length, c.escape, c.dropped = true, 0, 0, false
		}
		return true
	}
	c.length++
	switch {
	case c.escape == escaped:
		c.escape = 0
		if b == 'u' {
			c.escape = 4
		}
	case c.escape > 0:
		c.escape--
	case b == '"':
		c.text = false
		if c.dropped {
			c.held = []byte(clipped + `"`)
			return false
		}
		return true
	default:
		if c.length > maxString {
			c.dropped = true
		}
		if b == '\\' {
			c.escape = escaped
		}
	}
	return !c.dropped
}

// escaped is the state after a backslash.
const escaped = 5

// lineAt is the line, from 1, of an offset in what was passed on. Offsets only grow.
func (c *clipper) lineAt(offset int64) int {
	n := 0
	for n < len(c.newlines) && c.newlines[n] < offset {
		n++
	}
	c.newlines = append(c.newlines[:0], c.newlines[n:]...)
	c.line += n
	return c.line + 1
}

var _ io.Reader = (*clipper)(nil)
