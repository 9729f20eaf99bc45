package document

import "github.com/appgauge/appgauge/validate"

// name reads a member's name.
func (p *parser) name(st state, c byte, size int) state {
	start := p.pos
	switch c {
	case '"':
		return p.member(start, p.str())
	case '}':
		if st == atName {
			p.fail(validate.CauseTrailingComma, p.pos, p.pos+1)
		}
		return p.closing(st, c)
	case ']':
		return p.closing(st, c)
	case ',':
		p.fail(validate.CauseName, p.pos, p.pos+size)
		p.pos += size
		return atName
	case ':', '{', '[':
		// A value without a name still deserves to be read.
		p.fail(validate.CauseName, p.pos, p.pos+size)
		return p.member(start, broken)
	}
	switch {
	case isWord(p.text[start:]):
		end := wordEnd(p.text, start)
		p.fail(validate.CauseName, start, end)
		p.pos = end
		return p.member(start, broken)
	case quoteSize(p.text[start:]) > 0:
		return p.member(start, p.otherQuotes())
	}
	p.skip(c, size)
	return st
}

// member adds a member whose name stands from start up to here, with the flags
// of the name as a string.
func (p *parser) member(start int, f flags) state {
	p.cur = int32(len(p.nodes))
	here := uint32(p.pos)
	p.append(node{
		start: here, end: here, nameStart: uint32(start), nameEnd: here,
		parent: p.open, next: p.cur + 1, flags: member | f.asName(),
	})
	if f&broken != 0 {
		p.nodes[p.open].flags |= broken
	}
	return atColon
}

// colon reads the colon after a name.
func (p *parser) colon(c byte, size int) state {
	switch c {
	case '=':
		p.fail(validate.CauseColon, p.pos, p.pos+1)
		fallthrough
	case ':':
		if p.lost {
			p.lost = false
			p.fail(validate.CauseComma, p.pos, p.pos+size)
		}
		p.pos += size
		n := &p.nodes[p.cur]
		n.start, n.end = uint32(p.pos), uint32(p.pos)
		n.flags |= colon
		return atMember
	case ',', '}':
		p.fail(validate.CauseColon, p.pos, p.pos+size)
		return p.after()
	case ']':
		return p.closing(atColon, c)
	case '"':
		p.fail(validate.CauseColon, p.pos, p.pos+1)
		if p.nameFollows() {
			p.cur = -1
			return atName
		}
		return atMember
	case '{', '[':
		p.fail(validate.CauseColon, p.pos, p.pos+1)
		return atMember
	}
	if isWord(p.text[p.pos:]) || quoteSize(p.text[p.pos:]) > 0 {
		p.fail(validate.CauseColon, p.pos, max(p.pos+1, wordEnd(p.text, p.pos)))
		return atMember
	}
	p.skip(c, size)
	return atColon
}

// onNextLine reports whether a line ends between the colon and the value here.
func (p *parser) onNextLine() bool {
	for i := int(p.nodes[p.cur].end); i < p.pos; i++ {
		if p.text[i] == '\n' {
			return true
		}
	}
	return false
}

// nameFollows reports whether the string here is followed by a colon, and so
// more likely a name than a value.
func (p *parser) nameFollows() bool {
	i := p.pos + 1
	for i < len(p.text) && p.text[i] != '"' {
		if p.text[i] < ' ' {
			return false
		}
		if p.text[i] == '\\' {
			i++
		}
		i++
	}
	i = skipSpace(p.text, i+1)
	return i < len(p.text) && p.text[i] == ':'
}
