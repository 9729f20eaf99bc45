package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/result"
)

// poison runs the cases whose requests could leave the gateway unable to list, should
// it accept them: last, one at a time, what they create deleted at once, and a look at
// the listing after each that was accepted. A listing that breaks then has a cause.
func (x *run) poison(ctx context.Context) {
	todo := x.shuffled(func(c *stimulus.Case) bool { return c.Poison != "" })
	slices.SortStableFunc(todo, func(a, b *stimulus.Trial) int { return cmp.Compare(virulence(a), virulence(b)) })
	broken := ""
	var sent []*stimulus.Trial
	var looking sync.WaitGroup
	for _, t := range todo {
		if ctx.Err() != nil {
			break
		}
		if broken != "" {
			t.Note(result.Unverified, nil, "not sent: the listing fails since %s", broken)
			x.judged(t)
			continue
		}
		t.Step(ctx, x.scene, t.Case.Act)
		if accepts(t) && x.listingBroken(ctx, t) {
			broken = t.Case.ID
		}
		sent = append(sent, t)
		looking.Go(func() { x.lookForStrays(ctx, t) })
		if !x.client.Slow() { // if answers take long, the next request does not wait for it
			looking.Wait()
		}
	}
	looking.Wait()
	for _, t := range sent {
		x.blameStrays(t.Looks...)
		t.Step(ctx, x.scene, t.Case.Judge)
		x.judged(t)
	}
}

// virulence orders poisons: text that is not valid Unicode comes last, for it has been
// seen to break listings for good.
func virulence(t *stimulus.Trial) int {
	if strings.HasPrefix(t.Case.Poison, "text") {
		return 1
	}
	return 0
}

// accepts reports whether any request of the case was not refused.
func accepts(t *stimulus.Trial) bool {
	return slices.ContainsFunc(t.Tried, func(a stimulus.Attempt) bool { return a.Err != nil || a.Exchange.Status/100 != 4 })
}

// listingBroken looks whether the gateway still lists after it accepted the case's
// request. If it does not, that is a finding.
func (x *run) listingBroken(ctx context.Context, t *stimulus.Trial) bool {
	s := x.scanHome(ctx)
	if s.Problem == "" || x.before.Problem != "" {
		return false
	}
	last := s.Pages[len(s.Pages)-1].Exchange
	f := t.Note(result.Fail, last, "since the gateway accepted this request its listing fails: %s", s.Problem)
	f.Clause, f.Cause = "list/status/200", "the listing fails since "+t.Case.ID
	return true
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
