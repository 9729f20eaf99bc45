package conformance_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// IDs may be short, and one may begin another: an ID that no app has is then not
// made by changing a few characters.
func TestShortIDs(t *testing.T) {
	for _, form := range []string{"%d", "%x"} {
		var n atomic.Int64
		r := runner(gateway.New(gateway.Options{Alter: []func(*gateway.Behaviour){func(b *gateway.Behaviour) {
			b.NewID = func() string { return fmt.Sprintf(form, n.Add(1)) }
		}}}))
		r.AppBudget = 0
		res := run(t, r)
		if res.Conclusion != result.Conformant {
			t.Errorf("IDs like %q: %s", fmt.Sprintf(form, 30), res.Reason)
		}
		for _, c := range res.Cases {
			if c.Verdict == result.Fail {
				t.Errorf("%s: %s", c.ID, c.Message())
			}
		}
	}
}
