package conformance

import (
	"errors"
	"testing"

	"github.com/appgauge/appgauge/conformance/result"
)

// Shards belong together where each ran in an instance of its own, and where one
// instance has them all they are its own.
func TestMergeByInstance(t *testing.T) {
	part := func(instance, shard string) *result.Report {
		return result.NewReport(&result.Result{Target: result.Target{BaseURL: "http://a", InstanceID: instance, Edition: "2023-11"}, Shard: shard})
	}
	for _, tt := range []struct {
		parts []*result.Report
		want  int // gateways; 0 is an error
	}{
		{[]*result.Report{part("i", "1/2"), part("i", "2/2")}, 1},
		{[]*result.Report{part("i", "1/2"), part("j", "2/2")}, 1},
		{[]*result.Report{part("i", "1/2"), part("j", "1/2"), part("i", "2/2"), part("j", "2/2")}, 2},
		{[]*result.Report{part("i", ""), part("j", "")}, 2},
		{[]*result.Report{part("i", "1/2"), part("j", "1/2")}, 0},
		{[]*result.Report{part("i", "1/3"), part("j", "2/3")}, 0},
	} {
		n := 0
		if got, err := Merge(tt.parts...); err == nil {
			n = len(got.Gateways)
		} else if !errors.As(err, new(*result.UsageError)) {
			t.Errorf("%T: %v", err, err)
		}
		if n != tt.want {
			t.Errorf("%d parts are of %d gateways, want %d", len(tt.parts), n, tt.want)
		}
	}
}

// The parts of a run are the whole again, also in what the reason says.
func TestMergedReason(t *testing.T) {
	part := func(shard string, reason string, c result.Conclusion, cases ...result.CaseResult) *result.Report {
		return result.NewReport(&result.Result{
			Target: result.Target{Name: "one", Edition: "2023-11"}, Shard: shard, Conclusion: c, Reason: reason, Cases: cases,
			Totals: result.Totals{Cases: len(cases), Failed: len(cases)},
		})
	}
	fail := func(id string) result.CaseResult {
		return result.CaseResult{ID: id, Level: result.Must, Verdict: result.Fail}
	}
	got, err := Merge(
		part("1/2", "the run was interrupted; 1 case had failed by then", result.Aborted, fail("a")),
		part("2/2", "2 cases failed", result.Nonconformant, fail("b"), fail("c")),
	)
	if err != nil {
		t.Fatal(err)
	}
	const want = "shard 1/2: the run was interrupted; 3 cases had failed by then"
	if got.Reason != want {
		t.Errorf("%s, want %s", got.Reason, want)
	}
}
