package faults

import (
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func limitFaults() []row {
	return []row{
		{"limit/default-10", limitDefault, "list/limit/default-20", limitWhere(func(p params) bool { return !p.Has("limit") }, 10)},
		{"limit/default-21", limitDefault, "list/limit/default-20", limitWhere(func(p params) bool { return !p.Has("limit") }, 21)},
		{"limit/default-500", limitDefault, "list/limit/default-20", limitWhere(func(p params) bool { return !p.Has("limit") }, 500)},
		{"limit/default-unlimited-with-filter", limitDefault, "list/limit/default-20*", pages(func(pg *validate.Page, p params) {
			if !p.Has("limit") && p.Get("name") != "" {
				pg.Limit = unbounded
			}
		})},
		{"limit/zero-is-none", limitLow, "list/limit/0-becomes-20", limitWhere(limits(0, 0), 0)},
		{"limit/zero-is-500", limitLow, "list/limit/0-becomes-20", limitWhere(limits(0, 0), 500)},
		{"limit/zero-is-1", limitLow, "list/limit/0-becomes-20", limitWhere(limits(0, 0), 1)},
		{"limit/zero-refused", limitLow, "list/limit/0-becomes-20", refusesQuery("limit", limits(0, 0))},
		{"limit/negative-is-none", limitLow, "list/limit/-1-becomes-20", limitWhere(limits(-unbounded-1, -1), 0)},
		{"limit/negative-is-500", limitLow, "list/limit/-1-becomes-20", limitWhere(limits(-unbounded-1, -1), 500)},
		{"limit/negative-is-1", limitLow, "list/limit/-1-becomes-20", limitWhere(limits(-unbounded-1, -1), 1)},
		{"limit/negative-refused", limitLow, "list/limit/-1-becomes-20", refusesQuery("limit", limits(-unbounded-1, -1))},
		{"limit/negative-absolute", limitLow, "list/limit/-*-becomes-20", pages(func(pg *validate.Page, p params) {
			if n := p.limit(); n < 0 {
				pg.Limit = min(-max(n, -500), 500)
			}
		})},
		{"limit/very-negative-refused", limitLow, "list/limit/-*-becomes-20", refusesQuery("limit", limits(-unbounded-1, -1<<31-1))},
		{"limit/very-negative-500", limitLow, "list/limit/-*-becomes-20", failsQuery(func(p params) *validate.Answer {
			if p.limit() < -1<<31 {
				return &validate.SystemError
			}
			return nil
		})},
		{"limit/1-refused", limitMeaning, "list/limit/1-*", refusesQuery("limit", limits(1, 1))},
		{"limit/1-is-20", limitMeaning, "list/limit/1-*", limitWhere(limits(1, 1), 20)},
		{"limit/500-refused", limitHigh, "list/limit/500-*", refusesQuery("limit", limits(500, 500))},
		{"limit/501-refused", limitHigh, "list/limit/501-becomes-500", refusesQuery("limit", limits(501, unbounded))},
		{"limit/501-is-20", limitHigh, "list/limit/501-becomes-500", limitWhere(limits(501, unbounded), 20)},
		{"limit/501-is-1", limitHigh, "list/limit/501-becomes-500", limitWhere(limits(501, unbounded), 1)},
		{"limit/501-unlimited", limitHigh, "list/limit/501-becomes-500", pages(func(pg *validate.Page, p params) {
			if n := p.limit(); n > 500 {
				pg.Limit = n
			}
		})},
		{"limit/max-499", limitHigh, "list/limit/50*-becomes-500", limitWhere(limits(500, unbounded), 499)},
		{"limit/max-100", limitHigh, "list/limit/50*-becomes-500", limitWhere(limits(101, unbounded), 100)},
		{"limit/max-50", limitHigh, "list/limit/50*-becomes-500", limitWhere(limits(51, unbounded), 50)},
		{"limit/max-1000", limitHigh, "list/limit/501-becomes-500", pages(func(pg *validate.Page, p params) {
			if n := p.limit(); n > 500 {
				pg.Limit = min(n, 1000)
			}
		})},
		{"limit/max-not-clamped-in-thousands", limitHigh, "list/limit/*-becomes-500", pages(func(pg *validate.Page, p params) {
			if n := p.limit(); n >= 1000 {
				pg.Limit = n
			}
		})},
		{"limit/beyond-int32-refused", limitHigh, "list/limit/2147483648-becomes-500", refusesQuery("limit", limits(1<<31, unbounded))},
		{"limit/int32-wraps", limitHigh, "list/limit/2147483648-becomes-500", pages(func(pg *validate.Page, p params) {
			if n := int32(p.limit()); p.limit() > 1<<31-1 && n <= 0 {
				pg.Limit = 20
			}
		})},
		{"limit/uint8", limitMeaning, "list/limit/*", pages(func(pg *validate.Page, p params) {
			if n := p.limit(); n > 255 {
				if pg.Limit = n & 0xff; pg.Limit == 0 {
					pg.Limit = 20
				}
			}
		})},
		{"limit/one-more", limitMeaning, "list/limit/*", pages(func(pg *validate.Page, p params) { pg.Limit++ })},
		{"limit/one-less", limitMeaning, "list/limit/*", pages(func(pg *validate.Page, p params) { pg.Limit = max(1, pg.Limit-1) })},
		{"limit/ignored", limitMeaning, "list/limit/*", limitWhere(func(p params) bool { return true }, 20)},
		{"limit/ignored-with-filter", limitMeaning, "list/limit/*", limitWhere(func(p params) bool { return p.Get("name") != "" }, 20)},
		{"limit/ignored-with-offset", limitMeaning, "list/limit/*", limitWhere(func(p params) bool { return p.offset() > 0 }, 20)},
		{"limit/rounded-up-to-10", limitMeaning, "list/limit/*", pages(func(pg *validate.Page, p params) { pg.Limit = (pg.Limit + 9) / 10 * 10 })},
		{"limit/before-filter", limitMeaning, "list/filter/*", func(b *gateway.Behaviour) {
			next := b.Candidates
			b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
				apps := next(x, q)
				if q.Filtered() {
					return slice(apps, 0, q.Page.Limit)
				}
				return apps
			}
		}},
	}
}

// limitWhere puts one limit in place of some.
func limitWhere(when func(params) bool, limit int64) alter {
	return pages(func(pg *validate.Page, p params) {
		if when(p) {
			pg.Limit = limit
		}
	})
}

// limits tells limits that were sent, from lo to hi.
func limits(lo, hi int64) func(params) bool {
	return func(p params) bool { n, ok := p.int("limit"); return ok && lo <= n && n <= hi }
}
