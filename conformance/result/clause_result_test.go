package result

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestClauseResults holds that a clause is broken by its own findings alone, and open
// if all that looked at it came to grief over another.
func TestClauseResults(t *testing.T) {
	finding := func(v Verdict, clause string) Finding { return Finding{Verdict: v, Text: "seen", Clause: clause} }
	kase := func(id string, v Verdict, clauses []string, findings ...Finding) CaseResult {
		return CaseResult{ID: id, Verdict: v, Clauses: clauses, Findings: findings}
	}
	for _, tt := range []struct {
		name  string
		cases []CaseResult
		want  map[string]string
	}{
		{"all pass", []CaseResult{kase("1", Pass, []string{"a", "b"})},
			map[string]string{"a": "held", "b": "held", "c": "not selected"}},
		{"one of two clauses", []CaseResult{kase("1", Fail, []string{"a", "b"}, finding(Fail, "b"))},
			map[string]string{"a": "unverified", "b": "broken", "c": "not selected"}},
		{"shown elsewhere", []CaseResult{kase("1", Fail, []string{"a", "b"}, finding(Fail, "b")), kase("2", Pass, []string{"a"})},
			map[string]string{"a": "held", "b": "broken", "c": "not selected"}},
		{"of no clause of the case", []CaseResult{kase("1", Fail, []string{"a"}, finding(Fail, "c"))},
			map[string]string{"a": "unverified", "b": "not selected", "c": "broken"}},
		{"a failure blames no clause", []CaseResult{kase("1", Fail, []string{"a"}, finding(Fail, ""))},
			map[string]string{"a": "unverified", "b": "not selected", "c": "not selected"}},
		{"warnings", []CaseResult{kase("1", Warn, []string{"a", "b"}, finding(Warn, "b"))},
			map[string]string{"a": "held", "b": "doubtful", "c": "not selected"}},
		{"worse than a warning", []CaseResult{kase("1", Fail, []string{"b"}, finding(Fail, "b")), kase("2", Warn, []string{"b"}, finding(Warn, "b"))},
			map[string]string{"a": "not selected", "b": "broken", "c": "not selected"}},
		{"undecided", []CaseResult{kase("1", Pass, []string{"a"}), kase("2", Unverified, []string{"a"}, finding(Unverified, "a")), kase("3", Errored, []string{"b"})},
			map[string]string{"a": "unverified", "b": "unverified", "c": "not selected"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var all []Case
			for _, c := range tt.cases {
				all = append(all, Case{ID: c.ID, Clauses: c.Clauses})
			}
			hidden := Clause{ID: "hidden", Observe: Observability{Kind: NotObservable}}
			tt.want["hidden"] = "not observable"
			got := map[string]string{}
			for _, c := range ClauseResults([]Clause{{ID: "a"}, {ID: "b"}, {ID: "c"}, hidden}, all, tt.cases) {
				got[c.ID] = c.State
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("states (-want +got):\n%s", diff)
			}
		})
	}
}
