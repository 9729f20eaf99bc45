package assist_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
	"github.com/appgauge/appgauge/validate/document"
)

func edition(t testing.TB, id string) *validate.Edition {
	t.Helper()
	e, known := validate.Lookup(id)
	if !known {
		t.Fatalf("no edition %q", id)
	}
	return e
}

var diagnosticTests = []struct {
	name, edition string
	kind          assist.Kind
	text          string
	want          []string // the code and what is underlined
	reason        string
}{
	{name: "page example", text: "{\n  \"name\" : \"app_demo\",\n  \"remark\" : \"Demo app\"\n}"},
	{name: "empty array", text: `[ ]`},
	{name: "array", text: `[{"name":"abc"},{"name":"abd"}]`},
	{name: "lines", kind: assist.Lines, text: "{\"name\":\"abc\"}\r\n\n  \n{\"name\":\"abd\"}"},
	{name: "edition", edition: "2025-12-zh", text: `{"name":"应用一"}`},

	{name: "one character", text: `{"name":"app demo"}`, want: []string{"name.charset ‹ ›"}},
	{name: "past an emoji", text: `{"remark":"😀","name":"app-demo"}`, want: []string{"name.charset ‹-›"}},
	{name: "too long", text: `{"name":"` + strings.Repeat("a", validate.Default().Fields[validate.Name].Max) + `bcd"}`, want: []string{"name.maxLength ‹bcd›"}},
	{name: "too short", text: `{"name":"ab"}`, want: []string{"name.minLength ‹ab›"}},
	{name: "empty text", text: `{"name":""}`, want: []string{"name.minLength ‹\"\"›"},
		reason: "an empty span could not be seen"},
	{name: "nothing sent", text: `{}`, want: []string{"name.required ‹{›"}},
	{name: "wrong types", text: `{"name":null,"remark":null,"app_key":[1]}`, want: []string{
		"name.type ‹null›", "remark.type ‹null› warning", "app_key.type ‹[1]›",
	}},
	{name: "unknown", text: `{"name":"abc","appKey":"","x":0}`, want: []string{
		"unknown ‹\"appKey\"› warning app_key", "unknown ‹\"x\"› warning",
	}},
	{name: "meant member is there", text: `{"name":"abc","Name":""}`, want: []string{"unknown ‹\"Name\"› warning"}},
	{name: "schema", text: `{"$schema":"x.json","name":"abc"}`,
		reason: "the editor's own member is no mistake"},
	{name: "duplicate", text: `{"name":"abc","name":"abd"}`, want: []string{"duplicate ‹\"name\"›"}},
	{name: "not an object", text: `17`, want: []string{"type ‹17›"}},
	{name: "array in a line", kind: assist.Lines, text: "{\"name\":\"abc\"}\n[{\"name\":\"abc\"}]\n", want: []string{
		"type ‹[{\"name\":\"abc\"}]›",
	}},
	{name: "object over two lines", kind: assist.Lines, text: "{\"name\":\n\"abc\"}", want: []string{
		"syntax.unexpectedEnd ‹:›", "syntax.trailingData ‹}›", "type ‹\"abc\"›",
	}},
	{name: "offset past earlier lines", kind: assist.Lines, text: "{\"name\":\"abc\"}\n{\"name\":\"漢-\"}\n", want: []string{
		"name.minLength ‹漢-›", "name.start ‹漢›", "name.charset ‹漢›",
	}},
	{name: "every element", text: `[{"name":"1bc"},2,{},{"name":"abc"}]`, want: []string{
		"name.start ‹1›", "type ‹2›", "name.required ‹{›",
	}},
	{name: "array in an array", text: `[[{"name":"abc"}]]`, want: []string{"type ‹[{\"name\":\"abc\"}]›"}},
	{name: "empty", text: ``, want: []string{"syntax.empty ‹›"}},
	{name: "blank lines", kind: assist.Lines, text: "\n\n", want: []string{"syntax.empty ‹›"}},
	{name: "broken element", text: `[{"name":"1bc"},{"name":"abc",},{"nam`, want: []string{
		"syntax.trailingComma ‹}›", "syntax.unexpectedEnd ‹m›", "name.start ‹1›",
	}},
}

func TestDiagnostics(t *testing.T) {
	for _, tt := range diagnosticTests {
		t.Run(tt.name, func(t *testing.T) {
			s := assist.Source{Text: tt.text, Kind: tt.kind, Edition: edition(t, tt.edition)}
			var got []string
			for _, d := range s.Diagnostics() {
				line := d.Code + " ‹" + tt.text[d.Start:d.End] + "›"
				if d.Severity == validate.Warning {
					line += " warning"
				}
				if d.Suggestion != "" {
					line += " " + d.Suggestion
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMessages(t *testing.T) {
	s := assist.Source{Text: `{"name":"abc","appKey":"x"}`}
	d := s.Diagnostics()[0]
	if want := `"appKey" is not a documented member; did you mean app_key?`; d.Message != want {
		t.Errorf("Message = %q, want %q", d.Message, want)
	}
	s.Locale = validate.Chinese
	d = s.Diagnostics()[0]
	if want := `"appKey" 不是文档中的成员；是否想写 app_key？`; d.Message != want {
		t.Errorf("Message = %q, want %q", d.Message, want)
	}
	s.Text = `{"name":"1bc"}`
	if got, want := s.Diagnostics()[0].Reference.String(), "create-app, Table 3, name"; got != want {
		t.Errorf("Reference = %q, want %q", got, want)
	}
}

// TestVectors: the diagnostics of every oracle case are the violations that the
// reader finds, one by one.
func TestVectors(t *testing.T) {
	cases, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		s := assist.Source{Text: string(c.Document), Edition: edition(t, c.Edition)}
		if document.Parse(c.Document).Root().Exists() && document.Parse(c.Document).Root().Kind() == validate.Array {
			continue // an array is judged by its elements here
		}
		var got validate.Violations
		for _, d := range s.Diagnostics() {
			got = append(got, d.Violation)
			if d.Start > d.Offset || d.End < d.Violation.End && d.Start == d.Offset || d.Message == "" || d.Code == "" {
				t.Errorf("%s: diagnostic %+v does not cover its violation, or says nothing", c.ID, d)
			}
		}
		if diff := cmp.Diff(document.Check(s.Edition, c.Document), got); diff != "" {
			t.Errorf("%s: violations (-Check +Diagnostics):\n%s", c.ID, diff)
		}
	}
}

// TestHostile: a text that is all wrong is told about only so far.
func TestHostile(t *testing.T) {
	for name, s := range map[string]assist.Source{
		"lines":    {Kind: assist.Lines, Text: strings.Repeat("x\n", 1<<19)},
		"array":    {Text: "[" + strings.Repeat("0,", 1<<19) + "0]"},
		"misspelt": {Text: "[{" + strings.Repeat(`"nam":0,`, 1<<17) + `"Name":0}]`},
	} {
		if n := len(s.Diagnostics()); n == 0 || n > 1000 {
			t.Errorf("%s: %d diagnostics, want some, but at most 1000", name, n)
		}
	}
}
