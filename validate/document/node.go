package document

import "github.com/appgauge/appgauge/validate"

// Span is a part of a text: from the byte Start up to, not including, End.
type Span struct{ Start, End int }

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Touches reports whether a cursor at offset i is in s or at one of its ends.
func (s Span) Touches(i int) bool { return s.Start <= i && i <= s.End }

// Node is a value of a [Document], together with its name where it is a
// member's. The zero Node is no value; a search that finds nothing returns it.
type Node struct {
	doc *Document
	id  int32
}

// node is what a Node is about. Nodes stand in document order, each before its
// children.
type node struct {
	start, end         uint32
	nameStart, nameEnd uint32
	parent             int32 // -1 for the root
	next               int32 // the first node after the children
	kind               validate.Kind
	flags              flags
}

type flags uint16

const (
	escaped     flags = 1 << iota // the string does not read as it is written
	broken                        // an offence of syntax in the value
	open                          // the string or container is not closed
	garbled                       // a character of the string cannot be read
	member                        // a value in an object
	nameEscaped                   // as escaped, of the name
	nameBroken                    // as broken, of the name
	nameOpen                      // as open, of the name
	colon                         // a colon follows the name
	repeated                      // an earlier member of the object has the name
)

// asName turns the flags of a string into those of a name.
func (f flags) asName() (n flags) {
	for _, p := range [...][2]flags{{escaped, nameEscaped}, {broken, nameBroken}, {open, nameOpen}} {
		if f&p[0] != 0 {
			n |= p[1]
		}
	}
	return n
}

func (n Node) node() *node { return &n.doc.nodes[n.id] }

func (n Node) has(f flags) bool { return n.node().flags&f != 0 }

// Exists tells a value from the zero Node, of which no other method may be
// called but Children and Member.
func (n Node) Exists() bool { return n.doc != nil }

// Document is the document that n is part of.
func (n Node) Document() *Document { return n.doc }

// Kind is the kind of the value. It is [validate.Absent] where a member's value
// is missing and where something stands in its place that begins no value.
func (n Node) Kind() validate.Kind { return n.node().kind }

// Span is where the value stands, quotes and brackets included. For a missing
// value it is the empty span after the colon, or after the name.
func (n Node) Span() Span {
	m := n.node()
	return Span{int(m.start), int(m.end)}
}

// Raw is the value as it is written.
func (n Node) Raw() string { return n.doc.slice(n.Span()) }

// Content is where a string's text stands, without the quotes. For any other
// value it is the span.
func (n Node) Content() Span {
	if n.node().kind != validate.String {
		return n.Span()
	}
	return n.doc.content(n.Span(), !n.has(open))
}

// Valid reports whether the value is free of offences of syntax.
func (n Node) Valid() bool { return !n.has(broken) }

// Closed reports whether the string, array or object is closed.
func (n Node) Closed() bool { return !n.has(open) }

// IsMember reports whether n is a member's value, and so has a name.
func (n Node) IsMember() bool { return n.has(member) }

// NameSpan is where the member's name stands, quotes included.
func (n Node) NameSpan() Span {
	m := n.node()
	return Span{int(m.nameStart), int(m.nameEnd)}
}

// NameContent is where the text of the member's name stands, without the quotes.
func (n Node) NameContent() Span { return n.doc.content(n.NameSpan(), !n.has(nameOpen)) }

// NameValid reports whether the name is free of offences of syntax.
func (n Node) NameValid() bool { return !n.has(nameBroken) }

// NameClosed reports whether the name ends with its quote.
func (n Node) NameClosed() bool { return !n.has(nameOpen) }

// HasColon reports whether a colon follows the name.
func (n Node) HasColon() bool { return n.has(colon) }

// Repeats reports whether an earlier member of the same object has the name.
func (n Node) Repeats() bool { return n.has(repeated) }

// Parent is the array or object that holds n; it does not exist for the root.
func (n Node) Parent() Node { return n.doc.at(n.node().parent) }

// Children yields the elements of an array or the members of an object, in
// document order.
func (n Node) Children() func(yield func(Node) bool) {
	return func(yield func(Node) bool) {
		if !n.Exists() {
			return
		}
		for id, end := n.id+1, n.node().next; id < end; id = n.doc.nodes[id].next {
			if !yield(Node{n.doc, id}) {
				return
			}
		}
	}
}

// Member is the last member of the object n with this decoded name.
func (n Node) Member(name string) (found Node) {
	for child := range n.Children() {
		if child.IsMember() && child.Name() == name {
			found = child
		}
	}
	return found
}
