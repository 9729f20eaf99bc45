package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// TestVectors runs the oracle cases through the check and the JSON report: each as a
// document of its own, and all of an edition as the lines of one stream and as the
// elements of one array.
//
// A root array is an array of apps here, a listing and values one after another are
// several apps, and a text that is blank or in UTF-16 is a problem of the input: cases
// that are about these as requests are left out.
func TestVectors(t *testing.T) {
	all, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range validate.Editions() {
		edition := func(o *report.Options) { o.Edition = e }
		var lines, elements []testdata.App
		for _, c := range all {
			text := bytes.Trim(c.Document, " \t\r\n")
			if id := c.Edition; id != e.ID && (id != "" || e != validate.Default()) || len(text) == 0 {
				continue
			}
			array, listing := text[0] == '[', c.ID == "examples/query-apps/response-200"
			if !array && !bytes.Contains(c.Document, []byte("\n")) {
				lines = append(lines, c)
			}
			// An array around it must not nest it too deeply.
			if brackets := bytes.Count(text, []byte("[")) + bytes.Count(text, []byte("{")); !c.Malformed() && brackets < document.MaxDepth {
				elements = append(elements, c)
			}
			if !array && !listing && !strings.HasPrefix(c.ID, "syntax/bom/utf-16") && !strings.HasPrefix(c.ID, "syntax/trailing/second") {
				t.Run(c.ID, func(t *testing.T) {
					got := decode(t, render(t, "json", apps.JSON, string(c.Document), edition))
					compare(t, c, got, 0)
				})
			}
		}
		t.Run(e.ID+" as lines", func(t *testing.T) {
			byLine := map[int64][]finding{}
			for _, f := range decode(t, render(t, "json", apps.NDJSON, join(lines, "\n"), edition)) {
				byLine[f.Line] = append(byLine[f.Line], f)
			}
			offset := 0
			for i, c := range lines {
				compare(t, c, byLine[int64(i+1)], offset)
				offset += len(c.Document) + len("\n")
			}
		})
		t.Run(e.ID+" as elements", func(t *testing.T) {
			byApp := map[int][]finding{}
			for _, f := range decode(t, render(t, "json", apps.JSON, "["+join(elements, ",")+"]", edition)) {
				byApp[*f.App] = append(byApp[*f.App], f)
			}
			offset := len("[")
			for i, c := range elements {
				compare(t, c, byApp[i], offset)
				offset += len(c.Document) + len(",")
			}
		})
	}
}

func join(cases []testdata.App, separator string) string {
	var texts []string
	for _, c := range cases {
		texts = append(texts, string(c.Document))
	}
	return strings.Join(texts, separator)
}

// finding is a finding of the JSON report.
type finding struct {
	Kind, Field, Rule, Severity string
	App                         *int
	Line                        int64
	Offset, Index               int
	Limit, Actual               *int
}

func decode(t *testing.T, text string) []finding {
	t.Helper()
	var doc struct{ Findings []finding }
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("the report is not JSON: %v\n%s", err, text)
	}
	return doc.Findings
}

// compare compares the findings about a case, whose document begins at start, with
// what the oracle says.
func compare(t *testing.T, c testdata.App, got []finding, start int) {
	t.Helper()
	// The command looks at a text without the white space behind it.
	end := len(bytes.TrimRight(c.Document, " \t\r\n"))
	describe := func(v testdata.Violation, severity string) string {
		out := fmt.Sprintf("%s %s %s", severity, v.Field, v.Rule)
		if v.At != nil {
			out += fmt.Sprintf(" at %d", min(*v.At, end))
		}
		if v.Index != nil {
			out += fmt.Sprintf(" index %d", *v.Index)
		}
		if v.Limit != nil {
			out += fmt.Sprintf(" limit %d actual %d", *v.Limit, *v.Actual)
		}
		return out
	}
	want := map[string][]string{}
	for _, v := range c.Violations {
		want["error"] = append(want["error"], describe(v, "error"))
	}
	for _, v := range c.Warnings {
		want["warning"] = append(want["warning"], describe(v, "warning"))
	}
	seen := map[string][]string{}
	for _, f := range got {
		if c.Malformed() && len(seen) > 0 {
			break // the oracle says nothing of what else can be told of a broken text
		}
		at := f.Offset - start
		v := testdata.Violation{Field: f.Field, Rule: f.Rule, At: &at}
		switch f.Rule {
		case "minLength", "maxLength":
			limit := 0
			if f.Limit != nil {
				limit = *f.Limit
			}
			v.Index, v.Limit, v.Actual = &f.Index, &limit, f.Actual
		case "start", "charset":
			v.Index = &f.Index
		}
		if n := len(seen[f.Severity]); f.Severity == "error" && n < len(c.Violations) && c.Violations[n].At == nil {
			v.At = nil // any place will do
		}
		seen[f.Severity] = append(seen[f.Severity], describe(v, f.Severity))
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("%s: findings on %.300q (-want +got):\n%s", c.ID, c.Document, diff)
	}
}
