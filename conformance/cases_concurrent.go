package conformance

import (
	"context"
	"fmt"
	"slices"
)

// concurrencyCases are about creations at the same time.
func (c *catalog) concurrencyCases() {
	var all []string
	for i := range burst {
		all = append(all, fmt.Sprintf("burst-%d", i+1))
	}
	clauses := []string{"create/concurrent", "list/lists-concurrent", "create/ids-unique"}
	c.add(Case{
		ID: "concurrent/create-none-lost", Title: "apps created at the same moment are all created and listed, each once and with its own values",
		Clauses: clauses, specimens: append(slices.Clone(all), basics[:]...), turn: -1, churn: (*T).concurrent,
	})
	c.add(Case{
		ID: "concurrent/list-during-creations", Title: "a listing read while apps are created has every app that was there, each once",
		Clauses: clauses, specimens: append(slices.Clone(all), basics[:]...), turn: -2, churn: (*T).listDuring,
	})
	c.add(Case{
		ID: "concurrent/create-every-app-of-the-run-listed", Title: "every app of the run, most of them created at the same time, is listed, and counted in total",
		Clauses: []string{"create/concurrent", "list/lists-concurrent", "list/lists-created"}, specimens: append(slices.Clone(all), basics[:]...), turn: 2,
		churn: (*T).allListed,
	})
}

// burstNow creates the burst at the same moment, with something beside it. Who
// comes second finds it there.
func (t *T) burstNow(beside func()) []*planted {
	made := make([]*planted, burst)
	parallel(t.ctx, burst+1, burst+1, func(i int) {
		if i == burst {
			beside()
			return
		}
		made[i] = t.late(fmt.Sprintf("burst-%d", i+1))
	})
	for i, p := range made {
		switch {
		case p == nil:
			t.doubt("the run was interrupted")
		case p.absent != "":
			t.doubt("burst-%d was not created: %s", i+1, p.why())
		case p.err != nil:
			t.broken(p.ex, p.err)
		}
		t.record(p.ex)
	}
	return made
}

func (t *T) concurrent() {
	made := t.burstNow(func() {})
	for i, p := range made {
		if !p.ok() {
			t.fail(p.ex, "one of %d simultaneous creations was answered %d%s", burst, p.ex.Status, briefError(p.ex))
			continue
		}
		for j := range i {
			if made[j].ok() && made[j].id == p.id {
				t.fail(p.ex, "two simultaneous creations got the same ID %s", p.id)
			}
		}
		if got := str(p.app, "name"); got != p.req.name && slices.ContainsFunc(made, func(o *planted) bool { return o.req.name == got }) {
			t.fail(p.ex, "a creation got the answer to another one")
		}
	}
	after := t.scanFor(made)
	t.readable(after)
	for _, p := range made {
		if !p.ok() {
			continue
		}
		s := after.find(p.id)
		if s == nil {
			t.fail(after.pages[0].ex, "the app %s, created at the same moment as others, is not listed", p.id)
			continue
		}
		t.want(s.page.ex, s.path("name"), p.req.name, str(s.app, "name"), "simultaneous creations got mixed up: the app is listed with another name")
	}
}

// scanFor reads the whole listing until it has the apps, or patience is over.
func (t *T) scanFor(apps []*planted) *snapshot {
	return t.await(func(ctx context.Context) (*snapshot, bool) {
		s := t.scan(ctx, nil, int(t.edition.Page.MaxLimit))
		return s, s.problem != "" || !slices.ContainsFunc(apps, func(p *planted) bool { return p.ok() && s.find(p.id) == nil })
	})
}

func (t *T) listDuring() {
	var during []*snapshot
	made := t.burstNow(func() {
		for range 3 {
			during = append(during, t.scan(t.ctx, nil, int(t.edition.Page.MaxLimit)))
		}
	})
	during = append(during, t.scanFor(made))
	for _, s := range during {
		t.readable(s)
		for _, id := range s.repeated {
			t.fail(s.pages[0].ex, "the app %s is listed twice", id)
			return
		}
		for _, p := range t.subjects() {
			if t.settled.find(p.id) != nil && s.find(p.id) == nil {
				t.fail(s.pages[0].ex, "the app %q went missing from the listing while others were created", p.spec.id)
				return
			}
		}
	}
}

func (t *T) allListed() {
	var mine []*planted
	for _, p := range t.planted {
		if p.ok() && p.req.at == nil {
			mine = append(mine, p)
		}
	}
	s := t.scanFor(mine)
	t.readable(s)
	missing := 0
	for _, p := range mine {
		if s.find(p.id) != nil {
			continue
		}
		if missing++; missing <= 3 {
			t.fail(p.ex, "the app %q (%s) was created and is not listed", p.spec.id, p.id)
		}
	}
	if missing > 3 {
		t.fail(nil, "%d of %d created apps are not listed", missing, len(mine))
	}
	if s.hasTotal && int(s.total) != len(s.apps) && !t.changing(s) {
		last := s.pages[len(s.pages)-1]
		t.want(last.ex, "$.total", len(s.apps), int(s.total), "after many creations at the same time total is not the number of listed apps")
	}
}

// changing reports whether a second look finds another total, as it does where
// others create and delete at the same time.
func (t *T) changing(s *snapshot) bool {
	again := t.scan(t.ctx, nil, int(t.edition.Page.MaxLimit))
	return again.total != s.total || len(again.apps) != len(s.apps)
}
