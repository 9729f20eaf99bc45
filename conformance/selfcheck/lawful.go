package selfcheck

import (
	"context"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/result"
)

// LawfulResult is what the suite said of a gateway that obeys the pages in its
// own way.
type LawfulResult struct {
	ID   string `json:"id"`
	Does string `json:"does"`
	Why  string `json:"why"`
	// Partial says that the gateway leaves some statements unverifiable.
	Partial bool `json:"partial,omitempty"`
	// Alarm says that the suite was wrong about the gateway: a case failed or
	// got no answer, or more was left open than the gateway leaves.
	Alarm   bool     `json:"alarm"`
	Outcome *Outcome `json:"outcome"`
}

func (o Options) lawful(r *Report, j *jobs) {
	all := traits.All()
	r.Lawful = make([]LawfulResult, 0, len(all))
	for i, t := range all {
		if !o.selected(t.ID, i) {
			continue
		}
		r.Lawful = append(r.Lawful, LawfulResult{ID: t.ID, Does: t.Does, Why: t.Why, Partial: t.Partial})
		res := &r.Lawful[len(r.Lawful)-1]
		j.add(func(ctx context.Context) (*Outcome, error) { return suite(ctx, t.Handler(gateway.Options{})) }, func(out *Outcome) {
			res.Outcome = out
			res.Alarm = out.Conclusion != result.Conformant && (!t.Partial || out.Conclusion != result.Partial)
		})
	}
}
