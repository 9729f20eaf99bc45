package faults

import (
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// pagingPageFaults are the faults of origin [FromPages] on offset and limit, in the words of
// their author.
func pagingPageFaults() []pageRow {
	return []pageRow{
		{
			"pages/limit-default-19",
			"query-apps, Table 2, limit", "20 by default",
			"Without limit 19 apps are returned. Needs 20.",
			"list/limit/default-20",
			limitWhere(func(p params) bool { return !p.Has("limit") }, 19),
		},
		{
			"pages/limit-default-unlimited",
			"query-apps, Table 2, limit", "20 by default",
			"Without limit all apps are returned. Needs 21.",
			"list/limit/default-20",
			limitWhere(func(p params) bool { return !p.Has("limit") }, unbounded),
		},
		{
			"pages/limit-zero-is-all",
			"query-apps, Table 2, limit", "a value of 0 or less becomes 20",
			"limit=0 returns all apps. Needs 21.",
			"list/limit/0-becomes-20",
			limitWhere(limits(0, 0), unbounded),
		},
		{
			"pages/limit-negative-drops-last",
			"query-apps, Table 2, limit", "a value of 0 or less becomes 20",
			"limit=-1 returns all but the last app (slice to a negative end).",
			"list/limit/-1-becomes-20",
			func(b *gateway.Behaviour) {
				pages(func(pg *validate.Page, p params) {
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
			},
		},
		{
			"pages/limit-500-as-499",
			"query-apps, Table 2, limit", "at most 500",
			"limit=500 returns at most 499. Needs 500 apps.",
			"list/limit/500-*",
			limitWhere(limits(500, 500), 499),
		},
		{
			"pages/limit-int32-overflow",
			"query-apps, Table 2, limit", "a value above 500 becomes 500",
			"limit=2147483648 wraps to a negative value and becomes 20. Needs 21 apps.",
			"list/limit/2147483648-becomes-500",
			pages(func(pg *validate.Page, p params) {
				if n := p.limit(); n > 1<<31-1 && int32(n) <= 0 {
					pg.Limit = 20
				}
			}),
		},
		{
			"pages/limit-off-by-one-less",
			"query-apps, Table 2, limit", "number of items on each page",
			"limit=N returns N-1 apps for N of 2 or more.",
			"list/limit/*",
			pages(func(pg *validate.Page, p params) {
				if p.limit() >= 2 {
					pg.Limit--
				}
			}),
		},
		{
			"pages/limit-before-filter",
			"query-apps, Table 2, limit", "number of items on each page; Table 4, total",
			"limit is applied before the name filter: a match beyond the first page of all apps is not found at offset 0.",
			"list/filter/name/*",
			func(b *gateway.Behaviour) {
				next := b.Candidates
				b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
					if q.Name != "" {
						return slice(next(x, q), 0, q.Page.Limit)
					}
					return next(x, q)
				}
			},
		},
		{
			"pages/offset-ignored-without-limit",
			"query-apps, Table 2, offset", "where the query starts",
			"offset is ignored when limit is absent.",
			"list/offset/*",
			pages(func(pg *validate.Page, p params) {
				if !p.Has("limit") {
					pg.Offset = 0
				}
			}),
		},
		{
			"pages/offset-rounded-to-page",
			"query-apps, Table 2, offset", "where the query starts",
			"offset is rounded down to a multiple of limit: offset=3, limit=2 returns from 2.",
			"list/offset/*",
			pages(func(pg *validate.Page, _ params) { pg.Offset -= pg.Offset % pg.Limit }),
		},
		{
			"pages/offset-plus-one-from-second-page",
			"query-apps, Table 2, offset", "where the query starts",
			"For offset > 0 the page starts one item late: one app is never seen when paging.",
			"list/page/complete",
			pages(func(pg *validate.Page, _ params) {
				if pg.Offset > 0 && pg.Offset < unbounded {
					pg.Offset++
				}
			}),
		},
		{
			"pages/offset-minus-one-400",
			"query-apps, Table 2, offset", "a value below 0 becomes 0",
			"offset=-1 gets 400.",
			"list/offset/-1-becomes-0",
			refusesQuery("offset", func(p params) bool { return p.offset() == -1 }),
		},
		{
			"pages/offset-negative-absolute",
			"query-apps, Table 2, offset", "a value below 0 becomes 0",
			"offset=-2 is treated as 2.",
			"list/offset/-*-becomes-0",
			pages(func(pg *validate.Page, p params) {
				if n := p.offset(); n < 0 {
					pg.Offset = -max(n, -unbounded)
				}
			}),
		},
		{
			"pages/offset-int32-400",
			"query-apps, Table 2, offset", "of type Long",
			"offset=2147483648 gets 400; 2147483647 is fine.",
			"list/offset/*",
			refusesQuery("offset", func(p params) bool { return p.offset() >= 1<<31 }),
		},
		{
			"pages/offset-at-total-400",
			"query-apps, Table 2, offset", "where the query starts",
			"offset equal to total gets 400; smaller ones are fine.",
			"list/offset/past-end-*",
			func(b *gateway.Behaviour) {
				next := b.List
				b.List = func(x *gateway.Exchange) *gateway.Reply {
					q, a := b.ParseQuery(x)
					if a == nil && q.Page.Offset > 0 && q.Page.Offset == int64(len(b.Select(x, q))) {
						return b.Fail(x, *invalid("offset"))
					}
					return next(x)
				}
			},
		},
		{
			"pages/paging-order-depends-on-limit",
			"query-apps, Table 2, offset", "where the query starts",
			"Odd limits list oldest first, even limits newest first: changing limit on the way loses apps.",
			"list/page/*",
			selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if q.Page.Limit%2 == 0 {
					return reversed(apps)
				}
				return apps
			}),
		},
	}
}
