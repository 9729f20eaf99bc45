package main

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate/assist"
)

// TestImports pins what the engine is made of: whatever it imports, a browser
// downloads.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, dep := range strings.Fields(string(out)) {
		if !strings.HasPrefix(dep, "internal/") && !strings.HasPrefix(dep, "runtime") {
			got = append(got, strings.TrimPrefix(dep, "github.com/appgauge/appgauge/"))
		}
	}
	slices.Sort(got)
	want := []string{"errors", "math/bits", "strconv", "unicode/utf8", "unsafe", "validate", "validate/assist", "validate/document", "wasm/engine"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("dependencies (-want +got):\n%s", diff)
	}
}

func TestDiagnostics(t *testing.T) {
	tests := []struct {
		name    string
		text    string
		options options
		want    string
	}{
		{name: "valid", text: ` {"name": "app_demo"}`, want: `{"diagnostics": [], "total": 0, "exact": true, "answer": null}`},
		{name: "the offsets count UTF-16 units", text: `{"remark": "😀", "name": "a_é"}`, want: `{
			"diagnostics": [{"from": 28, "to": 29, "severity": "error", "code": "name.charset", "rule": "charset", "field": "name",
				"message": "name may not contain é (U+00E9), only letters, digits and _", "reference": "create-app, Table 3, name"}],
			"total": 1, "exact": true,
			"answer": {"status": 400, "error_code": "APIG.2011", "error_msg": "Invalid parameter value,parameterName:name. Please refer to the support documentation"}}`},
		{name: "a warning is no reason for an answer", text: `{"name": "app", "app_kye": ""}`, want: `{
			"diagnostics": [{"from": 16, "to": 25, "severity": "warning", "code": "unknown", "rule": "unknown", "field": "app_kye",
				"message": "\"app_kye\" is not a documented member; did you mean app_key?", "suggestion": "app_key"}],
			"total": 1, "exact": true,
			"answer": null}`},
		{name: "the gateway takes no array", text: "\n[{\"name\": \"app\"}]", want: `{
			"diagnostics": [], "total": 0, "exact": true,
			"answer": {"status": 400, "error_code": "APIG.2011", "error_msg": "Invalid parameter value,parameterName:body. Please refer to the support documentation"}}`},
		{name: "lines, in Chinese", text: "{\"name\": \"app\"}\n{}", options: 3, want: `{
			"diagnostics": [{"from": 16, "to": 17, "severity": "error", "code": "name.required", "rule": "required", "field": "name",
				"message": "name 为必填项", "reference": "create-app, Table 3, name"}],
			"total": 1, "exact": true,
			"answer": null}`},
		{name: "another edition", text: `{"name": "应用一"}`, options: 2 << 8, want: `{"diagnostics": [], "total": 0, "exact": true, "answer": null}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(indent(t, []byte(tt.want)), indent(t, appendDiagnostics(nil, newQuestion(tt.text, tt.options)))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestJSON holds that every answer is JSON, whatever the text and the place: the
// writer is this package's own.
func TestJSON(t *testing.T) {
	texts := []string{"", "{", `{"name": "my app", }`, "{\"\x00\xff\\\"\": '", `[{"remrak": null}, 1]`, `{"name": "` + strings.Repeat("é😀", 40) + `"}`}
	for _, text := range texts {
		for o := range options(4) {
			q := newQuestion(text, o)
			indent(t, appendDiagnostics(nil, q))
			indent(t, appendEditions(nil))
			for at := -1; at <= len(utf16.Encode([]rune(text)))+1; at++ {
				indent(t, appendCompletions(nil, q, at))
				indent(t, appendHover(nil, q, at))
				indent(t, appendFixes(nil, q, at, at))
			}
		}
	}
}

// TestFixes holds that the edits, made in UTF-16, do what they do in bytes.
func TestFixes(t *testing.T) {
	const text = `{"remark": "😀", "name": "my app"}`
	var fixes []struct {
		Title string
		Edits []struct {
			From, To int
			Insert   string
		}
	}
	if err := json.Unmarshal(appendFixes(nil, newQuestion(text, 0), 0, 100), &fixes); err != nil {
		t.Fatal(err)
	}
	s := assist.Source{Text: text}
	var want, got []string
	for _, f := range s.Fixes(0, len(text)) {
		want = append(want, assist.Apply(text, f.Edits))
	}
	for _, f := range fixes {
		units := utf16.Encode([]rune(text))
		for _, e := range slices.Backward(f.Edits) {
			units = slices.Replace(units, e.From, e.To, utf16.Encode([]rune(e.Insert))...)
		}
		got = append(got, string(utf16.Decode(units)))
	}
	if len(want) == 0 {
		t.Fatal("no fixes")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-native +engine):\n%s", diff)
	}
}

// TestPlaces converts every offset of a text there and back, in any order.
func TestPlaces(t *testing.T) {
	const text = "aé一😀\xff\U0010ffffz"
	units := []int{0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 5, 6, 6, 6, 6, 8, 9}
	starts := []int{0, 1, 3, 6, 10, 11, 15, 16}
	p := places{text: text}
	for _, i := range append(slices.Clone(starts), 15, 0, 10, 3, 16, 1) {
		u := units[i]
		if got := p.unitAt(i); got != u {
			t.Errorf("unitAt(%d) = %d, want %d", i, got, u)
		}
		if got := p.byteAt(u); got != i {
			t.Errorf("byteAt(%d) = %d, want %d", u, got, i)
		}
	}
	if u, b := p.unitAt(99), p.byteAt(99); u != 9 || b != len(text) {
		t.Errorf("past the end: %d units and byte %d", u, b)
	}
	if b := p.byteAt(-1); b != 0 {
		t.Errorf("before the start: byte %d", b)
	}
	if b := p.byteAt(4); b != 10 {
		t.Errorf("in the middle of a pair: byte %d", b)
	}
}

func indent(t *testing.T, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", " "); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return strings.ReplaceAll(b.String(), "\t", "")
}
