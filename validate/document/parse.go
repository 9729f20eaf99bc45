package document

import "github.com/appgauge/appgauge/validate"

// parser builds a document in one pass, without recursion: the containers that
// are open are found through the parents of the nodes.
type parser struct {
	*Document
	pos             int
	last            int   // where the latest offence of syntax is, -1 where there is none
	open            int32 // the innermost open container, -1 where there is none
	cur             int32 // the member that waits for its value, -1 where there is none
	depth           int   // open containers
	arrays, objects int   // open containers by kind
	lost            bool  // a value was missing, which the next colon will show
}

// state is what the parser waits for.
type state uint8

const (
	atRoot      state = iota
	atFirst           // the first element of an array, or its end
	atElement         // an element, after a comma
	atFirstName       // the first name in an object, or its end
	atName            // a name, after a comma
	atColon           // the colon after a name
	atMember          // a member's value
	atComma           // a comma or the container's end, after a value
	atEnd             // the end of the text
)

func (p *parser) parse() {
	st := atRoot
	if n := mark(p.text); n > 0 {
		p.fail(validate.CauseBOM, 0, n)
		if n < 3 {
			return // another encoding altogether
		}
		p.pos = n
	}
	for {
		p.pos = skipSpace(p.text, p.pos)
		if p.pos >= len(p.text) {
			break
		}
		if st == atEnd {
			p.fail(validate.CauseTrailing, p.pos, max(p.pos+1, wordEnd(p.text, p.pos)))
			return
		}
		c, size := p.text[p.pos], 1
		if c >= 0x80 {
			c, size = p.wide(c)
		}
		switch st {
		case atFirstName, atName:
			st = p.name(st, c, size)
		case atColon:
			st = p.colon(c, size)
		case atComma:
			st = p.comma(c, size)
		default:
			st = p.value(st, c, size)
		}
	}
	switch {
	case st == atRoot && len(p.syntax) == 0:
		p.fail(validate.CauseEmpty, p.pos, p.pos)
	case st != atEnd:
		p.fail(validate.CauseEnd, p.pos, p.pos)
	}
	for p.open >= 0 {
		p.leave(broken | open)
	}
}

// mark is the length of the byte order mark s begins with: 3 for UTF-8, 2 for UTF-16.
func mark(s string) int {
	switch {
	case len(s) >= 3 && s[:3] == "\xef\xbb\xbf":
		return 3
	case len(s) >= 2 && (s[:2] == "\xff\xfe" || s[:2] == "\xfe\xff"):
		return 2
	}
	return 0
}

// value reads a value in the place that st says.
func (p *parser) value(st state, c byte, size int) state {
	start := p.pos
	switch c {
	case '"':
		if st == atMember && p.onNextLine() && p.nameFollows() {
			p.cur, p.lost = -1, true
			return atName
		}
		return p.put(validate.String, start, p.str())
	case '{', '[':
		return p.enter(c)
	case '-', '+', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return p.put(validate.Number, start, p.number())
	case ']', '}':
		return p.noValue(st, c)
	case ',':
		switch st {
		case atMember:
			p.fail(validate.CauseValue, p.pos, p.pos+size)
			return p.after()
		case atRoot:
			p.fail(validate.CauseUnexpected, p.pos, p.pos+size)
		default:
			p.fail(validate.CauseValue, p.pos, p.pos+size)
			st = atElement
		}
		p.pos += size
		return st
	}
	switch {
	case isWord(p.text[start:]):
		kind, f := p.literal()
		return p.put(kind, start, f)
	case quoteSize(p.text[start:]) > 0:
		return p.put(validate.String, start, p.otherQuotes())
	}
	p.skip(c, size)
	return st
}

// noValue deals with a bracket c that closes where a value could stand.
func (p *parser) noValue(st state, c byte) state {
	switch {
	case st == atRoot:
		p.fail(validate.CauseUnexpected, p.pos, p.pos+1)
		p.pos++
		return st
	case st == atMember:
		p.fail(validate.CauseValue, p.pos, p.pos+1)
		return p.after()
	case c == ']' && st == atElement:
		p.fail(validate.CauseTrailingComma, p.pos, p.pos+1)
	}
	return p.closing(st, c)
}

// put adds a value that ends here, or gives it to the member that waits for it.
func (p *parser) put(kind validate.Kind, start int, f flags) state {
	id := p.add(kind, start, f)
	p.nodes[id].end = uint32(p.pos)
	if f&broken != 0 && p.open >= 0 {
		p.nodes[p.open].flags |= broken
	}
	return p.after()
}

func (p *parser) add(kind validate.Kind, start int, f flags) (id int32) {
	if id = p.cur; id < 0 {
		id = int32(len(p.nodes))
		p.append(node{parent: p.open, next: id + 1})
	}
	p.cur = -1
	n := &p.nodes[id]
	n.kind, n.start = kind, uint32(start)
	n.flags |= f
	return id
}

// append doubles a full tree: the built-in growth by a quarter copies a long
// one, which may be hostile, many times more.
func (p *parser) append(n node) {
	if len(p.nodes) == cap(p.nodes) {
		p.nodes = append(make([]node, 0, 2*len(p.nodes)), p.nodes...)
	}
	p.nodes = append(p.nodes, n)
}

// after is the state after a value.
func (p *parser) after() state {
	p.cur = -1
	if p.open < 0 {
		return atEnd
	}
	return atComma
}

// enter opens the array or object that the bracket c begins.
func (p *parser) enter(c byte) state {
	if p.depth == MaxDepth {
		p.fail(validate.CauseDepth, p.pos, p.pos+1)
		for p.open >= 0 {
			p.leave(broken | open)
		}
		p.pos = len(p.text)
		return atEnd
	}
	p.depth++
	if c == '[' {
		p.open = p.add(validate.Array, p.pos, 0)
		p.arrays++
		p.pos++
		return atFirst
	}
	p.open = p.add(validate.Object, p.pos, 0)
	p.objects++
	p.pos++
	return atFirstName
}

// leave closes the innermost container here.
func (p *parser) leave(f flags) {
	n := &p.nodes[p.open]
	n.end, n.next = uint32(p.pos), int32(len(p.nodes))
	n.flags |= f
	p.depth--
	if n.kind == validate.Array {
		p.arrays--
	} else {
		p.objects--
	}
	f = n.flags & broken
	if p.open = n.parent; p.open >= 0 {
		p.nodes[p.open].flags |= f
	}
}

// closing deals with the bracket c that closes: the innermost container, or
// one around it where that is of the other kind, or nothing.
func (p *parser) closing(st state, c byte) state {
	kind, others := validate.Object, p.objects
	if c == ']' {
		kind, others = validate.Array, p.arrays
	}
	if p.nodes[p.open].kind != kind {
		p.fail(validate.CauseUnexpected, p.pos, p.pos+1)
		if others == 0 {
			p.pos++
			return st
		}
		for p.nodes[p.open].kind != kind {
			p.leave(broken | open)
		}
	}
	p.pos++
	p.leave(0)
	return p.after()
}

// comma reads what separates values, or closes their container.
func (p *parser) comma(c byte, size int) state {
	next := atElement
	if p.nodes[p.open].kind == validate.Object {
		next = atName
	}
	switch c {
	case ',':
		p.pos += size
		return next
	case ']', '}':
		return p.closing(atComma, c)
	case '"', '{', '[':
		p.fail(validate.CauseComma, p.pos, p.pos+1)
		return next
	}
	if isWord(p.text[p.pos:]) || quoteSize(p.text[p.pos:]) > 0 {
		p.fail(validate.CauseComma, p.pos, max(p.pos+1, wordEnd(p.text, p.pos)))
		return next
	}
	p.skip(c, size)
	return atComma
}
