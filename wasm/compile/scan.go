package compile

import (
	"math/bits"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile/asm"
)

// source is the form in which a module's functions take a text.
type source struct {
	params []asm.Type
	// length is the text's length in units: UTF-16 code units, or bytes.
	length func(text []*asm.Local) asm.Instr
	// unit is the unit at s.pos.
	unit func(s *scan) asm.Instr
	// next decodes the code point at s.pos into s.char and moves s.pos past it.
	next func(s *scan) []asm.Instr
}

// scan is a function that reads a text once. The exported functions call it with
// the rules of their fields.
type scan struct {
	src  source
	f    *asm.Func
	text []*asm.Local
	// The rules: the bounds of the length, and the bitmaps of First and Chars.
	least, most *asm.Local
	first       [2]*asm.Local
	chars       [2]*asm.Local
	// end is the text's length and pos the place of the next character, in units.
	end, pos *asm.Local
	char     *asm.Local
	// count is the number of code points before the next one.
	count *asm.Local
}

func newScan(m *asm.Module, src source) *scan {
	f := m.Func(asm.I32)
	s := &scan{src: src, f: f}
	for _, t := range src.params {
		s.text = append(s.text, f.Param(t))
	}
	s.least, s.most = f.Param(asm.I32), f.Param(asm.I32)
	s.first = [2]*asm.Local{f.Param(asm.I64), f.Param(asm.I64)}
	s.chars = [2]*asm.Local{f.Param(asm.I64), f.Param(asm.I64)}
	s.end, s.pos, s.char, s.count = f.Local(asm.I32), f.Local(asm.I32), f.Local(asm.I32), f.Local(asm.I32)
	return s
}

// fail ends the scan where cond holds: the text is malformed at the character
// that is being read, and nothing else is said about it.
func (s *scan) fail(cond asm.Instr) asm.Instr { return asm.BrIf("malformed", cond) }

// field adds the function that calls s with the rules of a field, its sets as bitmap
// has them.
func (s *scan) field(m *asm.Module, f *validate.Field, bitmap func(validate.Charset) [2]int64) *asm.Func {
	fn := m.Func(asm.I32)
	var args []asm.Instr
	for _, t := range s.src.params {
		args = append(args, fn.Param(t))
	}
	args = append(args, asm.ConstI32(int32(f.Min)), asm.ConstI32(int32(f.Max)))
	for _, set := range []validate.Charset{f.First, f.Chars} {
		words := bitmap(set)
		args = append(args, asm.ConstI64(words[0]), asm.ConstI64(words[1]))
	}
	fn.Body(asm.Call(s.f, args...))
	return fn
}

// addFields adds the scan that finds all that is wrong with a text, and for each
// field the function that calls it, exported by the field's name.
//
// The whole text is read even where it is too long: a lone surrogate or bytes
// that are not UTF-8 anywhere in it change the answer.
func addFields(m *asm.Module, e *validate.Edition, src source) {
	s := newScan(m, src)
	broken, where := s.f.Local(asm.I32), s.f.Local(asm.I32)
	each := append(src.next(s), bit(e, s.char)...)
	each = append(each,
		asm.If(asm.I32Eqz(s.count),
			broken.Set(asm.I32Shl(asm.I32Eqz(in(s.first[0], s.first[1], s.char)), shift(Start))),
		),
		asm.If(asm.I32Eqz(asm.I32Or(
			asm.I32And(broken, asm.ConstI32(int32(Charset))),
			in(s.chars[0], s.chars[1], s.char))),
			broken.Set(asm.I32Or(broken, asm.ConstI32(int32(Charset)))),
			where.Set(s.count),
		),
		increment(s.count, 1),
		asm.Br("each"),
	)
	last := asm.ConstI32(MaxIndex)
	s.f.Body(
		s.end.Set(src.length(s.text)),
		asm.Block("done",
			asm.Block("malformed",
				asm.Loop("each", asm.If(asm.I32LtU(s.pos, s.end), each...)),
				broken.Set(asm.I32Or(broken, asm.I32Or(
					asm.I32Shl(asm.I32LtU(s.count, s.least), shift(MinLength)),
					asm.I32Shl(asm.I32GtU(s.count, s.most), shift(MaxLength))))),
				asm.Br("done"),
			),
			broken.Set(asm.ConstI32(int32(Syntax))),
			where.Set(s.count),
		),
		asm.I32Or(broken, asm.I32Shl(
			asm.Select(where, last, asm.I32LtU(where, last)),
			asm.ConstI32(indexShift))),
	)
	for id := range e.Fields {
		f := &e.Fields[id]
		s.field(m, f, func(set validate.Charset) [2]int64 { return bitmap(e, set) }).Export(f.Name)
	}
}

// shift is by how much 1 is shifted to make a bit of a [Result].
func shift(bit Result) asm.Instr { return asm.ConstI32(int32(bits.TrailingZeros32(uint32(bit)))) }

// increment adds n to a local.
func increment(l *asm.Local, n int32) asm.Instr { return l.Set(asm.I32Add(l, asm.ConstI32(n))) }
