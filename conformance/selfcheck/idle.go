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

// hiddenSecrets are cases about whether a secret is there at all. No gateway can fail
// them, for it need not show any.
var hiddenSecrets = [...]string{
	"create/generated/app_secret-present",
	"create/response/app_secret/not-empty", "create/response/app_secret/present",
	"list/response/app_secret/not-empty", "list/response/app_secret/present",
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
		case slices.Contains(hiddenSecrets[:], c.ID):
			k.Why = "a secret may be masked, null, empty or absent: it shows that one was looked for"
		}
		out = append(out, k)
	}
	return out
}
