package faults

import (
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func limitFaults() []Fault {
	return []Fault{
		{"limit/default-10", design, limitDefault, must, "", "list/limit/default-20", limitWhere(func(p params) bool { return !p.Has("limit") }, 10)},
		{"limit/default-21", design, limitDefault, must, "", "list/limit/default-20", limitWhere(func(p params) bool { return !p.Has("limit") }, 21)},
		{"limit/default-500", design, limitDefault, must, "", "list/limit/default-20", limitWhere(func(p params) bool { return !p.Has("limit") }, 500)},
		{"limit/default-unlimited-with-filter", design, limitDefault, must, "", "list/limit/default-20*", paged(func(pg *validate.Page, p params) {
			if !p.Has("limit") && p.Get("name") != "" {
				pg.Limit = unbounded
			}
		})},
		{"limit/zero-is-none", design, limitLow, must, "", "list/limit/0-becomes-20", limitWhere(limits(0, 0), 0)},
		{"limit/zero-is-500", design, limitLow, must, "", "list/limit/0-becomes-20", limitWhere(limits(0, 0), 500)},
		{"limit/zero-is-1", design, limitLow, must, "", "list/limit/0-becomes-20", limitWhere(limits(0, 0), 1)},
		{"limit/zero-refused", design, limitLow, must, "", "list/limit/0-becomes-20", refusesQuery("limit", limits(0, 0))},
		{"limit/negative-is-none", design, limitLow, must, "", "list/limit/-1-becomes-20", limitWhere(limits(-unbounded-1, -1), 0)},
		{"limit/negative-is-500", design, limitLow, must, "", "list/limit/-1-becomes-20", limitWhere(limits(-unbounded-1, -1), 500)},
		{"limit/negative-is-1", design, limitLow, must, "", "list/limit/-1-becomes-20", limitWhere(limits(-unbounded-1, -1), 1)},
		{"limit/negative-refused", design, limitLow, must, "", "list/limit/-1-becomes-20", refusesQuery("limit", limits(-unbounded-1, -1))},
		{"limit/negative-absolute", design, limitLow, must, "", "list/limit/-*-becomes-20", paged(func(pg *validate.Page, p params) {
			if n := p.limit(); n < 0 {
				pg.Limit = min(-max(n, -500), 500)
			}
		})},
		{"limit/very-negative-500", design, limitLow, must, "", "list/limit/-*-becomes-20", failsQuery(func(p params) *validate.Answer {
			if p.limit() < -1<<31 {
				return &validate.SystemError
			}
			return nil
		})},
		{"limit/1-refused", design, limitMeaning, must, "", "list/limit/1-*", refusesQuery("limit", limits(1, 1))},
		{"limit/1-is-20", design, limitMeaning, must, "", "list/limit/1-*", limitWhere(limits(1, 1), 20)},
		{"limit/500-refused", design, limitHigh, must, "", "list/limit/500-*", refusesQuery("limit", limits(500, 500))},
		{"limit/501-refused", design, limitHigh, must, "", "list/limit/501-becomes-500", refusesQuery("limit", limits(501, unbounded))},
		{"limit/501-is-20", design, limitHigh, must, "", "list/limit/501-becomes-500", limitWhere(limits(501, unbounded), 20)},
		{"limit/501-is-1", design, limitHigh, must, "", "list/limit/501-becomes-500", limitWhere(limits(501, unbounded), 1)},
		{"limit/501-unlimited", design, limitHigh, must, "", "list/limit/501-becomes-500", paged(func(pg *validate.Page, p params) {
			if n := p.limit(); n > 500 {
				pg.Limit = n
			}
		})},
		{"limit/max-499", design, limitHigh, must, "", "list/limit/50*-becomes-500", limitWhere(limits(500, unbounded), 499)},
		{"limit/max-100", design, limitHigh, must, "", "list/limit/50*-becomes-500", limitWhere(limits(101, unbounded), 100)},
		{"limit/max-50", design, limitHigh, must, "", "list/limit/50*-becomes-500", limitWhere(limits(51, unbounded), 50)},
		{"limit/max-1000", design, limitHigh, must, "", "list/limit/501-becomes-500", paged(func(pg *validate.Page, p params) {
			if n := p.limit(); n > 500 {
				pg.Limit = min(n, 1000)
			}
		})},
		{"limit/max-not-clamped-in-thousands", design, limitHigh, must, "", "list/limit/*-becomes-500", paged(func(pg *validate.Page, p params) {
			if n := p.limit(); n >= 1000 {
				pg.Limit = n
			}
		})},
		{"limit/uint8", design, limitMeaning, must, "", "list/limit/*", paged(func(pg *validate.Page, p params) {
			if n := p.limit(); n > 255 {
				if pg.Limit = n & 0xff; pg.Limit == 0 {
					pg.Limit = 20
				}
			}
		})},
		{"limit/one-more", design, limitMeaning, must, "", "list/limit/*", paged(func(pg *validate.Page, p params) { pg.Limit++ })},
		{"limit/one-less", design, limitMeaning, must, "", "list/limit/*", paged(func(pg *validate.Page, p params) { pg.Limit = max(1, pg.Limit-1) })},
		{"limit/ignored", design, limitMeaning, must, "", "list/limit/*", limitWhere(func(p params) bool { return true }, 20)},
		{"limit/ignored-with-filter", design, limitMeaning, must, "", "list/limit/*", limitWhere(func(p params) bool { return p.Get("name") != "" }, 20)},
		{"limit/ignored-with-offset", design, limitMeaning, must, "", "list/limit/*", limitWhere(func(p params) bool { return p.offset() > 0 }, 20)},
		{"limit/rounded-up-to-10", design, limitMeaning, must, "", "list/limit/*", paged(func(pg *validate.Page, p params) { pg.Limit = (pg.Limit + 9) / 10 * 10 })},
		{"limit/before-filter", design, limitMeaning, must, "", "list/filter/*", func(b *gateway.Behaviour) {
			next := b.Candidates
			b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
				apps := next(x, q)
				if q.Filtered() {
					return slice(apps, 0, q.Page.Limit)
				}
				return apps
			}
		}},

		{"pages/limit-default-19", pages, clause("query-apps, Table 2, limit", "20 by default"), must,
			"Without limit 19 apps are returned. Needs 20.",
			"list/limit/default-20", limitWhere(func(p params) bool { return !p.Has("limit") }, 19)},
		{"pages/limit-default-unlimited", pages, clause("query-apps, Table 2, limit", "20 by default"), must,
			"Without limit all apps are returned. Needs 21.",
			"list/limit/default-20", limitWhere(func(p params) bool { return !p.Has("limit") }, unbounded)},
		{"pages/limit-zero-is-all", pages, clause("query-apps, Table 2, limit", "a value of 0 or less becomes 20"), must,
			"limit=0 returns all apps. Needs 21.",
			"list/limit/0-becomes-20", limitWhere(limits(0, 0), unbounded)},
		{"pages/limit-negative-drops-last", pages, clause("query-apps, Table 2, limit", "a value of 0 or less becomes 20"), must,
			"limit=-1 returns all but the last app (slice to a negative end).",
			"list/limit/-1-becomes-20", func(b *gateway.Behaviour) {
				paged(func(pg *validate.Page, p params) {
					if p.limit() < 0 {
						pg.Limit = p.limit()
					}
				})(b)
				next := b.Window
				b.Window = func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
					if q.Page.Limit < 0 {
						return slice(apps, q.Page.Offset, int64(len(apps))+q.Page.Limit)
					}
					return next(q, apps)
				}
			}},
		{"pages/limit-500-as-499", pages, clause("query-apps, Table 2, limit", "at most 500"), must,
			"limit=500 returns at most 499. Needs 500 apps.",
			"list/limit/500-*", limitWhere(limits(500, 500), 499)},
		{"pages/limit-off-by-one-less", pages, clause("query-apps, Table 2, limit", "number of items on each page"), must,
			"limit=N returns N-1 apps for N of 2 or more.",
			"list/limit/*", paged(func(pg *validate.Page, p params) {
				if p.limit() >= 2 {
					pg.Limit--
				}
			})},
		{"pages/limit-before-filter", pages, clause("query-apps, Table 2, limit", "number of items on each page; Table 4, total"), must,
			"limit is applied before the name filter: a match beyond the first page of all apps is not found at offset 0.",
			"list/filter/name/*", func(b *gateway.Behaviour) {
				next := b.Candidates
				b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
					if q.Name != "" {
						return slice(next(x, q), 0, q.Page.Limit)
					}
					return next(x, q)
				}
			}},
		{"pages/subtle-limit-0-with-name-fails", pages, clause("query-apps, Table 2, limit", "0 or less counts as 20"), must,
			"A limit of 0 or less beside a name is answered 500.",
			"list/limit/not-positive-becomes-20-with-filter", failsQuery(func(p params) *validate.Answer {
				if n, sent := p.int("limit"); sent && n <= 0 && p.Get("name") != "" {
					return &validate.SystemError
				}
				return nil
			})},
	}
}

// limitWhere puts one limit in place of some.
func limitWhere(when func(params) bool, limit int64) alter {
	return paged(func(pg *validate.Page, p params) {
		if when(p) {
			pg.Limit = limit
		}
	})
}

// limits tells limits that were sent, from lo to hi.
func limits(lo, hi int64) func(params) bool {
	return func(p params) bool { n, ok := p.int("limit"); return ok && lo <= n && n <= hi }
}
