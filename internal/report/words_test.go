package report_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
	"github.com/appgauge/appgauge/validate"
)

// TestProblems holds that every problem says, in each language, what is the matter,
// with its data, and what to do.
func TestProblems(t *testing.T) {
	cause := errors.New("disk on fire")
	for _, tt := range []struct {
		problem apps.Problem
		data    []string
	}{
		{apps.Problem{Kind: apps.Missing}, nil},
		{apps.Problem{Kind: apps.Unreadable, Err: cause}, []string{"disk on fire"}},
		{apps.Problem{Kind: apps.ReadFailed, Line: 7, Err: cause}, []string{"f:7:", "disk on fire"}},
		{apps.Problem{Kind: apps.NoJSON}, apps.Extensions()},
		{apps.Problem{Kind: apps.Empty}, nil},
		{apps.Problem{Kind: apps.TooLarge, Limit: 32 << 20}, []string{"32 MiB", "--max-document", "NDJSON"}},
		{apps.Problem{Kind: apps.LongLine, Line: 3, Size: 1_234_567, Limit: 1 << 20}, []string{"f:3:", "1,234,567", "1.0 MiB", "--max-line"}},
	} {
		for _, l := range []validate.Locale{validate.English, validate.Chinese} {
			p := tt.problem
			p.File = "f"
			var out strings.Builder
			w, err := report.New(&out, "text", report.Options{Edition: validate.Default(), Locale: l})
			if err != nil {
				t.Fatal(err)
			}
			b := new(apps.Batch)
			w.Problem(b, &p)
			if err := w.Write(b); err != nil {
				t.Fatal(err)
			}
			got := out.String()
			for _, want := range tt.data {
				if !strings.Contains(got, want) {
					t.Errorf("%s in %s does not say %q: %s", p.Kind, l, want, got)
				}
			}
			if strings.Contains(got, "%!") || strings.Contains(got, p.Kind.String()+":") {
				t.Errorf("%s in %s is not worded: %s", p.Kind, l, got)
			}
			if han := strings.ContainsFunc(got, func(r rune) bool { return unicode.Is(unicode.Han, r) }); han != (l == validate.Chinese) {
				t.Errorf("%s is not in %s: %s", p.Kind, l, got)
			}
		}
	}
}
