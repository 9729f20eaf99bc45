package selfcheck

import (
	"context"
	"fmt"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/result"
)

// FaultResult is what the suite said of a gateway with one fault.
type FaultResult struct {
	ID     string `json:"id"`
	Breaks string `json:"breaks"`
	// Should says that the statement does not bind.
	Should bool   `json:"should,omitempty"`
	What   string `json:"what,omitempty"`
	// Origin is "design" or "pages".
	Origin string `json:"origin"`
	// Expect is the case that should catch the fault, as a glob.
	Expect string `json:"expect"`
	// Caught says that an expected case failed or, if the statement does not
	// bind, warned; By are those that did.
	Caught bool     `json:"caught"`
	By     []string `json:"by,omitempty"`
	// Outcome is of a run in the same process; OverHTTP, of some faults, says
	// that a run over HTTP caught it as well.
	Outcome  *Outcome `json:"outcome"`
	OverHTTP *bool    `json:"overHTTP,omitempty"`
}

// httpEvery is of how many faults one is tried over HTTP as well.
const httpEvery = 16

func (o Options) faults(r *Report, j *jobs, cases []result.Case) {
	all := faults.All()
	r.Faults = make([]FaultResult, 0, len(all))
	for i, f := range all {
		if !o.selected(f.ID, i) {
			continue
		}
		r.Faults = append(r.Faults, FaultResult{ID: f.ID, Breaks: f.Breaks.String(), Should: f.Should, What: f.What, Origin: f.Origin.String(), Expect: f.Expect})
		res := &r.Faults[len(r.Faults)-1]
		j.add(f.ID, func(ctx context.Context) (*Outcome, error) { return suite(ctx, f.Handler(gateway.Options{})) }, func(out *Outcome) {
			res.Outcome = out
			res.By = expected(cases, f, out)
			res.Caught = len(res.By) > 0
		})
		if len(r.Faults)%httpEvery == 1 {
			j.add(f.ID+" over HTTP", func(ctx context.Context) (*Outcome, error) {
				return suiteHTTP(ctx, f.Handler(gateway.Options{}), 10*time.Second)
			}, func(out *Outcome) {
				caught := len(expected(cases, f, out)) > 0
				res.OverHTTP = &caught
			})
		}
	}
}

// expected are the cases that were expected to catch the fault and that failed, or
// warned if what it breaks does not bind. A case that was unverified, or broke off,
// has caught nothing.
func expected(cases []result.Case, f faults.Fault, out *Outcome) []string {
	var by []string
	for _, c := range cases {
		if result.Match(f.Expect, c.ID) && (out.failed(c.ID) || f.Should && out.warned(c.ID)) {
			by = append(by, c.ID)
		}
	}
	return by
}

// said is why a fault survived, in a sentence.
func (f *FaultResult) said() string {
	if len(f.Outcome.Failed) > 0 {
		return "only other cases failed: " + some(f.Outcome.Failed)
	}
	if len(f.Outcome.Warned) > 0 {
		return "no case failed; these warned: " + some(f.Outcome.Warned)
	}
	if n := len(f.Outcome.Unverified) + len(f.Outcome.Errored); n > 0 {
		return fmt.Sprintf("no case failed; %d stayed open: %s", n, some(append(f.Outcome.Unverified, f.Outcome.Errored...)))
	}
	return "every case passed"
}
