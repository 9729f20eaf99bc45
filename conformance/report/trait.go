package report

import (
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

// silent introduces the traits of a gateway.
const silent = "Where the pages are silent"

// seenTraits are the traits that some answer showed.
func seenTraits(g *result.Result) []result.Trait {
	return slices.DeleteFunc(slices.Clone(g.Traits), func(t result.Trait) bool { return len(t.Values) == 0 })
}

// values are what was seen of a trait, in words.
func values(t result.Trait) string { return strings.Join(t.Values, " / ") }

// split is a trait that differs between gateways.
type split struct {
	result.Trait
	Sides []side
}

// side are the gateways that do the same.
type side struct {
	Values   string
	Gateways []string
}

// splits are the traits that differ between the gateways of a report, those that do
// the same together. A gateway of which nothing was seen is on no side.
func splits(r *result.Report) []split {
	var all []split
	for _, g := range r.Gateways {
		for _, t := range seenTraits(g) {
			i := slices.IndexFunc(all, func(s split) bool { return s.Name == t.Name })
			if i < 0 {
				all = append(all, split{Trait: t})
				i = len(all) - 1
			}
			sides := &all[i].Sides
			k := slices.IndexFunc(*sides, func(s side) bool { return s.Values == values(t) })
			if k < 0 {
				*sides = append(*sides, side{Values: values(t)})
				k = len(*sides) - 1
			}
			(*sides)[k].Gateways = append((*sides)[k].Gateways, g.Target.Label())
		}
	}
	all = slices.DeleteFunc(all, func(s split) bool { return len(s.Sides) < 2 })
	for _, s := range all {
		slices.SortStableFunc(s.Sides, func(a, b side) int { return len(b.Gateways) - len(a.Gateways) })
	}
	return all
}
