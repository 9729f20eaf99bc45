package explore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/engine"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// Settings are what an exploration is told, beside what every run is.
type Settings struct {
	engine.Settings
	// Others are places beside the run's own, by what [Target.At] calls them.
	Others map[string]probe.Place
	// For is how long sequences are made up; what was found then is still shrunk.
	For time.Duration
	// Enough is after how many findings the exploration ends; 0 is never.
	Enough int
	// First are sequences to be played before any is made up.
	First []Sequence
	// Reset puts the gateway back to where it was at first; it is called before each
	// sequence is played. nil: nothing does, and what a gateway remembers beyond its
	// apps stays.
	Reset func(context.Context) error
	// Seen is told of the coverage after each sequence, and of the findings so far.
	Seen func(c Coverage, found int, doing string)
}

// Found is one thing that was found.
type Found struct {
	// Sequence is what shows it, shrunk.
	Sequence Sequence
	// Case is the finding as reports tell of it.
	Case      result.CaseResult
	exchanges []*probe.Exchange
	settings  *Settings
}

// Outcome is what an exploration found.
type Outcome struct {
	Result   *result.Result
	Found    []Found
	Coverage Coverage
}

// run is one exploration while it goes on.
type run struct {
	Settings
	nonce    string
	client   *probe.Client
	world    *world.World
	redact   *redact.Redactor
	levels   map[string]result.Level
	clauses  []result.Clause
	coverage *Coverage
	gen      *generator
	// patient says that apps show only later, so that every listing waits for them.
	patient bool
	// lingers says that a deleted app shows for a while.
	lingers bool
	plays   int
	// made is how many apps the last sequence created, most how many one may: fewer
	// than the budget if the gateway stopped answering when there were more.
	made, most int
	found      []*Found
	// settled are the causes that need no further look: found, or looked at in vain.
	settled map[string]int

	mu    sync.Mutex
	dead  error // why the gateway was given up
	broke error // why the exploration broke off
}

// Run explores until its time is over, or ctx ends. The error is a
// [*result.UsageError]. Whatever the gateway does there is an outcome, and what was
// created is then deleted.
func Run(ctx context.Context, s Settings) (*Outcome, error) {
	started := time.Now()
	x, err := start(&s)
	if err != nil {
		return nil, err
	}
	if err := x.preflight(ctx); err != nil {
		x.abort(err)
	} else {
		x.explore(ctx, started.Add(s.For))
	}
	x.tell("cleanup")
	apps := x.finish(ctx)
	return x.outcome(ctx, started, apps), nil
}

func start(s *Settings) (*run, error) {
	for s.Seed == 0 {
		s.Seed = engine.RandomUint64() >> 11 // JSON readers keep 53 bits
	}
	x := &run{
		Settings: *s, most: s.Budget, nonce: engine.NewNonce(), redact: &redact.Redactor{}, levels: map[string]result.Level{},
		clauses: oracle.Clauses(s.Edition), coverage: newCoverage(), settled: map[string]int{},
	}
	for _, c := range x.clauses {
		x.levels[c.ID] = c.Level
	}
	for secret, mask := range s.Auth.Secrets() {
		x.redact.Add(secret, mask)
	}
	for _, w := range stimulus.WrongTokens(s.Auth.Token) {
		x.redact.Add(w.Token, w.Mask)
	}
	x.client = s.Client(probe.Options{OnGone: x.gone})
	var err error
	x.world, err = world.New(world.Options{
		Client: x.client, BaseURL: s.BaseURL, Home: s.Home, Nonce: x.nonce, Budget: s.Budget, Ledger: s.Ledger, Redact: x.redact, Tokens: x.redact.Finder(),
	})
	if err != nil {
		return nil, err
	}
	x.gen = &generator{
		edition: s.Edition, rng: rand.New(rand.NewPCG(s.Seed, 2)), seen: x.coverage, apps: s.Budget,
		others: slices.Sorted(maps.Keys(s.Others)), forbidden: s.Auth.MayForbid(),
	}
	return x, nil
}

// gone notes that the gateway was given up, until it turns out that it lives.
func (x *run) gone(why error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.dead = why
}

// abort notes why nothing more is sent, the first reason.
func (x *run) abort(why error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.broke == nil {
		x.broke = why
	}
}

func (x *run) broken() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.broke
}

func (x *run) tell(doing string) {
	if x.Seen != nil {
		x.Seen(*x.coverage, len(x.found), doing)
	}
}

// places are where sequences may create.
func (x *run) places() []probe.Place {
	out := []probe.Place{x.Home}
	for _, name := range x.gen.others {
		out = append(out, x.Others[name])
	}
	return out
}

// preflight finds out whether there is a gateway that lets the token in, what is there
// already, and whether apps show at once.
func (x *run) preflight(ctx context.Context) error {
	most := int(x.Edition.Page.MaxLimit)
	home := x.client.Scan(ctx, nil, nil, most)
	switch {
	case ctx.Err() != nil:
		return errInterrupted
	case home.Err != nil:
		return fmt.Errorf("the gateway at %s cannot be reached: %w", x.BaseURL, home.Err)
	}
	first := home.Pages[0].Exchange
	x.world.WasThere(x.Home, home)
	x.gen.others = slices.DeleteFunc(x.gen.others, func(name string) bool {
		at := x.Others[name]
		s := x.client.Scan(ctx, &at, nil, most)
		if s.Pages[0].Exchange.Status != http.StatusOK {
			return true // it is not there, or not the token's
		}
		x.world.WasThere(at, s)
		return false
	})
	return x.first(ctx, first)
}

// first creates an app in every place: it shows whether the token is let in, which
// places there are, and whether apps show at once. query is the first answer.
func (x *run) first(ctx context.Context, query *probe.Exchange) error {
	p := &player{run: x, env: newEnv(&x.Settings, x.nonce), record: &record{}}
	made := p.post(ctx, 0, &Step{Create: &Creation{}}, p.env.create(&Creation{}))
	if made.ex != nil && made.err == nil {
		if why := engine.Astray(x.Auth.Token == "", query, made.ex); why != "" {
			return fmt.Errorf("the gateway at %s answered %d%s: %s", x.BaseURL, query.Status, x.redact.Text(probe.BriefError(query)), why)
		}
	}
	p.created(&Creation{}, made)
	x.gen.others = slices.DeleteFunc(x.gen.others, func(name string) bool {
		c := &Creation{Target: Target{At: name}}
		made := p.post(ctx, 0, &Step{Create: c}, p.env.create(c))
		p.created(c, made)
		// So a gateway may answer of places that do not exist.
		return made.err == nil && made.ex != nil && slices.Contains([]int{400, 403, 404}, made.ex.Status)
	})
	for _, a := range p.fresh {
		for _, filter := range a.filters() {
			s := x.client.Scan(ctx, &a.at, filter, int(x.Edition.Page.MaxLimit))
			x.patient = x.patient || s.Problem == "" && s.Find(a.id) == nil
		}
	}
	for _, a := range p.fresh {
		if _, why := x.world.Delete(ctx, a.id); why == "" {
			x.lingers = x.lingers || x.client.Scan(ctx, &a.at, nil, int(x.Edition.Page.MaxLimit)).Find(a.id) != nil
		}
	}
	x.clear(ctx)
	return nil
}

var errInterrupted = errors.New("the exploration was interrupted")

// clear deletes what there is of this run.
func (x *run) clear(ctx context.Context) {
	if ctx.Err() != nil {
		return // it is done at the end
	}
	wasGone := x.client.GaveUp()
	left := x.world.Clear(ctx, x.Concurrency)
	x.gen.apps = min(x.Budget-left, x.most)
	if !wasGone {
		return
	}
	// A gateway that is full may say so with 429 or 503, again and again.
	x.client.Revive()
	if s := x.client.Scan(ctx, nil, nil, int(x.Edition.Page.MaxLimit)); s.Err != nil {
		x.abort(fmt.Errorf("the gateway stopped answering: %w", x.dead))
		return
	}
	x.most = x.made * 3 / 4
	x.gen.apps = min(x.gen.apps, x.most)
}

// finish deletes what is left, unless it is to be kept.
func (x *run) finish(ctx context.Context) result.Apps {
	end := x.world.Keep
	if !x.Keep {
		end = func() (result.Apps, error) { return x.world.CleanUp(ctx, x.Concurrency) }
	}
	apps, err := end()
	if err != nil {
		x.abort(err)
	}
	x.client.CloseIdle()
	return apps
}

// explore plays the sequences of the corpus, and then random ones.
func (x *run) explore(ctx context.Context, deadline time.Time) {
	for _, s := range x.First {
		x.look(ctx, s.tidy())
		if x.over(ctx) {
			return
		}
	}
	for time.Now().Before(deadline) && !x.over(ctx) {
		if x.gen.apps <= 0 {
			x.abort(fmt.Errorf("the budget of %d apps is used up, and the gateway does not delete", x.Budget))
			return
		}
		x.look(ctx, x.gen.sequence())
	}
}

func (x *run) over(ctx context.Context) bool {
	if ctx.Err() != nil && x.broken() == nil {
		x.abort(errInterrupted)
	}
	return x.broken() != nil || x.Enough > 0 && len(x.found) >= x.Enough
}

// look plays a sequence, and looks into what it shows.
func (x *run) look(ctx context.Context, s Sequence) {
	r := x.play(ctx, s, manner{patient: x.patient})
	signs, traits := x.judge(r, x.patience())
	x.coverage.learn(traits)
	x.coverage.Sequences++
	x.coverage.Requests += len(r.sent)
	x.tell("")
	for _, sign := range signs {
		if x.over(ctx) {
			return
		}
		if sign.Unless == oracle.LimitReached && r.sent[sign.sent].ordinary {
			// A limit on apps is lawful: from now on there are fewer of them.
			x.most = max(1, r.created()*3/4)
			x.gen.apps = min(x.gen.apps, x.most)
			continue
		}
		if x.settled[sign.Cause] < enoughTries && !x.known(sign.Cause) {
			x.investigate(ctx, s, r, sign)
		}
	}
}

// enoughTries is how often a cause is looked into in vain.
const enoughTries = 3

// patience is what apps are given until they show.
func (x *run) patience() time.Duration {
	if x.patient {
		return later
	}
	return atOnce
}

func (x *run) known(cause string) bool {
	for _, f := range x.found {
		if f.Case.Findings[0].Cause == cause {
			return true
		}
	}
	return false
}
