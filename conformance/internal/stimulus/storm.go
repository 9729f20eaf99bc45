package stimulus

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/world"
)

// storm is what was sent at the same moment, and what came: creations of valid
// apps, creations that should be refused, and listings, each for something else.
type storm struct {
	once    probe.Once
	made    []*Planted
	refused []Attempt
	lists   []stormList
	scans   []*probe.Snapshot
}

// stormList is a listing of one app, and the page that came.
type stormList struct {
	want string // the app's ID; "" for none
	q    probe.Params
	bad  int // of the [badCredentials], if asked by nobody who may
	ex   *probe.Exchange
	err  error
}

// stormy is the run's storm, which is raised once for all cases that look at it.
func (t *T) stormy() *storm {
	s := &t.scene.storm
	s.once.Do(func() { t.raise(s) })
	for i, p := range s.made {
		switch {
		case p == nil:
			t.Doubt("the run was interrupted")
		case p.Absent != "":
			t.Doubt("burst-%d was not created: %s", i+1, p.why())
		case p.Err != nil:
			t.Broken(p.Exchange, p.Err)
		}
		t.Record(p.Exchange)
	}
	return s
}

func (t *T) raise(s *storm) {
	const refused, perApp = 8, 3
	s.made = make([]*Planted, burst)
	s.refused = make([]Attempt, refused)
	for _, p := range t.Subjects() {
		for range perApp {
			if t.Settled().Find(p.ID) != nil && len(s.lists) < 24 {
				s.lists = append(s.lists, stormList{want: p.ID, q: probe.Params{}.With("id", p.ID)})
			}
		}
	}
	s.lists = append(s.lists, stormList{q: probe.Params{}.With("id", t.noID())}, stormList{q: probe.Params{}.With("id", t.noID())})
	s.scans = make([]*probe.Snapshot, 2)
	var valid, invalid, reads []func()
	for i := range s.made {
		valid = append(valid, func() { s.made[i] = t.Late(fmt.Sprintf("burst-%d", i+1)) })
	}
	for i := range s.refused {
		invalid = append(invalid, func() {
			g := t.Gen(fmt.Sprintf("refused-%d", i+1))
			r := Draft{}.WithText("name", "1"+g.Name()).WithText("remark", g.nonce+" refused").Create()
			ex, err := t.scene.run.PostInVain(t.ctx, r, t.scene.run.Limit())
			s.refused[i] = Attempt{Request: r, Exchange: ex, Err: err}
		})
	}
	for i := range s.lists {
		reads = append(reads, func() {
			l := &s.lists[i]
			l.ex, l.err = t.Do(probe.Request{Op: probe.OpQuery, Query: l.q.Encode()})
		})
	}
	for i := range s.scans {
		reads = append(reads, func() { s.scans[i] = t.scene.run.Scan(t.ctx, nil, nil, int(t.Setting().Edition.Page.MaxLimit)) })
	}
	// Creations start together, half of them before and half amid the listings:
	// spread thinly they might not meet on a slow machine.
	t.shuffle(reads)
	jobs := slices.Concat(t.mixed(valid[:burst/2], invalid[:refused/2]), reads[:len(reads)/2],
		t.mixed(valid[burst/2:], invalid[refused/2:]), reads[len(reads)/2:])
	probe.Parallel(t.ctx, max(t.Setting().Concurrency, 8), len(jobs), func(i int) { jobs[i]() })
	for _, scan := range s.scans { // only now: a case has its findings one at a time
		if scan != nil { // the run was not interrupted before
			t.judgePages(scan)
		}
	}
}

// mixed are the jobs of both kinds in random order.
func (t *T) mixed(a, b []func()) []func() {
	jobs := slices.Concat(a, b)
	t.shuffle(jobs)
	return jobs
}

func (t *T) shuffle(jobs []func()) {
	t.scene.run.Shuffle(len(jobs), func(i, j int) { jobs[i], jobs[j] = jobs[j], jobs[i] })
}

// noneLost demands that every creation of the storm led to an app of its own.
func (t *T) noneLost() {
	s := t.stormy()
	ids, keys := map[string]bool{}, map[string]bool{}
	for _, p := range s.made {
		if !p.OK() {
			t.Fail(p.Exchange, "one of %d simultaneous creations was answered %d%s", burst, p.Exchange.Status, probe.BriefError(p.Exchange))
			continue
		}
		if ids[p.ID] {
			t.Fail(p.Exchange, "two simultaneous creations got the same ID %s", p.ID).Path = "$.id"
		}
		ids[p.ID] = true
		if key := p.App.Text("app_key"); key != "" {
			if keys[key] {
				t.Fail(p.Exchange, "two simultaneous creations got the same AppKey").Path = "$.app_key"
			}
			keys[key] = true
		}
		if got := p.App.Text("name"); got != p.Req.Name && slices.ContainsFunc(s.made, func(o *Planted) bool { return o.Req.Name == got }) {
			t.Fail(p.Exchange, "a creation got the answer to another one").Path = "$.name"
		}
	}
	after := t.scanFor(s.made)
	t.readable(after)
	for _, p := range s.made {
		if !p.OK() {
			continue
		}
		at := after.Find(p.ID)
		if at == nil {
			t.Missing(after.Pages[0].Exchange, "the app %s, created at the same moment as others, is not listed", p.ID)
			continue
		}
		t.Want(at.Page.Exchange, at.Path("name"), p.Req.Name, at.App.Text("name"), "simultaneous creations got mixed up: the app is listed with another name")
	}
}

// besideInvalid demands that valid and invalid creations at the same moment each
// get their own verdict.
func (t *T) besideInvalid() {
	s := t.stormy()
	for _, p := range s.made {
		if !p.OK() {
			t.Fail(p.Exchange, "a valid request beside invalid ones was answered %d%s", p.Exchange.Status, probe.BriefError(p.Exchange))
		}
	}
	sent := 0
	for _, a := range s.refused {
		switch {
		case a.Err == world.ErrBudget:
			continue
		case a.Err != nil:
			t.Broken(a.Exchange, a.Err)
		case a.Exchange == nil:
			t.Doubt("the run was interrupted")
		}
		sent++
		t.Record(a.Exchange)
		if a.Exchange.Status/100 == 2 {
			t.Fail(a.Exchange, "an invalid request beside valid ones was answered %d", a.Exchange.Status)
		}
	}
	if sent == 0 {
		t.Doubt("no invalid request was sent: the budget of %d apps is used up", t.scene.run.Limit())
	}
}

// listedDuring demands that listings read in the storm, each for something else,
// show what was asked for.
func (t *T) listedDuring() {
	t.listsByID()
	s := t.stormy()
	for _, l := range s.lists {
		switch {
		case l.err != nil:
			t.Broken(l.ex, l.err)
		case l.ex == nil:
			t.Doubt("the run was interrupted")
		}
		if l.want == "" && l.ex.Status == http.StatusBadRequest {
			continue // no app can have the ID
		}
		page, problem, _ := probe.ReadListing(l.ex, l.q)
		if problem != "" {
			t.Fail(l.ex, "among simultaneous requests, the listing with %s: %s", l.q, problem)
			return
		}
		var want []string
		if l.want != "" {
			want = []string{l.want}
		}
		if got := page.IDs(); !slices.Equal(want, got) {
			t.Want(l.ex, "$.apps[*].id", want, got, "among simultaneous requests, the listing with %s shows other apps", l.q)
			return
		}
	}
	for _, k := range append(slices.Clone(s.scans), t.scanFor(s.made)) {
		t.readable(k)
		// From one page to the next an app may move on, as others come before it.
		for _, l := range k.Pages {
			ids := l.IDs()
			slices.Sort(ids)
			if n := len(ids); len(slices.Compact(ids)) < n {
				t.Fail(l.Exchange, "an app is on the page twice")
				return
			}
		}
		for _, p := range t.Subjects() {
			if t.Settled().Find(p.ID) != nil && k.Find(p.ID) == nil {
				t.Fail(k.Pages[0].Exchange, "the app %q went missing from the listing while others were created", p.Spec.ID)
				return
			}
		}
		for _, l := range k.Pages {
			if l.Exchange.Status != http.StatusOK {
				t.Fail(l.Exchange, "among simultaneous requests, the listing was answered %d%s", l.Exchange.Status, probe.BriefError(l.Exchange))
				return
			}
		}
	}
}

// listsByID ends the case if an ID does not list its app even when nothing else is
// asked.
func (t *T) listsByID() {
	apps := t.ListedApps()
	if len(apps) == 0 {
		return
	}
	id := apps[0].App.Text("id")
	if l := t.Control(probe.Params{}.With("id", id)); !slices.Equal(l.IDs(), []string{id}) {
		t.Doubt("an ID lists other apps also when nothing else is asked")
	}
}

// listedTogether demands that many listings at the same time, each for another
// app or page, show what each of them shows alone.
func (t *T) listedTogether() {
	t.listsByID()
	var lists []stormList
	for i, a := range t.ListedApps() {
		if i == 16 {
			break
		}
		id := a.App.Text("id")
		lists = append(lists, stormList{want: id, q: probe.Params{}.With("id", id)})
	}
	if len(lists) < 2 {
		t.Doubt("fewer than two apps are listed")
	}
	for range 2 {
		lists = append(lists, lists...)
	}
	probe.Parallel(t.ctx, max(t.Setting().Concurrency, 8), len(lists), func(i int) {
		lists[i].ex, lists[i].err = t.Do(probe.Request{Op: probe.OpQuery, Query: lists[i].q.Encode()})
	})
	for _, l := range lists {
		switch {
		case l.ex == nil:
			t.Doubt("the run was interrupted")
		case l.err != nil:
			t.Broken(l.ex, l.err)
		}
		page, problem, _ := probe.ReadListing(l.ex, l.q)
		if problem != "" {
			t.Fail(l.ex, "among simultaneous listings, the one with %s: %s", l.q, problem)
			return
		}
		if got := page.IDs(); !slices.Equal([]string{l.want}, got) {
			t.Want(l.ex, "$.apps[*].id", []string{l.want}, got, "among simultaneous listings, the one with %s shows other apps", l.q)
			return
		}
	}
}
