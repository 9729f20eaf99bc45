package selfcheck

import (
	"context"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// reference measures the gateway that has no fault and no trait. On it no case may
// even warn: the warning that is to catch a fault would otherwise mean nothing.
func (o Options) reference(r *Report, j *jobs) {
	r.Reference = &LawfulResult{ID: "the reference gateway"}
	j.add(r.Reference.ID, func(ctx context.Context) (*Outcome, error) {
		return suite(ctx, gateway.New(gateway.Options{}))
	}, func(out *Outcome) {
		r.Reference.judge(out, r)
		if len(out.Warned) > 0 {
			r.Reference.Alarm, r.Reference.Outcome = true, out
		}
	})
}
