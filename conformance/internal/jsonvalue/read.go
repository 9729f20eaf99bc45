package jsonvalue

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

const (
	// MaxDepth is how deep arrays and objects are read; what is nested deeper is
	// passed over, and is a flaw.
	MaxDepth = 64
	// MaxItems is how many items of an array are read: twice what the largest page
	// of a listing may have.
	MaxItems = 1000
	// maxFlaws is how many flaws are kept.
	maxFlaws = 100
	// largeObject is how many members are looked through one by one.
	largeObject = 32
)

// Read reads one JSON text. The strings of the value are parts of the text.
func Read(text string) Document { return read(&parser{text: text}) }

func read(p *parser) Document {
	p.space()
	v, err := p.value()
	if err == nil && !p.cut {
		p.space()
		if p.at < len(p.text) {
			err = p.fail("text after the JSON value")
		}
	}
	if err != nil {
		return Document{Flaws: p.flaws, Err: err}
	}
	return Document{Value: v, Flaws: p.flaws, Cut: p.cut}
}

type parser struct {
	text  string
	at    int
	path  []step
	flaws []Flaw
	cut   bool
	// items are objects in lists that were read before; it may be nil.
	items *itemCache
}

// step is one step of a path: a member, or an item if name is "".
type step struct {
	name string
	item int
}

func (p *parser) fail(what string) error { return fmt.Errorf("%s at byte %d", what, p.at) }

func (p *parser) flaw(what string) {
	if len(p.flaws) == maxFlaws {
		return
	}
	var b strings.Builder
	b.WriteByte('$')
	for _, s := range p.path {
		if s.name != "" {
			b.WriteString("." + s.name)
		} else {
			b.WriteString("[" + strconv.Itoa(s.item) + "]")
		}
	}
	p.flaws = append(p.flaws, Flaw{Path: b.String(), What: what})
}

func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

func (p *parser) skip(c byte) bool {
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) value() (any, error) {
	if p.at >= len(p.text) {
		return nil, errors.New("the JSON text ends too early")
	}
	switch c := p.text[p.at]; {
	case c == '{' || c == '[':
		if len(p.path) >= MaxDepth {
			p.flaw(fmt.Sprintf("is nested more than %d levels deep", MaxDepth))
			return nil, p.pass()
		}
		if c == '{' {
			return p.object()
		}
		return p.array()
	case c == '"':
		return p.str()
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	}
	switch rest := p.text[p.at:]; {
	case strings.HasPrefix(rest, "true"):
		p.at += len("true")
		return true, nil
	case strings.HasPrefix(rest, "false"):
		p.at += len("false")
		return false, nil
	case strings.HasPrefix(rest, "null"):
		p.at += len("null")
		return nil, nil
	}
	return nil, p.fail("no JSON value")
}

// pass goes past an array or object, however deep, without looking into it.
func (p *parser) pass() error {
	for depth := 0; p.at < len(p.text); {
		switch p.text[p.at] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				p.at++
				return nil
			}
		case '"':
			for p.at++; p.at < len(p.text) && p.text[p.at] != '"'; p.at++ {
				if p.text[p.at] == '\\' {
					p.at++
				}
			}
		}
		p.at++
	}
	return errors.New("the JSON text ends too early")
}

func (p *parser) object() (any, error) {
	out := make(Object, 0, 12)
	var names map[string]bool // of a large object, to find those that repeat
	p.at++
	p.space()
	if p.skip('}') {
		return out, nil
	}
	for {
		p.space()
		if p.at >= len(p.text) || p.text[p.at] != '"' {
			return nil, p.fail("no member name")
		}
		name, err := p.str()
		if err != nil {
			return nil, err
		}
		repeated := names[name]
		if names == nil {
			_, repeated = out.Look(name)
		}
		if len(out) == largeObject && names == nil {
			names = make(map[string]bool, 2*largeObject)
			for _, m := range out {
				names[m.Name] = true
			}
		}
		if names != nil {
			names[name] = true
		}
		p.space()
		if !p.skip(':') {
			return nil, p.fail("no colon")
		}
		p.space()
		p.path = append(p.path, step{name: name})
		if repeated {
			p.flaw("is there twice")
		}
		v, err := p.value()
		p.path = p.path[:len(p.path)-1]
		if err != nil {
			return nil, err
		}
		out = append(out, Member{name, v})
		if p.cut {
			return out, nil
		}
		p.space()
		if p.skip('}') {
			return out, nil
		}
		if !p.skip(',') {
			return nil, p.fail("no comma and no end of the object")
		}
	}
}

func (p *parser) array() (any, error) {
	out := []any{}
	p.at++
	p.space()
	if p.skip(']') {
		return out, nil
	}
	for {
		if len(out) == MaxItems {
			p.cut = true
			return out, nil
		}
		p.space()
		p.path = append(p.path, step{item: len(out)})
		v, err := p.item()
		p.path = p.path[:len(p.path)-1]
		if err != nil {
			return nil, err
		}
		out = append(out, v)
		if p.cut {
			return out, nil
		}
		p.space()
		if p.skip(']') {
			return out, nil
		}
		if !p.skip(',') {
			return nil, p.fail("no comma and no end of the array")
		}
	}
}

func (p *parser) number() (any, error) {
	start := p.at
	p.skip('-')
	switch {
	case p.skip('0'):
	case !p.digits():
		return nil, p.fail("no digit in a number")
	}
	if p.skip('.') && !p.digits() {
		return nil, p.fail("no digit after the decimal point")
	}
	if p.at < len(p.text) && p.text[p.at]|0x20 == 'e' {
		p.at++
		if !p.skip('+') {
			p.skip('-')
		}
		if !p.digits() {
			return nil, p.fail("no digit in the exponent")
		}
	}
	return Number(p.text[start:p.at]), nil
}

func (p *parser) digits() bool {
	start := p.at
	for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > start
}
