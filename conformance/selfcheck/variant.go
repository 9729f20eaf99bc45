package selfcheck

import (
	"context"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/variants"
	"github.com/appgauge/appgauge/conformance/result"
)

// LawfulResult is what the suite said of a gateway that obeys the pages in its
// own way.
type LawfulResult struct {
	ID   string `json:"id"`
	Does string `json:"does"`
	Why  string `json:"why"`
	// Against is the reading of this project that a disputed variant goes
	// against.
	Against string `json:"against,omitempty"`
	// Partial says that the gateway leaves some statements unverifiable.
	Partial bool `json:"partial,omitempty"`
	// Alarm says that the suite was wrong about the gateway: a case failed or
	// got no answer, or more was left open than the gateway leaves.
	Alarm   bool     `json:"alarm"`
	Outcome *Outcome `json:"outcome"`
}

func (o Options) variants(r *Report, j *jobs) {
	o.lawful(&r.Lawful, j, variants.All())
	o.lawful(&r.Disputed, j, variants.Disputed())
}

func (o Options) lawful(into *[]LawfulResult, j *jobs, all []variants.Variant) {
	*into = make([]LawfulResult, 0, len(all))
	for i, v := range all {
		if !o.selected(v.ID, i) {
			continue
		}
		*into = append(*into, LawfulResult{ID: v.ID, Does: v.Does, Why: v.Why, Against: v.Against, Partial: v.Partial})
		res := &(*into)[len(*into)-1]
		j.add(func(ctx context.Context) (*Outcome, error) { return suite(ctx, v.Handler(gateway.Options{})) }, func(out *Outcome) {
			res.Outcome = out
			res.Alarm = out.Conclusion != result.Conformant && (!v.Partial || out.Conclusion != result.Partial)
		})
	}
}
