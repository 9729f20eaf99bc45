package result

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestConclude holds what a reason says of cases that were not selected, and of
// failures before a run broke off.
func TestConclude(t *testing.T) {
	pass, fail := CaseResult{Level: Must, Verdict: Pass}, CaseResult{Level: Must, Verdict: Fail}
	open, gone := CaseResult{Level: Must, Verdict: Unverified}, CaseResult{Level: Must, Verdict: Errored}
	broken := errors.New("the run was interrupted")
	for _, tt := range []struct {
		name  string
		cases []CaseResult
		shard string
		suite int
		abort error
		want  string
	}{
		{"the whole", []CaseResult{pass, pass}, "", 2, nil, "conformant: every must case was run, and none failed"},
		{"a part", []CaseResult{pass, pass}, "", 9, nil, "conformant: none of the 2 selected cases failed; 7 were not selected"},
		{"one case", []CaseResult{pass}, "", 2, nil, "conformant: the one selected case did not fail; 1 was not selected"},
		{"a part, open", []CaseResult{pass, open}, "", 9, nil, "partial: nothing failed, but 1 must case stayed unverified; 7 were not selected"},
		{"an empty shard", nil, "2/2", 9, nil, "partial: nothing was tested: part 2/2 has none of the selected cases"},
		{"interrupted", []CaseResult{pass, gone}, "", 2, broken, "aborted: the run was interrupted"},
		{"interrupted late", []CaseResult{fail, fail, gone}, "", 3, broken, "aborted: the run was interrupted; 2 cases had failed by then"},
	} {
		r := Result{Cases: tt.cases, Shard: tt.shard}
		r.Conclude(tt.abort, tt.suite)
		if got := r.Conclusion.String() + ": " + r.Reason; got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestConcludeExpect holds that an expected trait that nothing showed makes a run partial,
// and only under strict rules.
func TestConcludeExpect(t *testing.T) {
	for _, tt := range []struct {
		strict bool
		values []string
		want   string
	}{
		{false, nil, "conformant: every must case was run, and none failed"},
		{true, nil, "partial: strict: no answer showed what was expected of unique-names"},
		{true, []string{"yes"}, "conformant: every must case was run, and none failed"},
		{false, []string{"no: refused with 409"}, `nonconformant: the trait unique-names is "no: refused with 409", expected is "yes"`},
	} {
		r := Result{
			Target: Target{Strict: tt.strict}, Cases: []CaseResult{{Level: Must, Verdict: Pass}},
			Traits: []Trait{{Name: "unique-names", Values: tt.values}}, Expect: map[string]string{"unique-names": "yes"},
		}
		r.Problems = Unexpected(r.Expect, r.Traits)
		r.Conclude(nil, 1)
		if got := r.Conclusion.String() + ": " + r.Reason; got != tt.want {
			t.Errorf("strict %t, %q:\n got %s\nwant %s", tt.strict, tt.values, got, tt.want)
		}
	}
}

// TestFleetReason holds that the reason of a report names every gateway that it
// is about, if they are not too many.
func TestFleetReason(t *testing.T) {
	gateway := func(name string, c Conclusion, reason string) *Result {
		return &Result{Target: Target{Name: name}, Conclusion: c, Reason: reason}
	}
	good := gateway("good", Conformant, "fine")
	down, bad, worse := gateway("down", Aborted, "gone"), gateway("bad", Nonconformant, "1 case failed"), gateway("worse", Nonconformant, "2 cases failed")
	half := gateway("half", Partial, "1 open")
	for _, tt := range []struct {
		gateways []*Result
		want     string
	}{
		{[]*Result{bad}, "nonconformant: 1 case failed"},
		{[]*Result{good, good}, "conformant: all 2 are conformant; of good: fine"},
		{[]*Result{good, half}, "partial: half: 1 open"},
		{[]*Result{down, bad, half, good, worse}, "nonconformant: bad: 1 case failed; worse: 2 cases failed; down: gone"},
		{[]*Result{bad, bad, bad, bad, bad, bad, down}, "nonconformant: bad: 1 case failed; bad: 1 case failed; bad: 1 case failed; bad: 1 case failed; bad: 1 case failed; and 2 more"},
	} {
		r := NewReport(tt.gateways...)
		if diff := cmp.Diff(tt.want, r.Conclusion.String()+": "+r.Reason); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
