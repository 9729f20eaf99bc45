package assist_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate/assist"
	"github.com/appgauge/appgauge/validate/document"
)

// mend makes safe fixes until there are no more, and counts them.
func mend(t *testing.T, s assist.Source) (text string, fixes int) {
	t.Helper()
	for range 1000 {
		found := s.SafeFixes()
		if len(found) == 0 {
			return s.Text, fixes
		}
		var edits []assist.Edit
		for _, f := range found {
			if !f.Safe {
				t.Fatalf("%q is not safe", f.Title)
			}
			keepsPromise(t, s, f)
			edits = append(edits, f.Edits...)
		}
		s.Text = assist.Apply(s.Text, edits)
		fixes += len(found)
	}
	t.Fatalf("no end of fixes: %.300q", s.Text)
	return "", 0
}

// TestSafeFixes holds what is fixed with nobody looking, and what is not: where there
// are several ways, or where something would be lost or made up.
func TestSafeFixes(t *testing.T) {
	tests := []struct{ name, text, want, reason string }{
		{"everything at once", "\ufeff{/* mine */name：'app_demo', \"app-key\": 00123456, \"remark\": null,}", `{"name":"app_demo", "app_key": "00123456"}`, ""},
		{"commas", "{\"name\":\"abc\",,\"remark\":\"\"\n\"app_key\":\"12345678\",}", "{\"name\":\"abc\",\"remark\":\"\",\n\"app_key\":\"12345678\"}", ""},
		{"elements", "[{\"name\":\"abc\",}\n{\"name\":\"abd\"},]", "[{\"name\":\"abc\"},\n{\"name\":\"abd\"}]", ""},
		{"other quotes", `{“name”：‘abc’}`, `{"name":"abc"}`, ""},
		{"a tab in a text", "{\"name\":\"abc\",\"remark\":\"a\tb\"}", `{"name":"abc","remark":"a\tb"}`, ""},
		{"numbers", `{"name":"abc","app_key":12345678,"remark":true}`, `{"name":"abc","app_key":"12345678","remark":"true"}`, ""},
		{"a number that is too short afterwards", `{"name":"abc","app_key":5}`, `{"name":"abc","app_key":"5"}`, ""},
		{"the same twice", `{"name":"abc","name":"abc","name":"abc"}`, `{"name":"abc"}`, ""},
		{"another spelling", `{"Name":"abc","appSecret":"12345678"}`, `{"name":"abc","app_secret":"12345678"}`, ""},
		{"many", "[" + strings.Repeat(`{"name":"abc","remark":null,},`, 200) + "]", "[" + strings.Repeat(`{"name":"abc"},`, 199) + `{"name":"abc"}]`, ""},

		{name: "valid", text: `{"name":"abc"}`},
		{name: "two that differ", text: `{"name":"abc","name":"abd"}`, reason: "either may be meant"},
		{name: "two that differ, and one of them again", text: `{"name":"abc","name":"abd","name":"abc"}`, reason: "either may be meant"},
		{name: "another word", text: `{"nmae":"abc"}`, reason: "it may be another member"},
		{name: "required", text: `{}`, reason: "a name would be made up"},
		{name: "required and null", text: `{"name":null}`, reason: "a name would be made up"},
		{name: "too long", text: `{"name":"` + strings.Repeat("a", 65) + `"}`, reason: "text would be lost"},
		{name: "characters", text: `{"name":"a b"}`, reason: "text would be lost"},
		{name: "start", text: `{"name":"_ab"}`, reason: "text would be lost"},
		{name: "Python's words", text: `{"name":"abc","x":None}`, reason: "a text may be meant"},
		{name: "not closed", text: `{"name":"abc"`, reason: "more may have been lost"},
		{name: "a line break in a text", text: "{\"name\":\"abc\",\"remark\":\"a\nb\"}", reason: "the text may end there"},
		{name: "a backslash", text: `{"name":"abc","remark":"C:\dir"}`, reason: "another escape may be meant"},
		{name: "half a character", text: `{"name":"abc","remark":"\ud83d"}`, reason: "what it was is lost"},
		{name: "more behind", text: `{"name":"abc"} x`, reason: "text would be lost"},
		{name: "no value", text: `{"name":"abc","remark":}`, reason: "a value would be made up"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if want == "" {
				want = tt.text
			}
			got, _ := mend(t, assist.Source{Text: tt.text})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s; %s (-want +got):\n%s", tt.text, tt.reason, diff)
			}
		})
	}
}

// TestSafeVectors holds over every oracle case that safe fixes come to an end, that a
// valid request is left alone, and that a text is no more broken than before.
func TestSafeVectors(t *testing.T) {
	cases, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	fixes := 0
	for _, c := range cases {
		s := assist.Source{Text: string(c.Document), Edition: edition(t, c.Edition)}
		got, n := mend(t, s)
		fixes += n
		if len(c.Violations)+len(c.Warnings) == 0 && got != s.Text {
			t.Errorf("%s is valid, and fixed: %q", c.ID, got)
		}
		if before, after := document.ParseString(s.Text).Offences(), document.ParseString(got).Offences(); after > before {
			t.Errorf("%s has %d offences of syntax, before %d: %q", c.ID, after, before, got)
		}
	}
	if fixes == 0 {
		t.Error("nothing was fixed")
	}
}
