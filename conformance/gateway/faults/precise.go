package faults

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// preciseFaults are in the exact match of names.
func preciseFaults() []row {
	notPrecise := func(when func(params) bool) alter {
		return queries(func(q *gateway.Query, v url) {
			if when(params{v}) {
				q.Precise = false
			}
		})
	}
	return []row{
		{"precise/ignored", preciseName, "list/precise_search/*", notPrecise(func(params) bool { return true })},
		{"precise/prefix", preciseName, "list/precise_search/*", relaxes(precisely, nameOf, flip(strings.HasPrefix))},
		{"precise/suffix", preciseName, "list/precise_search/*", relaxes(precisely, nameOf, flip(strings.HasSuffix))},
		{"precise/any-case", preciseName, "list/precise_search/*", relaxes(precisely, nameOf, strings.EqualFold)},
		{"precise/underscore-any", preciseName, "list/precise_search/*", relaxes(precisely, nameOf, func(want, got string) bool {
			return len(want) == len(got) && containsLike(got, want, '_')
		})},
		{"precise/finds-nothing", preciseName, "list/precise_search/*", nothing(precisely)},
		{"precise/first-32-characters", preciseName, "list/precise_search/*", relaxes(precisely, nameOf, func(want, got string) bool { return cut(32)(want) == cut(32)(got) })},
		{"precise/ignored-with-limit", preciseName, "list/precise_search/*", notPrecise(func(p params) bool { return p.Has("limit") })},
		{"precise/ignored-with-status", preciseName, "list/filter/combined/*", notPrecise(func(p params) bool { return p.Has("status") })},
		{"precise/ignored-after-name", preciseName, "list/precise_search/*", func(b *gateway.Behaviour) {
			next := b.Find
			b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
				if raw := x.Request.URL.RawQuery; strings.Index(raw, "precise_search=") > strings.Index(raw, "name=") {
					q.Precise = false
				}
				return next(x, q)
			}
		}},
		{"precise/total-of-substring", listTotal, "list/precise_search/*", func(b *gateway.Behaviour) {
			next := b.Find
			b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
				l := next(x, q)
				loose := *q
				loose.Precise = false
				l.Total = len(b.Select(x, &loose))
				return l
			}
		}},
		{"precise/one-app-at-most", preciseName, "list/precise_search/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Precise && q.Name != "" && len(apps) > 1 {
				return apps[:1]
			}
			return apps
		})},
		{"precise/drops-other-filters", filterCombined, "list/filter/combined/*", queries(func(q *gateway.Query, _ url) {
			if q.Precise && q.Name != "" {
				q.ID, q.AppKey, q.Creator, q.HasStatus = "", "", "", false
			}
		})},
		{"precise/400", preciseName, "list/precise_search/*", refusesQuery("precise_search", func(params) bool { return true })},
	}
}
