package faults

import (
	"unicode"

	"github.com/appgauge/appgauge/validate"
)

func remarkFaults() []row {
	const f = validate.Remark
	return []row{
		{"remark/max-254", remarkLength, "create/remark/max-length/255-accepted", between(f, 0, 254)},
		{"remark/max-256", remarkLength, "create/remark/max-length/256-rejected", between(f, 0, 256)},
		{"remark/max-128", remarkLength, "create/remark/max-length/255-accepted", between(f, 0, 128)},
		{"remark/max-unchecked", remarkLength, "create/remark/max-length/256-rejected", between(f, 0, unbounded)},
		{"remark/max-cut", remarkLength, "create/remark/max-length/256-rejected", reads(f, cut(255))},
		{"remark/counts-bytes", remarkLength, "create/remark/max-length/255-*-accepted", counts(f, byteLen)},
		{"remark/counts-utf16", remarkLength, "create/remark/max-length/255-*-accepted", counts(f, utf16Len)},
		{"remark/counts-ascii-only", remarkLength, "create/remark/max-length/256-*-rejected", counts(f, runeCount(span(0, 0x7f)))},
		{"remark/counts-bmp-only", remarkLength, "create/remark/max-length/256-*-rejected", counts(f, runeCount(span(0, 0xffff)))},
		{"remark/counts-graphemes", remarkLength, "create/remark/max-length/256-*-rejected", counts(f, runeCount(func(r rune) bool { return !unicode.Is(unicode.Mn, r) }))},
		{"remark/counts-without-spaces", remarkLength, "create/remark/max-length/256-*-rejected", counts(f, runeCount(func(r rune) bool { return r != ' ' }))},
		{"remark/required", remarkOptional, "create/remark/required/missing-accepted", refuses(f, not(has(f)))},
		{"remark/empty-refused", remarkLength, "create/remark/min-length/0-accepted", between(f, 1, 255)},
		{"remark/min-3", remarkLength, "create/remark/min-length/1-accepted", between(f, 3, 255)},
		{"remark/non-ascii-refused", remarkAny, "create/remark/charset/*-accepted", forbids(f, span(0x80, 0x10ffff), anywhere)},
		{"remark/emoji-refused", remarkAny, "create/remark/charset/*-accepted", forbids(f, span(0x10000, 0x10ffff), anywhere)},
		{"remark/newline-refused", remarkAny, "create/remark/charset/*-accepted", forbids(f, of("\r\n"), anywhere)},
		{"remark/quote-refused", remarkAny, "create/remark/charset/*-accepted", forbids(f, of(`'"`), anywhere)},
		{"remark/backslash-refused", remarkAny, "create/remark/charset/*-accepted", forbids(f, of(`\`), anywhere)},
		{"remark/ampersand-refused", remarkAny, "create/remark/charset/*-accepted", forbids(f, of("&"), anywhere)},
		{"remark/punctuation-refused", remarkAny, "create/remark/charset/*-accepted", forbids(f, of("!#$%*+/:;=?@^|~"), anywhere)},
		{"remark/space-first-refused", remarkAny, "create/remark/charset/*-accepted", forbids(f, of(" "), first)},
		{"remark/type-number", remarkType, "create/remark/type/number-rejected", coerces(f, begins(numbers))},
		{"remark/type-boolean", remarkType, "create/remark/type/boolean-rejected", coerces(f, begins(booleans))},
		{"remark/type-array", remarkType, "create/remark/type/array-rejected", coerces(f, begins(arrays))},
		{"remark/type-object", remarkType, "create/remark/type/object-rejected", coerces(f, begins(objects))},
	}
}
