package conformance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/suggest"
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
			return nil, &result.UsageError{Problem: fmt.Sprintf("no case matches --run %q%s", p, meant(p, all))}
		}
	}
	for i, p := range skip {
		if !skipped[i] {
			return nil, &result.UsageError{Problem: fmt.Sprintf("no case matches --skip %q%s", p, meant(p, all))}
		}
	}
	if len(out) == 0 {
		return nil, &result.UsageError{Problem: "no case is left to run: every one that --run selects is skipped"}
	}
	return out, nil
}

// meant is what an error says of a pattern that matches none of all: what it may be
// meant for, and where the cases are listed.
func meant(pattern string, all []result.Case) string {
	const listed = "; the cases are listed by: appgauge conformance list"
	var ids, themes []string
	for _, c := range all {
		ids = append(ids, c.ID)
		if theme, _, _ := strings.Cut(c.ID, "/"); !slices.Contains(themes, theme) {
			themes = append(themes, theme)
		}
	}
	below := strings.TrimRight(pattern, "/") + "/*"
	theme, _, _ := strings.Cut(pattern, "/")
	switch {
	case slices.ContainsFunc(ids, func(id string) bool { return result.Match(below, id) }):
		return fmt.Sprintf("; for all cases below it write %q", below)
	case !strings.ContainsAny(pattern, "*?["):
		if near := suggest.Meant(pattern, ids); near != "" {
			return near
		}
	case !strings.ContainsAny(theme, "*?[") && !slices.Contains(themes, theme):
		return fmt.Sprintf("; the names of cases begin with %s/%s", strings.Join(themes, "/, "), listed)
	}
	return listed
}
