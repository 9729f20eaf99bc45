package assist_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
	"github.com/appgauge/appgauge/validate/document"
)

// outcome is what a fix is called, and the text that it makes.
type outcome struct{ Title, Text string }

func TestFixes(t *testing.T) {
	maxKey := edition(t, "2023-04").Fields[validate.AppKey].Max
	maxRemark := validate.Default().Fields[validate.Remark].Max
	tests := []struct {
		name, edition string
		kind          assist.Kind
		text          string
		want          []outcome
	}{
		{name: "valid", text: `{"name":"abc"}`},
		{name: "drop characters", text: `{"name":"my app-1\u002d.x"}`, want: []outcome{
			{"Remove the characters that name may not contain", `{"name":"myapp1x"}`},
			{"Replace the characters that name may not contain by _", `{"name":"my_app_1__x"}`},
		}},
		{name: "drop escaped pairs", text: `{"name":"abc\ud83d\ude00\\"}`, want: []outcome{
			{"Remove the characters that name may not contain", `{"name":"abc"}`},
			{"Replace the characters that name may not contain by _", `{"name":"abc__"}`},
		}},
		{name: "cut", edition: "2023-04", text: `{"name":"abc","app_key":"` + strings.Repeat(`\u0061`, maxKey+2) + `"}`, want: []outcome{
			{fmt.Sprintf("Cut app_key to %d characters", maxKey), `{"name":"abc","app_key":"` + strings.Repeat(`\u0061`, maxKey) + `"}`},
		}},
		{name: "cut between emoji", text: `{"name":"abc","remark":"` + strings.Repeat("😀", maxRemark+1) + `"}`, want: []outcome{
			{fmt.Sprintf("Cut remark to %d characters", maxRemark), `{"name":"abc","remark":"` + strings.Repeat("😀", maxRemark) + `"}`},
		}},
		{name: "start", text: `{"name":"_1app"}`, want: []outcome{
			{"Remove what name may not start with", `{"name":"app"}`},
		}},
		{name: "start with nothing left", text: `{"name":"123"}`},
		{name: "misspelt", text: `{"name":"abc","appKey":"12345678"}`, want: []outcome{
			{"Rename appKey to app_key", `{"name":"abc","app_key":"12345678"}`},
			{"Remove the member appKey", `{"name":"abc"}`},
		}},
		{name: "misspelt name", text: `{"Name":"abc"}`, want: []outcome{
			{"Add the member name", `{"name": "app_demo", "Name":"abc"}`},
			{"Rename Name to name", `{"name":"abc"}`},
			{"Remove the member Name", `{}`},
		}},
		{name: "duplicate in the middle", text: `{"name":"abc", "name":"abd", "remark":""}`, want: []outcome{
			{"Remove this repeated name", `{"name":"abc", "remark":""}`},
		}},
		{name: "duplicate at the end", text: "{\n  \"name\":\"abc\",\n  \"name\":\"abd\"\n}", want: []outcome{
			{"Remove this repeated name", "{\n  \"name\":\"abc\"\n}"},
		}},
		{name: "duplicate deep inside", text: `{"name":"abc","remark":{"x":[],"x":{}}}`, want: []outcome{
			{"Remove this repeated x", `{"name":"abc","remark":{"x":[]}}`},
		}},
		{name: "null", text: `{"remark":null,"name":"abc"}`, want: []outcome{
			{"Remove remark, which is null", `{"name":"abc"}`},
		}},
		{name: "number", text: `{"name":"abc","app_key":12345678}`, want: []outcome{
			{"Put the value in double quotes", `{"name":"abc","app_key":"12345678"}`},
		}},
		{name: "required", text: "{\n  \"remark\": \"x\"\n}", want: []outcome{
			{"Add the member name", "{\n  \"name\": \"app_demo\",\n  \"remark\": \"x\"\n}"},
		}},
		{name: "required in nothing", text: `[{}]`, want: []outcome{
			{"Add the member name", `[{"name": "app_demo"}]`},
		}},
		{name: "in a line", kind: assist.Lines, text: "{\"name\":\"abc\"}\n{\"name\":\"a b\"}\n{}", want: []outcome{
			{"Remove the characters that name may not contain", "{\"name\":\"abc\"}\n{\"name\":\"ab\"}\n{}"},
			{"Replace the characters that name may not contain by _", "{\"name\":\"abc\"}\n{\"name\":\"a_b\"}\n{}"},
			{"Add the member name", "{\"name\":\"abc\"}\n{\"name\":\"a b\"}\n{\"name\": \"app_demo\"}"},
		}},
		{name: "no member is removed from a broken object", text: `{"name":"abc","x":1,}`, want: []outcome{
			{"Remove the comma", `{"name":"abc","x":1}`},
		}},

		{name: "empty", text: ``, want: []outcome{{"Write a create request", `{"name": "app_demo"}`}}},
		{name: "byte order mark", text: "\ufeff{\"name\":\"abc\"}", want: []outcome{{"Remove the byte order mark", `{"name":"abc"}`}}},
		{name: "missing comma", text: "{\"name\":\"abc\"\n \"remark\":\"\"}", want: []outcome{{"Insert a comma", "{\"name\":\"abc\",\n \"remark\":\"\"}"}}},
		{name: "doubled comma", text: `{"name":"abc",,"remark":""}`, want: []outcome{{"Remove the extra comma", `{"name":"abc","remark":""}`}}},
		{name: "missing colon", text: `{"name" "abc"}`, want: []outcome{{"Insert a colon", `{"name": "abc"}`}}},
		{name: "equals sign", text: `{"name"="abc"}`, want: []outcome{{"Insert a colon", `{"name":"abc"}`}}},
		{name: "missing value", text: `{"remark": ,"name":"abc"}`, want: []outcome{{"Insert an empty text", `{"remark": "","name":"abc"}`}}},
		{name: "bare name", text: `{name:"abc"}`, want: []outcome{{"Put the name in double quotes", `{"name":"abc"}`}}},
		{name: "bare value", text: `{"name":app_demo}`, want: []outcome{{"Put the value in double quotes", `{"name":"app_demo"}`}}},
		{name: "leading zero", text: `{"name":"abc","app_key":00123456}`, want: []outcome{
			{"Put the value in double quotes", `{"name":"abc","app_key":"00123456"}`},
		}},
		{name: "None", text: `{"name":"abc","x":None}`, want: []outcome{
			{"Write null", `{"name":"abc","x":null}`}, {"Put the value in double quotes", `{"name":"abc","x":"None"}`},
		}},
		{name: "single quotes", text: `{"name":'a"b\'c'}`, want: []outcome{{"Use double quotes", `{"name":"a\"b'c"}`}}},
		{name: "fullwidth", text: `{"name"："abc"，"remark":""}`, want: []outcome{
			{"Write the ASCII character", `{"name":"abc"，"remark":""}`}, {"Write the ASCII character", `{"name"："abc","remark":""}`},
		}},
		{name: "bad escape", text: `{"name":"abc","remark":"C:\Users\me"}`, want: []outcome{
			{"Escape the backslash", `{"name":"abc","remark":"C:\\Users\me"}`}, {"Escape the backslash", `{"name":"abc","remark":"C:\Users\\me"}`},
		}},
		{name: "lone surrogate", text: `{"name":"abc","remark":"\ud83d"}`, want: []outcome{{"Replace it by U+FFFD", `{"name":"abc","remark":"\ufffd"}`}}},
		{name: "invalid UTF-8", text: "{\"name\":\"abc\",\"remark\":\"\xff\"}", want: []outcome{{"Replace it by U+FFFD", "{\"name\":\"abc\",\"remark\":\"\ufffd\"}"}}},
		{name: "tab", text: "{\"name\":\"abc\",\"remark\":\"a\tb\x01\"}", want: []outcome{
			{"Escape the character", "{\"name\":\"abc\",\"remark\":\"a\\tb\x01\"}"}, {"Escape the character", "{\"name\":\"abc\",\"remark\":\"a\tb\\u0001\"}"},
		}},
		{name: "string not closed", text: "{\"name\":\"abc\n}", want: []outcome{{"Close the string", "{\"name\":\"abc\"\n}"}}},
		{name: "line break in a string", text: "{\"name\":\"abc\",\"remark\":\"a\nb\"}", want: []outcome{
			{"Escape the character", `{"name":"abc","remark":"a\nb"}`},
		}},
		{name: "end", text: `[{"name":"abc","x":[1,`, want: []outcome{{"Close what is open", `[{"name":"abc","x":[1]}]`}}},
		{name: "end in a string", text: `{"name":"abc`, want: []outcome{{"Close what is open", `{"name":"abc"}`}}},
		{name: "end in a name", text: `{"na`, want: []outcome{{"Close what is open", `{"na": ""}`}}},
		{name: "end after a name", text: `{"name"`, want: []outcome{{"Close what is open", `{"name": ""}`}}},
		{name: "end after a colon", text: `{"name": `, want: []outcome{{"Close what is open", `{"name": ""}`}}},
		{name: "trailing data", text: `{"name":"abc"} {}`, want: []outcome{{"Remove everything after the value", `{"name":"abc"}`}}},
		{name: "one bracket too many", text: `{"name":"abc"]}`, want: []outcome{{"Remove it", `{"name":"abc"}`}}},
		{name: "comment", text: `{"name":"abc"/* x */}`, want: []outcome{{"Remove the comment", `{"name":"abc"}`}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := assist.Source{Text: tt.text, Kind: tt.kind, Edition: edition(t, tt.edition)}
			var got []outcome
			for _, f := range s.Fixes(0, len(tt.text)) {
				got = append(got, outcome{f.Title, assist.Apply(tt.text, f.Edits)})
				keepsPromise(t, s, f)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("fixes of %s (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// keepsPromise applies a fix: fewer diagnostics like its own are left, and no
// more offences of syntax than before.
func keepsPromise(t *testing.T, s assist.Source, f assist.Fix) {
	t.Helper()
	last := 0
	for _, e := range f.Edits {
		if e.Start < last || e.End < e.Start || e.End > len(s.Text) {
			t.Fatalf("%q edits %d to %d behind %d in %d bytes", f.Title, e.Start, e.End, last, len(s.Text))
		}
		last = e.End
	}
	after := s
	after.Text = assist.Apply(s.Text, f.Edits)
	syntaxBefore, sameBefore := tally(s, f.Diagnostic)
	syntaxAfter, sameAfter := tally(after, f.Diagnostic)
	if syntaxAfter > syntaxBefore || sameAfter >= sameBefore {
		t.Fatalf("%q makes of %q\n%q\nwith %d offences of syntax, before %d; and %d like its own, before %d",
			f.Title, s.Text, after.Text, syntaxAfter, syntaxBefore, sameAfter, sameBefore)
	}
}

// tally counts the offences of syntax, and the diagnostics like d. What kind of
// offence of syntax it is does not count: a mended one may show another.
func tally(s assist.Source, d assist.Diagnostic) (syntax, same int) {
	for _, other := range s.Diagnostics() {
		if other.Rule == d.Rule && other.Field == d.Field {
			same++
		}
	}
	// What may be more than is listed is counted in the trees.
	syntax = 0
	repeated := 0
	for _, text := range parts(s) {
		doc := document.ParseString(text)
		syntax += doc.Offences()
		repeated += repeats(doc.Root(), d.Field)
	}
	switch d.Rule {
	case validate.RuleSyntax:
		same = syntax
	case validate.RuleDuplicate:
		same = repeated
	}
	return syntax, same
}

// parts are the JSON texts that s is made of.
func parts(s assist.Source) (texts []string) {
	blank := func(text string) bool { return strings.Trim(text, " \t\r\n") == "" }
	if s.Kind == assist.Requests || blank(s.Text) {
		return []string{s.Text}
	}
	return slices.DeleteFunc(strings.Split(s.Text, "\n"), blank)
}

// repeats counts the members of a name that are there already, anywhere in n.
func repeats(n document.Node, name string) (count int) {
	for child := range n.Children() {
		if child.Repeats() && child.Name() == name {
			count++
		}
		count += repeats(child, name)
	}
	return count
}

// TestFixesOfMany: a fix is offered, too, where more is wrong than is listed.
func TestFixesOfMany(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       outcome
	}{
		{"offences of syntax", "[" + strings.Repeat(`{"name":"abc"}{},`, 60) + strings.Repeat(`{"name":"abc",},`, 100) + "]", outcome{
			"Insert a comma", `[{"name":"abc"},{},`,
		}},
		{"duplicates", `{"name":"abc"` + strings.Repeat(`,"name":"abd"`, 2000) + "}", outcome{
			"Remove this repeated name", `{"name":"abc",` + strings.Repeat(`"name":"abd",`, 1998) + `"name":"abd"}`,
		}},
		{"offences of syntax in the request", `{"name":"a b",` + strings.Repeat(`"x":1 "y":2,`, 200) + `"z":0}`, outcome{
			"Insert a comma", `{"name":"a b","x":1, "y":2,`,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := assist.Source{Text: tt.text}
			found := s.Fixes(0, len(tt.text))
			if len(found) == 0 {
				t.Fatal("no fixes")
			}
			text := assist.Apply(tt.text, found[0].Edits)
			got := outcome{found[0].Title, text[:min(len(text), len(tt.want.Text))]}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("first fix (-want +got):\n%s", diff)
			}
			for _, f := range found {
				keepsPromise(t, s, f)
			}
		})
	}
}

// TestFixVectors holds the promise of [assist.Fix] over every oracle case; and
// what can always be mended has a fix.
func TestFixVectors(t *testing.T) {
	cases, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	fixes := 0
	for _, c := range cases {
		s := assist.Source{Text: string(c.Document), Edition: edition(t, c.Edition)}
		found := s.Fixes(0, len(s.Text))
		fixes += len(found)
		mended := map[validate.Violation]bool{}
		for _, f := range found {
			mended[f.Diagnostic.Violation] = true
			keepsPromise(t, s, f)
		}
		if c.Malformed() {
			continue
		}
		all := s.Diagnostics()
		for _, d := range all {
			if d.Rule == validate.RuleUnknown && slices.ContainsFunc(all, func(other assist.Diagnostic) bool {
				return other.Rule == validate.RuleDuplicate && other.Field == d.Field
			}) {
				continue // without it, the next one of the name would be the unknown one
			}
			switch d.Rule {
			case validate.RuleMaxLength, validate.RuleCharset, validate.RuleDuplicate, validate.RuleUnknown, validate.RuleRequired:
				if !mended[d.Violation] {
					t.Errorf("%s: no fix for %+v", c.ID, d)
				}
			}
		}
	}
	if fixes < len(cases)/2 {
		t.Errorf("%d fixes of %d cases", fixes, len(cases))
	}
}

// TestFixesInRange: only what the range touches is mended.
func TestFixesInRange(t *testing.T) {
	s := assist.Source{Text: `[{"name":"a-b"},{"name":"a-c"}]`}
	for _, tt := range []struct{ start, end, want int }{{0, 10, 0}, {0, 11, 2}, {12, 12, 2}, {13, 25, 0}, {26, 26, 2}, {11, 26, 4}} {
		if got := len(s.Fixes(tt.start, tt.end)); got != tt.want {
			t.Errorf("%d fixes from %d to %d, want %d", got, tt.start, tt.end, tt.want)
		}
	}
	var preferred []bool
	for _, f := range s.Fixes(0, len(s.Text)) {
		preferred = append(preferred, f.Preferred)
	}
	if diff := cmp.Diff([]bool{true, false, true, false}, preferred); diff != "" {
		t.Errorf("preferred (-want +got):\n%s", diff)
	}
}

// FuzzSource holds for every text, edition and kind, at every offset: nothing
// panics; diagnostics, hovers and completions lie in the text; every fix keeps
// its promise; and the diagnostics are what the reader finds.
func FuzzSource(f *testing.F) {
	for _, tt := range diagnosticTests {
		f.Add(tt.text, uint8(tt.kind), len(tt.text)/2)
	}
	for _, text := range []string{
		`{"na`, `{"name": `, "{\"a\"\n \"name\":1}", `{'name':“x”，}`, `[{"name":"a b",},{"x":tru}`, "{\"app_key\":012}\n{\"remark\":null}\n",
		`{"name":"\ud800\q` + "\x01\xff\n", `{"Name":1,"NAME":2,"name":{"a":0,"a":0}}`, `{"a":1/**/,//`,
	} {
		f.Add(text, uint8(len(text)), len(text)/2)
	}
	f.Fuzz(func(t *testing.T, text string, choice uint8, i int) {
		editions := validate.Editions()
		s := assist.Source{
			Text: text, Kind: assist.Kind(choice % 2), Locale: validate.Locale(choice / 2 % 2),
			Edition: editions[int(choice)/4%len(editions)],
		}
		inside := func(what string, start, end int) {
			if start < 0 || end < start || end > len(text) {
				t.Fatalf("%s from %d to %d in %d bytes", what, start, end, len(text))
			}
		}
		var all validate.Violations
		for _, d := range s.Diagnostics() {
			inside("diagnostic", d.Start, d.End)
			inside("violation", d.Offset, d.Violation.End)
			all = append(all, d.Violation)
		}
		if root := document.ParseString(text).Root(); s.Kind == assist.Requests && root.Exists() && root.Kind() == validate.Object {
			var want validate.Violations
			for _, v := range document.AppendString(nil, s.Edition, text) {
				if v.Rule != validate.RuleUnknown || v.Field != "$schema" {
					want = append(want, v)
				}
			}
			if diff := cmp.Diff(want[:min(len(want), 1000)], all); diff != "" {
				t.Fatalf("violations (-Check +Diagnostics):\n%s", diff)
			}
		}
		for _, fix := range s.Fixes(0, len(text)) {
			keepsPromise(t, s, fix)
		}
		i = max(0, min(i, len(text)))
		if h, ok := s.Hover(i); ok {
			inside("hover", h.Start, h.End)
		}
		for _, c := range s.Complete(i) {
			inside("completion", c.Start, c.End)
			if c.Start > i || c.End < i {
				t.Fatalf("completion from %d to %d, away from the cursor at %d", c.Start, c.End, i)
			}
			take(text, c)
		}
	})
}
