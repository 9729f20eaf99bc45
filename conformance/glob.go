package conformance

import (
	"fmt"
	"strings"
)

// matchGlob reports whether the pattern matches all of s: * stands for any
// text, ? for any one character, everything else for itself.
func matchGlob(pattern, s string) bool {
	star, mark := -1, 0
	p, i := 0, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]):
			p++
			i++
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// Select is the cases that run matches and skip does not; no run pattern
// matches all. A pattern that matches no case, or a selection without a case, is
// a usage error.
func Select(all []Case, run, skip []string) ([]Case, error) {
	if len(run)+len(skip) == 0 && len(all) > 0 {
		return all, nil
	}
	matched := func(patterns []string, id string, used []bool) bool {
		any := false
		for i, p := range patterns {
			if matchGlob(p, id) {
				used[i], any = true, true
			}
		}
		return any
	}
	ran, skipped := make([]bool, len(run)), make([]bool, len(skip))
	var out []Case
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
			return nil, &UsageError{Problem: fmt.Sprintf("no case matches --run %q; the cases are listed by: appgauge conformance list", p)}
		}
	}
	for i, p := range skip {
		if !skipped[i] {
			return nil, &UsageError{Problem: fmt.Sprintf("no case matches --skip %q; the cases are listed by: appgauge conformance list", p)}
		}
	}
	if len(out) == 0 {
		return nil, &UsageError{Problem: "no case is left to run: every one that --run selects is skipped"}
	}
	return out, nil
}

// Match reports whether the glob matches the ID, in the way that
// [Runner.Only] selects cases.
func Match(glob, id string) bool { return matchGlob(glob, id) }
