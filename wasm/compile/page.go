package compile

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile/asm"
)

// addPage adds the two functions that normalise a page, over the whole range of
// 64 bits; JavaScript passes and gets BigInts. An absent parameter is 0.
//
//	offset(i64) -> i64
//	limit(i64) -> i64
func addPage(m *asm.Module, rules validate.PageRules) {
	zero := asm.ConstI64(0)

	offset := m.Func(asm.I64)
	n := offset.Param(asm.I64)
	offset.Body(asm.Select(n, zero, asm.I64GtS(n, zero)))
	offset.Export("offset")

	limit := m.Func(asm.I64)
	n = limit.Param(asm.I64)
	most := asm.ConstI64(rules.MaxLimit)
	limit.Body(asm.Select(
		asm.Select(n, most, asm.I64LtS(n, most)),
		asm.ConstI64(rules.DefaultLimit),
		asm.I64GtS(n, zero)))
	limit.Export("limit")
}
