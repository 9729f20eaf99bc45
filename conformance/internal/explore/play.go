package explore

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/world"
)

// record is what was sent and what came when a sequence was played, in the order in
// which it happened: it is judged when all is over, and can be judged again.
type record struct {
	mu     sync.Mutex
	sent   []*sent
	events []event
	// before and after are the apps of others around it, if it was asked for them.
	before, after []string
	// picture shows the history, if no order explains it.
	picture []byte
}

// sent is one request and what came.
type sent struct {
	step    int // of the sequence
	request probe.Request
	ex      *probe.Exchange
	err     error
	// unsent reports that it was not sent: the budget of apps does not reach so far, or
	// the app may not be deleted.
	unsent bool
	// ordinary reports that it is a creation of which nothing is special.
	ordinary bool
	// what is the request in words.
	what string
}

// event is a request that began, or ended, or that all apps show by now.
type event struct {
	kind eventKind
	n    int // of sent
	at   time.Time
}

type eventKind uint8

const (
	begins eventKind = iota
	ends
	settles
)

func (r *record) begin(s *sent) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent = append(r.sent, s)
	r.events = append(r.events, event{begins, len(r.sent) - 1, time.Now()})
	return len(r.sent) - 1
}

func (r *record) end(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, event{ends, n, time.Now()})
}

// manner is how a sequence is played.
type manner struct {
	// patient waits, after each row of creations, until what was created shows, or should.
	patient bool
	// bracket looks at the apps of others before and after.
	bracket bool
}

// play plays the sequence once, to a gateway without apps of this run, and clears up.
func (x *run) play(ctx context.Context, seq Sequence, m manner) *record {
	r := &record{}
	if x.Reset != nil {
		if err := x.Reset(ctx); err != nil {
			x.abort(err)
			return r
		}
	}
	p := &player{run: x, env: newEnv(&x.Settings, x.nonce), record: r, manner: m}
	if m.bracket {
		r.before = x.others(ctx)
	}
	for i := range seq {
		if ctx.Err() != nil || x.client.GaveUp() {
			break
		}
		p.step(ctx, i, &seq[i])
	}
	if m.bracket {
		r.after = x.others(ctx)
	}
	x.plays++
	x.made = r.created()
	x.clear(ctx)
	return r
}

// created is how many apps were created.
func (r *record) created() int {
	n := 0
	for _, s := range r.sent {
		if s.request.Op == probe.OpCreate && s.err == nil && s.ex != nil && s.ex.Status/100 == 2 {
			n++
		}
	}
	return n
}

// others are the IDs of the apps of others, sorted.
func (x *run) others(ctx context.Context) []string {
	var out []string
	for _, at := range x.places() {
		s := x.client.Scan(ctx, &at, nil, int(x.Edition.Page.MaxLimit))
		for i := range s.Apps {
			if !x.world.Ours(s.Apps[i].App) {
				out = append(out, at.Path()+s.Apps[i].App.Text("id"))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// player plays one sequence.
type player struct {
	*run
	env *env
	*record
	manner manner
	// fresh are the apps that may not show yet.
	fresh []madeApp
}

func (p *player) step(ctx context.Context, i int, s *Step) {
	// Not before each listing: what matters may be what is sent right before it.
	if s.Create == nil || s.Create.broken() {
		p.settle(ctx)
	}
	switch {
	case s.Together != nil:
		p.together(ctx, i, s.Together)
	case !p.env.resolved(s):
	case s.Create != nil:
		for range s.Create.times() {
			p.created(s.Create, p.post(ctx, i, s, p.env.create(s.Create)))
		}
	case s.List != nil:
		p.list(ctx, i, s, p.env.list(s.List))
	case s.Delete != "":
		p.delete(ctx, i, s)
	}
}

// lanes is how many of n requests that are sent together are under way at one time:
// some begin when others have ended, while longer ones still go on.
func lanes(n int) int { return max(2, min((n+1)/2, 6)) }

// together sends the requests of all steps at the same time.
func (p *player) together(ctx context.Context, i int, steps Sequence) {
	var jobs []func()
	made := make([]*sent, len(steps))
	for k := range steps {
		s := &steps[k]
		switch {
		case !p.env.resolved(s):
		case s.Create != nil:
			r := p.env.create(s.Create)
			jobs = append(jobs, func() { made[k] = p.post(ctx, i, s, r) })
		case s.List != nil:
			r := p.env.list(s.List)
			jobs = append(jobs, func() { p.list(ctx, i, s, r) })
		case s.Delete != "":
			jobs = append(jobs, func() { p.delete(ctx, i, s) })
		}
	}
	probe.Parallel(ctx, lanes(len(jobs)), len(jobs), func(i int) { jobs[i]() })
	for k, sent := range made {
		p.created(steps[k].Create, sent)
	}
}

func (p *player) post(ctx context.Context, i int, s *Step, r probe.Request) *sent {
	out := &sent{step: i, request: r, what: s.String(), ordinary: s.Create.plain()}
	n := p.begin(out)
	out.ex, out.err = p.world.Post(ctx, r, p.world.Limit())
	out.unsent = errors.Is(out.err, world.ErrBudget)
	p.end(n)
	return out
}

// created remembers the app that the request created, if it did.
func (p *player) created(c *Creation, s *sent) {
	if s == nil || s.ex == nil || s.err != nil {
		return
	}
	p.env.learn(c, s.request, s.ex)
	if body := s.ex.Object(); s.ex.Status/100 == 2 && body.Text("id") != "" {
		p.fresh = append(p.fresh, madeApp{body.Text("id"), body.Text("name"), body.Text("app_key"), p.placeOf(s.request)})
	}
}

func (p *player) list(ctx context.Context, i int, s *Step, r probe.Request) {
	out := &sent{step: i, request: r, what: s.String()}
	n := p.begin(out)
	out.ex, out.err = p.client.Do(ctx, r)
	p.end(n)
	if out.ex != nil {
		for _, app := range appsOf(out.ex) {
			p.world.Hide(app)
		}
	}
}

func (p *player) delete(ctx context.Context, i int, s *Step) {
	a := p.env.apps[s.Delete]
	out := &sent{step: i, request: probe.Request{Op: probe.OpDelete, ID: a.id, At: a.at}, what: s.String()}
	n := p.begin(out)
	var why string
	out.ex, why = p.world.Delete(ctx, a.id)
	out.unsent = out.ex == nil
	p.end(n)
	if why == "" {
		p.record.mu.Lock()
		defer p.record.mu.Unlock()
		p.fresh = slices.DeleteFunc(p.fresh, func(m madeApp) bool { return m.id == a.id })
	}
}

// settle waits until every app that was created shows, also in filtered listings,
// which a gateway may answer from another store; or until none can be late any more.
func (p *player) settle(ctx context.Context) {
	if !p.manner.patient || len(p.fresh) == 0 {
		return
	}
	deadline := time.Now().Add(world.Patience)
	for _, a := range p.fresh[max(0, len(p.fresh)-crowd):] { // the others were created before these
		for _, filter := range a.filters() {
			p.await(ctx, a, filter, deadline)
		}
	}
	p.fresh = nil
	p.record.mu.Lock()
	defer p.record.mu.Unlock()
	p.events = append(p.events, event{kind: settles, at: time.Now()})
}

// await lists until the app shows, or the time is over.
func (p *player) await(ctx context.Context, a madeApp, filter probe.Params, deadline time.Time) {
	for {
		s := p.client.Scan(ctx, &a.at, filter, int(p.Edition.Page.MaxLimit))
		if s.Find(a.id) != nil || s.Problem != "" || time.Now().After(deadline) || probe.Sleep(ctx, 50*time.Millisecond) != nil {
			return
		}
	}
}

// madeApp is an app that was created.
type madeApp struct {
	id, name, key string
	at            probe.Place
}

// filters are the kinds of listings that should show the app.
func (a madeApp) filters() []probe.Params {
	return []probe.Params{
		nil, probe.Params{}.With("id", a.id), probe.Params{}.With("app_key", a.key), probe.Params{}.With("name", a.name),
		probe.Params{}.With("name", a.name).With("precise_search", "name"), probe.Params{}.With("id", a.id).With("status", "1"),
		probe.Params{}.With("id", a.id).With("creator", "USER"),
	}
}
