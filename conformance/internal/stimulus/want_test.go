package stimulus

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// Values are compared in no time however deep a gateway nests them, and what
// differs is shown.
func TestWantOfDeepValues(t *testing.T) {
	const levels = 64 // as deep as an answer may be nested
	deep := func(open, inner, end string, n int) any {
		doc := jsonvalue.Read(strings.Repeat(open, n) + inner + strings.Repeat(end, n))
		if doc.Err != nil || len(doc.Flaws) > 0 {
			t.Fatal(doc.Err, doc.Flaws)
		}
		return doc.Value
	}
	for _, tt := range []struct {
		name      string
		want, got any
		shows     []string // in the difference; nil: there is none
	}{
		{"the same", deep("[", "1", "]", levels), deep("[", "1", "]", levels), nil},
		{"lists", deep("[", "1", "]", levels), deep("[", "2", "]", levels), []string{"-", `"1",`, "+", `"2",`}},
		{"objects", deep(`{"a":`, "1", "}", levels), deep(`{"a":`, "2", "}", levels), []string{"-", `"1",`, "+", `"2",`}},
		{"a text and a list", "x", deep("[", "2", "]", levels), []string{"-", `"x"`, "+", "[[[2]]]"}},
		{"few levels", deep("[", `"x"`, "]", 2), deep("[", `"y"`, "]", 2), []string{"[]any{", "-", `"x"`, "+", `"y"`}},
		{"numbers", json.Number("1"), json.Number("1"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := &T{scene: &Scene{}, trial: &Trial{Case: &Case{Clauses: []string{"x"}}}}
			same := k.Want(nil, "$.a", tt.want, tt.got, "they differ")
			if same != (tt.shows == nil) || same != (len(k.trial.Findings) == 0) {
				t.Fatalf("said to be the same: %v, with %d findings", same, len(k.trial.Findings))
			}
			for _, part := range tt.shows {
				if diff := k.trial.Findings[0].Diff; !strings.Contains(diff, part) {
					t.Errorf("the difference does not show %q:\n%s", part, diff)
				}
			}
		})
	}
}
