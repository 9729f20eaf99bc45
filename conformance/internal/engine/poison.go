package engine

import (
	"context"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/result"
)

// poison runs the cases whose requests could leave the gateway unable to list, should
// it accept them: last, one at a time, what they create deleted at once, and a look at
// the listing after each that was accepted. A listing that breaks then has a cause.
func (x *run) poison(ctx context.Context) {
	broken := ""
	for _, t := range x.shuffled(func(c *stimulus.Case) bool { return c.Poison }) {
		if ctx.Err() != nil {
			return
		}
		if broken != "" {
			t.Note(result.Unverified, nil, "not sent: the listing fails since %s", broken)
			x.judged(t)
			continue
		}
		t.Step(ctx, x.scene, t.Case.Act)
		x.blameStraysOf(ctx, t)
		t.Step(ctx, x.scene, t.Case.Judge)
		var ids []string
		accepted := false
		for _, a := range t.Tried {
			if a.Err == nil && a.Exchange.Status/100 == 4 {
				continue
			}
			accepted = true
			if a.Exchange != nil && a.Exchange.Judgement.ID != "" {
				ids = append(ids, a.Exchange.Judgement.ID)
			}
		}
		if accepted {
			if !x.Keep {
				x.world.Drop(ctx, ids...)
			}
			if s := x.scanHome(ctx); s.Problem != "" && x.before.Problem == "" {
				broken = t.Case.ID
				last := s.Pages[len(s.Pages)-1].Exchange
				f := t.Note(result.Fail, last, "since the gateway accepted this request its listing fails: %s", s.Problem)
				f.Clause, f.Cause = "list/status/200", "the listing fails since "+broken
			}
		}
		x.judged(t)
	}
}

// blameStraysOf looks whether a refused request of the case left an app behind.
func (x *run) blameStraysOf(ctx context.Context, t *stimulus.Trial) {
	for _, a := range t.Tried {
		if a.Exchange == nil || a.Exchange.Status/100 != 4 || a.Request.Name == "" {
			continue
		}
		s := x.Scan(ctx, nil, probe.Params{}.With("name", a.Request.Name).With("precise_search", "name"), 10)
		if s.Problem == "" && len(s.Apps) > 0 {
			x.blameStrays(s)
		}
	}
}

// calibrate learns, by requests that are the same in every run, what other answers
// are judged by: the order of the usual listings, and how names are searched.
func (x *run) calibrate(ctx context.Context) {
	most := int(x.Edition.Page.MaxLimit)
	nobody := x.scene.Gen("nobody").Chars(16)
	filters := []probe.Params{
		probe.Params{}.With("status", "1"), probe.Params{}.With("creator", "USER"), probe.Params{}.With("status", "2"), probe.Params{}.With("creator", "NOBODY"),
		probe.Params{}.With("name", "none"+nobody), probe.Params{}.With("app_key", "none"+nobody),
	}
	for _, p := range x.scene.Subjects() {
		name := p.App.Text("name")
		if p.Spec.ID != "full" && p.Spec.ID != "minimal" || len(name) < 8 {
			continue
		}
		n := len(name)
		filters = append(filters, probe.Params{}.With("id", p.ID), probe.Params{}.With("app_key", p.App.Text("app_key")))
		for _, part := range []string{name, name[:n*3/4], name[n/4:], name[n/4 : n*3/4], stimulus.SwapCase(name), stimulus.SwapCase(name[n/4 : n*3/4])} {
			filters = append(filters, probe.Params{}.With("name", part))
		}
	}
	if !x.ReadOnly {
		filters = append(filters, probe.Params{}.With("name", x.nonce))
	}
	for _, f := range filters {
		if ctx.Err() != nil {
			return
		}
		x.Scan(ctx, nil, f, most)
	}
	x.oracle.Calibrated()
}
