package selfcheck

import (
	"context"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
	"github.com/appgauge/appgauge/conformance/result"
)

// HostileResult is how the suite withstood a gateway that means harm.
type HostileResult struct {
	ID   string `json:"id"`
	Does string `json:"does"`
	// Lawful says that it breaks no statement of the pages.
	Lawful bool `json:"lawful,omitempty"`
	// Stood says that the run came to an end in time, with a verdict for every
	// case, did not take the gateway for a conformant one unless it breaks no
	// statement of the pages, and told of the apps that stayed behind.
	Stood bool `json:"stood"`
	// Foreign are the paths of every DELETE that no run may send, Lost the IDs of
	// the owner's apps that are gone.
	Foreign []string `json:"foreign,omitempty"`
	Lost    []string `json:"lost,omitempty"`
	Outcome *Outcome `json:"outcome"`
}

// hostileTimeout bounds each request to a hostile gateway. Nothing depends on its
// length but the time that the measurement takes.
const hostileTimeout = time.Second

func (o Options) hostile(r *Report, j *jobs) {
	all := hostile.All()
	r.Hostile = make([]HostileResult, 0, len(all))
	for i, h := range all {
		if !o.selected(h.ID, i) {
			continue
		}
		r.Hostile = append(r.Hostile, HostileResult{ID: h.ID, Does: h.Does, Lawful: h.Lawful()})
		res := &r.Hostile[len(r.Hostile)-1]
		var g *hostile.Gateway
		j.add(h.ID, func(ctx context.Context) (*Outcome, error) {
			g = h.Open(gateway.Options{})
			return suiteHTTP(ctx, g, hostileTimeout)
		}, func(out *Outcome) {
			res.Outcome, res.Foreign, res.Lost = out, g.Foreign(), g.Lost()
			res.Stood = out.Cases == r.Cases && !out.Late && stood(h, out)
		})
	}
}

// stood reports whether the conclusion fits the gateway: one that breaks no
// statement of the pages passes, and of apps that stay behind the run must tell.
func stood(h hostile.Hostile, out *Outcome) bool {
	passed := out.Conclusion == result.Conformant || out.Conclusion == result.Partial
	return passed == h.Lawful() && (!h.Deletes() || out.Left > 0)
}

// spared reports whether the run deleted nothing but its own apps.
func (h *HostileResult) spared() bool { return len(h.Foreign) == 0 && len(h.Lost) == 0 }
