package stimulus

import (
	"fmt"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/world"
)

// company is where cases look whether what holds alone holds in any company, too: when
// many apps are there and some were deleted, in another project and instance, and just
// after something changed.
type company struct {
	once probe.Once
	// away is another place where some of the apps were created, nil if none could be;
	// known are others that are known to take apps.
	away  *probe.Place
	known []*probe.Place
	// made are the apps that were created for it, here and away.
	made []*Planted
	// gone are the apps that were deleted for it.
	gone []*Planted
	// moments are listings that were read between creations, forbidden those that were
	// asked for there without a right to.
	moments, forbidden []stormList
}

const (
	// companyGone is how many apps are deleted, which makes room for others.
	companyGone = 12
	// companyMade is how many apps are created in each place, if the budget lets them.
	companyMade = 28
	// companyMoments is how many listings are read after each creation.
	companyMoments = 2
)

// inCompany is the run's company, which is brought about once for all cases.
func (t *T) inCompany() *company {
	c := &t.scene.company
	c.once.Do(func() { t.gather(c) })
	return c
}

func (t *T) gather(c *company) {
	t.depart(c)
	for _, p := range t.Planted() {
		if p.OK() && p.Req.At != nil {
			c.known = append(c.known, p.Req.At)
		}
	}
	away := probe.Place{Project: altered(t.Setting().Home.Project), Instance: altered(t.Setting().Home.Instance)}
	queries := t.companyQueries(c, false)
	arrivals := make([]arrival, 2*companyMade) // here and away in turn
	arrive := func(i int) {
		switch {
		case i%2 == 0:
			arrivals[i] = t.arrive(c, i, nil, queries)
		case i == 1 || c.away != nil: // or nothing can be created there
			arrivals[i] = t.arrive(c, i, &away, queries)
		}
	}
	arrive(0)
	arrive(1)
	if p := arrivals[1].made; p != nil && p.OK() {
		c.away = &away
	}
	workers := 1
	if t.scene.run.Slow() {
		workers = t.Setting().Concurrency
	}
	probe.Parallel(t.ctx, workers, len(arrivals)-2, func(i int) { arrive(i + 2) })
	for _, a := range arrivals {
		if a.made != nil {
			c.made = append(c.made, a.made)
		}
		c.moments = append(c.moments, a.moments...)
		c.forbidden = append(c.forbidden, a.forbidden...)
	}
	t.scene.run.Settle(t.ctx, nil, c.at(nil))
	if c.away != nil {
		there := c.at(c.away)
		if last := there[len(there)-1]; len(there) > 1 && len(t.scene.run.Drop(t.ctx, last.ID)) > 0 {
			c.made = slices.DeleteFunc(c.made, func(p *Planted) bool { return p == last })
			there = there[:len(there)-1]
		}
		t.scene.run.Settle(t.ctx, c.away, there)
	}
}

// arrival is an app that was created for company, and the listings that were read just
// after it.
type arrival struct {
	made               *Planted // nil if the budget did not reach for it
	moments, forbidden []stormList
}

// arrive creates app number i at a place, and reads some listings there at once: one of
// them without a right to.
func (t *T) arrive(c *company, i int, at *probe.Place, queries []companyQuery) arrival {
	n := i / 2
	out := arrival{made: t.varied(fmt.Sprintf("company-%d", i+1), n, at, c)}
	if out.made == nil || len(queries) == 0 {
		return out
	}
	out.moments = make([]stormList, companyMoments)
	for k := range out.moments {
		out.moments[k].q = queries[(companyMoments*i+k)%len(queries)].q
	}
	t.readAll(at, out.moments)
	if all := badCredentials(); t.Setting().Forbidden != "" || !all[n%len(all)].forbidden {
		nobody := stormList{bad: n % len(all), q: out.moments[0].q}
		nobody.ex, nobody.err = t.Do(probe.Request{Op: probe.OpQuery, Query: nobody.q.Encode(), At: at, Auth: all[nobody.bad].creds(t)[0]})
		out.forbidden = append(out.forbidden, nobody)
	}
	return out
}

// place is another place that is known to take apps, the same one for each n; nil if
// there is none.
func (c *company) place(n int) *probe.Place {
	switch {
	case c.away != nil:
		return c.away
	case len(c.known) > 0:
		return c.known[n%len(c.known)]
	}
	return nil
}

// at are the apps that were created at the place.
func (c *company) at(place *probe.Place) []*Planted {
	var out []*Planted
	for _, p := range c.made {
		if p.OK() && (p.Req.At == nil) == (place == nil) {
			out = append(out, p)
		}
	}
	return out
}

// depart deletes apps that no other case looks at any more.
func (t *T) depart(c *company) {
	var apps []*Planted
	var ids []string
	for _, p := range slices.Backward(t.Subjects()) {
		if p.Req.At == nil && !slices.Contains(basics[:], p.Spec.ID) && len(apps) < companyGone {
			apps, ids = append(apps, p), append(ids, p.ID)
		}
	}
	gone := t.scene.run.Drop(t.ctx, ids...)
	for _, p := range apps {
		if slices.Contains(gone, p.ID) {
			c.gone = append(c.gone, p)
		}
	}
}

// varied creates a varied app there; nil if the budget does not reach for it. The apps
// that were deleted count, and some of it is left for requests that should be refused.
func (t *T) varied(id string, n int, at *probe.Place, c *company) *Planted {
	s := Varied(id, "one in company", n)
	p := &Planted{Spec: s}
	p.Draft, p.Req = s.Build(t.scene.shelf, t.Setting().Nonce, t.Setting().Home, 0)
	p.Req.At = at
	const left = 8
	p.Exchange, p.Err = t.scene.run.Post(t.ctx, p.Req, t.scene.run.Limit()-len(c.gone)-left)
	if p.Err == world.ErrBudget {
		return nil
	}
	if p.Err == nil && p.Exchange.Status/100 == 2 {
		if app := p.Exchange.Object(); app != nil {
			p.App, p.ID = app, app.Text("id")
		}
	}
	return p
}

// readAll reads the listings of a place, several at once.
func (t *T) readAll(at *probe.Place, lists []stormList) {
	probe.Parallel(t.ctx, t.Setting().Concurrency, len(lists), func(i int) {
		lists[i].ex, lists[i].err = t.Do(probe.Request{Op: probe.OpQuery, Query: lists[i].q.Encode(), At: at})
	})
}

// judgeAll judges the answers to many requests of which none is worth more than the
// others: those that nothing is wrong with are not kept.
func (t *T) judgeAll(answers []Attempt) {
	n := 0
	for _, a := range answers {
		switch {
		case a.Err == world.ErrBudget || a.Exchange == nil:
			continue // an interruption, which ends the run
		case a.Err != nil:
			t.Broken(a.Exchange, a.Err)
		}
		n++
		if slices.ContainsFunc(a.Exchange.Judgement.Findings, t.about) {
			t.Judge(a.Exchange)
		}
	}
	if n == 0 {
		t.Doubt("nothing was sent: the budget of %d apps is used up", t.scene.run.Limit())
	}
}
