package faults_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/faults/witness"
)

// TestFaultsShow holds that every fault shows: some probe sees a faulty gateway
// behave otherwise than the reference.
func TestFaultsShow(t *testing.T) {
	lawful := map[string]string{}
	for _, p := range witness.Probes() {
		lawful[p.Name] = witness.Transcript(p, nil)
		if again := witness.Transcript(p, nil); again != lawful[p.Name] {
			t.Fatalf("probe %q sees the reference gateway in two ways:\n%s", p.Name, firstDifference(lawful[p.Name], again))
		}
	}
	for _, f := range faults.All() {
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			for _, p := range witness.Order(f.ID) {
				if got := witness.Transcript(p, f.Alter); got != lawful[p.Name] {
					t.Logf("%s: %s", p.Name, firstDifference(lawful[p.Name], got))
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
	where := regexp.MustCompile(`^(create-app|query-apps), (Table \d+(, \w+)?|Status codes?( \d+)?|Function|Calling Method)\b`)
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

const home = "/v2/project-one/apigw/instances/instance-one/apps"

// TestHandler makes gateways with more than one fault.
func TestHandler(t *testing.T) {
	h, err := faults.Handler(gateway.Options{}, "name/max-65", "name/middle-dot-accepted")
	if err != nil {
		t.Fatal(err)
	}
	c := &witness.Client{Handler: h}
	for body, want := range map[string]int{
		`{"name":"a.` + strings.Repeat("a", 63) + `"}`: 201,
		`{"name":"a.` + strings.Repeat("a", 64) + `"}`: 400,
		`{"name":"a-b"}`: 400,
	} {
		if got, answer := c.Do("POST", home, body, gateway.DemoToken); got != want {
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
		for _, p := range witness.Probes() {
			if !slices.Contains([]string{"bodies", "tokens", "listing", "isolation"}, p.Name) {
				continue
			}
			h, err := faults.Handler(gateway.Options{}, a.ID, b.ID)
			if err != nil {
				t.Fatal(err)
			}
			c := &witness.Client{Handler: h}
			p.Run(c)
			if !c.Seen() {
				t.Errorf("%s and %s: %s saw nothing", a.ID, b.ID, p.Name)
			}
		}
	}
}

// TestTriggered holds what changes with triggers must be in themselves: found by
// their ID, and half of each trigger's kept from sight.
func TestTriggered(t *testing.T) {
	all := faults.AllTriggered()
	if len(all) < 3000 {
		t.Errorf("%d faults", len(all))
	}
	type half struct{ seen, all int }
	of := map[string]*half{}
	ids := map[string]bool{}
	for _, f := range all {
		if ids[f.ID()] {
			t.Errorf("%s: two faults of this ID", f.ID())
		}
		ids[f.ID()] = true
		h := of[f.Trigger.ID]
		if h == nil {
			h = &half{}
			of[f.Trigger.ID] = h
		}
		h.all++
		if f.Seen() {
			h.seen++
		}
	}
	for _, tr := range faults.Triggers() {
		h := of[tr.ID]
		switch {
		case h == nil:
			t.Errorf("no change has the trigger %s", tr.ID)
		case h.seen*5 < h.all*2 || h.seen*5 > h.all*3:
			t.Errorf("%s: %d of %d are seen", tr.ID, h.seen, h.all)
		}
	}
	if f, ok := faults.Lookup("name/max-65@with-remark"); !ok || f.ID != "name/max-65@with-remark" {
		t.Errorf("found %q", f.ID)
	}
	for _, id := range []string{"name/max-65@", "name/max-65@never", "@with-remark"} {
		if f, ok := faults.Lookup(id); ok {
			t.Errorf("%s is %s", id, f.ID)
		}
	}
}

// A change bites when its trigger says so, and at no other time.
func TestTriggerBites(t *testing.T) {
	f, _ := faults.Lookup("name/max-65@with-remark")
	c := &witness.Client{Handler: f.Handler(gateway.Options{})}
	name := `{"name":"` + strings.Repeat("a", 65) + `"`
	for _, k := range []struct {
		body string
		want int
	}{{name + `}`, 400}, {name + `,"remark":"x"}`, 201}, {name + `}`, 400}} {
		if got, answer := c.Do("POST", home, k.body, gateway.DemoToken); got != k.want {
			t.Errorf("%s: %d %s, want %d", k.body, got, answer, k.want)
		}
	}
	// Both answer from one store.
	if _, answer := c.Do("GET", home, "", gateway.DemoToken); !strings.Contains(answer, `"total":1`) {
		t.Error(answer)
	}
}
