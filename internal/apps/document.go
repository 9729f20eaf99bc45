package apps

import (
	"bytes"
	"context"
	"io"
	"unsafe"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// document checks a source that holds JSON values one after another.
func (c *Checker) document(ctx context.Context, s *source) {
	text, p := c.readAll(s)
	switch {
	case ctx.Err() != nil:
		return
	case p != nil:
		c.problem(p)
		return
	}
	b := c.batch()
	b.Bytes = int64(len(text))
	// White space after the document has no violation; without it, what is missing
	// is missed right after the text and not on the line below.
	text = bytes.TrimRight(text, space)
	whole := view(text)
	if len(text) == 0 {
		c.addProblem(b, &Problem{File: s.name, Kind: Empty})
	}
	at := NewCursor(text, 1, 1)
	for i := skipSpace(whole, 0); i < len(text) && ctx.Err() == nil; {
		n, apps, node := value(c.Edition, whole[i:])
		if node.Exists() || apps < 0 {
			from := at.At(i)
			part := text[i : i+n]
			r := Result{
				File: s.name, Text: part, Offset: int64(i), Cursor: NewCursor(part, from.Line, from.Column),
				App: -1, End: len(part), node: node,
			}
			if !c.apps(b, &r) {
				r.Violations = document.Check(c.Edition, part)
				b.count(r.Violations)
				c.result(b, &r)
			}
		} else {
			b.Apps += int64(apps)
		}
		i = skipSpace(whole, i+n)
	}
	c.write(b)
}

// view is data as a string without copying it. It must not be changed while that is
// used.
func view(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }

// readAll reads s, or says why it cannot.
func (c *Checker) readAll(s *source) ([]byte, *Problem) {
	most := int64(c.maxDocument())
	tooLarge := &Problem{File: s.name, Kind: TooLarge, Size: s.size, Limit: most}
	if s.size > most {
		return nil, tooLarge
	}
	var buf bytes.Buffer
	buf.Grow(int(s.size) + bytes.MinRead)
	if _, err := buf.ReadFrom(io.LimitReader(s.r, most+1)); err != nil {
		return nil, &Problem{File: s.name, Kind: ReadFailed, Err: pathless(err)}
	}
	if int64(buf.Len()) > most {
		return nil, tooLarge
	}
	return buf.Bytes(), nil
}

// apps checks the apps of an array or a listing, which r.Text holds. It reports
// false, and does nothing, if it is neither.
func (c *Checker) apps(b *Batch, r *Result) bool {
	text := view(r.Text)
	if n, end, ok := scanArray(c.Edition, text); ok && end == len(text) {
		b.Apps += int64(n)
		return true
	}
	root := r.Node()
	if !root.Exists() {
		return false
	}
	list := root
	if root.Kind() != validate.Array {
		if list = listing(c.Edition, root); !list.Exists() {
			return false
		}
		r.Listed = true
	}
	syntax := root.Document().Syntax()
	// before takes the violations of syntax that are left before offset end.
	before := func(end int) (vs validate.Violations) {
		n := 0
		for n < len(syntax) && syntax[n].Offset < end {
			n++
		}
		vs, syntax = syntax[:n:n], syntax[n:]
		return vs
	}
	// between reports those between the elements: they are no app's.
	between := func(vs validate.Violations) {
		part := *r
		part.Violations = vs
		b.Errors += int64(len(vs))
		c.result(b, &part)
	}
	index := 0
	for node := range list.Children() {
		span := node.Span()
		between(before(span.Start))
		app := *r
		app.App = index
		index++
		app.Start, app.End, app.node = span.Start, span.End, node
		app.Violations = document.AppendNode(before(span.End), c.Edition, node)
		if r.Listed {
			app.Violations = inListing(c.Edition, app.Violations)
		}
		r.Cursor.Mark(span.Start)
		b.count(app.Violations)
		c.result(b, &app)
	}
	between(syntax)
	return true
}

// result gives r to the sink if it has violations.
func (c *Checker) result(b *Batch, r *Result) {
	if len(r.Violations) == 0 {
		return
	}
	r.NDJSON = r.Violations[0].Rule == validate.RuleSyntax && formOfText(r.Text, true) == NDJSON
	c.Sink.Result(b, r)
}
