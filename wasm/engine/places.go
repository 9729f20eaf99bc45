package main

import "unicode/utf8"

// places converts between byte offsets in a text and offsets in UTF-16 code
// units. It remembers where it was last, so that a series of offsets near each
// other costs little.
type places struct {
	text        string
	bytes, unit int // the same place in both countings
}

// unitAt is the offset in units of the byte offset i, which is cut to the text.
func (p *places) unitAt(i int) int {
	i = max(0, min(i, len(p.text)))
	for p.bytes < i {
		if n := ascii(p.text[p.bytes:i]); n > 0 {
			p.bytes += n
			p.unit += n
			continue
		}
		p.step()
	}
	// Violations of one request are in the order of its fields, not of its text.
	for p.bytes > i {
		p.back()
	}
	return p.unit
}

// byteAt is the byte offset of the offset u in units, which is cut to the text.
// The middle of a surrogate pair is its end.
func (p *places) byteAt(u int) int {
	for p.unit < u && p.bytes < len(p.text) {
		p.step()
	}
	for p.unit > u && p.bytes > 0 {
		p.back()
	}
	if p.unit < u && p.bytes < len(p.text) {
		p.step() // back has gone over a pair
	}
	return p.bytes
}

// step goes one character further.
func (p *places) step() {
	if p.text[p.bytes] < utf8.RuneSelf {
		p.bytes++
		p.unit++
		return
	}
	r, size := utf8.DecodeRuneInString(p.text[p.bytes:])
	p.bytes += size
	p.unit += units(r)
}

// back goes one character back.
func (p *places) back() {
	if p.text[p.bytes-1] < utf8.RuneSelf {
		p.bytes--
		p.unit--
		return
	}
	r, size := utf8.DecodeLastRuneInString(p.text[:p.bytes])
	p.bytes -= size
	p.unit -= units(r)
}

// ascii is the length of what s begins with in ASCII.
func ascii(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return i
		}
	}
	return len(s)
}

// units is the length of a character in UTF-16.
func units(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
