package faults

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// filtersPageFaults are the faults of origin [FromPages] on the filters, in the words of
// their author.
func filtersPageFaults() []pageRow {
	return []pageRow{
		{
			"pages/filter-id-matches-app-key",
			"query-apps, Table 2, id; Table 4, total", "the resources that match the query conditions",
			"id also matches an app whose app_key is that value.",
			"list/filter/id/*",
			relaxes(byID, keyOf, equal),
		},
		{
			"pages/filter-name-matches-remark",
			"query-apps, Table 2, name; Table 4, total", "the resources that match the query conditions",
			"name also matches text in the remark.",
			"list/filter/name/*",
			relaxes(byName, func(a *gateway.App) string { return a.Remark }, flip(strings.Contains)),
		},
		{
			"pages/filter-name-percent-wildcard",
			"query-apps, Table 2, name; Table 4, total", "the resources that match the query conditions",
			"name=%25 (a percent sign, which no name can contain) returns all apps.",
			"list/filter/name/*",
			relaxes(byName, nameOf, func(want, _ string) bool { return want == "%" }),
		},
		{
			"pages/precise-ignored-with-limit",
			"query-apps, Table 2, precise_search", "the value name asks for exact matching of name; Table 4, total: the resources that match the query conditions",
			"precise_search is ignored when limit is given.",
			"list/precise_search/*",
			queries(func(q *gateway.Query, v url) {
				if v.Has("limit") {
					q.Precise = false
				}
			}),
		},
		{
			"pages/precise-total-fuzzy",
			"query-apps, Table 2, precise_search", "the value name asks for exact matching of name; Table 4, total: the resources that match the query conditions",
			"With precise_search=name the list is exact, but total counts the partial matches.",
			"list/precise_search/*",
			func(b *gateway.Behaviour) {
				next := b.Find
				b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
					l, loose := next(x, q), *q
					loose.Precise = false
					l.Total = len(b.Select(x, &loose))
					return l
				}
			},
		},
		{
			"pages/precise-finds-only-one",
			"query-apps, Table 2, precise_search", "the value name asks for exact matching of name; Table 4, total: the resources that match the query conditions",
			"With precise_search=name at most one app is returned and total is 1 although two apps have that name (where both could be created).",
			"list/precise_search/*",
			selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if q.Precise && q.Name != "" {
					return slice(apps, 0, 1)
				}
				return apps
			}),
		},
		{
			"pages/filter-status-400",
			"query-apps, Table 2, status; Table 4, total", "the resources that match the query conditions",
			"status=1 gets 400 naming status (the value is not parsed as an integer).",
			"list/filter/status/*",
			refusesQuery("status", func(p params) bool { return p.Get("status") == "1" }),
		},
		{
			"pages/filter-key-case-insensitive",
			"query-apps, Table 2, app_key; Table 4, total", "the resources that match the query conditions",
			"app_key is compared without regard to case: the upper-cased key of another spelling finds the app.",
			"list/filter/app_key/*",
			relaxes(byKey, keyOf, strings.EqualFold),
		},
		{
			"pages/filter-creator-user-empty",
			"query-apps, Table 2, creator; Table 4, total", "the resources that match the query conditions",
			"creator=USER returns nothing.",
			"list/filter/creator/*",
			matches(func(q *gateway.Query, _ *gateway.App, ok bool) bool { return ok && q.Creator != "USER" }),
		},
		{
			"pages/filters-three-drop-one",
			"query-apps, Table 2, all filters; Table 4, total", "the resources that match the query conditions",
			"At most two filters apply; with name, app_key and status the app_key is ignored.",
			"list/filter/combined/*",
			only(func(i, _ int) bool { return i < 2 }),
		},
	}
}
