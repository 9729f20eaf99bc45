package probe

import (
	"bytes"
	"fmt"
	"io"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

const (
	// maxBody is how many bytes of an answer are read. A page of 500 apps that
	// are as large as can be, every character of the remarks escaped, has some
	// 2 MB.
	maxBody = 4 << 20
	// readAhead is how many bytes of an answer are read before its items are counted,
	// and at a time from then on.
	readAhead = 32 << 10
)

// cutError says why an answer was not read to its end.
type cutError struct{ tooLong bool }

// Error implements error.
func (e cutError) Error() string {
	if e.tooLong {
		return fmt.Sprintf("it is longer than %d MiB, and was not read further", maxBody>>20)
	}
	return fmt.Sprintf("a list in it has more than %d items, and was not read further", jsonvalue.MaxItems)
}

// reading is an answer as far as it was read: bytes are added until it is known that
// it has too many.
type reading struct {
	counter itemCounter
	counted int // how many bytes the counter has seen
}

// enough returns how much of the body is of use, and why it is not all of it. It is
// to be called each time that something was added to the body.
func enough[T string | []byte](r *reading, body T) (int, error) {
	if len(body) <= readAhead {
		return len(body), nil
	}
	n, full := count(&r.counter, body[r.counted:])
	r.counted += n
	switch {
	case full:
		return r.counted, cutError{}
	case len(body) > maxBody:
		return maxBody, cutError{tooLong: true}
	}
	return len(body), nil
}

// readAll reads the body into the buffer as far as it is of use; why says what makes
// that less than all of it.
func readAll(buf *bytes.Buffer, body io.Reader) (why error, err error) {
	var r reading
	for {
		n, err := buf.ReadFrom(io.LimitReader(body, readAhead))
		if err != nil {
			return nil, err
		}
		useful, why := enough(&r, buf.Bytes())
		if why != nil {
			buf.Truncate(useful)
			return why, nil
		}
		if n < readAhead {
			return nil, nil
		}
	}
}

// itemCounter counts the items of the arrays in a JSON text that comes in pieces. It
// looks at brackets, commas and quotes alone: what the text is otherwise is of no
// matter to it.
type itemCounter struct {
	// open are the arrays and objects around the place: how many items an array has
	// before the current one, -1 for an object.
	open    []int
	text    bool // in a string
	escaped bool // after a backslash in a string
	full    bool
}

// count goes on in the text, and stops where an array begins an item too many. It
// returns how many bytes it has passed, and whether it stopped.
func count[T string | []byte](c *itemCounter, text T) (int, bool) {
	for i := 0; i < len(text) && !c.full; i++ {
		b := text[i]
		if c.text {
			switch {
			case c.escaped:
				c.escaped = false
			case b == '\\':
				c.escaped = true
			case b == '"':
				c.text = false
			}
			continue
		}
		switch b {
		case '"':
			c.text = true
		case '[':
			c.enter(0)
		case '{':
			c.enter(-1)
		case ']', '}':
			if len(c.open) > 0 {
				c.open = c.open[:len(c.open)-1]
			}
		case ',':
			if n := len(c.open) - 1; n >= 0 && c.open[n] >= 0 {
				c.open[n]++
				if c.open[n] == jsonvalue.MaxItems {
					c.full = true
					return i + 1, true
				}
			}
		}
	}
	return len(text), c.full
}

// enter goes into an array or object. Of those nested too deep it knows nothing.
func (c *itemCounter) enter(items int) {
	if len(c.open) > 2*jsonvalue.MaxDepth {
		items = -1
	}
	c.open = append(c.open, items)
}
