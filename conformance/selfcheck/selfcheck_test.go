package selfcheck

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// measure is the environment variable that makes [TestDetection] run all of it,
// which takes minutes.
const measure = "APPGAUGE_SELFCHECK"

// Every fault is caught by its expected case, no lawful gateway raises an alarm,
// and so on. By default a part is measured that is spread over everything.
func TestDetection(t *testing.T) {
	o := Options{Every: 24}
	if os.Getenv(measure) == "whole" {
		o.Every = 1
	}
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems() {
		t.Error(p)
	}
	for _, line := range r.summary() {
		t.Logf("%s: %s", line[0], line[1])
	}
	if *update {
		if !r.Whole {
			t.Fatalf("a part was measured; the document tells of the whole: set %s=whole", measure)
		}
		write(t, r)
	}
}

// A fault that only stays open, or that only other cases catch, has survived; the
// report says so in every form.
func TestReportTellsWhatSurvived(t *testing.T) {
	cases := conformance.Cases(validate.Default())
	const expect = "create/name/max-length/65-rejected"
	for _, k := range []struct {
		reason string
		out    Outcome
		caught bool
	}{
		{"it failed", Outcome{Failed: []string{expect}}, true},
		{"it is unverified", Outcome{Unverified: []string{expect}}, false},
		{"it got no answer", Outcome{Errored: []string{expect}}, false},
		{"it warned", Outcome{Warned: []string{expect}}, false},
		{"another failed", Outcome{Failed: []string{"create/name/max-length/64-accepted"}}, false},
		{"all passed", Outcome{}, false},
	} {
		if got := len(expected(cases, expect, &k.out)) > 0; got != k.caught {
			t.Errorf("where %s, caught is %t", k.reason, got)
		}
	}
	r := &Report{
		Faults:  []FaultResult{{ID: "name/x", Expect: expect, Origin: "pages", Outcome: &Outcome{Unverified: []string{expect}}}},
		Lawful:  []LawfulResult{{ID: "lawful/x", Alarm: true, Outcome: &Outcome{Conclusion: result.Nonconformant, Failed: []string{expect}}}},
		Hostile: []HostileResult{{ID: "hostile/x", Outcome: &Outcome{}}},
		Pairs:   []PairResult{{Inner: "pair/x", Outer: "pair/y", Outcome: &Outcome{}}},
		Orders:  []OrderResult{{Gateway: "order/x", Runs: 2, Same: 1}},
		Idle:    []IdleCase{{ID: "idle/x"}, {ID: "idle/y", Why: "because"}},
		Whole:   true,
	}
	if r.OK() {
		t.Error("the report is said to be fine")
	}
	for name, form := range map[string]func(*bytes.Buffer) error{
		"text": func(b *bytes.Buffer) error { return r.Text(b) }, "markdown": func(b *bytes.Buffer) error { return r.Markdown(b) },
	} {
		var b bytes.Buffer
		if err := form(&b); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"0 of 1", "survived", "lawful/x", "hostile/x", "pair/x", "order/x", "idle/x"} {
			if !strings.Contains(strings.ReplaceAll(b.String(), `\`, ""), want) {
				t.Errorf("%s does not tell of %s:\n%s", name, want, b.String())
			}
		}
	}
	var b bytes.Buffer
	if err := r.JSON(&b); err != nil || !json.Valid(b.Bytes()) {
		t.Errorf("JSON: %v\n%s", err, b.String())
	}
	if problems := r.Problems(); len(problems) != 6 {
		t.Errorf("problems: %q", problems)
	}
}

// An interrupted measurement tells of what was measured until then.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	const enough = 3
	r, err := Run(ctx, Options{Workers: 1, Progress: func(done, _ int) {
		if done == enough {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if r == nil || !r.Interrupted || r.Whole || r.Runs != enough || len(r.Faults) == 0 || len(r.Faults) > enough {
		t.Fatalf("%+v", r)
	}
	for _, p := range r.Problems() {
		t.Error(p)
	}
	var b bytes.Buffer
	if err := r.Text(&b); err != nil || !strings.Contains(b.String(), "interrupted") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// The faults of the shuffled runs exist, and their expected cases are different.
func TestOrderFaults(t *testing.T) {
	for _, id := range orderFaults {
		if _, ok := faults.Lookup(id); !ok {
			t.Errorf("there is no fault %s", id)
		}
	}
}

// The pairs are the same every time, and no fault is paired with itself.
func TestPairsAreAFixedSample(t *testing.T) {
	first := pairs()
	if len(first) != pairCount {
		t.Errorf("%d pairs", len(first))
	}
	for i, p := range pairs() {
		if p[0].ID != first[i][0].ID || p[1].ID != first[i][1].ID || p[0].ID == p[1].ID {
			t.Errorf("pair %d is %s and %s", i, p[0].ID, p[1].ID)
		}
	}
}

func TestKinds(t *testing.T) {
	got := kinds([]string{"create/name/a", "create/name/b", "isolation/x", "list/filter/id/a", "list/filter/name/a", "list/limit/a", "list/status-200"})
	want := []string{"create/name 2", "isolation 1", "list/filter/id 1", "list/filter/name 1", "list/limit 1", "list 1"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
