package conformance

import (
	"fmt"

	"github.com/appgauge/appgauge/conformance/result"
)

// Select is the cases that run matches and skip does not; no run pattern
// matches all. A pattern that matches no case, or a selection without a case, is
// a usage error.
func Select(all []result.Case, run, skip []string) ([]result.Case, error) {
	if len(run)+len(skip) == 0 && len(all) > 0 {
		return all, nil
	}
	matched := func(patterns []string, id string, used []bool) bool {
		any := false
		for i, p := range patterns {
			if result.Match(p, id) {
				used[i], any = true, true
			}
		}
		return any
	}
	ran, skipped := make([]bool, len(run)), make([]bool, len(skip))
	var out []result.Case
	for _, c := range all {
		in := matched(run, c.ID, ran) || len(run) == 0
		if matched(skip, c.ID, skipped) {
			in = false
		}
		if in {
			out = append(out, c)
		}
	}
	for i, p := range run {
		if !ran[i] {
			return nil, &result.UsageError{Problem: fmt.Sprintf("no case matches --run %q; the cases are listed by: appgauge conformance list", p)}
		}
	}
	for i, p := range skip {
		if !skipped[i] {
			return nil, &result.UsageError{Problem: fmt.Sprintf("no case matches --skip %q; the cases are listed by: appgauge conformance list", p)}
		}
	}
	if len(out) == 0 {
		return nil, &result.UsageError{Problem: "no case is left to run: every one that --run selects is skipped"}
	}
	return out, nil
}
