package conformance

import (
	"fmt"
	"net/http"
)

// createWholeCases are about creations as a whole: their status, what they leave
// behind, where, and many at once.
func (c *catalog) createWholeCases() {
	c.add(Case{
		ID: "create/status/201-for-every-valid-request", Title: "every valid request is answered 201, no other 2xx",
		Clauses: []string{"create/status/201", "create/uri"}, specimens: basics[:],
		judge: func(t *T) {
			seen := false
			for _, p := range t.planted {
				if p.ex == nil || p.err != nil || p.ex.Status/100 != 2 {
					continue
				}
				seen = true
				if p.ex.Status != http.StatusCreated {
					t.fail(p.ex, "answered %d, not 201", p.ex.Status)
					return
				}
			}
			if !seen {
				t.accepted("minimal", "")
			}
		},
	})
	c.accept("create/example/minimal/accepted", "a request like the documented example is accepted", "remark-max", "remark", "create/example/minimal", "create/status/201")
	c.accept("create/example/name-only/accepted", "a request with a name alone is accepted", "minimal", "name", "create/status/201", "create/name/required")
	c.accept("create/example/every-member/accepted", "a request with every documented member is accepted", "full", "name", "create/status/201")
	c.add(Case{
		ID: "create/rejected-creates-nothing/no-strays", Title: "no app of this run is listed that no 201 announced",
		Clauses: []string{"create/rejected-creates-nothing"}, specimens: basics[:],
		judge: func(t *T) {
			for _, s := range t.run.strays {
				t.fail(s.page.ex, "the app %s, called %q, is listed though every request that could have created it was refused", str(s.app, "id"), str(s.app, "name")).Path = s.path("")
			}
			t.readable(t.settled)
			for _, p := range t.subjects() {
				if t.settled.find(p.id) != nil {
					return
				}
			}
			t.doubt("no created app is listed, so that nothing else is listed means nothing")
		},
	})
	for _, i := range []struct{ about, clause, specimen string }{
		{"another project", "project-id", "other-project"},
		{"another gateway instance", "instance-id", "other-instance"},
	} {
		c.add(Case{
			ID: "create/path/" + i.specimen + "-sees-nothing", Title: "apps do not show in " + i.about,
			Clauses:   []string{"create/path/" + i.clause, "query/path/" + i.clause},
			specimens: basics[:], churn: func(t *T) { t.isolated(i.specimen) },
		})
		c.add(Case{
			ID: "create/path/" + i.specimen + "-adds-nothing", Title: "an app created in " + i.about + " does not show here",
			Clauses:   []string{"create/path/" + i.clause, "query/path/" + i.clause},
			specimens: []string{i.specimen, "minimal"}, churn: func(t *T) { t.elsewhere(i.specimen) },
		})
	}
	var all []string
	for i := range burst {
		all = append(all, fmt.Sprintf("burst-%d", i+1))
	}
	c.add(Case{
		ID: "create/concurrent/all-listed", Title: "apps created at the same moment, while the listing is read, are all created and listed, each once",
		Clauses:   []string{"create/concurrent", "query/lists-concurrent", "create/ids-unique"},
		specimens: append(all, basics[:]...), churn: (*T).concurrent,
	})
	c.add(Case{
		ID: "create/concurrent/every-app-of-the-run-listed", Title: "every app of the run, most of them created at the same time, is listed",
		Clauses:   []string{"create/concurrent", "query/lists-concurrent", "query/lists-created"},
		specimens: basics[:],
		judge: func(t *T) {
			t.readable(t.settled)
			missing := 0
			for _, p := range t.subjects() {
				if t.settled.find(p.id) != nil {
					continue
				}
				if missing++; missing <= 3 {
					t.fail(p.ex, "the app %q (%s) was created and is not listed", p.spec.id, p.id)
				}
			}
			if missing > 3 {
				t.fail(nil, "%d of %d created apps are not listed", missing, len(t.subjects()))
			}
		},
	})
}

// readable ends the case where the whole listing could not be read.
func (t *T) readable(s *snapshot) {
	if s == nil {
		t.doubt("the listing was not read")
	}
	if s.err != nil {
		t.broken(s.pages[len(s.pages)-1].ex, s.err)
	}
	if s.problem != "" {
		t.doubt("the listing could not be read whole: %s", s.problem)
	}
}

// isolated lists another place, where no app of this run may show. A gateway
// that does not know the place, or lets nobody in, is right too.
func (t *T) isolated(specimen string) {
	home := t.subjects()
	if len(home) == 0 {
		t.doubt("no app was created that could show elsewhere")
	}
	at := t.placeOf(specimen)
	known := home[0]
	for _, q := range []params{params{}.page(0, 500), params{}.with("id", known.id), params{}.with("name", str(known.app, "name")), params{}.with("app_key", str(known.app, "app_key"))} {
		ex := t.sendQuery(request{op: opQuery, query: q.encode(), at: &at})
		if ex.Status/100 == 4 {
			t.note(Pass, ex, "answered %d%s", ex.Status, briefError(ex))
			return
		}
		l, problem, _ := readListing(ex, q)
		if problem != "" {
			t.fail(ex, "the listing of %s: %s", specimen, problem)
			return
		}
		for i, app := range l.apps {
			if p := t.created(str(app, "id")); p != nil && p.req.at == nil {
				t.fail(ex, "the app %q of this place is listed in %s, with %s", p.spec.id, specimen, q).Path = fmt.Sprintf("$.apps[%d]", i)
				return
			}
		}
		if q[0].name == "id" && l.hasTot && l.total != 0 {
			t.fail(ex, "total is %d for an app of another place", l.total).Path = "$.total"
		}
	}
}

func (t *T) placeOf(specimen string) place {
	for _, s := range specimens(t.edition) {
		if s.id == specimen {
			return s.at(t.home)
		}
	}
	panic("no specimen " + specimen)
}

// created is the app of this run with the ID, nil if it has none such.
func (t *T) created(id string) *planted {
	for _, p := range t.planted {
		if id != "" && p.id == id {
			return p
		}
	}
	return nil
}

// elsewhere creates an app in another place; it may not show here.
func (t *T) elsewhere(specimen string) {
	p := t.late(specimen)
	if p.absent != "" {
		t.doubt("the app %q was not created: %s", specimen, p.why())
	}
	if p.err != nil {
		t.broken(p.ex, p.err)
	}
	t.record(p.ex)
	switch {
	case p.ex.Status/100 == 4:
		t.note(Pass, p.ex, "answered %d%s, so there is nothing to keep apart", p.ex.Status, briefError(p.ex))
		return
	case !p.ok():
		t.fail(p.ex, "creating an app in %s was answered %d%s", specimen, p.ex.Status, briefError(p.ex))
		return
	}
	for _, q := range []params{params{}.with("id", p.id), params{}.with("name", p.req.name).page(0, 500)} {
		l := t.list(q)
		for i, app := range l.apps {
			if str(app, "id") == p.id || str(app, "name") == p.req.name {
				t.fail(l.ex, "the app of %s is listed here, with %s", specimen, q).Path = fmt.Sprintf("$.apps[%d]", i)
				return
			}
		}
	}
	q := params{}.with("id", p.id)
	ex := t.sendQuery(request{op: opQuery, query: q.encode(), at: p.req.at})
	l, problem, _ := readListing(ex, q)
	if problem != "" {
		t.doubt("the control twin, listing the app where it was created, failed: %s", problem)
	}
	if len(l.apps) != 1 || str(l.apps[0], "id") != p.id {
		t.fail(ex, "the app is not listed where it was created")
	}
	if m := t.find("minimal"); m.ok() {
		for _, app := range l.apps {
			if str(app, "id") == m.id {
				t.fail(ex, "an app of this place is listed in %s", specimen)
			}
		}
	}
}

// late creates one of the case's own apps, unless the plan left it out.
func (t *T) late(specimen string) *planted {
	if p := t.find(specimen); p != nil {
		return p
	}
	for _, s := range specimens(t.edition) {
		if s.id == specimen {
			p := t.plant(t.ctx, s)
			t.mu.Lock()
			t.planted = append(t.planted, p)
			t.mu.Unlock()
			return p
		}
	}
	panic("no specimen " + specimen)
}

// concurrent creates several apps at the same moment while the listing is read,
// and then reads it again.
func (t *T) concurrent() {
	made := make([]*planted, burst)
	var during *snapshot
	parallel(t.ctx, burst+1, burst+1, func(i int) {
		if i == burst {
			during = t.scan(t.ctx, nil, 500)
			return
		}
		made[i] = t.late(fmt.Sprintf("burst-%d", i+1))
	})
	after := t.scan(t.ctx, nil, 500)
	alive := 0
	for i, p := range made {
		switch {
		case p == nil:
			t.doubt("the run was interrupted")
		case p.absent != "":
			t.note(Unverified, nil, "burst-%d was not created: %s", i+1, p.why())
			continue
		case p.err != nil:
			t.broken(p.ex, p.err)
		case !p.ok():
			t.fail(p.ex, "one of %d simultaneous creations was answered %d%s", burst, p.ex.Status, briefError(p.ex))
			continue
		}
		alive++
		t.record(p.ex)
		for j := range i {
			if made[j].ok() && made[j].id == p.id {
				t.fail(p.ex, "two simultaneous creations got the same ID %s", p.id)
			}
		}
	}
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
		t.want(s.page.ex, s.path("name"), p.req.name, str(s.app, "name"), "simultaneous creations got mixed up: the app's name is another one's")
	}
	for _, s := range []*snapshot{during, after} {
		for _, id := range s.repeated {
			t.fail(s.pages[0].ex, "the app %s is listed twice", id)
		}
	}
	for _, p := range t.subjects() {
		for _, s := range []*snapshot{during, after} {
			if s.problem == "" && t.settled.find(p.id) != nil && s.find(p.id) == nil {
				t.fail(s.pages[0].ex, "the app %q went missing from the listing while others were created", p.spec.id)
				return
			}
		}
	}
}
