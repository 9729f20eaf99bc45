package conformance_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
	"github.com/appgauge/appgauge/conformance/result"
)

// An exploration deletes nothing but its own apps either, whatever a gateway lies.
func TestExploringDeletesNothingForeign(t *testing.T) {
	n := 0
	for _, h := range hostile.All() {
		if !strings.HasPrefix(h.ID, "id/") && h.ID != "list/others-with-nonce" {
			continue
		}
		if n++; n%12 != 1 {
			continue // the runs of the suite try them all
		}
		t.Run(h.ID, func(t *testing.T) {
			t.Parallel()
			g := h.Open(gateway.Options{})
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			r := &conformance.Runner{
				Handler: g, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Timeout: time.Second,
				Ledger: filepath.Join(t.TempDir(), "ledger"), AppBudget: result.DefaultAppBudget,
			}
			if _, err := r.Explore(ctx, conformance.Exploration{For: time.Second, Enough: 1}); err != nil {
				t.Fatal(err)
			}
			if foreign := g.Foreign(); len(foreign) > 0 {
				t.Errorf("DELETE was sent for %q", foreign)
			}
			if lost := g.Lost(); len(lost) > 0 {
				t.Errorf("the owner's apps %q are gone", lost)
			}
		})
	}
	if n < 30 {
		t.Errorf("only %d gateways were tried", n)
	}
}

// An exploration that is interrupted deletes what it created, and reports what it found
// until then.
func TestExplorationInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	r := runner(gateway.New(gateway.Options{}))
	r.Ledger = filepath.Join(t.TempDir(), "ledger")
	o, err := r.Explore(ctx, conformance.Exploration{For: time.Minute, Seen: func(conformance.Explored) {
		if seen++; seen == 5 {
			cancel()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if o.Result.Conclusion != result.Aborted || !strings.Contains(o.Result.Reason, "interrupted") {
		t.Errorf("%s: %s", o.Result.Conclusion, o.Result.Reason)
	}
	if a := o.Result.Apps; a.Created == 0 || a.Deleted != a.Created || len(a.Left) > 0 {
		t.Errorf("%d of %d apps deleted, %d left", a.Deleted, a.Created, len(a.Left))
	}
}
