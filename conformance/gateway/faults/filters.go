package faults

import (
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// filterFaults are in the conditions, each on its own.
func filterFaults() []row {
	return []row{
		{"filter/id-ignored", filterID, "list/filter/id/*", drops(byID)},
		{"filter/id-prefix", filterID, "list/filter/id/*", relaxes(byID, idOf, flip(strings.HasPrefix))},
		{"filter/id-substring", filterID, "list/filter/id/*", relaxes(byID, idOf, flip(strings.Contains))},
		{"filter/id-matches-key", filterID, "list/filter/id/*", relaxes(byID, keyOf, equal)},
		{"filter/id-matches-name", filterID, "list/filter/id/*", relaxes(byID, nameOf, equal)},
		{"filter/id-unknown-is-all", filterID, "list/filter/id/*", allWhenNone(byID)},
		{"filter/id-finds-nothing", filterID, "list/filter/id/*", nothing(byID)},
		{"filter/id-in-first-20-only", filterID, "list/filter/id/*", within(20, byID)},
		{"filter/id-refused", filterID, "list/filter/id/*", refusesQuery("id", func(params) bool { return true })},
		{"filter/id-inverted", filterID, "list/filter/id/*", inverted(byID, idOf)},

		{"filter/name-ignored", filterName, "list/filter/name/*", drops(byName)},
		{"filter/name-finds-nothing", filterName, "list/filter/name/*", nothing(byName)},
		{"filter/name-unknown-is-all", filterName, "list/filter/name/*", allWhenNone(byName)},
		{"filter/name-in-first-20-only", filterName, "list/filter/name/*", within(20, byName)},
		{"filter/name-not-whole", filterName, "list/filter/name/*", matches(func(q *gateway.Query, a *gateway.App, ok bool) bool {
			return ok && (q.Precise || q.Name == "" || a.Name != q.Name)
		})},
		{"filter/name-underscore-any", filterName, "list/filter/name/*", relaxes(byName, nameOf, func(want, got string) bool {
			return containsLike(got, want, '_')
		})},
		{"filter/name-hyphen-underscore", filterName, "list/filter/name/*", queries(func(q *gateway.Query, _ url) {
			q.Name = strings.ReplaceAll(q.Name, "_", "-")
		})},
		{"filter/name-star-wildcard", filterName, "list/filter/name/*", relaxes(byName, nameOf, func(want, _ string) bool { return want == "*" })},
		{"filter/name-percent-wildcard", filterName, "list/filter/name/*", relaxes(byName, nameOf, func(want, _ string) bool { return strings.Trim(want, "%") == "" })},
		{"filter/name-in-remark", filterName, "list/filter/name/*", relaxes(byName, func(a *gateway.App) string { return a.Remark }, flip(strings.Contains))},
		{"filter/name-in-key", filterName, "list/filter/name/*", relaxes(byName, keyOf, flip(strings.Contains))},
		{"filter/name-first-3-characters", filterName, "list/filter/name/*", queries(func(q *gateway.Query, _ url) { q.Name = cut(3)(q.Name) })},
		{"filter/name-at-most-32", filterName, "list/filter/name/*", queries(func(q *gateway.Query, _ url) { q.Name = cut(32)(q.Name) })},
		{"filter/name-long-refused", filterName, "list/filter/name/*", refusesQuery("name", func(p params) bool { return len(p.Get("name")) > 32 })},
		{"filter/name-short-ignored", filterName, "list/filter/name/*", queries(func(q *gateway.Query, _ url) {
			if len(q.Name) < 3 {
				q.Name = ""
			}
		})},
		{"filter/name-one-app-at-most", filterName, "list/filter/name/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Name != "" && len(apps) > 1 {
				return apps[:1]
			}
			return apps
		})},

		{"filter/status-ignored", filterStatus, "list/filter/status/*", queries(func(q *gateway.Query, _ url) { q.HasStatus = false })},
		{"filter/status-1-empty", filterStatus, "list/filter/status/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.HasStatus && q.Status == 1 {
				return nil
			}
			return apps
		})},
		{"filter/status-1-refused", filterStatus, "list/filter/status/*", refusesQuery("status", func(p params) bool { return p.Get("status") == "1" })},
		{"filter/status-0-is-all", filterStatus, "list/filter/status/*", queries(func(q *gateway.Query, _ url) { q.HasStatus = q.HasStatus && q.Status != 0 })},
		{"filter/status-2-is-all", filterStatus, "list/filter/status/*", queries(func(q *gateway.Query, _ url) { q.HasStatus = q.HasStatus && q.Status < 2 })},
		{"filter/status-inverted", filterStatus, "list/filter/status/*", func(b *gateway.Behaviour) {
			next := b.Match
			b.Match = func(q *gateway.Query, a *gateway.App) bool {
				rest := *q
				rest.HasStatus = false
				return next(&rest, a) && (!q.HasStatus || q.Status != a.Status)
			}
		}},
		{"filter/status-at-least", filterStatus, "list/filter/status/*", queries(func(q *gateway.Query, _ url) {
			if q.HasStatus && q.Status < 1 {
				q.Status = 1
			}
		})},
		{"filter/key-ignored", filterKey, "list/filter/app_key/*", drops(byKey)},
		{"filter/key-prefix", filterKey, "list/filter/app_key/*", relaxes(byKey, keyOf, flip(strings.HasPrefix))},
		{"filter/key-substring", filterKey, "list/filter/app_key/*", relaxes(byKey, keyOf, flip(strings.Contains))},
		{"filter/key-any-case", filterKey, "list/filter/app_key/*", relaxes(byKey, keyOf, strings.EqualFold)},
		{"filter/key-first-8-characters", filterKey, "list/filter/app_key/*", relaxes(byKey, keyOf, func(want, got string) bool { return cut(8)(want) == cut(8)(got) })},
		{"filter/key-first-64-characters", filterKey, "list/filter/app_key/*", relaxes(byKey, keyOf, func(want, got string) bool { return cut(64)(want) == cut(64)(got) })},
		{"filter/key-underscore-any", filterKey, "list/filter/app_key/*", relaxes(byKey, keyOf, func(want, got string) bool {
			return len(want) == len(got) && containsLike(got, want, '_')
		})},
		{"filter/key-hyphens-ignored", filterKey, "list/filter/app_key/*", relaxes(byKey, keyOf, func(want, got string) bool {
			return strings.ReplaceAll(want, "-", "") == strings.ReplaceAll(got, "-", "")
		})},
		{"filter/key-matches-id", filterKey, "list/filter/app_key/*", relaxes(byKey, idOf, equal)},
		{"filter/key-unknown-is-all", filterKey, "list/filter/app_key/*", allWhenNone(byKey)},
		{"filter/key-finds-nothing", filterKey, "list/filter/app_key/*", nothing(byKey)},
		{"filter/key-given-not-found", filterKey, "list/filter/app_key/*", matches(func(q *gateway.Query, a *gateway.App, ok bool) bool { return ok && (q.AppKey == "" || !a.GivenKey) })},
		{"filter/key-generated-not-found", filterKey, "list/filter/app_key/*", matches(func(q *gateway.Query, a *gateway.App, ok bool) bool { return ok && (q.AppKey == "" || a.GivenKey) })},
		{"filter/key-refused", filterKey, "list/filter/app_key/*", refusesQuery("app_key", func(params) bool { return true })},

		{"filter/creator-user-empty", filterCreator, "list/filter/creator/*", nothing(byCreator)},
		{"filter/creator-user-refused", filterCreator, "list/filter/creator/*", refusesQuery("creator", func(p params) bool { return p.Get("creator") == "USER" })},
		{"filter/creator-one-app-at-most", filterCreator, "list/filter/creator/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Creator == "USER" && len(apps) > 1 {
				return apps[:1]
			}
			return apps
		})},
		{"filter/creator-500", filterCreator, "list/filter/creator/*", failsQuery(func(p params) *validate.Answer {
			if p.Get("creator") != "" {
				return &validate.SystemError
			}
			return nil
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
