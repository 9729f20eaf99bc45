package engine

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// Plant creates the specimen. What is refused for what may be a value that is taken,
// or for no reason that is the request's, is tried once more with other values.
func (x *run) Plant(ctx context.Context, s stimulus.Specimen) *stimulus.Planted {
	p := x.plantOnce(ctx, s, 0)
	if again := x.mayBeTaken(p); again {
		if second := x.plantOnce(ctx, s, 1); second.OK() {
			return second
		}
	}
	if p.Exchange != nil && p.Err == nil && slices.Contains([]int{413, 429, 503}, p.Exchange.Status) || x.quotaReached(ctx, p) {
		p.Absent = fmt.Sprintf("the gateway takes no more apps: it answered %d%s", p.Exchange.Status, probe.BriefError(p.Exchange))
	}
	return p
}

func (x *run) plantOnce(ctx context.Context, s stimulus.Specimen, again int) *stimulus.Planted {
	p := &stimulus.Planted{Spec: s}
	p.Draft, p.Req = s.Build(x.shelf, x.nonce, x.Home, again)
	x.create(ctx, p, x.world.Limit())
	return p
}

// mayBeTaken reports whether the app was refused for what may be another app's value,
// or failed without a reason. A likeness of another app may well be refused.
func (x *run) mayBeTaken(p *stimulus.Planted) bool {
	if p.OK() || p.Exchange == nil || p.Spec.Likeness || p.Spec.Late {
		return false
	}
	if p.Err != nil || p.Exchange.Status >= 500 {
		return p.Err == nil
	}
	j := p.Exchange.Judgement
	return !j.Accepted && (len(j.Findings) == 0 || slices.ContainsFunc(j.Findings, func(f oracle.Finding) bool { return f.Unless == oracle.ValueTaken }))
}

// explain creates, for each specimen that was refused, apps with one of its members
// each: they show which one is to blame.
func (x *run) explain(ctx context.Context) {
	n := 0
	for _, p := range x.scene.Planted() {
		if p.OK() || p.Err != nil || p.Exchange == nil || p.Absent != "" || p.Spec.Likeness || len(p.Draft) < 2 || ctx.Err() != nil {
			continue
		}
		if !slices.ContainsFunc(p.Exchange.Judgement.Findings, func(f oracle.Finding) bool { return f.Kind == "refused" }) {
			continue
		}
		p.Alone = map[string]*stimulus.Planted{}
		for _, member := range p.Draft.Members() {
			n++
			if alone := x.Plant(ctx, stimulus.Only(p.Draft, member, n)); alone.Absent == "" {
				p.Alone[member] = alone
			}
		}
	}
}

// quotaReached reports whether the refusal of a valid app means that the gateway
// takes no more apps, which is lawful: it blames no parameter, and an app with a
// name alone is refused in the same way.
func (x *run) quotaReached(ctx context.Context, p *stimulus.Planted) bool {
	if p.Exchange == nil || p.Err != nil || p.Req.At != nil || p.Exchange.Status/100 != 4 || p.Exchange.Status == http.StatusUnauthorized {
		return false
	}
	if !slices.ContainsFunc(p.Exchange.Judgement.Findings, func(f oracle.Finding) bool { return f.Kind == "refused" && f.Field == "" }) {
		return false
	}
	code, msg := probe.ErrorCode(p.Exchange), probe.ErrorMessage(p.Exchange)
	if len(oracle.NamedParameters(msg)) > 0 {
		return false
	}
	kind := fmt.Sprint(p.Exchange.Status, " ", code)
	x.quotaMu.Lock()
	defer x.quotaMu.Unlock()
	if known, asked := x.quota[kind]; asked {
		return known
	}
	small := &stimulus.Planted{Spec: stimulus.Ordinary(fmt.Sprintf("quota-probe-%d", len(x.quota)+1), "shows whether any app is taken")}
	small.Draft, small.Req = small.Spec.Build(x.shelf, x.nonce, x.Home, 0)
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
		if app := p.Exchange.Object(); app != nil {
			p.App, p.ID = app, app.Text("id")
		}
	}
}
