package assist_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
	"github.com/appgauge/appgauge/validate/document"
)

// at cuts the cursor "│" out of a text.
func at(t *testing.T, marked string) (text string, offset int) {
	t.Helper()
	before, after, found := strings.Cut(marked, "│")
	if !found {
		t.Fatalf("no cursor in %q", marked)
	}
	return before + after, len(before)
}

const all = "name remark app_key app_secret"

func TestComplete(t *testing.T) {
	tests := []struct {
		name  string
		kind  assist.Kind
		text  string // with a cursor
		want  string // the labels
		first string // the text when the first one is taken
	}{
		{name: "empty object", text: `{│}`, want: all, first: `{"name": ""}`},
		{name: "object not closed", text: `{│`, want: all, first: `{"name": ""`},
		{name: "in quotes", text: `{"│"}`, want: all, first: `{"name": ""}`},
		{name: "after a quote", text: `{"│`, want: all, first: `{"name": ""`},
		{name: "after a quote before others", text: "{\"│\n \"remark\":\"x\"}", want: "name app_key app_secret",
			first: "{\"name\": \"\",\n \"remark\":\"x\"}"},
		{name: "name begun", text: `{"app_k│"}`, want: all, first: `{"name": ""}`},
		{name: "name with its value", text: `{"na│me":"abc"}`, want: all, first: `{"name":"abc"}`},
		{name: "name with its colon", text: `{"x│":}`, want: all, first: `{"name":}`},
		{name: "name without quotes", text: `{na│}`, want: all, first: `{"name": ""}`},
		{name: "present ones are left out", text: `{"name":"abc","app_key":"x",│}`, want: "remark app_secret",
			first: `{"name":"abc","app_key":"x","remark": ""}`},
		{name: "before another member", text: `{│ "app_key":"x"}`, want: "name remark app_secret",
			first: `{"name": "", "app_key":"x"}`},
		{name: "before the opening quote", text: `{│"app_key":"x"}`, want: "name remark app_secret",
			first: `{"name": "","app_key":"x"}`},
		{name: "comma missing before", text: "{\"app_key\":\"x\"\n  │\n}", want: "name remark app_secret",
			first: "{\"app_key\":\"x\",\n  \"name\": \"\"\n}"},
		{name: "comma missing before a name begun", text: "{\"app_key\":\"x\"\n  \"r│\"\n}", want: "name remark app_secret",
			first: "{\"app_key\":\"x\",\n  \"name\": \"\"\n}"},
		{name: "all present", text: `{"name":1,"remark":1,"app_key":1,"app_secret":1,│}`},
		{name: "right behind a value", text: `{"name":"abc"│}`},
		{name: "right behind a name", text: `{"name"│}`},
		{name: "between name and colon", text: `{"name" │ : 1}`},
		{name: "in an element", text: `[{"name":"abc"},{│]`, want: all, first: `[{"name":"abc"},{"name": ""]`},
		{name: "in a line", kind: assist.Lines, text: "{\"name\":\"abc\"}\n{│}\n{}", want: all, first: "{\"name\":\"abc\"}\n{\"name\": \"\"}\n{}"},
		{name: "in a nested object", text: `{"x":{│}}`},
		{name: "in an array in a line", kind: assist.Lines, text: `[{│}]`},

		{name: "value", text: `{"name":│}`, want: `"app_demo"`, first: `{"name": "app_demo"}`},
		{name: "value after space", text: `{"name": │}`, want: `"app_demo"`, first: `{"name": "app_demo"}`},
		{name: "value in quotes", text: `{"name":"│"}`, want: `"app_demo"`, first: `{"name":"app_demo"}`},
		{name: "value begun", text: `{"remark":"De│`, want: `"Demo app"`, first: `{"remark":"Demo app"`},
		{name: "value without quotes", text: `{"remark":De│}`, want: `"Demo app"`, first: `{"remark":"Demo app"}`},
		{name: "value before others", text: "{\"name\": │\n \"remark\":\"\"}", want: `"app_demo"`,
			first: "{\"name\": \"app_demo\",\n \"remark\":\"\"}"},
		{name: "value not closed before others", text: "{\"name\":\"a│, \"remark\":\"\"}", want: `"app_demo"`,
			first: "{\"name\":\"app_demo\", \"remark\":\"\"}"},
		{name: "value before its quote", text: `{"name":│"abc"}`, want: `"app_demo"`, first: `{"name":"app_demo"}`},
		{name: "nobody else's secret", text: `{"app_secret":│}`},
		{name: "value of an unknown member", text: `{"x":│}`},

		{name: "nothing yet", text: `│`, want: "{ … }", first: "{\n  \"name\": \"app_demo\"\n}"},
		{name: "nothing in the line yet", kind: assist.Lines, text: "{\"name\":\"abc\"}\n│", want: "{ … }",
			first: "{\"name\":\"abc\"}\n{\"name\": \"app_demo\"}"},
		{name: "empty array", text: `[│]`, want: "{ … }", first: "[{\n  \"name\": \"app_demo\"\n}]"},
		{name: "next element", text: `[{}, │`, want: "{ … }", first: "[{}, {\n  \"name\": \"app_demo\"\n}"},
		{name: "next element without comma", text: `[{} │ {}]`, want: "{ … }", first: "[{}, {\n  \"name\": \"app_demo\"\n}, {}]"},
		{name: "behind everything", text: `{"name":"abc"} │`},
		{name: "before everything", text: `│ {"name":"abc"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, offset := at(t, tt.text)
			s := assist.Source{Text: text, Kind: tt.kind}
			found := s.Complete(offset)
			var labels []string
			for _, c := range found {
				labels = append(labels, c.Label)
			}
			if diff := cmp.Diff(tt.want, strings.Join(labels, " ")); diff != "" {
				t.Fatalf("labels (-want +got):\n%s", diff)
			}
			if len(found) == 0 {
				return
			}
			if diff := cmp.Diff(tt.first, take(text, found[0])); diff != "" {
				t.Errorf("text with the first one (-want +got):\n%s", diff)
			}
			for _, c := range found {
				if c.Detail == "" || c.Doc == "" || c.Filter == "" {
					t.Errorf("%s has no detail, doc or filter", c.Label)
				}
			}
		})
	}
}

// take writes a completion into the text.
func take(text string, c assist.Completion) string {
	edits := append(slices.Clone(c.Edits), assist.Edit{Start: c.Start, End: c.End, New: c.Insert})
	return assist.Apply(text, edits)
}

// TestSnippets: a snippet is the insertion with places to type in.
func TestSnippets(t *testing.T) {
	for marked, want := range map[string]string{
		`{│}`:     `"name": "$1"`,
		`{│ "x"`:  `"name": "$1",`,
		`│`:       "{\n  \"name\": \"${1:app_demo}\"$2\n\\}",
		`{"x│":1`: "",
	} {
		text, offset := at(t, marked)
		s := assist.Source{Text: text}
		if diff := cmp.Diff(want, s.Complete(offset)[0].Snippet); diff != "" {
			t.Errorf("%s (-want +got):\n%s", marked, diff)
		}
	}
}

// TestExamplesAreValid: what is offered as a value or a request has to pass, in
// every edition.
func TestExamplesAreValid(t *testing.T) {
	for _, e := range validate.Editions() {
		for _, kind := range []assist.Kind{assist.Requests, assist.Lines} {
			s := assist.Source{Edition: e, Kind: kind}
			request := s.Complete(0)[0].Insert
			if vs := document.AppendString(nil, e, request); vs != nil {
				t.Errorf("edition %s: %s has %v", e.ID, request, vs)
			}
		}
		s := assist.Source{Edition: e, Text: `{"name":"abc","remark":}`}
		text := take(s.Text, s.Complete(len(s.Text) - 1)[0])
		if vs := document.AppendString(nil, e, text); vs != nil {
			t.Errorf("edition %s: %s has %v", e.ID, text, vs)
		}
	}
}

func TestHover(t *testing.T) {
	field := &validate.Default().Fields[validate.AppKey]
	about := "**app\\_key** — the key with which the app identifies itself; generated where it is left out\n\n" +
		strings.ReplaceAll(field.Describe(validate.English), "_", `\_`) + "\n\n" +
		"*create-app, Table 3, app\\_key · edition 2023-11*"
	most := strconv.Itoa(field.Max)
	tests := []struct {
		name, text string // with a cursor
		on, want   string
	}{
		{"name", `{"app│_key":17}`, `"app_key"`, about},
		{"value", `{"app_key":"abc😀│"}`, `"abc😀"`, about + "\n\nNow 4 of at most " + most + " characters."},
		{"broken text", `{"app_key│": "ab`, `"app_key"`, about + "\n\nNow 2 of at most " + most + " characters."},
		{"in a nested value", `{"app_key":[1,│2]}`, `[1,2]`, about},
		{"misspelt", `{"│AppKey":1}`, `"AppKey"`, "\"AppKey\" is not a documented member; did you mean app\\_key?"},
		{"unknown", `{"<b>│":1}`, `"<b>"`, `"\<b\>" is not a documented member`},
		{"nested", `{"x":{"app_key│":1}}`, `{"app_key":1}`, `"x" is not a documented member`},
		{"brace", `{│ "app_key":1}`, ``, ``},
		{"schema", `{"$sch│ema":""}`, ``, ``},
		{"nothing", `│`, ``, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, offset := at(t, tt.text)
			s := assist.Source{Text: text}
			h, ok := s.Hover(offset)
			if ok != (tt.want != "") {
				t.Fatalf("ok = %t", ok)
			}
			if diff := cmp.Diff([]string{tt.on, tt.want}, []string{text[h.Start:h.End], h.Markdown}); diff != "" {
				t.Errorf("hover (-want +got):\n%s", diff)
			}
		})
	}
	s := assist.Source{Text: "{}\n{\"remark\":\"应用\"}", Kind: assist.Lines, Locale: validate.Chinese, Edition: edition(t, "2025-12-zh")}
	h, _ := s.Hover(7)
	field = &edition(t, "2025-12-zh").Fields[validate.Remark]
	want := assist.Hover{
		Markdown: "**remark** — 应用的描述\n\n" + field.Describe(validate.Chinese) + "\n\n*create-app, Table 3, remark · 规则版本 2025-12-zh*\n\n" +
			"当前 2 个字符，最多 " + strconv.Itoa(field.Max) + " 个。",
		Start: 4, End: 12,
	}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Errorf("hover in Chinese (-want +got):\n%s", diff)
	}
}
