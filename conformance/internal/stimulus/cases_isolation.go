package stimulus

import (
	"fmt"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// isolationCases are about other projects and other gateways.
func (c *catalog) isolationCases() {
	for _, i := range []struct{ id, about, specimen string }{
		{"project", "another project", "other-project"},
		{"instance", "another gateway instance", "other-instance"},
	} {
		clauses := []string{"create/path/" + i.id + "-id", "list/path/" + i.id + "-id"}
		c.add(Case{
			ID: "isolation/" + i.id + "-sees-nothing", Title: "apps do not show in " + i.about,
			Clauses: clauses, Specimens: basics[:], Churn: func(t *T) { t.isolated(t.placeOf(i.specimen), 3) },
		})
		c.add(Case{
			ID: "isolation/" + i.id + "-adds-nothing", Title: "an app created in " + i.about + " does not show here",
			Clauses: clauses, Specimens: []string{i.specimen, "minimal"}, Churn: func(t *T) { t.elsewhere(i.specimen) },
		})
		c.add(Case{
			ID: "isolation/" + i.id + "-shifted-sees-nothing", Title: "where project and instance together read the same, apps do not show either",
			Clauses: clauses, Specimens: basics[:], Churn: func(t *T) {
				p, n := t.Setting().Home.Project, t.Setting().Home.Instance
				shifted := probe.Place{Project: p + n[:1], Instance: n[1:]}
				if i.id == "instance" {
					shifted = probe.Place{Project: p[:len(p)-1], Instance: p[len(p)-1:] + n}
				}
				if len(n) < 2 || len(p) < 2 {
					t.Doubt("the IDs of the path are too short to be shifted")
				}
				t.isolated(shifted, 1)
			},
		})
		c.add(Case{
			ID: "isolation/" + i.id + "-near-misses-see-nothing", Title: "apps do not show where the ID of " + i.about + " is almost the same",
			// A gateway that remembers answers is seen by those before, one at a time.
			Clauses: clauses, Specimens: basics[:], Judge: func(t *T) {
				changes := []func(string) string{
					func(s string) string { return s + "0" }, func(s string) string { return s[:len(s)-1] },
					func(s string) string { return "0" + s }, func(s string) string { return replaceAt(s, 0, 'z') },
					func(s string) string { return replaceAt(s, len(s)/2, 'z') },
				}
				t.Each(len(changes), func(t *T, n int) {
					at := t.Setting().Home
					if i.id == "project" {
						at.Project = changes[n](at.Project)
					} else {
						at.Instance = changes[n](at.Instance)
					}
					if at.Project != "" && at.Instance != "" && at != t.Setting().Home {
						t.isolated(at, 0)
					}
				})
			},
		})
	}
}

// isolated lists another place, where no app of this run may show. A gateway
// that does not know the place, or lets nobody in, is right too. The first each
// apps are asked for in every way.
func (t *T) isolated(at probe.Place, each int) {
	home := t.Subjects()
	if len(home) == 0 {
		t.Doubt("no app was created that could show elsewhere")
	}
	queries := []probe.Params{probe.Params{}.Page(0, 500), nil, probe.Params{}.With("name", t.Setting().Nonce), probe.Params{}.With("status", "1"), probe.Params{}.With("creator", "USER")}
	for i, p := range home {
		if i == each {
			break
		}
		name := p.App.Text("name")
		queries = append(queries, probe.Params{}.With("id", p.ID), probe.Params{}.With("name", name), probe.Params{}.With("app_key", p.App.Text("app_key")),
			probe.Params{}.With("name", name).With("precise_search", "name"))
	}
	if t.showsNothing(at, queries[0]) {
		t.Each(len(queries)-1, func(t *T, i int) { t.showsNothing(at, queries[i+1]) })
	}
}

// showsNothing demands that the query shows no app of this run in another place. It
// reports whether that place answers queries.
func (t *T) showsNothing(at probe.Place, q probe.Params) bool {
	// A gateway that remembers answers must not give this one to the other place.
	if home := t.ask(probe.Request{Op: probe.OpQuery, Query: q.Encode()}); home.Status != 200 {
		return true
	}
	ex := t.Send(probe.Request{Op: probe.OpQuery, Query: q.Encode(), At: &at})
	if ex.Status/100 == 4 {
		t.Note(result.Pass, ex, "answered %d%s", ex.Status, probe.BriefError(ex))
		return false
	}
	l, problem, _ := probe.ReadListing(ex, q)
	if problem != "" {
		t.Fail(ex, "the listing of project %s, instance %s: %s", at.Project, at.Instance, problem)
		return false
	}
	for i, app := range l.Apps {
		if p := t.created(app.Text("id")); p != nil && p.Req.At == nil {
			t.Fail(ex, "the app %q is listed in project %s, instance %s, where it is not, with %s", p.Spec.ID, at.Project, at.Instance, q).Path = fmt.Sprintf("$.apps[%d]", i)
			return false
		}
	}
	if l.HasTotal && len(l.Apps) == 0 && l.Total != 0 {
		t.Fail(ex, "total is %d where no app is listed, with %s in project %s, instance %s", l.Total, q, at.Project, at.Instance).Path = "$.total"
		return false
	}
	return true
}

func (t *T) placeOf(specimen string) probe.Place {
	return t.scene.shelf.get(specimen).Place(t.Setting().Home)
}

// created is the app of this run with the ID, nil if it has none such.
func (t *T) created(id string) *Planted {
	for _, p := range t.Planted() {
		if id != "" && p.ID == id {
			return p
		}
	}
	return nil
}

// elsewhere creates an app in another place; it may not show here.
func (t *T) elsewhere(specimen string) {
	p := t.Late(specimen)
	if p.Absent != "" {
		t.Doubt("the app %q was not created: %s", specimen, p.why())
	}
	if p.Err != nil {
		t.Broken(p.Exchange, p.Err)
	}
	t.Record(p.Exchange)
	switch {
	case p.Exchange.Status/100 == 4:
		t.Doubt("nothing can be created there: it was answered %d%s", p.Exchange.Status, probe.BriefError(p.Exchange))
	case !p.OK():
		t.Fail(p.Exchange, "creating an app in %s was answered %d%s", specimen, p.Exchange.Status, probe.BriefError(p.Exchange))
		return
	}
	here := []probe.Params{probe.Params{}.With("id", p.ID), probe.Params{}.With("name", p.Req.Name).Page(0, 500)}
	t.Together(func(t *T) {
		t.Each(len(here), func(t *T, i int) {
			l := t.List(here[i])
			for n, app := range l.Apps {
				if app.Text("id") == p.ID || app.Text("name") == p.Req.Name {
					t.Fail(l.Exchange, "the app of %s is listed here, with %s", specimen, here[i]).Path = fmt.Sprintf("$.apps[%d]", n)
					return
				}
			}
		})
	}, func(t *T) {
		there := t.scanThere(*p.Req.At, p.ID)
		if there.Find(p.ID) == nil {
			t.readable(there)
			t.Missing(there.Pages[0].Exchange, "the app is not listed where it was created")
		}
		for i := range there.Apps {
			if m := t.created(there.Apps[i].App.Text("id")); m != nil && m.Req.At == nil {
				t.Fail(there.Apps[i].Page.Exchange, "the app %q of this place is listed in %s", m.Spec.ID, specimen)
				return
			}
		}
	})
}

// scanThere reads the listing of another place until it has the app, or patience
// is over.
func (t *T) scanThere(at probe.Place, id string) *probe.Snapshot {
	return t.Await(func() (*probe.Snapshot, bool) {
		s := t.scene.run.Scan(t.ctx, &at, nil, 500)
		return s, s.Problem != "" || s.Find(id) != nil
	})
}
