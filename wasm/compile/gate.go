package compile

import (
	"fmt"
	"slices"
	"unicode"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile/asm"
)

// Gate compiles e to the smallest module that waves most valid texts through. It
// imports and exports what [JSString] does but for the page clamps:
//
//	name(text: externref) -> i32
//
// The answer is 1 for a valid text of ASCII, else 0. The npm package carries it
// inline, and looks in JavaScript at the texts that it stops.
func Gate(e *validate.Edition) ([]byte, error) {
	if err := compilable(e); err != nil {
		return nil, err
	}
	for id := range e.Fields {
		if f := &e.Fields[id]; !within(f.First, f.Chars) {
			return nil, fmt.Errorf("edition %s, %s: First has characters that Chars lacks; the gate looks at one set a character", e.ID, f.Name)
		}
	}
	m := asm.New()
	src := jsString(m)
	s := newScan(m, src)
	const suspect = "suspect"
	set := func(i int) asm.Instr { return asm.Select(s.chars[i], s.first[i], s.pos) }
	each := []asm.Instr{
		asm.BrIf(suspect, asm.I32GtU(s.char.Tee(src.unit(s)), asm.ConstI32(unicode.MaxASCII))),
		asm.BrIf(suspect, asm.I32Eqz(in(set(0), set(1), s.char))),
		increment(s.pos, 1),
		asm.Br("each"),
	}
	s.f.Body(
		s.end.Set(src.length(s.text)),
		asm.Block(suspect,
			asm.BrIf(suspect, asm.I32LtU(s.end, s.least)),
			asm.BrIf(suspect, asm.I32GtU(s.end, s.most)),
			asm.Loop("each", asm.If(asm.I32LtU(s.pos, s.end), each...)),
			asm.Return(asm.ConstI32(1)),
		),
		asm.ConstI32(0),
	)
	for id := range e.Fields {
		f := &e.Fields[id]
		s.field(m, f, asciiBitmap).Export(f.Name)
	}
	return m.Bytes(), nil
}

// within reports whether each range of sub lies within a range of set.
func within(sub, set validate.Charset) bool {
	if set == nil {
		return true
	}
	for _, rg := range sub {
		if !slices.ContainsFunc(set, func(s validate.Range) bool { return s.Lo <= rg.Lo && rg.Hi <= s.Hi }) {
			return false
		}
	}
	return sub != nil
}

// asciiBitmap is the ASCII of set as two words.
func asciiBitmap(set validate.Charset) (words [2]int64) {
	for c := range rune(unicode.MaxASCII + 1) {
		if set.Contains(c) {
			words[c/64] |= 1 << (c % 64)
		}
	}
	return words
}
