package faults_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
)

// transcript is what a probe sees of a gateway.
func transcript(p probe, alter func(*gateway.Behaviour)) string {
	o := gateway.Options{ClearSecrets: true, Alter: []func(*gateway.Behaviour){deterministic}}
	if alter != nil {
		o.Alter = append(o.Alter, alter)
	}
	c := &client{h: gateway.New(o)}
	p.run(c)
	return c.transcript.String()
}

// TestFaultsShow holds that every fault shows: some probe sees a faulty gateway
// behave otherwise than the reference.
func TestFaultsShow(t *testing.T) {
	lawful := map[string]string{}
	for _, p := range probes() {
		lawful[p.name] = transcript(p, nil)
		if again := transcript(p, nil); again != lawful[p.name] {
			t.Fatalf("probe %q sees the reference gateway in two ways:\n%s", p.name, firstDifference(lawful[p.name], again))
		}
	}
	for _, f := range faults.All() {
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			for _, p := range order(f.ID) {
				if got := transcript(p, f.Alter); got != lawful[p.name] {
					t.Logf("%s: %s", p.name, firstDifference(lawful[p.name], got))
					return
				}
			}
			t.Errorf("no probe sees the fault (%s)", f.Breaks)
		})
	}
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return "\n- " + as[i] + "\n+ " + bs[i]
		}
	}
	return "one is longer"
}

// TestTable holds what the table of faults must be in itself.
func TestTable(t *testing.T) {
	where := regexp.MustCompile(`^(create-app|query-apps), (Table \d+(, \w+)?|Status codes?( \d+)?|Function)\b`)
	seen := map[string]bool{}
	count := map[faults.Origin]int{}
	should := 0
	for _, f := range faults.All() {
		count[f.Origin]++
		if f.Should {
			should++
		}
		if seen[f.ID] {
			t.Errorf("%s: two faults of this id", f.ID)
		}
		seen[f.ID] = true
		if !regexp.MustCompile(`^[a-z]+/[a-z0-9-]+$`).MatchString(f.ID) || strings.HasPrefix(f.ID, "pages/") != (f.Origin == faults.FromPages) {
			t.Errorf("%s: not an id of origin %s", f.ID, f.Origin)
		}
		if !where.MatchString(f.Breaks.Where) || f.Breaks.Says == "" {
			t.Errorf("%s breaks %q: no page and table", f.ID, f.Breaks)
		}
		if _, err := path.Match(f.Expect, ""); err != nil || f.Expect == "" {
			t.Errorf("%s: Expect is %q", f.ID, f.Expect)
		}
	}
	t.Logf("%d faults from design, %d from pages; %d break what a gateway should do", count[faults.FromDesign], count[faults.FromPages], should)
	if count[faults.FromDesign] < 150 || count[faults.FromPages] != 147 {
		t.Errorf("faults: %d from design, %d from pages", count[faults.FromDesign], count[faults.FromPages])
	}
}

// TestHandler makes gateways with more than one fault.
func TestHandler(t *testing.T) {
	h, err := faults.Handler(gateway.Options{}, "name/max-65", "name/middle-dot-accepted")
	if err != nil {
		t.Fatal(err)
	}
	c := &client{h: h}
	for body, want := range map[string]int{
		`{"name":"a.` + strings.Repeat("a", 63) + `"}`: 201,
		`{"name":"a.` + strings.Repeat("a", 64) + `"}`: 400,
		`{"name":"a-b"}`: 400,
	} {
		if got, answer := c.do("POST", home, body, gateway.DemoToken); got != want {
			t.Errorf("%s: %d %s, want %d", body, got, answer, want)
		}
	}
	if _, err := faults.Handler(gateway.Options{}, "name/max-6"); err == nil || !strings.Contains(err.Error(), "name/min-2") {
		t.Errorf("an unknown fault: %v", err)
	}
}

// TestPairs holds that faults compose: gateways with two of them, of themes far
// apart, answer every request.
func TestPairs(t *testing.T) {
	all := faults.All()
	for i := 0; i < len(all); i += 5 {
		a, b := all[i], all[(i*31+len(all)/2)%len(all)]
		for _, p := range probes() {
			if !slices.Contains([]string{"bodies", "tokens", "listing", "isolation"}, p.name) {
				continue
			}
			h, err := faults.Handler(gateway.Options{}, a.ID, b.ID)
			if err != nil {
				t.Fatal(err)
			}
			c := &client{h: h}
			p.run(c)
			if c.transcript.Len() == 0 {
				t.Errorf("%s and %s: %s saw nothing", a.ID, b.ID, p.name)
			}
		}
	}
}
