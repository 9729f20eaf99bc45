package selfcheck

import (
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// What a fault is expected to be caught by exists, and can fail: it is a case
// about a statement that binds.
func TestEveryExpectationNamesACase(t *testing.T) {
	cases := conformance.Cases(validate.Default())
	for _, f := range faults.All() {
		known, binding := false, false
		for _, c := range cases {
			if result.Match(f.Expect, c.ID) {
				known = true
				binding = binding || c.Level == result.Must
			}
		}
		switch {
		case !known:
			t.Errorf("%s is expected to be caught by %s, which is no case", f.ID, f.Expect)
		case !binding:
			t.Errorf("%s is expected to be caught by %s, which cannot fail", f.ID, f.Expect)
		}
	}
}
