package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/result"
)

// TestText holds that what failed stands last, next to the conclusion, and that
// cases which were not decided for reasons alike stand together.
func TestText(t *testing.T) {
	open := func(id, why string) result.CaseResult {
		return result.CaseResult{ID: id, Title: "about " + id, Verdict: result.Unverified, Clauses: []string{"x"},
			Findings: []result.Finding{{Verdict: result.Unverified, Text: why, Exchange: -1}}}
	}
	r := result.NewReport(&result.Result{
		Target: result.Target{BaseURL: "http://gateway.example"}, Conclusion: result.Nonconformant, Reason: "1 case failed",
		Totals: result.Totals{Cases: 7, Failed: 1, Unverified: 6}, Requests: 9, Seed: 1,
		Cases: []result.CaseResult{
			{ID: "a/fails", Title: "what fails", Verdict: result.Fail, Clauses: []string{"x"},
				Findings: []result.Finding{{Verdict: result.Fail, Text: "accepted", Exchange: -1}}},
			open("b/1", `the app "one" is missing: 2 of 30`), open("b/2", "no second token"), open("b/3", `the app "two" is missing: 3 of 30`),
			open("b/4", `the app "one" is missing: 2 of 31`), open("b/5", `the app "x" is missing: 7 of 30`), open("b/6", `the app "y" is missing: 7 of 30`),
		},
	})
	const want = `UNVERIFIED 5 cases
  - the app "one" is missing: 2 of 30
  b/1, b/3, b/4 and 2 more; --verbose shows all

UNVERIFIED b/2
  about b/2
  - no second token

FAIL a/fails
  what fails
  - accepted
  again: appgauge conformance replay a/fails --base-url http://gateway.example

clauses   0: 
cases     7: 0 passed, 1 failed, 6 unverified
apps      0 of at most 0 created, 0 deleted
requests  9 in 0.0 s, seed 1
NONCONFORMANT  http://gateway.example: 1 case failed
`
	if diff := cmp.Diff(want, string(write(t, "text", r))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
