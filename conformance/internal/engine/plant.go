package engine

import (
	"context"
	"fmt"
	"net/http"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/internal/world"
)

// Plant creates the specimen.
func (x *run) Plant(ctx context.Context, s stimulus.Specimen) *stimulus.Planted {
	p := &stimulus.Planted{Spec: s}
	p.Draft, p.Req = s.Build(x.shelf, x.nonce, x.Home)
	x.create(ctx, p, x.world.Limit())
	if x.quotaReached(ctx, p) {
		p.Absent = fmt.Sprintf("the gateway takes no more apps: it answered %d%s", p.Exchange.Status, probe.BriefError(p.Exchange))
	}
	return p
}

// quotaReached reports whether the refusal of a valid app means that the gateway
// takes no more apps, which is lawful: it blames no parameter, and an app with a
// name alone is refused in the same way.
func (x *run) quotaReached(ctx context.Context, p *stimulus.Planted) bool {
	if p.Exchange == nil || p.Err != nil || p.Req.At != nil || p.Exchange.Status/100 != 4 || p.Exchange.Status == http.StatusUnauthorized {
		return false
	}
	code, msg := probe.ErrorCode(p.Exchange), probe.ErrorMessage(p.Exchange)
	if code == "" || code == stimulus.DocumentedCode(fmt.Sprint(p.Exchange.Status)) || len(probe.NamedParameters(msg)) > 0 {
		return false
	}
	kind := fmt.Sprint(p.Exchange.Status, " ", code)
	x.quotaMu.Lock()
	defer x.quotaMu.Unlock()
	if known, asked := x.quota[kind]; asked {
		return known
	}
	small := &stimulus.Planted{Spec: stimulus.Ordinary(fmt.Sprintf("quota-probe-%d", len(x.quota)+1), "shows whether any app is taken")}
	small.Draft, small.Req = small.Spec.Build(x.shelf, x.nonce, x.Home)
	x.create(ctx, small, x.world.Limit())
	reached := small.Exchange != nil && small.Err == nil && small.Exchange.Status == p.Exchange.Status && probe.ErrorCode(small.Exchange) == code
	if x.quota == nil {
		x.quota = map[string]bool{}
	}
	x.quota[kind] = reached
	return reached
}

// create sends p's request within the first most apps of the budget.
func (x *run) create(ctx context.Context, p *stimulus.Planted, most int) {
	p.Exchange, p.Err = x.world.Post(ctx, p.Req, most)
	if p.Err == world.ErrBudget {
		p.Exchange, p.Err, p.Absent = nil, nil, fmt.Sprintf("the budget of %d apps is used up", x.world.Limit())
		return
	}
	if p.Err != nil {
		return
	}
	if p.Exchange.Status/100 == 2 {
		if v, err := p.Exchange.JSON(); err == nil {
			if app, ok := v.(probe.Object); ok {
				p.App, p.ID = app, app.Text("id")
			}
		}
	}
}
