package selfcheck

import (
	"context"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
	"github.com/appgauge/appgauge/conformance/result"
)

// HostileResult is how the suite stood a gateway that means harm.
type HostileResult struct {
	ID   string `json:"id"`
	Does string `json:"does"`
	// Lawful says that it breaks no statement of the pages.
	Lawful bool `json:"lawful,omitempty"`
	// Stood says that the run came to an end with a verdict for every case, did
	// not take the gateway for a conformant one unless it breaks no statement of
	// the pages, and told of the apps that stayed behind.
	Stood   bool     `json:"stood"`
	Outcome *Outcome `json:"outcome"`
	Seconds float64  `json:"seconds"`
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
		var started time.Time
		j.add(func(ctx context.Context) (*Outcome, error) {
			started = time.Now()
			return suiteHTTP(ctx, h.Handler(gateway.Options{}), hostileTimeout)
		}, func(out *Outcome) {
			res.Outcome = out
			res.Seconds = time.Since(started).Seconds()
			res.Stood = out.Cases == r.Cases && stood(h, out)
		})
	}
}

// stood reports whether the conclusion fits the gateway: one that breaks no
// statement of the pages passes, and of apps that stay behind the run must tell.
func stood(h hostile.Hostile, out *Outcome) bool {
	passed := out.Conclusion == result.Conformant || out.Conclusion == result.Partial
	return passed == h.Lawful() && (!h.Deletes() || out.Left > 0)
}
