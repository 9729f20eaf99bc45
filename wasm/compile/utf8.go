package compile

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile/asm"
)

// UTF8 compiles e to a module whose functions take a text in the module's
// memory, by address and length in bytes:
//
//	name(address: i32, bytes: i32) -> i32
//
// The memory is exported as "memory" and the module itself keeps nothing in it:
// the host grows it as it needs and may write anywhere. A text that reaches past
// the memory's end traps. Bytes that are not UTF-8, as the Unicode standard
// defines it, break RuleSyntax.
func UTF8(e *validate.Edition) ([]byte, error) {
	if err := compilable(e); err != nil {
		return nil, err
	}
	m := asm.New()
	addFields(m, e, source{
		params: []asm.Type{asm.I32, asm.I32},
		length: func(text []*asm.Local) asm.Instr { return text[1] },
		unit:   func(s *scan) asm.Instr { return asm.I32Load8U(asm.I32Add(s.text[0], s.pos)) },
		next:   nextUTF8,
	})
	addPage(m, e.Page)
	m.Memory("memory", 1)
	return m.Bytes(), nil
}

// nextUTF8 decodes one sequence of up to four bytes.
func nextUTF8(s *scan) []asm.Instr {
	more := s.f.Local(asm.I32) // continuation bytes still to come
	least := s.f.Local(asm.I32)
	next := s.f.Local(asm.I32)
	return []asm.Instr{
		s.char.Set(s.src.unit(s)),
		increment(s.pos, 1),
		asm.If(asm.I32GeU(s.char, asm.ConstI32(0x80)),
			s.fail(asm.I32GeU(asm.I32Sub(s.char, asm.ConstI32(0xc2)), asm.ConstI32(0xf5-0xc2))),
			more.Set(asm.I32Add(asm.ConstI32(1), asm.I32Add(
				asm.I32GeU(s.char, asm.ConstI32(0xe0)),
				asm.I32GeU(s.char, asm.ConstI32(0xf0))))),
			s.fail(asm.I32GtU(more, asm.I32Sub(s.end, s.pos))),
			// 0x800 for three bytes and 0x10000 for four; for two the lead byte decides.
			least.Set(asm.I32Shl(asm.ConstI32(1), asm.I32Add(asm.I32Mul(more, asm.ConstI32(5)), asm.ConstI32(1)))),
			s.char.Set(asm.I32And(s.char, asm.I32ShrU(asm.ConstI32(0x3f), more))),
			asm.Loop("continuation",
				s.fail(asm.I32Ne(asm.I32And(next.Tee(s.src.unit(s)), asm.ConstI32(0xc0)), asm.ConstI32(0x80))),
				s.char.Set(asm.I32Or(asm.I32Shl(s.char, asm.ConstI32(6)), asm.I32And(next, asm.ConstI32(0x3f)))),
				increment(s.pos, 1),
				asm.BrIf("continuation", more.Tee(asm.I32Sub(more, asm.ConstI32(1)))),
			),
			s.fail(asm.I32LtU(s.char, least)),
			s.fail(asm.I32GtU(s.char, asm.ConstI32(0x10ffff))),
			s.fail(isSurrogate(s.char)),
		),
	}
}
