package selfcheck

import (
	"slices"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// What a fault is expected to be caught by exists, and can fail: it is a case about
// a statement that binds. For a fault that breaks another, it can at least warn.
func TestEveryExpectationNamesACase(t *testing.T) {
	cases := conformance.Cases(validate.Default())
	for _, f := range faults.All() {
		known, binding := false, false
		for _, c := range cases {
			if result.Match(f.Expect, c.ID) {
				known = true
				binding = binding || c.Level == result.Must || f.Should && c.Level == result.Should
			}
		}
		switch {
		case !known:
			t.Errorf("%s is expected to be caught by %s, which is no case", f.ID, f.Expect)
		case !binding:
			t.Errorf("%s is expected to be caught by %s, which cannot catch it", f.ID, f.Expect)
		}
	}
}

// The cases that are excused for catching nothing exist.
func TestHiddenSecretsAreCases(t *testing.T) {
	cases := conformance.Cases(validate.Default())
	for _, id := range hiddenSecrets {
		if !slices.ContainsFunc(cases, func(c result.Case) bool { return c.ID == id }) {
			t.Errorf("%s is not a case", id)
		}
	}
}
