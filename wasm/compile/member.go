package compile

import (
	"fmt"
	"slices"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile/asm"
)

// A module tells whether a character is in a set by one bit of a bitmap of two
// words. The bits 32 to 127 are the characters of ASCII but for its first
// control characters. No set tells those from most of Unicode, so bit 0 stands
// for both, and bits 1 to 31 are free for the ranges beyond ASCII that some
// set does hold.
const (
	firstOwnBit = 0x20
	ownBits     = 0x80 - firstOwnBit
	others      = 0
)

// bitmap is set as its two words.
func bitmap(e *validate.Edition, set validate.Charset) (words [2]int64) {
	add := func(bit int, c rune) {
		if set.Contains(c) {
			words[bit/64] |= 1 << (bit % 64)
		}
	}
	add(others, others)
	for i, rg := range wideRanges(e) {
		add(i+1, rg.Lo)
	}
	for c := range ownBits {
		add(firstOwnBit+c, rune(firstOwnBit+c))
	}
	return words
}

// bit turns a local from a character into the number of its bit.
func bit(e *validate.Edition, char *asm.Local) []asm.Instr {
	own := asm.I32LtU(asm.I32Sub(char, asm.ConstI32(firstOwnBit)), asm.ConstI32(ownBits))
	number := asm.ConstI32(others)
	for i, rg := range wideRanges(e) {
		inRange := asm.I32LeU(asm.I32Sub(char, asm.ConstI32(rg.Lo)), asm.ConstI32(rg.Hi-rg.Lo))
		number = asm.Select(asm.ConstI32(int32(i+1)), number, inRange)
	}
	return []asm.Instr{char.Set(asm.Select(char, number, own))}
}

// in is 1 where the bitmap has the bit of that number, else 0.
func in(low, high, number asm.Instr) asm.Instr {
	word := asm.Select(high, low, asm.I32And(number, asm.ConstI32(64)))
	return asm.I32And(asm.ConstI32(1), asm.I32WrapI64(asm.I64ShrU(word, asm.I64ExtendI32U(number))))
}

// wideRanges are the ranges beyond ASCII that tell the sets of e apart,
// ascending and disjoint: each is wholly in a set or wholly outside it.
func wideRanges(e *validate.Edition) []validate.Range {
	var cuts []rune // where a set begins or ends
	for set := range sets(e) {
		for _, rg := range set {
			if rg.Hi >= 0x80 {
				cuts = append(cuts, max(rg.Lo, 0x80), rg.Hi+1)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var ranges []validate.Range
	for i := 1; i < len(cuts); i++ {
		ranges = append(ranges, validate.Range{Lo: cuts[i-1], Hi: cuts[i] - 1})
	}
	return ranges
}

// sets yields every set of e.
func sets(e *validate.Edition) func(yield func(validate.Charset) bool) {
	return func(yield func(validate.Charset) bool) {
		for id := range e.Fields {
			if !yield(e.Fields[id].First) || !yield(e.Fields[id].Chars) {
				return
			}
		}
	}
}

// compilable reports why e cannot be compiled: a set says of a control character
// something else than of most of Unicode, or there are too many ranges.
func compilable(e *validate.Edition) error {
	for set := range sets(e) {
		for c := rune(1); c < firstOwnBit; c++ {
			if set.Contains(c) != set.Contains(others) {
				return fmt.Errorf("edition %s: a set holds only some of U+0000 to U+001F; the bitmap has one bit for them", e.ID)
			}
		}
		if set != nil && set.Contains(others) {
			return fmt.Errorf("edition %s: a set holds U+0000 but not every character; the bitmap has one bit for it and them", e.ID)
		}
	}
	if n := len(wideRanges(e)); n >= firstOwnBit {
		return fmt.Errorf("edition %s tells %d ranges beyond ASCII apart; the bitmap has bits for %d", e.ID, n, firstOwnBit-1)
	}
	return nil
}
