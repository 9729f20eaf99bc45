package result

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestKnownFailures(t *testing.T) {
	all := []Case{{ID: "a/1"}, {ID: "a/2"}, {ID: "b/1"}, {ID: "c/1"}}
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name     string
		known    KnownFailure
		problems []string
		accepted []string
	}{
		{"accepted", KnownFailure{Case: "a/1", Reason: "r"}, nil, []string{"a/1"}},
		{"one of many fails", KnownFailure{Case: "a/*", Reason: "r"}, nil, []string{"a/1"}},
		{"last day", KnownFailure{Case: "a/1", Reason: "r", Expires: "2026-03-01"}, nil, []string{"a/1"}},
		{"expired", KnownFailure{Case: "a/1", Reason: "r", Expires: "2026-02-28"}, []string{`the known failure "a/1" expired on 2026-02-28`}, nil},
		{"passes", KnownFailure{Case: "a/2", Reason: "r"}, []string{`the known failure "a/2" passes now: take it out of the list`}, nil},
		{"matches nothing", KnownFailure{Case: "z/*", Reason: "r"}, []string{`the known failure "z/*" matches no case`}, nil},
		{"unverified says nothing", KnownFailure{Case: "b/1", Reason: "r"}, nil, nil},
		{"not run says nothing", KnownFailure{Case: "c/1", Reason: "r"}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			results := []CaseResult{{ID: "a/1", Verdict: Fail}, {ID: "a/2", Verdict: Pass}, {ID: "b/1", Verdict: Unverified}}
			problems := ApplyKnown([]KnownFailure{c.known}, all, results, now)
			var accepted []string
			for _, r := range results {
				if r.Known != "" {
					accepted = append(accepted, r.ID)
				}
			}
			if diff := cmp.Diff(c.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.accepted, accepted); diff != "" {
				t.Errorf("accepted (-want +got):\n%s", diff)
			}
		})
	}
	for _, k := range []KnownFailure{
		{Case: "a"}, {Case: "a", Reason: " \t\n"}, {Reason: "r"}, {Case: " ", Reason: "r"}, {Case: "a", Reason: "r", Expires: "soon"},
		{Case: "*", Reason: "r"}, {Case: "?/*", Reason: "r"},
	} {
		if err := k.Check(all); !errors.As(err, new(*UsageError)) {
			t.Errorf("%+v: error %v", k, err)
		}
	}
	if err := (KnownFailure{Case: "a/*", Reason: "r"}).Check(all); err != nil {
		t.Error(err)
	}
}
