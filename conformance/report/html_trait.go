package report

import (
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// traitView is what a gateway does where the pages leave something open.
type traitView struct{ Name, Question, Values string }

// newTraits are the traits that were seen, and how many were not. They are left out
// if there is no room for them.
func newTraits(g *result.Result, s *space) (views []traitView, unseen int) {
	seen := seenTraits(g)
	cost := 0
	for _, t := range seen {
		v := traitView{visible.Text(t.Name), visible.Text(t.Question), visible.Text(values(t))}
		cost += costTrait + len(v.Name) + len(v.Question) + len(v.Values)
		views = append(views, v)
	}
	if !s.take(cost) {
		return nil, 0
	}
	return views, len(g.Traits) - len(seen)
}

// splitView is a trait that differs between gateways.
type splitView struct {
	traitView
	Sides []sideView
}

// sideView are the gateways that do the same: how many, and the names of some. Letter is what
// the matrix has for it.
type sideView struct {
	Letter, Values, Gateways string
	N                        int
}

// maxNames is how many gateways of a side are named.
const maxNames = 8

func newSplits(r *result.Report) []splitView {
	var out []splitView
	for _, s := range splits(r) {
		v := splitView{traitView: traitView{Name: visible.Text(s.Name), Question: visible.Text(s.Question)}}
		for n, side := range s.Sides {
			v.Sides = append(v.Sides, sideView{letter(n), visible.Text(side.Values), visible.Text(some(side.Gateways, maxNames)), len(side.Gateways)})
		}
		out = append(out, v)
	}
	return out
}
