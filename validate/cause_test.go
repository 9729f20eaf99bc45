package validate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
)

func TestCauseMessages(t *testing.T) {
	tests := []struct {
		v      validate.Violation
		en, zh string
	}{
		{
			v:  validate.Violation{Cause: validate.CauseTrailingComma, Char: '}'},
			en: `the document is not valid JSON in UTF-8: a comma stands before }; remove the comma`,
			zh: `文档 不是有效的 UTF-8 JSON：} 之前多了一个逗号；请删除该逗号`,
		},
		{
			v:  validate.Violation{Cause: validate.CauseControl, Char: '\n'},
			en: `the document is not valid JSON in UTF-8: U+000A cannot stand in a string; close the string or escape the character`,
			zh: `文档 不是有效的 UTF-8 JSON：字符串中不能直接出现 U+000A；请闭合字符串或使用转义`,
		},
		{
			v:  validate.Violation{Cause: validate.CauseEscape, Char: 'q'},
			en: `the document is not valid JSON in UTF-8: no such escape; only \" \\ \/ \b \f \n \r \t and \u with four hexadecimal digits`,
			zh: `文档 不是有效的 UTF-8 JSON：没有这种转义；只能用 \" \\ \/ \b \f \n \r \t 以及 \u 加四位十六进制数字`,
		},
		{
			v:  validate.Violation{Field: "remark", Cause: validate.CauseUTF8},
			en: `remark is not valid JSON in UTF-8: a byte is not part of UTF-8 text; save it as UTF-8`,
			zh: `remark 不是有效的 UTF-8 JSON：含有不属于 UTF-8 的字节；请以 UTF-8 保存`,
		},
		{
			v:  validate.Violation{},
			en: `the document is not valid JSON in UTF-8`,
			zh: `文档 不是有效的 UTF-8 JSON`,
		},
	}
	for _, tt := range tests {
		for l, want := range map[validate.Locale]string{validate.English: tt.en, validate.Chinese: tt.zh} {
			if diff := cmp.Diff(want, validate.Default().Message(tt.v, l)); diff != "" {
				t.Errorf("Message(%s, %s) (-want +got):\n%s", tt.v.Cause, l, diff)
			}
		}
	}
}

// TestEveryCauseIsExplained: each cause has a name of its own and, in every
// language, a message of its own in which no "%" is left open.
func TestEveryCauseIsExplained(t *testing.T) {
	seen := map[string]validate.Cause{}
	own := func(what string, c validate.Cause, text string) {
		if other, dup := seen[text]; dup {
			t.Errorf("%s of cause %d is that of %d: %q", what, c, other, text)
		}
		seen[text] = c
	}
	for c := range validate.Cause(validate.NumCauses) {
		own("name", c, c.String())
		for _, l := range []validate.Locale{validate.English, validate.Chinese} {
			text := validate.Default().Message(validate.Violation{Cause: c, Char: 'x'}, l)
			own(l.String()+" message", c, text)
			if strings.Contains(text, "%") {
				t.Errorf("%s message of %s has a %%: %q", l, c, text)
			}
		}
	}
}
