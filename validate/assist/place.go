package assist

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// place is where in a part the cursor stands.
type place struct {
	kind placeKind
	// container is the innermost array or object around the cursor; it does not
	// exist outside of the root.
	container document.Node
	// member is the member whose name or value the cursor is in.
	member document.Node
	// prev is the child of container before the cursor, or before member where
	// the cursor is in one.
	prev document.Node
}

type placeKind uint8

const (
	nowhere placeKind = iota // where nothing can be written
	between                  // where a name or an element can stand
	inName
	inValue
)

// locate finds where offset i of the part p is.
func locate(p part, i int) place {
	root := p.Root()
	if !root.Exists() {
		if blank(p.Text()) {
			return place{kind: between}
		}
		return place{}
	}
	if !inside(root, i) {
		return place{}
	}
	at := place{kind: between, container: root}
	for {
		var before, child document.Node
		for c := range at.container.Children() {
			start := c.Span().Start
			if c.IsMember() {
				start = c.NameSpan().Start
			}
			if start > i {
				break
			}
			before, child = child, c
		}
		switch {
		case !child.Exists():
			return at
		case inside(child, i):
			at.container = child
		case child.IsMember():
			return at.atMember(p.Text(), before, child, i)
		default:
			return at.atElement(before, child, i)
		}
	}
}

// inside reports whether the cursor is between the brackets of n.
func inside(n document.Node, i int) bool {
	if k := n.Kind(); k != validate.Array && k != validate.Object {
		return false
	}
	s := n.Span()
	return s.Start < i && (i < s.End || i == s.End && !n.Closed())
}

// atElement is the place of a cursor in or behind the element n, before which
// stands the element before.
func (at place) atElement(before, n document.Node, i int) place {
	switch s := n.Span(); {
	case i == s.Start:
		at.prev = before
	case i > s.End:
		at.prev = n
	default:
		return place{}
	}
	return at
}

// atMember is the same for a member.
func (at place) atMember(text string, before, n document.Node, i int) place {
	name, value := n.NameSpan(), n.Span()
	bare := n.NameContent() == name
	colon := afterColon(text, n)
	scalar := n.Kind() != validate.Array && n.Kind() != validate.Object
	switch {
	case i == name.Start && !bare:
		at.prev = before
		return at
	case i < name.End, i == name.End && (bare || !n.NameClosed()):
		at.kind, at.member, at.prev = inName, n, before
		return at
	case colon < 0 && value.Len() == 0:
		if !hasComma(text[name.End:i]) {
			return place{}
		}
	case i < colon:
		return place{}
	case scalar && colon >= 0 && (i >= value.Start && i < value.End || i == value.End && !complete(n) ||
		value.Len() == 0 && blank(text[colon:i])):
		at.kind, at.member, at.prev = inValue, n, before
		return at
	case i <= value.End:
		return place{}
	}
	at.prev = n
	return at
}

// complete reports whether a value shows by itself that it ends. A word may go on.
func complete(n document.Node) bool {
	return n.Kind() == validate.String && n.Closed()
}

// afterColon is the offset behind the colon of a member; -1 where there is none.
func afterColon(text string, n document.Node) int {
	if !n.HasColon() {
		return -1
	}
	for i := n.NameSpan().End; i < n.Span().Start; i++ {
		switch c := text[i]; {
		case c == ':' || c == '=':
			return i + 1
		case c == "："[0]:
			return i + len("：")
		}
	}
	return n.Span().Start
}

// hasComma reports whether a comma stands in the stretch of text.
func hasComma(text string) bool {
	for i := range len(text) {
		if text[i] == ',' {
			return true
		}
		if text[i] == "，"[0] && len(text)-i >= len("，") && text[i:i+len("，")] == "，" {
			return true
		}
	}
	return false
}
