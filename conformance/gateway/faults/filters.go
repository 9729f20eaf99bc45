package faults

import (
	"slices"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// filterFaults are in the conditions, each on its own.
func filterFaults() []Fault {
	return []Fault{
		{"filter/id-ignored", design, filterID, must, "", "list/filter/id/*", drops(byID)},
		{"filter/id-prefix", design, filterID, must, "", "list/filter/id/*", relaxes(byID, idOf, flip(strings.HasPrefix))},
		{"filter/id-substring", design, filterID, must, "", "list/filter/id/*", relaxes(byID, idOf, flip(strings.Contains))},
		{"filter/id-matches-key", design, filterID, must, "", "list/filter/id/*", relaxes(byID, keyOf, equal)},
		{"filter/id-matches-name", design, filterID, must, "", "list/filter/id/*", relaxes(byID, nameOf, equal)},
		{"filter/id-unknown-is-all", design, filterID, must, "", "list/filter/id/*", allWhenNone(byID)},
		{"filter/id-finds-nothing", design, filterID, must, "", "list/filter/id/*", nothing(byID)},
		{"filter/id-in-first-20-only", design, filterID, must, "", "list/filter/id/*", within(20, byID)},
		{"filter/id-refused", design, filterID, must, "", "list/filter/id/*", refusesQuery("id", func(params) bool { return true })},
		{"filter/id-inverted", design, filterID, must, "", "list/filter/id/*", inverted(byID, idOf)},

		{"filter/name-ignored", design, filterName, must, "", "list/filter/name/*", drops(byName)},
		{"filter/name-finds-nothing", design, filterName, must, "", "list/filter/name/*", nothing(byName)},
		{"filter/name-unknown-is-all", design, filterName, must, "", "list/filter/name/*", allWhenNone(byName)},
		{"filter/name-in-first-20-only", design, filterName, must, "", "list/filter/name/*", within(20, byName)},
		{"filter/name-not-whole", design, filterName, must, "", "list/filter/name/*", matches(func(q *gateway.Query, a *gateway.App, ok bool) bool {
			return ok && (q.Precise || q.Name == "" || a.Name != q.Name)
		})},
		{"filter/name-underscore-any", design, filterName, must, "", "list/filter/name/*", relaxes(byName, nameOf, func(want, got string) bool {
			return containsLike(got, want, '_')
		})},
		{"filter/name-hyphen-underscore", design, filterName, must, "", "list/filter/name/*", queries(func(q *gateway.Query, _ url) {
			q.Name = strings.ReplaceAll(q.Name, "_", "-")
		})},
		{"filter/name-star-wildcard", design, filterName, must, "", "list/filter/name/*", relaxes(byName, nameOf, func(want, _ string) bool { return want == "*" })},
		{"filter/name-percent-wildcard", design, filterName, must, "", "list/filter/name/*", relaxes(byName, nameOf, func(want, _ string) bool { return strings.Trim(want, "%") == "" })},
		{"filter/name-in-remark", design, filterName, must, "", "list/filter/name/*", relaxes(byName, func(a *gateway.App) string { return a.Remark }, flip(strings.Contains))},
		{"filter/name-in-key", design, filterName, must, "", "list/filter/name/*", relaxes(byName, keyOf, flip(strings.Contains))},
		{"filter/name-first-3-characters", design, filterName, must, "", "list/filter/name/*", queries(func(q *gateway.Query, _ url) { q.Name = cut(3)(q.Name) })},
		{"filter/name-at-most-32", design, filterName, must, "", "list/filter/name/*", queries(func(q *gateway.Query, _ url) { q.Name = cut(32)(q.Name) })},
		{"filter/name-long-refused", design, filterName, must, "", "list/filter/name/*", refusesQuery("name", func(p params) bool { return len(p.Get("name")) > 32 })},
		{"filter/name-short-ignored", design, filterName, must, "", "list/filter/name/*", queries(func(q *gateway.Query, _ url) {
			if len(q.Name) < 3 {
				q.Name = ""
			}
		})},
		{"filter/name-one-app-at-most", design, filterName, must, "", "list/filter/name/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Name != "" && len(apps) > 1 {
				return apps[:1]
			}
			return apps
		})},

		{"filter/status-ignored", design, filterStatus, must, "", "list/filter/status/*", queries(func(q *gateway.Query, _ url) { q.HasStatus = false })},
		{"filter/status-1-empty", design, filterStatus, must, "", "list/filter/status/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.HasStatus && q.Status == 1 {
				return nil
			}
			return apps
		})},
		{"filter/status-1-refused", design, filterStatus, must, "", "list/filter/status/*", refusesQuery("status", func(p params) bool { return p.Get("status") == "1" })},
		{"filter/status-0-is-all", design, filterStatus, must, "", "list/filter/status/*", queries(func(q *gateway.Query, _ url) { q.HasStatus = q.HasStatus && q.Status != 0 })},
		{"filter/status-2-is-all", design, filterStatus, must, "", "list/filter/status/*", queries(func(q *gateway.Query, _ url) { q.HasStatus = q.HasStatus && q.Status < 2 })},
		{"filter/status-inverted", design, filterStatus, must, "", "list/filter/status/*", func(b *gateway.Behaviour) {
			next := b.Match
			b.Match = func(q *gateway.Query, a *gateway.App) bool {
				rest := *q
				rest.HasStatus = false
				return next(&rest, a) && (!q.HasStatus || q.Status != a.Status)
			}
		}},
		{"filter/status-at-least", design, filterStatus, must, "", "list/filter/status/*", queries(func(q *gateway.Query, _ url) {
			if q.HasStatus && q.Status < 1 {
				q.Status = 1
			}
		})},
		{"filter/key-ignored", design, filterKey, must, "", "list/filter/app_key/*", drops(byKey)},
		{"filter/key-prefix", design, filterKey, must, "", "list/filter/app_key/*", relaxes(byKey, keyOf, flip(strings.HasPrefix))},
		{"filter/key-substring", design, filterKey, must, "", "list/filter/app_key/*", relaxes(byKey, keyOf, flip(strings.Contains))},
		{"filter/key-any-case", design, filterKey, must, "", "list/filter/app_key/*", relaxes(byKey, keyOf, strings.EqualFold)},
		{"filter/key-first-8-characters", design, filterKey, must, "", "list/filter/app_key/*", relaxes(byKey, keyOf, func(want, got string) bool { return cut(8)(want) == cut(8)(got) })},
		{"filter/key-first-64-characters", design, filterKey, must, "", "list/filter/app_key/*", relaxes(byKey, keyOf, func(want, got string) bool { return cut(64)(want) == cut(64)(got) })},
		{"filter/key-underscore-any", design, filterKey, must, "", "list/filter/app_key/*", relaxes(byKey, keyOf, func(want, got string) bool {
			return len(want) == len(got) && containsLike(got, want, '_')
		})},
		{"filter/key-hyphens-ignored", design, filterKey, must, "", "list/filter/app_key/*", relaxes(byKey, keyOf, func(want, got string) bool {
			return strings.ReplaceAll(want, "-", "") == strings.ReplaceAll(got, "-", "")
		})},
		{"filter/key-matches-id", design, filterKey, must, "", "list/filter/app_key/*", relaxes(byKey, idOf, equal)},
		{"filter/key-unknown-is-all", design, filterKey, must, "", "list/filter/app_key/*", allWhenNone(byKey)},
		{"filter/key-finds-nothing", design, filterKey, must, "", "list/filter/app_key/*", nothing(byKey)},
		{"filter/key-given-not-found", design, filterKey, must, "", "list/filter/app_key/*", matches(func(q *gateway.Query, a *gateway.App, ok bool) bool { return ok && (q.AppKey == "" || !a.GivenKey) })},
		{"filter/key-generated-not-found", design, filterKey, must, "", "list/filter/app_key/*", matches(func(q *gateway.Query, a *gateway.App, ok bool) bool { return ok && (q.AppKey == "" || a.GivenKey) })},
		{"filter/key-refused", design, filterKey, must, "", "list/filter/app_key/*", refusesQuery("app_key", func(params) bool { return true })},

		{"filter/creator-user-empty", design, filterCreator, must, "", "list/filter/creator/*", nothing(byCreator)},
		{"filter/creator-user-refused", design, filterCreator, must, "", "list/filter/creator/*", refusesQuery("creator", func(p params) bool { return p.Get("creator") == "USER" })},
		{"filter/creator-one-app-at-most", design, filterCreator, must, "", "list/filter/creator/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Creator == "USER" && len(apps) > 1 {
				return apps[:1]
			}
			return apps
		})},
		{"filter/creator-500", design, filterCreator, must, "", "list/filter/creator/*", failsQuery(func(p params) *validate.Answer {
			if p.Get("creator") != "" {
				return &validate.SystemError
			}
			return nil
		})},

		{"pages/filter-id-matches-app-key", pages, clause("query-apps, Table 2, id; Table 4, total", "the resources that match the query conditions"), must,
			"id also matches an app whose app_key is that value.",
			"list/filter/id/*", relaxes(byID, keyOf, equal)},
		{"pages/filter-name-matches-remark", pages, clause("query-apps, Table 2, name; Table 4, total", "the resources that match the query conditions"), must,
			"name also matches text in the remark.",
			"list/filter/name/*", relaxes(byName, func(a *gateway.App) string { return a.Remark }, flip(strings.Contains))},
		{"pages/filter-name-percent-wildcard", pages, clause("query-apps, Table 2, name; Table 4, total", "the resources that match the query conditions"), must,
			"name=%25 (a percent sign, which no name can contain) returns all apps.",
			"list/filter/name/*", relaxes(byName, nameOf, func(want, _ string) bool { return want == "%" })},
		{"pages/filter-status-400", pages, clause("query-apps, Table 2, status; Table 4, total", "the resources that match the query conditions"), must,
			"status=1 gets 400 naming status (the value is not parsed as an integer).",
			"list/filter/status/*", refusesQuery("status", func(p params) bool { return p.Get("status") == "1" })},
		{"pages/filter-key-case-insensitive", pages, clause("query-apps, Table 2, app_key; Table 4, total", "the resources that match the query conditions"), must,
			"app_key is compared without regard to case: the upper-cased key of another spelling finds the app.",
			"list/filter/app_key/*", relaxes(byKey, keyOf, strings.EqualFold)},
		{"pages/filter-creator-user-empty", pages, clause("query-apps, Table 2, creator; Table 4, total", "the resources that match the query conditions"), must,
			"creator=USER returns nothing.",
			"list/filter/creator/*", matches(func(q *gateway.Query, _ *gateway.App, ok bool) bool { return ok && q.Creator != "USER" })},
		{"pages/subtle-key-compared-as-number", pages, clause("query-apps, Table 2, app_key", "the AppKey"), must,
			"AppKeys of digits are compared as numbers.",
			"list/filter/app_key/digits-are-text", relaxes(byKey, keyOf, func(want, got string) bool {
				x, err1 := strconv.ParseUint(want, 10, 64)
				y, err2 := strconv.ParseUint(got, 10, 64)
				return err1 == nil && err2 == nil && x == y
			})},
	}
}

// drops ignores a condition.
func drops(condition func(*gateway.Query) *string) alter {
	return queries(func(q *gateway.Query, _ url) { *condition(q) = "" })
}

// nothing finds nothing where there is a condition.
func nothing(condition func(*gateway.Query) *string) alter {
	return matches(func(q *gateway.Query, _ *gateway.App, ok bool) bool { return ok && *condition(q) == "" })
}

// inverted finds all the apps but the right one.
func inverted(condition func(*gateway.Query) *string, value func(*gateway.App) string) alter {
	return func(b *gateway.Behaviour) {
		next := b.Match
		b.Match = func(q *gateway.Query, a *gateway.App) bool {
			rest := *q
			want := *condition(&rest)
			*condition(&rest) = ""
			return next(&rest, a) && (want == "" || want != value(a))
		}
	}
}

// allWhenNone drops a condition by which nothing is found.
func allWhenNone(condition func(*gateway.Query) *string) alter {
	return func(b *gateway.Behaviour) {
		next := b.Select
		b.Select = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
			apps := next(x, q)
			if len(apps) > 0 || *condition(q) == "" {
				return apps
			}
			rest := *q
			*condition(&rest) = ""
			return next(x, &rest)
		}
	}
}

// within looks at the first n apps only where there is a condition.
func within(n int64, condition func(*gateway.Query) *string) alter {
	return func(b *gateway.Behaviour) {
		next := b.Candidates
		b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
			apps := next(x, q)
			if *condition(q) != "" {
				return slice(apps, 0, n)
			}
			return apps
		}
	}
}

// flip is f with its arguments in the order of [relaxes].
func flip(f func(got, want string) bool) func(want, got string) bool {
	return func(want, got string) bool { return f(got, want) }
}

func equal(want, got string) bool { return want == got }

// containsLike is [strings.Contains] with a character of the pattern that stands
// for any one.
func containsLike(s, pattern string, wild rune) bool {
	text, like := []rune(s), []rune(pattern)
	for i := 0; i+len(like) <= len(text); i++ {
		if slices.EqualFunc(text[i:i+len(like)], like, func(c, p rune) bool { return p == wild || p == c }) {
			return true
		}
	}
	return false
}
