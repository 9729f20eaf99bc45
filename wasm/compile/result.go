package compile

import "github.com/appgauge/appgauge/validate"

// Result is what is wrong with a text, in one 32-bit integer: a bit for each
// broken rule, and above the bits the index, in code points, of the first
// character that breaks RuleSyntax or RuleCharset. The other rules need none: the
// offence of RuleMaxLength has the limit as its index, that of the others 0.
//
// An index above [MaxIndex] is given as MaxIndex.
type Result uint32

// The bits of a [Result], in the order in which violations are reported.
const (
	Syntax Result = 1 << iota
	MinLength
	MaxLength
	Start
	Charset

	indexShift = iota
)

// MaxIndex is the greatest index that a [Result] can tell: 134,217,727.
const MaxIndex = 1<<(32-indexShift) - 1

var ruleOfBit = [indexShift]struct {
	bit  Result
	rule validate.Rule
}{
	{Syntax, validate.RuleSyntax},
	{MinLength, validate.RuleMinLength},
	{MaxLength, validate.RuleMaxLength},
	{Start, validate.RuleStart},
	{Charset, validate.RuleCharset},
}

// Rules are the broken rules, in the order in which they are reported.
func (r Result) Rules() []validate.Rule {
	var rules []validate.Rule
	for _, b := range ruleOfBit {
		if r&b.bit != 0 {
			rules = append(rules, b.rule)
		}
	}
	return rules
}

// Index is the index of the first character that breaks RuleSyntax or
// RuleCharset, in code points, at most [MaxIndex]; else 0.
func (r Result) Index() int { return int(r >> indexShift) }

// Pack is the Result that says what the violations of one text say.
func Pack(vs validate.Violations) Result {
	var r Result
	for _, v := range vs {
		for _, b := range ruleOfBit {
			if v.Rule == b.rule {
				r |= b.bit
			}
		}
		if v.Rule == validate.RuleSyntax || v.Rule == validate.RuleCharset {
			r |= Result(min(v.Index, MaxIndex)) << indexShift
		}
	}
	return r
}
