package engine

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// Plant creates the specimen. What is refused for what may be a value that is taken,
// or for no reason that is the request's, is tried once more with other values. What goes
// unanswered is tried again as it is. If the gateway is known to be full nothing is sent.
func (x *run) Plant(ctx context.Context, s stimulus.Specimen) *stimulus.Planted {
	p := x.plantOnce(ctx, s, 0)
	for again := 1; again <= plantAgain && x.mayTryAgain(ctx, p, again); again++ {
		p = x.plantOnce(ctx, s, 0)
	}
	if x.mayBeTaken(p) {
		if second := x.plantOnce(ctx, s, 1); second.OK() {
			return second
		}
	}
	if why := x.refusedForRoom(ctx, p); why != "" {
		x.room.learn(x.world.Present(), why)
		p.Err, p.Full, p.Absent = nil, true, noRoom(why)
	} else if p.Exchange != nil && p.Err == nil && p.Exchange.Status == http.StatusRequestEntityTooLarge {
		p.Absent = fmt.Sprintf("the gateway does not take so long a body: it answered 413%s", probe.BriefError(p.Exchange))
	}
	return p
}

func (x *run) plantOnce(ctx context.Context, s stimulus.Specimen, again int) *stimulus.Planted {
	p := &stimulus.Planted{Spec: s}
	p.Draft, p.Req = s.Build(x.shelf, x.nonce, x.Home, again)
	if why, full := x.full(); full && p.Req.At == nil {
		p.Full, p.Absent = true, noRoom(why)
		return p
	}
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

// refusal is what is known of refusals of one status and error code.
type refusal struct {
	// full reports that they say that the gateway takes no more apps.
	full bool
	// asked is how often that was found out, and present how many apps there were then.
	asked, present int
}

// refusedForRoom says how the gateway refused a valid app because it takes no more, which
// is lawful; "" if it did not: it then blames a parameter, or takes an app with a name
// alone.
func (x *run) refusedForRoom(ctx context.Context, p *stimulus.Planted) string {
	if t, ok := errors.AsType[*probe.TransientError](p.Err); ok && t.Full {
		return t.Error()
	}
	if p.Exchange == nil || p.Err != nil || p.Req.At != nil || p.Exchange.Status/100 != 4 || p.Exchange.Status == http.StatusUnauthorized {
		return ""
	}
	blank := func(f oracle.Finding) bool { return f.Kind == "refused" && f.Field == "" }
	if p.Exchange.Status != http.StatusRequestEntityTooLarge && !slices.ContainsFunc(p.Exchange.Judgement.Findings, blank) {
		return ""
	}
	code, msg := probe.ErrorCode(p.Exchange), probe.ErrorMessage(p.Exchange)
	if len(oracle.NamedParameters(msg)) > 0 {
		return ""
	}
	kind := kindOf(p.Exchange)
	x.refusalMu.Lock()
	defer x.refusalMu.Unlock()
	known := x.refusals[kind]
	if known == nil {
		known = &refusal{present: -1}
		if x.refusals == nil {
			x.refusals = map[string]*refusal{}
		}
		x.refusals[kind] = known
	}
	if present := x.world.Present(); !known.full && known.asked < 3 && present > known.present {
		known.asked++
		known.present = present
		known.full = x.refusesAny(ctx, p.Exchange.Status, code)
	}
	if !known.full {
		return ""
	}
	return fmt.Sprintf("it answered %d%s", p.Exchange.Status, probe.BriefError(p.Exchange))
}

// kindOf is the status and the error code of a refusal.
func kindOf(ex *probe.Exchange) string { return fmt.Sprint(ex.Status, " ", probe.ErrorCode(ex)) }

// saysFull reports whether the app was refused in words that say that there is no room.
func (x *run) saysFull(p *stimulus.Planted) bool {
	if p.OK() || p.Exchange == nil || p.Err != nil {
		return false
	}
	x.refusalMu.Lock()
	defer x.refusalMu.Unlock()
	known := x.refusals[kindOf(p.Exchange)]
	return known != nil && known.full
}

// refusesAny reports whether an app with a name alone is refused in the same way. One
// that is not is deleted at once.
func (x *run) refusesAny(ctx context.Context, status int, code string) bool {
	x.probes++
	small := &stimulus.Planted{Spec: stimulus.Ordinary(fmt.Sprintf("quota-probe-%d", x.probes), "shows whether any app is taken")}
	small.Draft, small.Req = small.Spec.Build(x.shelf, x.nonce, x.Home, 0)
	x.create(ctx, small, x.world.Limit())
	if small.OK() {
		x.world.Drop(ctx, 1, small.ID)
	}
	return small.Exchange != nil && small.Err == nil && small.Exchange.Status == status && probe.ErrorCode(small.Exchange) == code
}

const (
	// plantAgain is how often a creation without an answer is tried again.
	plantAgain = 3
	// lostFor is for how long all creations may go unanswered before none is tried again.
	lostFor = 3 * time.Second
)

// mayTryAgain reports whether a creation without an answer may be tried again. If its
// app was made all the same, which its name shows, it is deleted first.
func (x *run) mayTryAgain(ctx context.Context, p *stimulus.Planted, again int) bool {
	t, transient := errors.AsType[*probe.TransientError](p.Err)
	switch {
	case p.Err == nil && p.Exchange != nil:
		x.lostSince.Store(0)
		return false
	case !transient || t.Full || x.lostLong() || probe.Sleep(ctx, 100*time.Millisecond<<again) != nil:
		return false
	}
	s := x.Scan(ctx, p.Req.At, probe.Params{}.With("name", p.Req.Name).With("precise_search", "name"), 10)
	for i := range s.Apps {
		x.world.Discover(s.Apps[i].App)
		x.world.Drop(ctx, 1, s.Apps[i].App.Text("id"))
	}
	return true
}

// lostLong reports whether creations have gone unanswered for long. One just did.
func (x *run) lostLong() bool {
	now := time.Now().UnixNano()
	x.lostSince.CompareAndSwap(0, now)
	return now-x.lostSince.Load() > int64(lostFor)
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
