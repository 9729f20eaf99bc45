package result

import (
	"slices"
	"time"
)

// Baseline is what became of the causes of an earlier run. Those that are there again
// are among the [Result.Causes], and have a [Cause.Change].
type Baseline struct {
	// Started is when the earlier run did.
	Started    time.Time  `json:"started"`
	Conclusion Conclusion `json:"conclusion"`
	// New and Still count the causes that the earlier run did not have, and had.
	New   int `json:"new"`
	Still int `json:"still"`
	// Fixed are the causes of which nothing is to be seen any more, Untested those of which
	// no case came to a verdict this time.
	Fixed    []Cause `json:"fixed,omitempty"`
	Untested []Cause `json:"untested,omitempty"`
}

// The values of [Cause.Change].
const (
	ChangeNew   = "new"
	ChangeStill = "still"
)

// CompareWith compares each gateway of the report with the same one of an earlier report, by its
// label; two reports on one gateway each are always compared. It returns the
// labels of the gateways that the earlier report does not have.
func (r *Report) CompareWith(earlier *Report) (missing []string) {
	for _, g := range r.Gateways {
		i := slices.IndexFunc(earlier.Gateways, func(e *Result) bool { return e.Target.Label() == g.Target.Label() })
		if i < 0 && len(r.Gateways) == 1 && len(earlier.Gateways) == 1 {
			i = 0
		}
		if i < 0 {
			missing = append(missing, g.Target.Label())
			continue
		}
		g.compareWith(earlier.Gateways[i])
	}
	return missing
}

func (res *Result) compareWith(earlier *Result) {
	b := &Baseline{Started: earlier.Started, Conclusion: earlier.Conclusion}
	before := earlier.Causes
	if len(before) == 0 {
		before = Causes(earlier.Cases) // of a report that was written before there were causes
	}
	// That a run did not come to its end is no property of the gateway.
	before = slices.DeleteFunc(slices.Clone(before), func(c Cause) bool { return c.Key == NotRun })
	has := func(causes []Cause, key string) bool {
		return slices.ContainsFunc(causes, func(c Cause) bool { return c.Key == key })
	}
	for i := range res.Causes {
		switch c := &res.Causes[i]; {
		case c.Key == NotRun:
		case has(before, c.Key):
			c.Change = ChangeStill
			b.Still++
		default:
			c.Change = ChangeNew
			b.New++
		}
	}
	tested := map[string]bool{}
	for i := range res.Cases {
		c := &res.Cases[i]
		tested[c.ID] = c.Verdict != Unverified && c.Verdict != Errored
	}
	for _, c := range before {
		if has(res.Causes, c.Key) {
			continue
		}
		if c.Change = ""; slices.ContainsFunc(c.Cases, func(id string) bool { return tested[id] }) {
			b.Fixed = append(b.Fixed, c)
		} else {
			b.Untested = append(b.Untested, c)
		}
	}
	res.Baseline = b
}
