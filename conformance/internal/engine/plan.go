package engine

import (
	"context"
	"fmt"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
)

// plan is what specimens the cases need, the most telling first, cut to what is
// left of the budget. What cases that create will take of it is kept for them.
func (x *run) plan() []stimulus.Specimen {
	var out []stimulus.Specimen
	wanted := x.wanted()
	left := max(0, x.world.Limit()-x.world.Present()-x.spare())
	for _, s := range x.shelf.All {
		switch {
		case !wanted[s.ID] || x.scene.Find(s.ID) != nil:
		case left == 0:
			x.scene.Add(&stimulus.Planted{Spec: s, Absent: fmt.Sprintf("the budget of %d apps does not reach so far", x.world.Limit())})
		case s.Late:
			left--
			x.late++
		default:
			left--
			out = append(out, s)
		}
	}
	return out
}

// wanted are the IDs of the specimens that any case looks at.
func (x *run) wanted() map[string]bool {
	out := map[string]bool{}
	for _, t := range x.scene.Trials {
		for _, id := range slices.Concat(t.Case.Specimens, t.Case.Likes) {
			out[id] = true
		}
	}
	return out
}

// longerListing and wholeListing are how long the listing is made: first so that
// many cases see more, in the end as long as any case needs.
func longerListing(c *stimulus.Case) []int {
	if c.Needs.Listed <= shortListing {
		return append([]int{c.Needs.Listed}, c.Better...)
	}
	return c.Better
}

func wholeListing(c *stimulus.Case) []int { return []int{c.Needs.Listed} }

// shortListing is the longest listing that most cases are judged in: what makes
// the listing longer than this makes every case slower.
const shortListing = 101

// fillers are apps that only make the listing long enough for a case: none if
// the budget does not reach for the case, or nothing of it is missing.
func (x *run) fillers(lengths func(*stimulus.Case) []int) []stimulus.Specimen {
	if !x.writes() {
		return nil
	}
	left := x.most(x.world.Limit() - x.world.Present() - x.late - x.spare())
	most := 0
	for _, t := range x.scene.Trials {
		for _, listed := range lengths(t.Case) {
			if n := listed - x.scene.Listed; n <= left {
				most = max(most, n)
			}
		}
	}
	out := make([]stimulus.Specimen, most)
	for i := range out {
		x.filled++
		out[i] = stimulus.Filler(x.filled)
	}
	return out
}

// plantSome creates apps, several at once and in random order.
func (x *run) plantSome(ctx context.Context, plan []stimulus.Specimen) {
	x.rng.Shuffle(len(plan), func(i, j int) { plan[i], plan[j] = plan[j], plan[i] })
	made := make([]*stimulus.Planted, len(plan))
	probe.Parallel(ctx, x.Concurrency, len(plan), func(i int) { made[i] = x.Plant(ctx, plan[i]) })
	for i, p := range made {
		if p == nil {
			p = &stimulus.Planted{Spec: plan[i], Absent: "the run ended before"}
		}
		x.scene.Add(p)
	}
	x.count()
}

// spare is what of the budget is kept for the poisonous cases, which create one app at
// a time, should the gateway let them, and delete it at once.
func (x *run) spare() int {
	if slices.ContainsFunc(x.scene.Trials, func(t *stimulus.Trial) bool { return t.Case.Poison != "" }) {
		return 1
	}
	return 0
}
