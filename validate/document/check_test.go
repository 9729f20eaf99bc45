package document_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// vs shortens the tables below.
type vs = validate.Violations

// The limits of the table, so that changing one does not change these tests.
var (
	minName = validate.Default().Fields[validate.Name].Min
	maxName = validate.Default().Fields[validate.Name].Max
	minKey  = validate.Default().Fields[validate.AppKey].Min
)

func syntax(cause validate.Cause, offset, end int, char rune) validate.Violation {
	return validate.Violation{Rule: validate.RuleSyntax, Cause: cause, Offset: offset, End: end, Char: char}
}

var checkTests = []struct {
	name    string
	edition string
	text    string
	want    validate.Violations
	reason  string
}{
	{name: "page example", text: "{\n  \"name\" : \"app_demo\",\n  \"remark\" : \"Demo app\"\n}"},
	{name: "every member", text: typical},
	{name: "members in another order", text: `{"app_secret":"12345678","name":"abc"}`},
	{name: "name in escapes", text: `{"n\u0061me":"a\u0062c"}`},
	{name: "remark in escapes", text: `{"name":"abc","remark":"\"\\\/\b\f\n\r\t\u4e00\ud83d\ude00"}`},
	{name: "remark empty", text: `{"name":"abc","remark":""}`},
	{name: "white space everywhere", text: " \t\r\n{ \"name\" \n:\t\"abc\" \r\n} "},
	{name: "Chinese name", edition: "2025-12-zh", text: `{"name":"应用\u4e00"}`},

	{name: "nothing sent", text: ` {}`, want: vs{{Field: "name", Rule: validate.RuleRequired, Offset: 1, End: 2}}},
	{name: "number", text: `{"name": 17 }`, want: vs{{Field: "name", Rule: validate.RuleType, Offset: 9, End: 11}}},
	{name: "object as value", text: `{"name":{"name":1},"app_key":[]}`, want: vs{
		{Field: "name", Rule: validate.RuleType, Offset: 8, End: 18},
		{Field: "app_key", Rule: validate.RuleType, Offset: 29, End: 31},
	}},
	{name: "null", text: `{"name":null,"remark":null}`, want: vs{
		{Field: "name", Rule: validate.RuleType, Offset: 8, End: 12},
		{Field: "remark", Rule: validate.RuleType, Severity: validate.Warning, Offset: 22, End: 26},
	}},
	{name: "empty", text: `{"name":""}`, want: vs{
		{Field: "name", Rule: validate.RuleMinLength, Offset: 9, End: 9, Limit: minName},
	}},
	{name: "first character in an escape", text: `{"name":"\u002d\u002dx"}`, want: vs{
		{Field: "name", Rule: validate.RuleStart, Offset: 9, End: 15, Char: '-'},
		{Field: "name", Rule: validate.RuleCharset, Offset: 9, End: 15, Char: '-'},
	}},
	{name: "offset past escapes and multibyte characters", text: `{"app_key":"abc\u005f漢","name":"abc"}`, want: vs{
		{Field: "app_key", Rule: validate.RuleMinLength, Offset: 12, End: 24, Limit: minKey, Actual: 5},
		{Field: "app_key", Rule: validate.RuleCharset, Offset: 21, End: 24, Index: 4, Char: '漢'},
	}},
	{name: "escaped pair", text: `{"name":"abc\ud83d\ude00\t"}`, want: vs{
		{Field: "name", Rule: validate.RuleCharset, Offset: 12, End: 24, Index: 3, Char: '😀'},
	}},
	{name: "too long", text: `{"name":"\u0061` + strings.Repeat("b", maxName+1) + `"}`, want: vs{
		{Field: "name", Rule: validate.RuleMaxLength, Offset: 15 + maxName - 1, End: 15 + maxName + 1, Index: maxName, Limit: maxName, Actual: maxName + 2},
	}},
	{name: "duplicate: the last one is checked", text: `{"name":"1","name":"abc"}`, want: vs{
		{Field: "name", Rule: validate.RuleDuplicate, Offset: 12, End: 18},
	}},
	{name: "duplicate of a field stands with the field", text: `{"x":0,"remark":1,"name":"abc","\u006eame":"abc","x":1}`, want: vs{
		{Field: "name", Rule: validate.RuleDuplicate, Offset: 31, End: 42},
		{Field: "remark", Rule: validate.RuleType, Offset: 16, End: 17},
		{Field: "x", Rule: validate.RuleUnknown, Severity: validate.Warning, Offset: 1, End: 4},
		{Field: "x", Rule: validate.RuleDuplicate, Offset: 49, End: 52},
	}},
	{name: "duplicates deep inside", text: `{"name":"abc","x":[{"name":1,"name":2}],"remark":{"y":0,"y":0}}`, want: vs{
		{Field: "remark", Rule: validate.RuleType, Offset: 49, End: 62},
		{Field: "x", Rule: validate.RuleUnknown, Severity: validate.Warning, Offset: 14, End: 17},
		{Field: "name", Rule: validate.RuleDuplicate, Offset: 29, End: 35},
		{Field: "y", Rule: validate.RuleDuplicate, Offset: 56, End: 59},
	}},
	{name: "case counts", text: `{"Name":"abc","name":"abc"}`, want: vs{
		{Field: "Name", Rule: validate.RuleUnknown, Severity: validate.Warning, Offset: 1, End: 7},
	}},
	{name: "array", text: ` [{"name":"abc"}]`, want: vs{{Rule: validate.RuleType, Offset: 1, End: 17}}},
	{name: "string", text: `"name"`, want: vs{{Rule: validate.RuleType, End: 6}}},

	{name: "empty input", text: ``, want: vs{syntax(validate.CauseEmpty, 0, 0, 0)}},
	{name: "white space alone", text: " \n", want: vs{syntax(validate.CauseEmpty, 2, 2, 0)}},
	{name: "byte order mark", text: "\xef\xbb\xbf{}", want: vs{syntax(validate.CauseBOM, 0, 3, '\ufeff')},
		reason: "a missing member is not reported beside syntax"},
	{name: "UTF-16", text: "\xff\xfe{\x00}\x00", want: vs{syntax(validate.CauseBOM, 0, 2, '\ufffd')}},
	{name: "end in the object", text: `{"name":"abc"`, want: vs{syntax(validate.CauseEnd, 13, 13, 0)}},
	{name: "end in a string", text: `{"name":"-`, want: vs{
		syntax(validate.CauseEnd, 10, 10, 0),
		{Field: "name", Rule: validate.RuleStart, Offset: 9, End: 10, Char: '-'},
		{Field: "name", Rule: validate.RuleCharset, Offset: 9, End: 10, Char: '-'},
	}, reason: "too short is not reported of a string that goes on"},
	{name: "end in a literal", text: `nul`, want: vs{syntax(validate.CauseEnd, 3, 3, 0)}},
	{name: "end in an escape", text: `"\u12`, want: vs{syntax(validate.CauseEnd, 5, 5, 0)}},
	{name: "invalid UTF-8", text: "{\"name\":\"abc\xff\"}", want: vs{syntax(validate.CauseUTF8, 12, 13, 0)}},
	{name: "invalid UTF-8 outside of strings", text: "{\"name\":\"abc\"\xff}", want: vs{syntax(validate.CauseUTF8, 13, 14, 0)}},
	{name: "lone surrogate", text: `{"name":"ab\ud800c"}`, want: vs{syntax(validate.CauseSurrogate, 11, 17, '\\')}},
	{name: "pair the wrong way round", text: `{"name":"\ude00\ud83d"}`, want: vs{
		syntax(validate.CauseSurrogate, 9, 15, '\\'), syntax(validate.CauseSurrogate, 15, 21, '\\'),
	}},
	{name: "bad escape", text: `{"name":"abc\q"}`, want: vs{syntax(validate.CauseEscape, 13, 14, 'q')}},
	{name: "bad hexadecimal", text: `{"name":"abc\u12g4"}`, want: vs{syntax(validate.CauseEscape, 16, 17, 'g')}},
	{name: "tab in a string", text: "{\"name\":\"abc\td\"}", want: vs{syntax(validate.CauseControl, 12, 13, '\t')}},
	{name: "string not closed in its line", text: "{\"name\":\"abc,\n \"remark\":1}", want: vs{
		syntax(validate.CauseControl, 13, 14, '\n'),
		syntax(validate.CauseComma, 15, 16, '"'),
		{Field: "name", Rule: validate.RuleCharset, Offset: 12, End: 13, Index: 3, Char: ','},
		{Field: "remark", Rule: validate.RuleType, Offset: 24, End: 25},
	}},
	{name: "line break in a string", text: "{\"name\":\"abc\n def\",\"remark\":1}", want: vs{
		syntax(validate.CauseControl, 12, 13, '\n'),
		{Field: "remark", Rule: validate.RuleType, Offset: 28, End: 29},
	}},
	{name: "trailing data", text: `{"name":"abc"} {}`, want: vs{syntax(validate.CauseTrailing, 15, 16, '{')}},
	{name: "trailing comma", text: `{"name":"abc",}`, want: vs{syntax(validate.CauseTrailingComma, 14, 15, '}')}},
	{name: "missing comma", text: `{"name":"abc" "remark":1}`, want: vs{
		syntax(validate.CauseComma, 14, 15, '"'),
		{Field: "remark", Rule: validate.RuleType, Offset: 23, End: 24},
	}},
	{name: "missing colon", text: `{"name" "abc"}`, want: vs{syntax(validate.CauseColon, 8, 9, '"')}},
	{name: "missing colon and value", text: `{"remark" "name":1}`, want: vs{
		syntax(validate.CauseColon, 10, 11, '"'),
		{Field: "name", Rule: validate.RuleType, Offset: 17, End: 18},
	}},
	{name: "missing value", text: `{"name":,"remark":}`, want: vs{
		syntax(validate.CauseValue, 8, 9, ','), syntax(validate.CauseValue, 18, 19, '}'),
	}},
	{name: "name without quotes", text: `{name: 1}`, want: vs{
		syntax(validate.CauseName, 1, 5, 'n'),
		{Field: "name", Rule: validate.RuleType, Offset: 7, End: 8},
	}},
	{name: "single quotes", text: `{'name': 'abc'}`, want: vs{
		syntax(validate.CauseQuote, 1, 2, '\''), syntax(validate.CauseQuote, 9, 10, '\''),
	}},
	{name: "what an input method types", text: `{“name”：“abc”，"remark":1}`, want: vs{
		syntax(validate.CauseQuote, 1, 4, '“'), syntax(validate.CauseWidth, 11, 14, '：'),
		syntax(validate.CauseQuote, 14, 17, '“'), syntax(validate.CauseWidth, 23, 26, '，'),
		{Field: "remark", Rule: validate.RuleType, Offset: 35, End: 36},
	}},
	{name: "comments", text: "{ // one\n\"name\": /* two */ 1}", want: vs{
		syntax(validate.CauseComment, 2, 8, '/'), syntax(validate.CauseComment, 17, 26, '/'),
		{Field: "name", Rule: validate.RuleType, Offset: 27, End: 28},
	}},
	{name: "leading zero", text: `{"name":01}`, want: vs{syntax(validate.CauseNumber, 9, 10, '1')}},
	{name: "plus sign", text: `{"name":+1}`, want: vs{syntax(validate.CauseNumber, 8, 10, '+')}},
	{name: "number without a fraction", text: `{"name":1.}`, want: vs{syntax(validate.CauseNumber, 10, 11, '}')}},
	{name: "misspelt literal", text: `{"name":nulL}`, want: vs{syntax(validate.CauseLiteral, 11, 12, 'L')}},
	{name: "word without quotes", text: `{"name":app_demo}`, want: vs{syntax(validate.CauseLiteral, 8, 16, 'a')}},
	{name: "brackets crossed", text: `{"app_key":[1,2}`, want: vs{
		syntax(validate.CauseUnexpected, 15, 16, '}'),
		{Field: "app_key", Rule: validate.RuleType, Offset: 11, End: 15},
	}},
	{name: "too deep", text: strings.Repeat("[", 10_001), want: vs{
		syntax(validate.CauseDepth, 10_000, 10_001, '['),
		{Rule: validate.RuleType, End: 10_000},
	}},
}

func TestCheck(t *testing.T) {
	for _, tt := range checkTests {
		t.Run(tt.name, func(t *testing.T) {
			e, known := validate.Lookup(tt.edition)
			if !known {
				t.Fatalf("no edition %q", tt.edition)
			}
			got := document.Check(e, []byte(tt.text))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Check(%q) (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// TestValidAllocatesNothing holds the promise of [document.Append]: a valid
// request costs no memory, however it is written.
func TestValidAllocatesNothing(t *testing.T) {
	for _, tt := range checkTests {
		if tt.want != nil {
			continue
		}
		e, _ := validate.Lookup(tt.edition)
		data := []byte(tt.text)
		if n := testing.AllocsPerRun(10, func() { document.Check(e, data) }); n != 0 {
			t.Errorf("%s: %v allocations, want 0", tt.name, n)
		}
	}
}
