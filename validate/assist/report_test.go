package assist_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/testdata"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
	"github.com/appgauge/appgauge/validate/document"
)

// TestReport: no more is listed than may be, and all is counted; where not, that is
// told.
func TestReport(t *testing.T) {
	array := func(n int, request string) string { return "[" + strings.Repeat(request+",", n-1) + request + "]" }
	// 1 KiB a line.
	line := fmt.Sprintf("%-1023s\n", `{"name":"a b"}`)
	element := fmt.Sprintf("%1023s", `{"name":"a b"}`)
	tests := []struct {
		name          string
		source        assist.Source
		listed, total int
		exact         bool
	}{
		{"nothing", assist.Source{Text: `{"name":"abc"}`}, 0, 0, true},
		{"few", assist.Source{Text: array(3, `{"name":"1 b"}`)}, 6, 6, true},
		{"as many as may be", assist.Source{Text: array(500, `{"name":"1 b"}`)}, 1000, 1000, true},
		{"one more", assist.Source{Text: array(1001, `{"name":"a b"}`)}, 1000, 1001, true},
		{"many, with valid ones between them", assist.Source{Text: array(5000, `{"name":"1 b"},{"name":"abc"}`) + " "}, 1000, 10_000, false},
		{"many, the last of which are two", assist.Source{Text: array(9999, `{"name":"a b"}`)[:9999*15] + `,{"name":"1 b"},{}]`}, 1000, 10_000, false},
		{"nearly as many as are counted", assist.Source{Text: array(4999, `{"name":"1 b"},{"name":"abc"}`)}, 1000, 9998, true},
		{"the last one of a request is not listed", assist.Source{Text: array(999, `{"name":"a b"}`)[:999*15] + `,{"name":"1 b"}]`}, 1000, 1001, true},
		{"lines", assist.Source{Kind: assist.Lines, Text: strings.Repeat(line, 2000)}, 1000, 2000, true},
		{"syntax", assist.Source{Text: array(2000, `{"name":"abc",}`)}, 100, 2000, true},
		{"syntax in lines", assist.Source{Kind: assist.Lines, Text: strings.Repeat("x\n", 2000)}, 1000, 2000, true},
		{"lines past 4 MiB", assist.Source{Kind: assist.Lines, Text: strings.Repeat(line, 5000)}, 1000, 4096, false},
		{"requests past 4 MiB", assist.Source{Text: array(5000, element)}, 1000, 4096, false},
		{"few, past 4 MiB", assist.Source{Kind: assist.Lines, Text: strings.Repeat("\n", 5<<20) + strings.Repeat(line, 999)}, 999, 999, true},
		{"members", assist.Source{Text: `{"name":"abc"` + strings.Repeat(`,"x":0`, 5000) + `}`}, 1000, 1000, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := tt.source.Report()
			type numbers struct {
				Listed, Total int
				Exact         bool
			}
			if diff := cmp.Diff(numbers{tt.listed, tt.total, tt.exact}, numbers{len(r.Diagnostics), r.Total, r.Exact}); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.source.Diagnostics(), r.Diagnostics); diff != "" {
				t.Errorf("diagnostics (-Diagnostics +Report):\n%s", diff)
			}
			if (r.Invalid != nil) != (tt.total > 0) {
				t.Errorf("Invalid = %v", r.Invalid)
			}
		})
	}
}

// TestInvalid: the first error is the one that the reader finds, in every oracle
// case, even where warnings fill the list.
func TestInvalid(t *testing.T) {
	cases, err := testdata.Apps()
	if err != nil {
		t.Fatal(err)
	}
	check := func(id string, s assist.Source) {
		var want *validate.Violation
		for _, v := range document.AppendString(nil, s.Edition, s.Text) {
			if v.Severity == validate.Error {
				want = &v
				break
			}
		}
		if diff := cmp.Diff(want, s.Report().Invalid); diff != "" {
			t.Errorf("%s: first error (-Check +Report):\n%s", id, diff)
		}
	}
	for _, c := range cases {
		if root := document.Parse(c.Document).Root(); root.Exists() && root.Kind() == validate.Array {
			continue // an array is judged by its elements here
		}
		check(c.ID, assist.Source{Text: string(c.Document), Edition: edition(t, c.Edition)})
	}
	var b strings.Builder
	for i := range 998 {
		fmt.Fprintf(&b, `"x%d":0,`, i)
	}
	check("warnings first", assist.Source{Edition: validate.Default(),
		Text: `{"name":"abc","remark":null,"app_key":null,"app_secret":null,` + b.String() + `"x0":0}`})
}
