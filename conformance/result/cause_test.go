package result

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCauses(t *testing.T) {
	got := Causes([]CaseResult{
		{ID: "a", Findings: []Finding{{Verdict: Warn, Clause: "x/unnamed", Cause: "unnamed", Text: "not named"}}},
		{ID: "b", Findings: []Finding{{Verdict: Fail, Clause: "x/charset", Cause: "trimmed", Text: "a space is lost"}, {Verdict: Pass, Text: "noted"}}, Known: "ticket 7"},
		{ID: "c", Findings: []Finding{{Verdict: Warn, Clause: "y/charset", Cause: "trimmed", Text: "a should"}, {Verdict: Fail, Clause: "y/charset", Cause: "trimmed", Text: "a tab is lost"}}},
		{ID: "d", Findings: []Finding{{Verdict: Errored, Text: "no answer"}, {Verdict: Unverified, Text: "too few apps"}}},
	})
	want := []Cause{
		{Key: "trimmed", Verdict: Fail, Text: "a tab is lost", Clauses: []string{"x/charset", "y/charset"}, Cases: []string{"b", "c"}, Telling: "c"},
		{Key: "error: no answer", Verdict: Errored, Text: "no answer", Cases: []string{"d"}, Telling: "d"},
		{Key: "unnamed", Verdict: Warn, Text: "not named", Clauses: []string{"x/unnamed"}, Cases: []string{"a"}, Telling: "a"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
