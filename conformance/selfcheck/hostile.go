package selfcheck

import (
	"context"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
)

// HostileResult is how the suite stood a gateway that means harm.
type HostileResult struct {
	ID   string `json:"id"`
	Does string `json:"does"`
	// Stood says that the run came to an end with a verdict for every case, and
	// did not take the gateway for a conformant one.
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
		r.Hostile = append(r.Hostile, HostileResult{ID: h.ID, Does: h.Does})
		res := &r.Hostile[len(r.Hostile)-1]
		var started time.Time
		j.add(func(ctx context.Context) (*Outcome, error) {
			started = time.Now()
			return suiteHTTP(ctx, h.Handler(gateway.Options{}), hostileTimeout)
		}, func(out *Outcome) {
			res.Outcome = out
			res.Seconds = time.Since(started).Seconds()
			res.Stood = out.Cases == r.Cases && stood(h.ID, out)
		})
	}
}

// stood reports whether the conclusion fits the gateway. One that only deletes
// badly breaks no statement of the pages, for neither page has that operation:
// there the apps that stay behind must be told of.
func stood(id string, out *Outcome) bool {
	passed := out.Conclusion == conformance.Conformant || out.Conclusion == conformance.Partial
	if strings.HasPrefix(id, "delete/") {
		return passed && out.Left > 0
	}
	return !passed
}
