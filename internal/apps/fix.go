package apps

import (
	"bytes"
	"context"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
)

// Fixed is an input with the safe fixes made in it, [assist.Source.SafeFixes].
type Fixed struct {
	Form     Form
	Old, New []byte
	// Fixes is how many were made; 0: New is Old.
	Fixes int
	// Packed says that the input is compressed, and Old is not what its file holds.
	Packed bool
}

// Fix makes the safe fixes in one input. An input of any form is read whole, up to
// MaxDocument bytes. The problem, if there is one, says why it cannot be read.
func (c *Checker) Fix(ctx context.Context, in Input) (*Fixed, *Problem) {
	if in.Problem != nil {
		return nil, in.Problem
	}
	s, close, p := c.open(ctx, in.Path)
	if p != nil {
		return nil, p
	}
	defer close()
	form, p := c.formOf(s)
	if p != nil {
		return nil, p
	}
	text, p := c.readAll(s)
	if p != nil {
		return nil, p
	}
	f := &Fixed{Form: form, Old: text, New: make([]byte, 0, len(text)), Packed: s.packed}
	done := 0
	for start, end := range Values(c.Edition, form, text) {
		if ctx.Err() != nil {
			break
		}
		fixed, n := fixValue(ctx, c.Edition, view(text[start:end]))
		f.New = append(append(f.New, text[done:start]...), fixed...)
		f.Fixes += n
		done = end
	}
	f.New = append(f.New, text[done:]...)
	return f, nil
}

// fixValue makes the safe fixes in one value until there are no more.
func fixValue(ctx context.Context, e *validate.Edition, text string) (fixed string, n int) {
	s := assist.Source{Text: text, Edition: e}
	for ctx.Err() == nil {
		fixes := s.SafeFixes()
		if len(fixes) == 0 {
			break
		}
		var edits []assist.Edit
		for _, f := range fixes {
			edits = append(edits, f.Edits...)
		}
		s.Text = assist.Apply(s.Text, edits)
		n += len(fixes)
	}
	return s.Text, n
}

// Values yields where the values of a text of the form are, from start up to end.
func Values(e *validate.Edition, form Form, text []byte) func(yield func(start, end int) bool) {
	return func(yield func(int, int) bool) {
		sep := byte('\n')
		switch form {
		case NDJSON:
		case Sequence:
			sep = recordSeparator
		default:
			whole := view(bytes.TrimRight(text, space))
			for i := skipSpace(whole, 0); i < len(whole); {
				n, _, _ := value(e, whole[i:])
				if !yield(i, i+n) {
					return
				}
				i = skipSpace(whole, i+n)
			}
			return
		}
		for start := 0; start < len(text); {
			end := len(text)
			if i := bytes.IndexByte(text[start:], sep); i >= 0 {
				end = start + i
			}
			record := bytes.TrimRight(text[start:end], space)
			if len(record) > 0 && !yield(start, start+len(record)) {
				return
			}
			start = end + 1
		}
	}
}
