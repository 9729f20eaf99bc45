package conformance

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMatchGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"create/name/max-length/65-rejected", "create/name/max-length/65-rejected", true},
		{"create/*", "create/name/max-length/65-rejected", true},
		{"*rejected", "create/name/max-length/65-rejected", true},
		{"*/name/*/6?-*", "create/name/max-length/65-rejected", true},
		{"create", "create/name", false},
		{"create/?", "create/name", false},
		{"*", "", true},
		{"", "x", false},
		{"a*b*c", "a-b-b-c", true},
		{"a*b*c", "a-c-b", false},
	} {
		if got := matchGlob(c.pattern, c.text); got != c.want {
			t.Errorf("%q on %q: %t", c.pattern, c.text, got)
		}
	}
}

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
			problems := applyKnown([]KnownFailure{c.known}, all, results, now)
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
		if err := k.check(all); !errors.As(err, new(*UsageError)) {
			t.Errorf("%+v: error %v", k, err)
		}
	}
	if err := (KnownFailure{Case: "a/*", Reason: "r"}).check(all); err != nil {
		t.Error(err)
	}
}

func TestParseShard(t *testing.T) {
	for _, text := range []string{"", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/2x"} {
		if s, err := ParseShard(text); err == nil {
			t.Errorf("%q is the shard %v", text, s)
		}
	}
	if s, err := ParseShard("2/5"); err != nil || s != (Shard{2, 5}) || s.String() != "2/5" {
		t.Errorf("2/5: %v, %v", s, err)
	}
}

func TestSameInstant(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		want   bool
		reason string
	}{
		{"2020-08-03T13:09:13.122211659Z", "2020-08-03T13:09:13Z", true, "the pages' own example: a listing without fraction"},
		{"2020-08-03T13:09:13.922211659Z", "2020-08-03T13:09:14Z", true, "rounded"},
		{"2020-08-03T13:09:13.122211659Z", "2020-08-03T21:09:13.122211659+08:00", true, "another offset"},
		{"2020-08-03T13:09:13.5Z", "2020-08-03T13:09:13.52Z", true, "fewer digits"},
		{"2020-08-03T13:09:13.122211659Z", "2020-08-03T13:09:13.322211659Z", false, "another time"},
		{"2020-08-03T13:09:13Z", "2020-08-03T13:09:16Z", false, "another time"},
		{"yesterday", "yesterday", true, "no times: as text"},
		{"yesterday", "today", false, "no times: as text"},
	} {
		if got := sameInstant(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %t (%s)", c.a, c.b, got, c.reason)
		}
	}
}

func TestNamesParameter(t *testing.T) {
	for _, c := range []struct {
		message, name string
		want          bool
	}{
		{"Invalid parameter value,parameterName:name. Please refer to the support documentation", "name", true},
		{"parameterName:name", "name", true},
		{"parameterName: name!", "name", true},
		{"parameterName:names", "name", false},
		{"parameterName:app_key", "app", false},
		{"parameterName:remark,parameterName:name", "name", true},
		{"the name is wrong", "name", true},
		{"参数 app_key 的值无效", "app_key", true},
		{"the names are wrong", "name", false},
		{"the name is wrong, parameterName:remark", "name", false},
		{"", "name", false},
	} {
		if got := namesParameter(c.message, c.name); got != c.want {
			t.Errorf("%q names %s: %t", c.message, c.name, got)
		}
	}
}
