package apps

import (
	"bytes"
	"context"
	"io"
	"unsafe"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// document checks a source that holds one JSON document.
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
	r := Result{File: s.name, Text: text, Cursor: NewCursor(text, 1), App: -1, End: len(text)}
	switch first := bytes.TrimLeft(text, space); {
	case len(first) == 0:
		c.addProblem(b, &Problem{File: s.name, Kind: Empty})
	case first[0] == '[':
		c.array(b, &r)
	default:
		r.Violations = document.Check(c.Edition, text)
		b.count(r.Violations)
		c.result(b, &r)
	}
	c.write(b)
}

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

// array checks the apps of an array, which r.Text holds.
func (c *Checker) array(b *Batch, r *Result) {
	text := unsafe.String(unsafe.SliceData(r.Text), len(r.Text)) // not changed while it is used
	if n, ok := scanArray(c.Edition, text); ok {
		b.Apps += int64(n)
		return
	}
	tree := document.ParseString(text)
	r.node = tree.Root()
	syntax := tree.Syntax()
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
	for node := range r.node.Children() {
		span := node.Span()
		between(before(span.Start))
		app := *r
		app.App = index
		index++
		app.Start, app.End, app.node = span.Start, span.End, node
		app.Violations = document.AppendNode(before(span.End), c.Edition, node)
		r.Cursor.Mark(span.Start)
		b.count(app.Violations)
		c.result(b, &app)
	}
	between(syntax)
}

// scanArray counts the elements of an array of apps without violation. Where not
// ok, there may be some, and nothing else is decided.
func scanArray(e *validate.Edition, text string) (n int, ok bool) {
	i := skipSpace(text, 0) + 1 // past the bracket
	if i = skipSpace(text, i); i < len(text) && text[i] == ']' {
		return 0, i+1 == len(text)
	}
	for {
		if i, ok = document.Scan(e, text, i); !ok {
			return 0, false
		}
		n++
		if i = skipSpace(text, i); i == len(text) {
			return 0, false
		}
		switch text[i] {
		case ',':
			i++
		case ']':
			return n, i+1 == len(text)
		default:
			return 0, false
		}
	}
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		i++
	}
	return i
}

// result gives r to the sink where it has violations.
func (c *Checker) result(b *Batch, r *Result) {
	if len(r.Violations) == 0 {
		return
	}
	r.NDJSON = r.Violations[0].Rule == validate.RuleSyntax && formOfText(r.Text, true) == NDJSON
	c.Sink.Result(b, r)
}
