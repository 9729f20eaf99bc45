package faults

import (
	"github.com/appgauge/appgauge/conformance/gateway"
)

// combinedFaults are in conditions that stand together.
func combinedFaults() []Fault {
	// dropping drops some conditions where another one is there.
	dropping := func(when func(*gateway.Query) bool, drop func(*gateway.Query)) alter {
		return queries(func(q *gateway.Query, _ url) {
			if when(q) {
				drop(q)
			}
		})
	}
	const expect = "list/filter/combined/*"
	return []Fault{
		{"combined/or", design, filterCombined, must, "", expect, func(b *gateway.Behaviour) {
			next := b.Match
			b.Match = func(q *gateway.Query, a *gateway.App) bool {
				for _, single := range singly(q) {
					if next(single, a) {
						return true
					}
				}
				return !q.Filtered()
			}
		}},
		{"combined/first-only", design, filterCombined, must, "", expect, only(func(i, n int) bool { return i == 0 })},
		{"combined/last-only", design, filterCombined, must, "", expect, only(func(i, n int) bool { return i == n-1 })},
		{"combined/two-at-most", design, filterCombined, must, "", expect, only(func(i, n int) bool { return i < 2 })},
		{"combined/id-drops-others", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.ID != "" },
			func(q *gateway.Query) { q.Name, q.AppKey, q.Creator, q.HasStatus = "", "", "", false })},
		{"combined/name-drops-key", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.Name != "" }, func(q *gateway.Query) { q.AppKey = "" })},
		{"combined/key-drops-name", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.AppKey != "" }, func(q *gateway.Query) { q.Name = "" })},
		{"combined/name-drops-status", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.Name != "" }, func(q *gateway.Query) { q.HasStatus = false })},
		{"combined/creator-drops-name", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.Creator != "" }, func(q *gateway.Query) { q.Name = "" })},
		{"combined/creator-drops-key", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.Creator != "" }, func(q *gateway.Query) { q.AppKey = "" })},
		{"combined/status-drops-name", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.HasStatus }, func(q *gateway.Query) { q.Name = "" })},
		{"combined/status-drops-key", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.HasStatus }, func(q *gateway.Query) { q.AppKey = "" })},
		{"combined/status-drops-id", design, filterCombined, must, "", expect, dropping(
			func(q *gateway.Query) bool { return q.HasStatus }, func(q *gateway.Query) { q.ID = "" })},
		{"combined/offset-drops-name", design, filterCombined, must, "", "list/*", queries(func(q *gateway.Query, _ url) {
			if q.Page.Offset > 0 {
				q.Name = ""
			}
		})},
		{"combined/limit-drops-key", design, filterCombined, must, "", "list/*", queries(func(q *gateway.Query, v url) {
			if v.Has("limit") {
				q.AppKey = ""
			}
		})},
		{"combined/none-is-all", design, filterCombined, must, "", expect, func(b *gateway.Behaviour) {
			next := b.Select
			b.Select = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
				apps := next(x, q)
				if len(apps) == 0 && len(singly(q)) > 1 {
					return next(x, &gateway.Query{})
				}
				return apps
			}
		}},
		{"combined/offset-before-filter", design, offsetMeaning, must, "", "list/offset/*", func(b *gateway.Behaviour) {
			next := b.Candidates
			b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
				apps := next(x, q)
				if q.Filtered() {
					return slice(apps, q.Page.Offset, unbounded)
				}
				return apps
			}
			window := b.Window
			b.Window = func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if q.Filtered() {
					return slice(apps, 0, q.Page.Limit)
				}
				return window(q, apps)
			}
		}},

		{"pages/filters-three-drop-one", pages, clause("query-apps, Table 2, all filters; Table 4, total", "the resources that match the query conditions"), must,
			"At most two filters apply; with name, app_key and status the app_key is ignored.",
			"list/filter/combined/*", only(func(i, _ int) bool { return i < 2 })},
	}
}

// singly is q as one query for each of its conditions, in the order of the
// table.
func singly(q *gateway.Query) []*gateway.Query {
	var out []*gateway.Query
	add := func(there bool, set func(*gateway.Query)) {
		if there {
			single := &gateway.Query{Page: q.Page, Precise: q.Precise}
			set(single)
			out = append(out, single)
		}
	}
	add(q.ID != "", func(s *gateway.Query) { s.ID = q.ID })
	add(q.Name != "", func(s *gateway.Query) { s.Name = q.Name })
	add(q.HasStatus, func(s *gateway.Query) { s.Status, s.HasStatus = q.Status, true })
	add(q.AppKey != "", func(s *gateway.Query) { s.AppKey = q.AppKey })
	add(q.Creator != "", func(s *gateway.Query) { s.Creator = q.Creator })
	return out
}

// only matches some of the conditions, by their number in the order of the table.
func only(which func(i, n int) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Match
		b.Match = func(q *gateway.Query, a *gateway.App) bool {
			all := singly(q)
			for i, single := range all {
				if which(i, len(all)) && !next(single, a) {
					return false
				}
			}
			return true
		}
	}
}
