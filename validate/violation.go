package validate

// Rule names the rule that a violation breaks.
type Rule uint8

// The rules, in the order in which the violations of one field are reported.
const (
	// RuleSyntax: the text is not JSON, or not valid UTF-8.
	RuleSyntax Rule = iota
	// RuleRequired: a required member is missing.
	RuleRequired
	// RuleType: the value is not a string; or, as a warning, an optional member is null.
	RuleType
	// RuleMinLength: the text has fewer code points than it must.
	RuleMinLength
	// RuleMaxLength: the text has more code points than it may.
	RuleMaxLength
	// RuleStart: the first code point may not stand there.
	RuleStart
	// RuleCharset: a code point is not in the field's set.
	RuleCharset
	// RuleDuplicate: the member stands in the object more than once.
	RuleDuplicate
	// RuleUnknown: the member is not documented; a warning.
	RuleUnknown
	NumRules = iota
)

var ruleNames = [NumRules]string{
	"syntax", "required", "type", "minLength", "maxLength", "start", "charset", "duplicate", "unknown",
}

// String is the rule's name on every surface: "maxLength".
func (r Rule) String() string {
	if int(r) < len(ruleNames) {
		return ruleNames[r]
	}
	return "rule " + itoa(int(r))
}

// Severity tells what makes a request invalid from what deserves a look.
type Severity uint8

// The severities; Error is the zero Severity.
const (
	Error Severity = iota
	Warning
)

// String is "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Violation is one broken rule and where it is broken.
type Violation struct {
	// Field is the JSON member name; empty where the whole document is meant.
	Field string
	Rule  Rule
	// Severity is Warning for an unknown member and for an optional null.
	Severity Severity
	// Cause says what is wrong where Rule is RuleSyntax; else NoCause.
	Cause Cause
	// Offset is where the first offence begins, in bytes: from the start of the
	// field's text, or of the document where a document was checked.
	Offset int
	// End is where the offence ends, counted like Offset: past the one character
	// of RuleStart and RuleCharset, past the whole text for the rules of length.
	End int
	// Index is the first offending character's index in the field's text, in
	// Unicode code points: 0 for RuleMinLength, Limit for RuleMaxLength.
	Index int
	// Limit is the bound and Actual the length, both in code points, for
	// RuleMinLength and RuleMaxLength; else 0.
	Limit, Actual int
	// Char is the first offending character of RuleStart and RuleCharset, and of
	// RuleSyntax where it is a character that offends; else 0.
	Char rune
}

// Violations are all violations of one request, in table order of the fields.
type Violations []Violation

// Valid reports whether the request is valid: whether all are warnings.
func (vs Violations) Valid() bool {
	for i := range vs {
		if vs[i].Severity == Error {
			return false
		}
	}
	return true
}
