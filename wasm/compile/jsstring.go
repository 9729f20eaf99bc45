package compile

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile/asm"
)

// JSString compiles e to a module whose functions take a JavaScript string:
//
//	name(text: externref) -> i32
//
// It reads the string through two functions of the JavaScript String Builtins,
// which a host that lacks them imports as "wasm:js-string":
//
//	length(text: externref) -> i32
//	charCodeAt(text: externref, index: i32) -> i32
//
// A value that is no string makes them trap. A lone surrogate breaks RuleSyntax.
func JSString(e *validate.Edition) ([]byte, error) {
	if err := compilable(e); err != nil {
		return nil, err
	}
	m := asm.New()
	addFields(m, e, jsString(m))
	addPage(m, e.Page)
	return m.Bytes(), nil
}

// jsString imports the builtins, and reads code points through them.
func jsString(m *asm.Module) source {
	const builtins = "wasm:js-string"
	length := m.Import(builtins, "length", asm.I32, asm.Externref)
	charCodeAt := m.Import(builtins, "charCodeAt", asm.I32, asm.Externref, asm.I32)
	src := source{
		params: []asm.Type{asm.Externref},
		length: func(text []*asm.Local) asm.Instr { return asm.Call(length, text[0]) },
		unit:   func(s *scan) asm.Instr { return asm.Call(charCodeAt, s.text[0], s.pos) },
	}
	src.next = func(s *scan) []asm.Instr {
		low := s.f.Local(asm.I32)
		return []asm.Instr{
			s.char.Set(src.unit(s)),
			increment(s.pos, 1),
			asm.If(isSurrogate(s.char),
				s.fail(asm.I32GeU(s.char, asm.ConstI32(0xdc00))),
				s.fail(asm.I32GeU(s.pos, s.end)),
				// In this order a unit that is no low surrogate wraps to a great number.
				low.Set(asm.I32Sub(src.unit(s), asm.ConstI32(0xdc00))),
				s.fail(asm.I32GeU(low, asm.ConstI32(0x400))),
				increment(s.pos, 1),
				s.char.Set(asm.I32Add(low, asm.I32Shl(asm.I32Sub(s.char, asm.ConstI32(0xd800-0x10000>>10)), asm.ConstI32(10)))),
			),
		}
	}
	return src
}

// isSurrogate is 1 for a UTF-16 code unit, or a code point, that is a surrogate.
func isSurrogate(char asm.Instr) asm.Instr {
	return asm.I32Eq(asm.I32And(char, asm.ConstI32(^0x7ff)), asm.ConstI32(0xd800))
}
