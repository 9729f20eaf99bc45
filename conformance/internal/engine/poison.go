package engine

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/result"
)

// poison runs the cases whose requests could leave the gateway unable to list, should
// it accept them: last, what they create deleted at once, and a look at the listing
// after any that was accepted. A listing that breaks then has a cause.
//
// They go one at a time. Only a gateway whose answers take long, and that has dealt with
// all of them so far as it should, gets one of each kind at the same time.
func (x *run) poison(ctx context.Context) {
	todo := x.shuffled(func(c *stimulus.Case) bool { return c.Poison != "" })
	trusted, broken := x.client.Slow(), ""
	if trusted && !x.Keep {
		x.makeRoom(ctx)
	}
	var sent []*stimulus.Trial
	var looking sync.WaitGroup
	for len(todo) > 0 && ctx.Err() == nil {
		var now []*stimulus.Trial
		if now, todo = nextDose(todo, trusted); broken != "" {
			now[0].Note(result.Unverified, nil, "not sent: the listing fails since %s", broken)
			x.judged(now[0])
			continue
		}
		x.each(ctx, now, func(t *stimulus.Trial) { t.Step(ctx, x.scene, t.Case.Act) })
		var accepted []*stimulus.Trial
		for _, t := range now {
			if accepts(t) {
				accepted = append(accepted, t)
				trusted = trusted && t.Lawful()
			}
		}
		if len(accepted) > 0 {
			broken = x.listingBroken(ctx, accepted)
			trusted = trusted && broken == ""
		}
		looking.Go(func() { x.each(ctx, now, func(t *stimulus.Trial) { x.lookForStrays(ctx, t) }) })
		if sent = append(sent, now...); !trusted {
			looking.Wait()
			x.conclude(ctx, sent)
			sent = nil
		}
	}
	looking.Wait()
	x.conclude(ctx, sent)
}

// makeRoom deletes apps that no case looks at any more, if the budget leaves no room for
// many at the same time.
func (x *run) makeRoom(ctx context.Context) {
	const room = 32
	var ids []string
	for _, p := range x.scene.Planted() {
		if p.OK() && !p.Gone && p.Req.At == nil && len(ids) < room-x.world.Room() {
			ids = append(ids, p.ID)
		}
	}
	x.world.Drop(ctx, x.Concurrency, ids...)
}

// nextDose takes what is sent next, at least one: if trusted, one case for each kind of
// poison in each member.
func nextDose(todo []*stimulus.Trial, trusted bool) (now, rest []*stimulus.Trial) {
	if !trusted {
		return todo[:1], todo[1:]
	}
	has := map[string]bool{}
	for _, t := range todo {
		if has[t.Case.Poison] {
			rest = append(rest, t)
		} else {
			has[t.Case.Poison] = true
			now = append(now, t)
		}
	}
	return now, rest
}

// conclude judges poisonous cases that were sent.
func (x *run) conclude(ctx context.Context, sent []*stimulus.Trial) {
	for _, t := range sent {
		x.blameStrays(t.Looks...)
		t.Step(ctx, x.scene, t.Case.Judge)
		x.judged(t)
	}
}

// accepts reports whether any request of the case was not refused.
func accepts(t *stimulus.Trial) bool {
	return slices.ContainsFunc(t.Tried, func(a stimulus.Attempt) bool { return a.Err != nil || a.Exchange.Status/100 != 4 })
}

// listingBroken looks whether the gateway still lists after it accepted the cases'
// requests. If it does not, that is a finding on each of them, and it returns which they
// are.
func (x *run) listingBroken(ctx context.Context, accepted []*stimulus.Trial) string {
	s := x.scanHome(ctx)
	if s.Problem == "" || x.before.Problem != "" {
		return ""
	}
	var which []string
	for _, t := range accepted {
		which = append(which, t.Case.ID)
	}
	broken := strings.Join(which, " or ")
	last := s.Pages[len(s.Pages)-1].Exchange
	for _, t := range accepted {
		f := t.Note(result.Fail, last, "since the gateway accepted this request its listing fails: %s", s.Problem)
		f.Clause, f.Cause = "list/status/200", "the listing fails since "+broken
	}
	return broken
}

// lookForStrays looks whether a refused request of the case left an app behind.
func (x *run) lookForStrays(ctx context.Context, t *stimulus.Trial) {
	for _, a := range t.Tried {
		if a.Exchange == nil || a.Exchange.Status/100 != 4 || a.Request.Name == "" {
			continue
		}
		s := x.Scan(ctx, nil, probe.Params{}.With("name", a.Request.Name).With("precise_search", "name"), 10)
		if s.Problem == "" && len(s.Apps) > 0 {
			t.Looks = append(t.Looks, s)
		}
	}
}
