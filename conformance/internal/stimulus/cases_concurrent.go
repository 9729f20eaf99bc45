package stimulus

import (
	"fmt"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// concurrencyCases are about creations at the same time.
func (c *catalog) concurrencyCases() {
	var all []string
	for i := range burst {
		all = append(all, fmt.Sprintf("burst-%d", i+1))
	}
	clauses := []string{"create/concurrent", "list/lists-concurrent", "create/ids-unique"}
	for _, k := range []struct {
		id, title string
		churn     func(*T)
	}{
		{"create-none-lost", "apps created at the same moment are all created and listed, each once and with its own values", (*T).noneLost},
		{"create-valid-beside-invalid", "valid and invalid creations at the same moment each get their own answer", (*T).besideInvalid},
		{"list-during-creations", "listings read while apps are created show what was asked for, and every app that was there", (*T).listedDuring},
	} {
		c.add(Case{ID: "concurrent/" + k.id, Title: k.title, Clauses: clauses, Specimens: append(slices.Clone(all), basics[:]...), Turn: -1, Churn: k.churn})
	}
	c.add(Case{
		ID: "concurrent/list-at-the-same-time", Title: "listings at the same time, each for another app, show what each of them shows alone",
		Clauses: []string{"list/lists-concurrent", "list/filter/id"}, Likes: c.everySpecimen(), Judge: (*T).listedTogether,
	})
	c.add(Case{
		ID: "concurrent/create-every-app-of-the-run-listed", Title: "every app of the run, most of them created at the same time, is listed, and counted in total",
		Clauses: []string{"create/concurrent", "list/lists-concurrent", "list/lists-created"}, Specimens: append(slices.Clone(all), basics[:]...), Turn: 2,
		Churn: (*T).allListed,
	})
}

// scanFor reads the whole listing until it has the apps, or patience is over.
func (t *T) scanFor(apps []*Planted) *probe.Snapshot {
	return t.Await(func() (*probe.Snapshot, bool) {
		s := t.Scan(nil, int(t.Setting().Edition.Page.MaxLimit))
		return s, s.Problem != "" || !slices.ContainsFunc(apps, func(p *Planted) bool { return p.OK() && s.Find(p.ID) == nil })
	})
}

func (t *T) allListed() {
	var mine []*Planted
	for _, p := range t.Planted() {
		if p.OK() && p.Req.At == nil && !p.Gone {
			mine = append(mine, p)
		}
	}
	s := t.scanFor(mine)
	t.readable(s)
	missing := 0
	for _, p := range mine {
		if s.Find(p.ID) != nil {
			continue
		}
		if missing++; missing <= 3 {
			t.Missing(p.Exchange, "the app %q (%s) was created and is not listed", p.Spec.ID, p.ID)
		}
	}
	if missing > 3 {
		t.Missing(nil, "%d of %d created apps are not listed", missing, len(mine))
	}
	if s.HasTotal && int(s.Total) != len(s.Apps) && !t.changing(s) {
		last := s.Pages[len(s.Pages)-1]
		t.Want(last.Exchange, "$.total", len(s.Apps), int(s.Total), "after many creations at the same time total is not the number of listed apps")
	}
}

// changing reports whether a second look finds another total, as it does where
// others create and delete at the same time.
func (t *T) changing(s *probe.Snapshot) bool {
	again := t.Scan(nil, int(t.Setting().Edition.Page.MaxLimit))
	return again.Total != s.Total || len(again.Apps) != len(s.Apps)
}
