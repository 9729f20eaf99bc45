package faults

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// preciseFaults are in the exact match of names.
func preciseFaults() []Fault {
	notPrecise := func(when func(params) bool) alter {
		return queries(func(q *gateway.Query, v url) {
			if when(params{v}) {
				q.Precise = false
			}
		})
	}
	return []Fault{
		{"precise/ignored", design, preciseName, must, "", "list/precise_search/*", notPrecise(func(params) bool { return true })},
		{"precise/prefix", design, preciseName, must, "", "list/precise_search/*", relaxes(precisely, nameOf, flip(strings.HasPrefix))},
		{"precise/suffix", design, preciseName, must, "", "list/precise_search/*", relaxes(precisely, nameOf, flip(strings.HasSuffix))},
		{"precise/any-case", design, preciseName, must, "", "list/precise_search/*", relaxes(precisely, nameOf, strings.EqualFold)},
		{"precise/underscore-any", design, preciseName, must, "", "list/precise_search/*", relaxes(precisely, nameOf, func(want, got string) bool {
			return len(want) == len(got) && containsLike(got, want, '_')
		})},
		{"precise/finds-nothing", design, preciseName, must, "", "list/precise_search/*", nothing(precisely)},
		{"precise/first-32-characters", design, preciseName, must, "", "list/precise_search/*", relaxes(precisely, nameOf, func(want, got string) bool { return cut(32)(want) == cut(32)(got) })},
		{"precise/ignored-with-limit", design, preciseName, must, "", "list/precise_search/*", notPrecise(func(p params) bool { return p.Has("limit") })},
		{"precise/ignored-with-status", design, preciseName, must, "", "list/filter/combined/*", notPrecise(func(p params) bool { return p.Has("status") })},
		{"precise/ignored-after-name", design, preciseName, must, "", "list/precise_search/*", func(b *gateway.Behaviour) {
			next := b.Find
			b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
				if raw := x.Request.URL.RawQuery; strings.Index(raw, "precise_search=") > strings.Index(raw, "name=") {
					q.Precise = false
				}
				return next(x, q)
			}
		}},
		{"precise/total-of-substring", design, listTotal, must, "", "list/precise_search/*", func(b *gateway.Behaviour) {
			next := b.Find
			b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
				l := next(x, q)
				loose := *q
				loose.Precise = false
				l.Total = len(b.Select(x, &loose))
				return l
			}
		}},
		{"precise/one-app-at-most", design, preciseName, must, "", "list/precise_search/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Precise && q.Name != "" && len(apps) > 1 {
				return apps[:1]
			}
			return apps
		})},
		{"precise/drops-other-filters", design, filterCombined, must, "", "list/filter/combined/*", queries(func(q *gateway.Query, _ url) {
			if q.Precise && q.Name != "" {
				q.ID, q.AppKey, q.Creator, q.HasStatus = "", "", "", false
			}
		})},
		{"precise/400", design, preciseName, must, "", "list/precise_search/*", refusesQuery("precise_search", func(params) bool { return true })},

		{"pages/precise-ignored-with-limit", pages, clause("query-apps, Table 2, precise_search", "the value name asks for exact matching of name; Table 4, total: the resources that match the query conditions"), must,
			"precise_search is ignored when limit is given.",
			"list/precise_search/*", queries(func(q *gateway.Query, v url) {
				if v.Has("limit") {
					q.Precise = false
				}
			})},
		{"pages/precise-total-fuzzy", pages, clause("query-apps, Table 2, precise_search", "the value name asks for exact matching of name; Table 4, total: the resources that match the query conditions"), must,
			"With precise_search=name the list is exact, but total counts the partial matches.",
			"list/precise_search/*", func(b *gateway.Behaviour) {
				next := b.Find
				b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
					l, loose := next(x, q), *q
					loose.Precise = false
					l.Total = len(b.Select(x, &loose))
					return l
				}
			}},
		{"pages/precise-finds-only-one", pages, clause("query-apps, Table 2, precise_search", "the value name asks for exact matching of name; Table 4, total: the resources that match the query conditions"), must,
			"With precise_search=name at most one app is returned and total is 1 although two apps have that name (where both could be created).",
			"list/precise_search/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if q.Precise && q.Name != "" {
					return slice(apps, 0, 1)
				}
				return apps
			})},
		{"pages/subtle-exact-search-without-underscores", pages, clause("query-apps, Table 2, precise_search", "the whole name matches"), must,
			"An exact search passes over underscores at the end.",
			"list/precise_search/every-character-counts", relaxes(precisely, nameOf, func(want, got string) bool { return strings.TrimRight(want, "_") == strings.TrimRight(got, "_") })},
	}
}
