package apps

import (
	"context"
	"io"
	"strings"

	"github.com/appgauge/appgauge/validate"
)

// The limits that 0 stands for in a [Checker], in bytes.
const (
	DefaultMaxLine     = 1 << 20
	DefaultMaxDocument = 32 << 20
)

// Checker checks inputs. Edition and Sink must be set.
type Checker struct {
	// Edition is the rule set to check by.
	Edition *validate.Edition
	// Sink takes what is found.
	Sink Sink
	// Form is the form of every input; Auto tells it for each.
	Form Form
	// MaxLine bounds a line of NDJSON, or a text of a sequence, without what ends it,
	// and MaxDocument all of a JSON input, in bytes, after decompression. 0 is the
	// default of each.
	MaxLine, MaxDocument int
	// Workers is the number of goroutines that check lines and texts of a sequence; 0 is one a processor.
	Workers int
	// Stdin is what [Stdin] names; nil is empty.
	Stdin io.Reader
	// Progress, where set, is called with the tally of each part of an input that
	// was checked, one call after the other.
	Progress func(Tally)

	cancel context.CancelCauseFunc
	total  Tally
}

// Check checks one input after the other and returns what it did. A problem with
// an input is for the sink and does not keep the others from being checked. The
// error is the cause of ctx's end, where it ended before everything was checked,
// or what the sink's Write returned. Check must not be called twice.
func (c *Checker) Check(ctx context.Context, inputs []Input) (Tally, error) {
	ctx, c.cancel = context.WithCancelCause(ctx)
	defer c.cancel(nil)
	for _, in := range inputs {
		if ctx.Err() != nil {
			break
		}
		c.input(ctx, in)
	}
	return c.total, context.Cause(ctx)
}

func (c *Checker) input(ctx context.Context, in Input) {
	if in.Problem != nil {
		c.problem(in.Problem)
		return
	}
	s, close, p := c.open(ctx, in.Path)
	switch {
	case ctx.Err() != nil:
		return
	case p != nil:
		c.problem(p)
		return
	}
	defer close()
	c.total.Files++
	c.read(ctx, s)
}

// open opens the input of this path. close must be called when it is no longer read.
func (c *Checker) open(ctx context.Context, path string) (s *source, close func() error, p *Problem) {
	s = &source{name: path, r: cancelReader{ctx, c.Stdin}}
	close = func() error { return nil }
	switch {
	case path != Stdin:
		f, err := open(ctx, path)
		if err != nil {
			return nil, nil, openProblem(path, err)
		}
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			s.size = info.Size()
		}
		s.r, close = cancelReader{ctx, f}, f.Close
	case c.Stdin == nil:
		s.r = strings.NewReader("")
	}
	return s, close, nil
}

// source is an open input.
type source struct {
	name string
	size int64 // 0 where it is not known
	// packed says that what r reads was compressed.
	packed bool
	r      io.Reader
}

func (c *Checker) read(ctx context.Context, s *source) {
	form, p := c.formOf(s)
	switch {
	case ctx.Err() != nil:
		return
	case p != nil:
		c.problem(p)
		return
	}
	before := c.total
	switch form {
	case NDJSON:
		c.stream(ctx, s, '\n')
	case Sequence:
		c.stream(ctx, s, recordSeparator)
	default:
		c.document(ctx, s)
		return
	}
	if after := c.total; after.Apps+after.Errors+after.Problems == before.Apps+before.Errors+before.Problems && ctx.Err() == nil {
		c.problem(&Problem{File: s.name, Kind: Empty})
	}
}

// formOf unpacks s and tells its form.
func (c *Checker) formOf(s *source) (form Form, p *Problem) {
	first, p := s.decode()
	if p != nil {
		return 0, p
	}
	form = c.Form
	if form == Auto && first == recordSeparator {
		form = Sequence
	}
	if form == Auto && s.name != Stdin {
		form = formOf(s.name)
	}
	if form == Auto {
		form, s.r = sniff(s.r)
	}
	return form, nil
}

// problem reports a problem outside any stream.
func (c *Checker) problem(p *Problem) {
	b := c.batch()
	c.addProblem(b, p)
	c.write(b)
}

func (c *Checker) addProblem(b *Batch, p *Problem) {
	b.Problems++
	c.Sink.Problem(b, p)
}

// batch is an empty batch for use outside any stream.
func (c *Checker) batch() *Batch {
	b := new(Batch)
	b.flush = func() { c.write(b) }
	return b
}

// write puts b out and empties it. Calls must come one after the other. When the
// sink fails, the check is over.
func (c *Checker) write(b *Batch) {
	c.total.Add(b.Tally)
	if err := c.Sink.Write(b); err != nil {
		c.cancel(err)
	}
	if c.Progress != nil {
		c.Progress(b.Tally)
	}
	b.empty()
}

// maxLine and maxDocument are the limits in force.
func (c *Checker) maxLine() int     { return limit(c.MaxLine, DefaultMaxLine) }
func (c *Checker) maxDocument() int { return limit(c.MaxDocument, DefaultMaxDocument) }

func limit(n, otherwise int) int {
	if n <= 0 {
		return otherwise
	}
	return n
}
