package validate

// Cause says what is wrong with a text that breaks [RuleSyntax].
type Cause uint8

// The causes. A syntax violation's Offset is the first byte that no valid text
// has there, but for CauseSurrogate, where it is the escape's backslash.
const (
	// NoCause: not a syntax violation.
	NoCause Cause = iota
	// CauseEmpty: there is nothing but white space.
	CauseEmpty
	// CauseEnd: the text ends too early.
	CauseEnd
	// CauseUnexpected: a character that cannot stand here.
	CauseUnexpected
	// CauseTrailing: something follows the complete value.
	CauseTrailing
	// CauseName: a member name in double quotes must stand here.
	CauseName
	// CauseColon: the colon between a name and its value is missing.
	CauseColon
	// CauseValue: a value is missing.
	CauseValue
	// CauseComma: the comma between two members or elements is missing.
	CauseComma
	// CauseTrailingComma: a comma stands before a closing bracket; Offset is the bracket's.
	CauseTrailingComma
	// CauseComment: a comment; JSON has none.
	CauseComment
	// CauseQuote: a text in other quotes than double ones.
	CauseQuote
	// CauseWidth: a fullwidth comma or colon.
	CauseWidth
	// CauseLiteral: a word that is not true, false or null.
	CauseLiteral
	// CauseNumber: a number that is not written as JSON wants it.
	CauseNumber
	// CauseEscape: an escape that JSON does not have.
	CauseEscape
	// CauseSurrogate: half of a surrogate pair, alone.
	CauseSurrogate
	// CauseControl: a control character in a string, as itself.
	CauseControl
	// CauseUTF8: a byte that is not part of valid UTF-8.
	CauseUTF8
	// CauseBOM: the text begins with a byte order mark.
	CauseBOM
	// CauseDepth: values are nested too deeply.
	CauseDepth
	// CauseSize: the text is too long to be read at all.
	CauseSize
	NumCauses = iota
)

var causeNames = [NumCauses]string{
	"", "empty", "unexpectedEnd", "unexpectedCharacter", "trailingData", "nameExpected", "colonExpected",
	"valueExpected", "commaExpected", "trailingComma", "comment", "quote", "fullwidth", "literal", "number",
	"escape", "loneSurrogate", "controlCharacter", "invalidUTF8", "byteOrderMark", "tooDeep", "tooLarge",
}

// String is the cause's name on every surface, "loneSurrogate"; "" for [NoCause].
func (c Cause) String() string {
	if int(c) < len(causeNames) {
		return causeNames[c]
	}
	return "cause " + itoa(int(c))
}
