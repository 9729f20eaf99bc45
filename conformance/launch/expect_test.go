package launch

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/oracle"
)

func TestExpectations(t *testing.T) {
	for _, c := range []struct {
		name  string
		flags []string
		want  Expectations
		bad   string
	}{
		{"two", []string{"second-app-of-a-name=refused with 409", "name-search=prefix"}, Expectations{"second-app-of-a-name": "refused with 409", "name-search": "prefix"}, ""},
		{"twice the same", []string{"name-search=prefix", "name-search=prefix"}, Expectations{"name-search": "prefix"}, ""},
		{"two values", []string{"name-search=prefix", "name-search=substring"}, Expectations{"name-search": "prefix"}, `already expected to be "prefix"`},
		{"no value", []string{"second-app-of-a-name="}, nil, "must be of the form TRAIT=VALUE"},
		{"no trait", []string{"=yes"}, nil, "must be of the form TRAIT=VALUE"},
	} {
		var got Expectations
		var err error
		for _, text := range c.flags {
			if err = got.Set(text); err != nil {
				break
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if c.bad == "" && err != nil || c.bad != "" && (err == nil || !strings.Contains(err.Error(), c.bad)) {
			t.Errorf("%s: error %v", c.name, err)
		}
	}
}

// TestExpectUnknownTrait holds that a name that no trait has ends a run before it
// begins, and is answered by the names there are, in a fleet too.
func TestExpectUnknownTrait(t *testing.T) {
	fleet := write(t, "fleet.yaml", "gateways:\n  - {name: south, base-url: 'http://127.0.0.1:9', expect: {uniqe-names: yes}}\n")
	for name, o := range map[string]Options{
		"flag":  {Expect: Expectations{"uniqe-names": "yes"}},
		"fleet": {Config: fleet},
	} {
		s, _ := streams(map[string]string{})
		if name == "fleet" {
			s, _ = streams(map[string]string{tokenVariable: "t"})
		}
		_, err := Run(t.Context(), o, s)
		if err == nil || !strings.Contains(err.Error(), `there is no trait "uniqe-names"; the traits are `+strings.Join(oracle.TraitNames(), ", ")) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// TestFleetExpects holds that an entry's expectations come on top of the flags'.
func TestFleetExpects(t *testing.T) {
	flags := Expectations{"second-app-of-a-name": "accepted", "name-search": "prefix"}
	g := fleetGateway{BaseURL: "http://127.0.0.1:9", Expect: Expectations{"name-search": "substring", "asked-first": "the token"}}
	s, _ := streams(map[string]string{tokenVariable: "t"})
	r, err := g.runner(t.Context(), Options{Expect: flags}, s)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"second-app-of-a-name": "accepted", "name-search": "substring", "asked-first": "the token"}
	if diff := cmp.Diff(want, r.Expect); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if flags["name-search"] != "prefix" {
		t.Error("the flags were changed for the next gateway")
	}
}
