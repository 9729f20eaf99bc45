package conformance

import (
	"context"
	"fmt"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// plan is what specimens the cases need, the most telling first, cut to what is
// left of the budget. What cases that create will take of it is kept for them.
func (x *run) plan() []specimen {
	var out []specimen
	wanted := map[string]bool{}
	for _, t := range x.tests {
		for _, id := range t.Case.specimens {
			wanted[id] = true
		}
		for _, id := range t.Case.likes {
			wanted[id] = true
		}
	}
	left := x.world.Limit() - x.world.Spent()
	for _, s := range x.shelf.all {
		switch {
		case !wanted[s.id] || x.find(s.id) != nil:
		case left == 0:
			x.planted = append(x.planted, &planted{spec: s,
				absent: fmt.Sprintf("the budget of %d apps does not reach so far", x.world.Limit())})
		case s.late:
			left--
			x.late++
		default:
			left--
			out = append(out, s)
		}
	}
	return out
}

// longerListing and wholeListing are how long the listing is made: first so that
// many cases see more, in the end as long as any case needs.
func longerListing(c *Case) []int {
	if c.Needs.Listed <= shortListing {
		return append([]int{c.Needs.Listed}, c.better...)
	}
	return c.better
}

func wholeListing(c *Case) []int { return []int{c.Needs.Listed} }

// shortListing is the longest listing that most cases are judged in: what makes
// the listing longer than this makes every case slower.
const shortListing = 101

// fillers are apps that only make the listing long enough for a case: none if
// the budget does not reach for the case, or nothing of it is missing.
func (x *run) fillers(lengths func(*Case) []int) []specimen {
	if !x.writes() {
		return nil
	}
	left := x.world.Limit() - x.world.Spent() - x.late
	most := 0
	for _, t := range x.tests {
		for _, listed := range lengths(t.Case) {
			if n := listed - x.listed; n <= left {
				most = max(most, n)
			}
		}
	}
	out := make([]specimen, most)
	for i := range out {
		x.filled++
		out[i] = specimen{id: fmt.Sprintf("filler-%d", x.filled), about: "makes the listing longer", draft: ordinary}
	}
	return out
}

// plantSome creates apps, several at once and in random order.
func (x *run) plantSome(ctx context.Context, plan []specimen) {
	x.rng.Shuffle(len(plan), func(i, j int) { plan[i], plan[j] = plan[j], plan[i] })
	made := make([]*planted, len(plan))
	probe.Parallel(ctx, x.concurrency, len(plan), func(i int) { made[i] = x.plant(ctx, plan[i]) })
	for i, p := range made {
		if p == nil {
			p = &planted{spec: plan[i], absent: "the run ended before"}
		}
		x.planted = append(x.planted, p)
	}
	x.listed = len(x.before.Apps)
	for _, p := range x.planted {
		if p.ok() && p.req.At == nil {
			x.listed++
		}
	}
}

// blameStrays looks for apps of this run that nobody was told of, and gives them
// to the rejected requests that explain them.
func (x *run) blameStrays() {
	for _, s := range []*probe.Snapshot{x.rejected, x.settled} {
		if s == nil {
			continue
		}
		for i := range s.Apps {
			app := s.Apps[i].App
			if x.before.Find(app.Text("id")) != nil || !x.world.Discover(app) {
				continue
			}
			x.strays = append(x.strays, s.Apps[i])
			for _, t := range x.tests {
				if t.explains(app) {
					t.strays = append(t.strays, app)
				}
			}
		}
	}
}

// explains reports whether a request of the case, which was answered with an
// error, would have created the app.
func (t *T) explains(app probe.Object) bool {
	for _, a := range t.acted {
		if a.exchange == nil || a.exchange.Status == 0 || a.exchange.Status/100 == 2 {
			continue
		}
		sameKey := a.request.Key != "" && a.request.Key == app.Text("app_key")
		sameName := a.request.Name != "" && a.request.Name == app.Text("name")
		if sameKey && sameName || sameName && a.request.Key == "" || sameKey && a.request.Name == "" {
			return true
		}
	}
	return false
}
