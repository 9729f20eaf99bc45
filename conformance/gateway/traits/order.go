package traits

import (
	"cmp"
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// orders are of listings: the reference gateway lists the oldest app first.
func orders() []Trait {
	const dimension, why = "order of a listing", "No order is stated."
	by := func(key func(*gateway.App) string) alter {
		return ordered(func(a, b *gateway.App) int { return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a.ID, b.ID)) })
	}
	return []Trait{
		{ID: "order/newest-first", Dimension: dimension, Why: why, Does: "The newest app comes first.", Alter: ordered(nil)},
		{ID: "order/by-id", Dimension: dimension, Why: why, Does: "Apps are listed by ID.", Alter: by(func(a *gateway.App) string { return a.ID })},
		{ID: "order/by-name", Dimension: dimension, Why: why, Does: "Apps are listed by name.", Alter: by(func(a *gateway.App) string { return a.Name })},
		{ID: "order/by-key", Dimension: dimension, Why: why, Does: "Apps are listed by AppKey.", Alter: by(func(a *gateway.App) string { return a.Key })},
	}
}

// ordered lists apps in another order; nil is newest first.
func ordered(compare func(a, b *gateway.App) int) alter {
	return func(b *gateway.Behaviour) {
		next := b.Candidates
		b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
			apps := slices.Clone(next(x, q))
			if compare == nil {
				slices.Reverse(apps)
			} else {
				slices.SortStableFunc(apps, compare)
			}
			return apps
		}
	}
}
