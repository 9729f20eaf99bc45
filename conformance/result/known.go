package result

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// KnownFailure is a case that is known to fail, and why that is accepted.
type KnownFailure struct {
	// Case is a case's ID, or a glob that does not match the whole suite.
	Case string `json:"case" yaml:"case"`
	// Reason is required; white space is none.
	Reason string `json:"reason" yaml:"reason"`
	// Expires is the last day on which the failure is accepted, "2026-01-31";
	// empty: no end.
	Expires string `json:"expires,omitempty" yaml:"expires"`
}

// Check validates the entry. One that accepts every failure of the suite says
// nothing about any.
func (k KnownFailure) Check(suite []Case) error {
	if strings.TrimSpace(k.Case) == "" {
		return &UsageError{Problem: "a known failure names no case"}
	}
	if !slices.ContainsFunc(suite, func(c Case) bool { return !Match(k.Case, c.ID) }) {
		return &UsageError{Problem: fmt.Sprintf("the known failure %q matches every case of the suite, so that nothing could fail: name those that do", k.Case)}
	}
	if strings.TrimSpace(k.Reason) == "" {
		return &UsageError{Problem: fmt.Sprintf("the known failure %q has no reason", k.Case)}
	}
	if k.Expires != "" {
		if _, err := time.Parse(time.DateOnly, k.Expires); err != nil {
			return &UsageError{Problem: fmt.Sprintf("the known failure %q expires on %q: want a date such as 2026-01-31", k.Case, k.Expires)}
		}
	}
	return nil
}

// expired reports whether the failure is no longer accepted at the time.
func (k KnownFailure) expired(now time.Time) bool {
	if k.Expires == "" {
		return false
	}
	last, err := time.Parse(time.DateOnly, k.Expires)
	return err == nil && !now.Before(last.AddDate(0, 0, 1))
}

// ApplyKnown marks the failures that are known, and lists what is wrong with
// the entries: one that matches no case of the whole suite, one whose cases all
// passed, one that expired. An entry for a case that was not run says nothing
// yet: another shard may run it.
func ApplyKnown(known []KnownFailure, all []Case, results []CaseResult, now time.Time) []string {
	byID := map[string]*CaseResult{}
	for i := range results {
		byID[results[i].ID] = &results[i]
	}
	var problems []string
	for _, k := range known {
		exists, elsewhere, passed, failed := false, false, false, false
		expired := k.expired(now)
		for i := range all {
			if !Match(k.Case, all[i].ID) {
				continue
			}
			exists = true
			r := byID[all[i].ID]
			if r == nil {
				elsewhere = true
				continue
			}
			switch r.Verdict {
			case Pass, Warn:
				passed = true
			case Fail:
				failed = true
				if !expired {
					r.Known = k.Reason
				}
			}
		}
		switch {
		case !exists:
			problems = append(problems, fmt.Sprintf("the known failure %q matches no case", k.Case))
		case failed && expired:
			problems = append(problems, fmt.Sprintf("the known failure %q expired on %s", k.Case, k.Expires))
		case passed && !failed && !elsewhere:
			problems = append(problems, fmt.Sprintf("the known failure %q passes now: take it out of the list", k.Case))
		}
	}
	return problems
}
