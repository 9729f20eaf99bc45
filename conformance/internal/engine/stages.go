package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
)

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
		x.each(ctx, x.shuffled(func(c *stimulus.Case) bool { return c.Act != nil && c.Poison == "" }), func(t *stimulus.Trial) { t.Step(ctx, x.scene, t.Case.Act) })
		x.announce("apps")
		var looking sync.WaitGroup
		looking.Go(func() { x.scene.Rejected = x.scanHome(ctx) })
		plan := x.plan()
		x.plantSome(ctx, slices.DeleteFunc(slices.Clone(plan), func(s stimulus.Specimen) bool { return s.Likeness }))
		x.plantSome(ctx, slices.DeleteFunc(plan, func(s stimulus.Specimen) bool { return !s.Likeness }))
		looking.Wait()
		x.explain(ctx)
		if x.limited() {
			x.rotate(ctx)
		}
	}
	x.plantSome(ctx, x.fillers(longerListing))
	x.settle(ctx)
	x.calibrate(ctx)
	x.judgeAll(ctx, func(c *stimulus.Case) bool { return !c.Whole && c.Needs.Listed <= x.scene.Listed })
	if fillers := x.fillers(wholeListing); len(fillers) > 0 && ctx.Err() == nil {
		x.announce("apps")
		x.plantSome(ctx, fillers)
		x.settle(ctx)
	}
	x.judgeAll(ctx, func(*stimulus.Case) bool { return true })
	if x.limited() && x.writes() && ctx.Err() == nil {
		x.vacate(ctx)
		x.settle(ctx)
	}
	x.announce("changes")
	x.change(ctx)
	if x.limited() {
		x.vacate(ctx)
	}
	x.poison(ctx)
	for _, t := range x.scene.Trials {
		if ctx.Err() == nil && len(t.Case.Watch) > 0 {
			t.Conclude(ctx, x.scene)
			x.judged(t)
		}
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
func (x *run) judgeAll(ctx context.Context, takes func(*stimulus.Case) bool) {
	x.announce("listings")
	cases := x.shuffled(func(c *stimulus.Case) bool { return c.Judge != nil && c.Poison == "" && takes(c) })
	cases = slices.DeleteFunc(cases, func(t *stimulus.Trial) bool { return t.Begun })
	slices.SortStableFunc(cases, func(a, b *stimulus.Trial) int { return late(a) - late(b) })
	x.each(ctx, cases, func(t *stimulus.Trial) {
		t.Begun = true
		t.Step(ctx, x.scene, t.Case.Judge)
		if t.Case.Churn == nil && len(t.Case.Watch) == 0 {
			x.judged(t)
		}
	})
}

// change runs the cases that create, those of one turn at the same time.
func (x *run) change(ctx context.Context) {
	changing := x.shuffled(func(c *stimulus.Case) bool { return c.Churn != nil })
	slices.SortStableFunc(changing, func(a, b *stimulus.Trial) int { return cmp.Compare(a.Case.Turn, b.Case.Turn) })
	for len(changing) > 0 {
		turn := changing[0].Case.Turn
		end := slices.IndexFunc(changing, func(t *stimulus.Trial) bool { return t.Case.Turn != turn })
		if end < 0 {
			end = len(changing)
		}
		x.each(ctx, changing[:end], func(t *stimulus.Trial) {
			t.Step(ctx, x.scene, t.Case.Churn)
			if len(t.Case.Watch) == 0 {
				x.judged(t)
			}
		})
		changing = changing[end:]
	}
}

// late is 0 for a case that starts early, 1 for others.
func late(t *stimulus.Trial) int {
	if t.Case.Chain {
		return 0
	}
	return 1
}

// sift gives the cases that cannot be run their verdict: for want of a token, or
// because nothing may be created.
func (x *run) sift() {
	for _, t := range x.scene.Trials {
		c := *t.Case
		reason := ""
		switch {
		case c.Needs.Keys && !x.Auth.Keys.Given():
			reason = "it needs an access key and its secret key, to sign with"
		case c.Needs.Writes && x.ReadOnly:
			reason = "it creates apps, which a read-only run does not"
		case c.Needs.Forbidden && !x.Auth.MayForbid():
			reason = "it needs a second token, valid but without permission"
		default:
			continue
		}
		c.Act, c.Churn, c.Specimens, c.Watch, c.Poison = nil, nil, nil, nil, ""
		c.Judge = func(t *stimulus.T) { t.Doubt("not run: %s", reason) }
		t.Case = &c
	}
}

// writes reports whether any case is left that creates.
func (x *run) writes() bool {
	if x.ReadOnly {
		return false
	}
	return slices.ContainsFunc(x.scene.Trials, func(t *stimulus.Trial) bool {
		return t.Case.Act != nil || t.Case.Churn != nil || len(t.Case.Specimens)+len(t.Case.Likes)+t.Case.Needs.Listed > 0
	})
}

// shuffled are the cases that take part, in the order of the seed.
func (x *run) shuffled(takes func(*stimulus.Case) bool) []*stimulus.Trial {
	var out []*stimulus.Trial
	for _, t := range x.scene.Trials {
		if takes(t.Case) {
			out = append(out, t)
		}
	}
	x.rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// each calls f for every case, several at once: twice as many as may send, for some wait
// for what another one reads.
func (x *run) each(ctx context.Context, cases []*stimulus.Trial, f func(*stimulus.Trial)) {
	probe.Parallel(ctx, 2*x.Concurrency-1, len(cases), func(i int) { f(cases[i]) })
}
