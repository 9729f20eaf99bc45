package conformance

import (
	"cmp"
	"context"
	crand "crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// run is one run while it goes on.
type run struct {
	*settings
	*suite
	nonce  string
	rng    *rand.Rand // orders the cases; used by one goroutine
	client *probe.Client
	ledger *ledger
	budget *budget
	redact *redact.Redactor
	tokens *redact.Finder // finds the tokens alone
	ids    idSet

	tests   []*T // one a selected case
	planted []*planted
	// before, rejected and settled are whole listings: at the start, after the
	// requests that should be rejected, and when the planned apps exist.
	before, rejected, settled *probe.Snapshot
	// settledApps are the run's apps as settled shows them.
	settledApps []seen
	// strays are apps that exist although every request for them was refused.
	strays []probe.Sighting
	// late is how many apps of the plan are left to cases that create.
	late int
	// filled counts the apps that only make the listing longer.
	filled int
	// listed is how many apps should be listed when settled.
	listed int
	// impatient says that waiting for an app to be listed was in vain.
	impatient bool

	// quota tells which refusals mean that the gateway takes no more apps.
	quotaMu sync.Mutex
	quota   map[string]bool

	shared sharedScans
	storm  storm

	mu   sync.Mutex
	done int
	died error // why the gateway was given up
}

// Run runs the suite. The error is a [*result.UsageError]: whatever the gateway does,
// and when ctx ends, there is a result with a verdict for every selected case.
// Apps that were created are then deleted, also after ctx ended.
func (r *Runner) Run(ctx context.Context) (*result.Result, error) {
	s, err := r.settings()
	if err != nil {
		return nil, err
	}
	suite := suiteOf(s.edition)
	for _, k := range r.Known {
		if err := k.Check(suite.described); err != nil {
			return nil, err
		}
	}
	selected, err := Select(suite.described, r.Only, r.Skip)
	if err != nil {
		return nil, err
	}
	selected = shardOf(selected, r.Shard)
	started := time.Now()
	x, err := s.start(suite, selected)
	if err != nil {
		return nil, err
	}
	x.log(ctx, slog.LevelInfo, "run starts", "run", x.nonce, "cases", len(selected), "ledger", x.ledger.path)
	abort := x.stages(ctx)
	apps := x.cleanup(ctx)
	res := x.result(started, apps, abort)
	return res, nil
}

// shardOf is the shard's part of the selected cases. A shard may be empty.
func shardOf(selected []result.Case, shard result.Shard) []result.Case {
	if shard.Count == 0 {
		return selected
	}
	var out []result.Case
	for i, c := range selected {
		if shard.Has(i) {
			out = append(out, c)
		}
	}
	return out
}

func (s *settings) start(suite *suite, selected []result.Case) (*run, error) {
	seed := s.Seed
	for seed == 0 {
		seed = randomUint64() >> 11 // JSON readers keep 53 bits
	}
	x := &run{
		settings: s, suite: suite, nonce: newNonce(), budget: newBudget(s.budget), redact: &redact.Redactor{},
		rng: rand.New(rand.NewPCG(seed, 1)),
	}
	s.Runner = withSeed(s.Runner, seed)
	x.redact.Add(s.Token, result.MaskToken)
	x.redact.Add(s.ForbiddenToken, result.MaskForbidden)
	for _, w := range wrongTokens(s.Token) {
		x.redact.Add(w.token, result.MaskWrong)
	}
	x.tokens = x.redact.Finder()
	x.client = s.client(func(err error) {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.died = fmt.Errorf("the gateway stopped answering: %w", err)
	})
	var err error
	if x.ledger, err = newLedger(s.Ledger, x.nonce); err != nil {
		return nil, err
	}
	if err := x.ledger.start(s.base, s.home); err != nil {
		return nil, &result.UsageError{Problem: err.Error()}
	}
	for _, c := range selected {
		x.tests = append(x.tests, &T{run: x, Case: suite.get(c.ID)})
	}
	return x, nil
}

func withSeed(r *Runner, seed uint64) *Runner {
	c := *r
	c.Seed = seed
	return &c
}

func randomUint64() uint64 {
	var b [8]byte
	crand.Read(b[:])
	return binary.LittleEndian.Uint64(b[:])
}

// newNonce is what tells the apps of this run from all others: eight random
// letters.
func newNonce() string {
	var b [8]byte
	n := randomUint64()
	for i := range b {
		b[i] = "abcdefghijklmnopqrstuvwxyz"[n%26]
		n /= 26
	}
	return string(b[:])
}

// stages runs the cases. It returns why the run broke off, nil if it did not.
func (x *run) stages(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	x.sift()
	if err := x.preflight(ctx); err != nil {
		return err
	}
	if x.writes() {
		x.announce("rejections")
		x.each(ctx, x.shuffled(func(c *Case) bool { return c.act != nil }), func(t *T) { t.step(ctx, t.Case.act) })
		x.rejected = x.scanHome(ctx)
		x.announce("apps")
		plan := x.plan()
		x.plantSome(ctx, slices.DeleteFunc(slices.Clone(plan), func(s specimen) bool { return s.likeness }))
		x.plantSome(ctx, slices.DeleteFunc(plan, func(s specimen) bool { return !s.likeness }))
	}
	x.plantSome(ctx, x.fillers(longerListing))
	x.settle(ctx)
	x.judgeAll(ctx, func(c *Case) bool { return !c.whole && c.Needs.Listed <= x.listed })
	if fillers := x.fillers(wholeListing); len(fillers) > 0 && ctx.Err() == nil {
		x.announce("apps")
		x.plantSome(ctx, fillers)
		x.settle(ctx)
		x.shared.forget()
	}
	x.judgeAll(ctx, func(*Case) bool { return true })
	x.announce("changes")
	changing := x.shuffled(func(c *Case) bool { return c.churn != nil })
	slices.SortStableFunc(changing, func(a, b *T) int { return cmp.Compare(a.Case.turn, b.Case.turn) })
	for _, t := range changing {
		if ctx.Err() != nil {
			break
		}
		t.step(ctx, t.Case.churn)
		x.judged(t)
	}
	if ctx.Err() != nil {
		return errors.New("the run was interrupted")
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.died
}

// judgeAll judges the cases that take part and were not judged yet. Most are
// judged while the listing is short, which is quick; the apps that only make it
// longer come after them.
func (x *run) judgeAll(ctx context.Context, takes func(*Case) bool) {
	x.announce("listings")
	cases := x.shuffled(func(c *Case) bool { return c.judge != nil && takes(c) })
	cases = slices.DeleteFunc(cases, func(t *T) bool { return t.begun })
	x.each(ctx, cases, func(t *T) {
		t.begun = true
		t.step(ctx, t.Case.judge)
		if t.Case.churn == nil {
			x.judged(t)
		}
	})
}

// sift gives the cases that cannot be run their verdict: for want of a token, or
// because nothing may be created.
func (x *run) sift() {
	for _, t := range x.tests {
		c := *t.Case
		reason := ""
		switch {
		case c.Needs.Writes && x.ReadOnly:
			reason = "it creates apps, which a read-only run does not"
		case c.Needs.Forbidden && x.ForbiddenToken == "":
			reason = "it needs a second token, valid but without permission"
		default:
			continue
		}
		c.act, c.churn, c.specimens = nil, nil, nil
		c.judge = func(t *T) { t.doubt("not run: %s", reason) }
		t.Case = &c
	}
}

// writes reports whether any case is left that creates.
func (x *run) writes() bool {
	if x.ReadOnly {
		return false
	}
	return slices.ContainsFunc(x.tests, func(t *T) bool {
		return t.Case.act != nil || t.Case.churn != nil || len(t.Case.specimens)+len(t.Case.likes)+t.Case.Needs.Listed > 0
	})
}

// scanHome reads the whole listing of the run's place. Of a listing too long to
// be read it reads what holds the nonce.
func (x *run) scanHome(ctx context.Context) *probe.Snapshot {
	limit := int(x.edition.Page.MaxLimit)
	s := x.scan(ctx, nil, limit)
	if len(s.Pages) < probe.MaxPages || s.Problem == "" {
		return s
	}
	x.log(ctx, slog.LevelWarn, "the listing is too long to be read whole", "pages", len(s.Pages))
	return x.scan(ctx, probe.Params{}.With("name", x.nonce), limit)
}

// patience is how long a created app may take to be listed. The pages promise
// no instant; a gateway may be made of several machines.
const patience = 1500 * time.Millisecond

// settle reads the whole listing when every created app is listed, or when
// patience is over.
func (x *run) settle(ctx context.Context) {
	x.settled = x.scanUntil(ctx, func(s *probe.Snapshot) bool {
		for _, p := range x.subjects() {
			if s.Find(p.id) == nil {
				return false
			}
		}
		return true
	})
	x.blameStrays()
	x.settledApps = x.seenIn(x.settled)
}

// scanUntil reads the whole listing until it is complete, or patience is over.
func (x *run) scanUntil(ctx context.Context, complete func(*probe.Snapshot) bool) *probe.Snapshot {
	deadline := time.Now().Add(patience)
	for {
		s := x.scanHome(ctx)
		switch {
		case s.Problem != "" || complete(s):
			return s
		case time.Now().After(deadline):
			// What did not come by now will not come later either.
			x.impatient = true
			return s
		case probe.Sleep(ctx, 100*time.Millisecond) != nil:
			return s
		}
	}
}

// shuffled are the cases that take part, in the order of the seed.
func (x *run) shuffled(takes func(*Case) bool) []*T {
	var out []*T
	for _, t := range x.tests {
		if takes(t.Case) {
			out = append(out, t)
		}
	}
	x.rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// each calls f for every case, several at once.
func (x *run) each(ctx context.Context, cases []*T, f func(*T)) {
	probe.Parallel(ctx, x.concurrency, len(cases), func(i int) { f(cases[i]) })
}

func (x *run) announce(stage string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.Progress != nil {
		x.Progress(Progress{Done: x.done, Total: len(x.tests), Stage: stage})
	}
}

// judged reports a case that has its verdict.
func (x *run) judged(t *T) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.done++
	t.finished = true
	if x.Brief && t.verdict() == result.Pass {
		t.exchanges = nil
		for i := range t.findings {
			t.findings[i].Exchange = -1
		}
	}
	for _, ex := range t.exchanges {
		ex.Shed()
	}
	if x.Progress != nil {
		r := result.CaseResult{ID: t.Case.ID, Title: t.Case.Title, Level: t.Case.Level, Verdict: t.verdict()}
		for _, f := range t.findings {
			if f.Verdict == r.Verdict && f.Verdict != result.Pass {
				own := &redact.Redactor{}
				for _, a := range t.acted {
					for _, s := range a.request.Secrets {
						own.Add(s, result.MaskSecret)
					}
				}
				r.Findings = []result.Finding{{Verdict: f.Verdict, Text: visible.Line(own.Text(x.redact.Text(f.Text))), Exchange: -1}}
				break
			}
		}
		x.Progress(Progress{Done: x.done, Total: len(x.tests), Case: &r})
	}
}

// idSet is a set of app IDs; it is safe for concurrent use.
type idSet struct {
	mu  sync.Mutex
	ids map[string]bool
}

func (s *idSet) add(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ids == nil {
		s.ids = map[string]bool{}
	}
	s.ids[id] = true
}

func (s *idSet) has(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ids[id]
}
