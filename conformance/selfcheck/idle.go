package selfcheck

import (
	"slices"

	"github.com/appgauge/appgauge/conformance/result"
)

// IdleCase is a case that caught none of the faults.
type IdleCase struct {
	ID string `json:"id"`
	// Why says what the case is for all the same; "" is a case that should go,
	// or lacks its fault.
	Why string `json:"why,omitempty"`
}

// reasons are why cases may catch nothing, by pattern.
var reasons = [...]struct{ pattern, why string }{
	{"*/not-integer-more-than-64-bits-rejected", "the pages do not say how long a number may be: it warns, and does not fail"},
}

// idle lists the cases that no fault made fail or warn, with the reason if there is
// one. On the reference gateway none does either.
func idle(cases []result.Case, results []FaultResult) []IdleCase {
	caught := map[string]bool{}
	for _, f := range results {
		for _, id := range slices.Concat(f.Outcome.Failed, f.Outcome.Warned) {
			caught[id] = true
		}
	}
	var out []IdleCase
	for _, c := range cases {
		if caught[c.ID] {
			continue
		}
		k := IdleCase{ID: c.ID}
		switch {
		case c.Level == result.Info:
			k.Why = "it notes what the pages leave open, and cannot fail"
		default:
			for _, r := range reasons {
				if result.Match(r.pattern, c.ID) {
					k.Why = r.why
				}
			}
		}
		out = append(out, k)
	}
	return out
}
