package result

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCompareWith(t *testing.T) {
	at := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	cause := func(key, id, change string) Cause {
		return Cause{Key: key, Verdict: Fail, Text: key, Cases: []string{id}, Telling: id, Change: change}
	}
	before := &Result{
		Target: Target{Name: "north"}, Started: at, Conclusion: Nonconformant,
		Causes: []Cause{cause("stays", "a", ""), cause("goes", "b", ""), cause("not selected", "gone", ""), cause("no answer now", "d", ""), {Key: NotRun, Cases: []string{"a"}}},
	}
	now := func(label string) *Result {
		return &Result{
			Target: Target{Name: label},
			Cases:  []CaseResult{{ID: "a", Verdict: Fail}, {ID: "b", Verdict: Pass}, {ID: "c", Verdict: Fail}, {ID: "d", Verdict: Errored}, {ID: "e", Verdict: Errored}},
			Causes: []Cause{cause("comes", "c", ""), cause("stays", "a", ""), {Key: NotRun, Cases: []string{"e"}}},
		}
	}
	want := &Baseline{
		Started: at, Conclusion: Nonconformant, New: 1, Still: 1,
		Fixed: []Cause{cause("goes", "b", "")}, Untested: []Cause{cause("not selected", "gone", ""), cause("no answer now", "d", "")},
	}
	for _, tt := range []struct {
		name     string
		gateways []*Result
		earlier  []*Result
		want     []*Baseline
		missing  []string
	}{
		{"the same gateway", []*Result{now("north")}, []*Result{before}, []*Baseline{want}, nil},
		{"one each", []*Result{now("another port")}, []*Result{before}, []*Baseline{want}, nil},
		{"one of two", []*Result{now("north"), now("south")}, []*Result{before}, []*Baseline{want, nil}, []string{"south"}},
		{"none of two", []*Result{now("south")}, []*Result{before, before}, []*Baseline{nil}, []string{"south"}},
	} {
		missing := NewReport(tt.gateways...).CompareWith(NewReport(tt.earlier...))
		var got []*Baseline
		for _, g := range tt.gateways {
			got = append(got, g.Baseline)
			changes := []Cause{cause("comes", "c", ChangeNew), cause("stays", "a", ChangeStill), {Key: NotRun, Cases: []string{"e"}}}
			if diff := cmp.Diff(changes, g.Causes); g.Baseline != nil && diff != "" {
				t.Errorf("%s: causes (-want +got):\n%s", tt.name, diff)
			}
		}
		if diff := cmp.Diff([]any{tt.want, tt.missing}, []any{got, missing}); diff != "" {
			t.Errorf("%s: baselines and missing (-want +got):\n%s", tt.name, diff)
		}
	}
}
