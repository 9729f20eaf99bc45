package engine

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/result"
)

// result assembles what the run found. abort is why it broke off, if it did.
func (x *run) result(started time.Time, apps result.Apps, abort error) *result.Result {
	res := &result.Result{
		Target: result.Target{
			Name: x.Name, BaseURL: x.BaseURL, ProjectID: x.Home.Project, InstanceID: x.Home.Instance,
			Edition: x.Edition.ID, ReadOnly: x.ReadOnly, Strict: x.Strict,
		},
		RunID: x.nonce, Seed: x.Seed, Shard: x.Shard.String(),
		Started: started.UTC(), Apps: apps, Requests: x.client.Requests(),
	}
	res.Cases = make([]result.CaseResult, 0, len(x.scene.Trials)) // a shard may be empty
	for _, t := range x.scene.Trials {                            // they are in order
		res.Cases = append(res.Cases, x.caseResult(t, abort))
	}
	res.Known = x.Known
	res.Expect, res.Traits = x.Expect, x.oracle.Traits()
	res.Problems = append(result.ApplyKnown(x.Known, x.Described, res.Cases, started), result.Unexpected(res.Expect, res.Traits)...)
	res.Clauses = result.ClauseResults(x.clauses, x.Described, res.Cases)
	res.Conclude(abort, len(x.cases))
	x.redactResult(res)
	res.Causes = result.Causes(res.Cases) // of what was redacted
	res.Seconds = time.Since(started).Seconds()
	return res
}

// caseResult is the case's verdict. A case that the run did not come to has one
// too.
func (x *run) caseResult(t *stimulus.Trial, abort error) result.CaseResult {
	if !t.Finished {
		if abort == nil {
			abort = errors.New("the run ended before")
		}
		t.Note(result.Errored, nil, "not run: %v", abort).Cause = result.NotRun
	}
	r := result.CaseResult{
		ID: t.Case.ID, Title: t.Case.Title, Level: t.Case.Level, Clauses: t.Case.Clauses, Control: t.Case.Control,
		Verdict: t.Verdict(), Findings: t.Findings, Millis: float64(t.Spent.Microseconds()) / 1000,
	}
	for _, ex := range t.Exchanges {
		r.Exchanges = append(r.Exchanges, &ex.Exchange)
	}
	slices.SortStableFunc(r.Findings, func(a, b result.Finding) int { return cmp.Compare(b.Verdict, a.Verdict) })
	return r
}
