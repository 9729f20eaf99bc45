package document

import "github.com/appgauge/appgauge/validate"

// MaxDepth is how deeply arrays and objects may be nested.
const MaxDepth = 10_000

// maxSyntax is how many offences of syntax are reported of one document.
const maxSyntax = 100

// maxSize is the longest text of which a tree is made, in bytes: places in it
// are kept in 32 bits.
const maxSize = 1<<31 - 1

// Document is a parsed text. It keeps the text, which must not change.
type Document struct {
	text   string
	nodes  []node
	syntax validate.Violations
	// offences counts what makes the text no JSON, beyond what syntax lists.
	offences int
	// repeats says that there are members with the flag repeated.
	repeats bool
}

// Parse reads a JSON text. It never fails: what is wrong with the text is told
// by [Document.Syntax], and everything that can be made out is in the tree. The
// document refers to data, which must not change while the document is used.
func Parse(data []byte) *Document { return ParseString(view(data)) }

// ParseString is [Parse] for a string.
func ParseString(text string) *Document {
	d := &Document{text: text}
	p := parser{Document: d, last: -1, open: -1, cur: -1}
	if len(text) > maxSize {
		p.fail(validate.CauseSize, 0, 0)
		return d
	}
	d.nodes = make([]node, 0, len(text)/32+4) // most texts have a value in about 32 bytes
	p.parse()
	d.findRepeats()
	return d
}

// Text is the text of the document.
func (d *Document) Text() string { return d.text }

// Root is the document's value. It does not exist where nothing in the text
// could be one.
func (d *Document) Root() Node {
	if len(d.nodes) == 0 {
		return Node{}
	}
	return d.at(0)
}

// Syntax lists what makes the text no JSON, in document order; nil where it is
// JSON. The list is cut where it gets long. A text of 2 GiB or more is not read.
func (d *Document) Syntax() validate.Violations { return d.syntax }

// Offences is how many offences of syntax there are, of which [Document.Syntax]
// lists the first.
func (d *Document) Offences() int { return d.offences }

// At is the innermost value that a cursor at offset i is in or touches, by
// itself or by its name; of two that it touches, the later. It does not exist
// outside of the root.
func (d *Document) At(i int) Node {
	// Values begin in the order of the nodes. What touches i is the last one that
	// begins before it, or around that one.
	first, last := 0, len(d.nodes)
	for first < last {
		middle := (first + last) / 2
		if d.at(int32(middle)).extent().Start <= i {
			first = middle + 1
		} else {
			last = middle
		}
	}
	n := d.at(int32(first) - 1)
	for n.Exists() && !n.extent().Touches(i) {
		n = n.Parent()
	}
	return n
}

// extent is the span of the value and its name.
func (n Node) extent() Span {
	s := n.Span()
	if n.IsMember() {
		s.Start = n.NameSpan().Start
	}
	return s
}

func (d *Document) at(id int32) Node {
	if id < 0 {
		return Node{}
	}
	return Node{d, id}
}

func (d *Document) slice(s Span) string { return d.text[s.Start:s.End] }

// content is s without its quotes, of which a bare word has none.
func (d *Document) content(s Span, closed bool) Span {
	size := 0
	if s.Len() > 0 {
		size = quoteSize(d.text[s.Start:])
	}
	s.Start += size
	if closed {
		s.End -= size
	}
	return s
}
