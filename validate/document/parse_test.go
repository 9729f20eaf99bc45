package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// TestRecovery shows what is made out of broken texts.
func TestRecovery(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing", ``, ``},
		{"only rubbish", `}] ,:/#`, ``},
		{"rubbish first", `;{"a":1}`, `{"a":1}`},
		{"complete", `{"a":[1,null,true],"b":{"c":""}}`, `{"a":[1,null,true],"b":{"c":""}}`},
		{"name begun", `{"na`, `{"na:?`},
		{"name closed", `{"na"`, `{"na":?`},
		{"name without quotes begun", `{na`, `{na:?`},
		{"colon typed", `{"a": `, `{"a":?`},
		{"value begun", `{"a":"xy`, `{"a":"xy`},
		{"value begun before other members", "{\"a\":\"xy\n \"b\":1}", `{"a":"xy,"b":1}`},
		{"value missing before other members", "{\"a\":\n \"b\":1}", `{"a":?,"b":1}`},
		{"value on the next line", "{\"a\":\n \"b\",\"c\":1}", `{"a":"b","c":1}`},
		{"two colons", `{"a":"b":1}`, `{"a":"b",1:?}`},
		{"value missing in the middle", `{"a": ,"b":1}`, `{"a":?,"b":1}`},
		{"name without colon in the middle", `{"a" "b":1}`, `{"a":?,"b":1}`},
		{"colon missing", `{"a" 1}`, `{"a":1}`},
		{"equals sign", `{"a"=1}`, `{"a":1}`},
		{"comma missing", `{"a":1 "b":[2 3]}`, `{"a":1,"b":[2,3]}`},
		{"commas doubled", `{,"a":1,,"b":[,2,,3,],}`, `{"a":1,"b":[2,3]}`},
		{"array not closed", `{"a":[1,{"b":2}}`, `{"a":[1,{"b":2}}`},
		{"object not closed", `[{"a":1,{"b":2}]`, `[{"a":1,:{"b":2}]`},
		{"closed once too often", `{"a":1]}`, `{"a":1}`},
		{"closed too early", `{"a":1},"b":2}`, `{"a":1}`},
		{"nameless value", `{:1,{"a":2}}`, `{:1,:{"a":2}}`},
		{"comments", "{/**/\"a\"/* */:// \n1/*", `{"a":1`},
		{"words", `{"a":nul,"b":yes,"c":01,"d":0x1}`, `{"a":nul,"b":yes,"c":01,"d":0x1}`},
		{"other quotes", `{'a':'x','b':'y`, `{'a':'x','b':'y`},
		{"escaped quote at the end", `["a\"`, `["a\"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document.ParseString(tt.text)
			if diff := cmp.Diff(tt.want, outline(d.Root())); diff != "" {
				t.Errorf("tree of %q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// outline writes the tree as it was understood: closing brackets only where
// they stand, "?" for a missing value.
func outline(n document.Node) string {
	if !n.Exists() {
		return ""
	}
	var parts []string
	for child := range n.Children() {
		part := outline(child)
		if child.IsMember() {
			name := child.NameSpan()
			part = n.Document().Text()[name.Start:name.End] + ":" + part
		}
		parts = append(parts, part)
	}
	var brackets string
	switch n.Kind() {
	case validate.Object:
		brackets = "{}"
	case validate.Array:
		brackets = "[]"
	case validate.Absent:
		if n.Raw() == "" {
			return "?"
		}
		return n.Raw()
	default:
		return n.Raw()
	}
	out := brackets[:1] + strings.Join(parts, ",")
	if n.Closed() {
		out += brackets[1:]
	}
	return out
}

// TestHostile: what is meant to cost much is cut short and told clearly.
func TestHostile(t *testing.T) {
	const n = 1 << 20
	tests := []struct {
		name, text string
		want       string // the first violation and how many there are
	}{
		{"openings", strings.Repeat("[", n), "tooDeep at 10000 of 2"},
		{"objects", strings.Repeat(`{"a":`, n/5), "tooDeep at 50000 of 2"},
		{"closings", strings.Repeat("}", n), "unexpectedCharacter at 0 of 100"},
		{"line breaks in a string", `"` + strings.Repeat("\n", n), "controlCharacter at 1 of 1"},
		{"quotes", strings.Repeat(`'`, n), "quote at 0 of 2"},
		{"bad bytes", strings.Repeat("\xff", n), "invalidUTF8 at 0 of 100"},
		{"surrogates", `"` + strings.Repeat(`\ud800`, n/6), "loneSurrogate at 1 of 100"},
		{"duplicates", `{` + strings.Repeat(`"a":1,`, n/6) + `"name":"abc"}`, "unknown at 1 of 1000"},
		{"duplicates of a field", `{` + strings.Repeat(`"name":"abc",`, n/13) + `"name":"abc"}`, "duplicate at 14 of 1000"},
		{"duplicates deep inside", `{"name":"abc","x":` + strings.Repeat(`{"a":1,"a":`, 9000) + "1" + strings.Repeat("}", 9001), "unknown at 14 of 1000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := document.AppendString(nil, validate.Default(), tt.text)
			what := all[0].Cause.String()
			if what == "" {
				what = all[0].Rule.String()
			}
			if got := fmt.Sprintf("%s at %d of %d", what, all[0].Offset, len(all)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestManyNames: an object with more names than are compared one by one.
func TestManyNames(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"name":"abc"`)
	for i := range 20 {
		fmt.Fprintf(&b, `,"m%d":%d`, i, i)
	}
	b.WriteString(`,"m3":0,"\u006d19":0,"m20":0}`)
	var got []string
	for n := range document.ParseString(b.String()).Root().Children() {
		if n.Repeats() {
			got = append(got, n.Name())
		}
	}
	if diff := cmp.Diff([]string{"m3", "m19"}, got); diff != "" {
		t.Errorf("repeated names (-want +got):\n%s", diff)
	}
}

// TestAt: "│" is the cursor, and the wanted text is what it is in.
func TestAt(t *testing.T) {
	tests := []struct{ text, want string }{
		{`│ {"a":1}`, `-`},
		{` │{"a":1}`, ` {"a":1}`},
		{`{│"a":1}`, `1`},
		{`{"a"│:1}`, `1`},
		{`{"a":│1}`, `1`},
		{`{"a":1│}`, `1`},
		{`{"a":1 │}`, `{"a":1 }`},
		{`{"a":1}│`, `{"a":1}`},
		{`{"a":1} │`, `-`},
		{`{"a":│,"b":2}`, ``},
		{`[1,│[2]]`, `[2]`},
		{`[1│,[2]]`, `1`},
		{`[[1]│[2]]`, `[2]`},
	}
	for _, tt := range tests {
		before, after, _ := strings.Cut(tt.text, "│")
		got := "-"
		if n := document.ParseString(before + after).At(len(before)); n.Exists() {
			got = n.Raw()
		}
		if got != strings.TrimSpace(tt.want) {
			t.Errorf("%s: in %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestOffset follows the characters of a text back into its escapes.
func TestOffset(t *testing.T) {
	n := document.ParseString(`["a\u00e9漢\ud83d\ude00\n\/z"]`).Root()
	for child := range n.Children() {
		n = child
	}
	type place struct {
		Char  string
		Start int
	}
	var got []place
	for i, r := range n.Text() {
		got = append(got, place{string(r), n.Offset(i)})
	}
	want := []place{{"a", 2}, {"é", 3}, {"漢", 9}, {"😀", 12}, {"\n", 24}, {"/", 26}, {"z", 28}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("characters (-want +got):\n%s", diff)
	}
	for at, want := range map[int]int{0: 0, 2: 0, 3: 1, 5: 1, 8: 1, 9: 3, 20: 6, 24: 10, 99: 13} {
		if got := n.Index(at); got != want {
			t.Errorf("Index(%d) = %d, want %d", at, got, want)
		}
	}
}

// TestArray checks the elements of an array one by one, as a caller would.
func TestArray(t *testing.T) {
	d := document.ParseString(`[{"name":"abc"},{"name":"1"},2,{"name":"abd","name":"abe"}]`)
	var got validate.Violations
	for n := range d.Root().Children() {
		got = document.AppendNode(got, validate.Default(), n)
	}
	want := vs{
		{Field: "name", Rule: validate.RuleMinLength, Offset: 25, End: 26, Limit: minName, Actual: 1},
		{Field: "name", Rule: validate.RuleStart, Offset: 25, End: 26, Char: '1'},
		{Rule: validate.RuleType, Offset: 29, End: 30},
		{Field: "name", Rule: validate.RuleDuplicate, Offset: 45, End: 51},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}

// TestApp reads the values that a request holds, the last of a name.
func TestApp(t *testing.T) {
	root := document.ParseString(`{"name":"abc","remark":null,"app_key":1,"x":"y","name":"\u0061"}`).Root()
	want := validate.App{validate.Text("a"), {Kind: validate.Null}, {Kind: validate.Number}}
	if diff := cmp.Diff(want, root.App(validate.Default())); diff != "" {
		t.Errorf("App (-want +got):\n%s", diff)
	}
	if got := root.Member("name").Raw(); got != `"\u0061"` {
		t.Errorf("Member(name) is %s, want the last one", got)
	}
	if root.Member("y").Exists() {
		t.Error("Member(y) exists")
	}
}
