package faults

import (
	"regexp"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func offsetFaults() []Fault {
	far := func(f func(q *gateway.Query, apps []*gateway.App) []*gateway.App) alter {
		return func(b *gateway.Behaviour) {
			next := b.Window
			b.Window = func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if q.Page.Offset >= int64(len(apps)) {
					return f(q, apps)
				}
				return next(q, apps)
			}
		}
	}
	return []Fault{
		{"offset/ignored", design, offsetMeaning, must, "", "list/offset/*", offsetTo(func(int64, *validate.Page) int64 { return 0 })},
		{"offset/ignored-with-filter", design, offsetMeaning, must, "", "list/offset/*", paged(func(pg *validate.Page, p params) {
			if p.Get("name") != "" {
				pg.Offset = 0
			}
		})},
		{"offset/ignored-with-status", design, offsetMeaning, must, "", "list/offset/*", paged(func(pg *validate.Page, p params) {
			if p.Get("status") != "" {
				pg.Offset = 0
			}
		})},
		{"offset/one-based", design, offsetMeaning, must, "", "list/offset/*", offsetTo(func(n int64, _ *validate.Page) int64 { return max(0, n-1) })},
		{"offset/one-more", design, offsetMeaning, must, "", "list/page/complete", offsetTo(func(n int64, _ *validate.Page) int64 {
			if n > 0 && n < unbounded {
				return n + 1
			}
			return max(0, n)
		})},
		{"offset/is-page-number", design, offsetMeaning, must, "", "list/offset/*", offsetTo(func(n int64, pg *validate.Page) int64 { return min(max(0, n), 1<<31) * pg.Limit })},
		{"offset/whole-pages", design, offsetMeaning, must, "", "list/offset/*", offsetTo(func(n int64, pg *validate.Page) int64 { return max(0, n) / pg.Limit * pg.Limit })},
		{"offset/from-the-end", design, offsetMeaning, must, "", "list/offset/*", windows(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			end := int64(len(apps)) - min(q.Page.Offset, int64(len(apps)))
			return slice(apps, end-q.Page.Limit, end)
		})},
		{"offset/shortens-page", design, offsetMeaning, must, "", "list/offset/*", windows(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			return slice(apps, q.Page.Offset, q.Page.Limit)
		})},
		{"offset/at-most-20", design, offsetMeaning, must, "", "list/page/complete", offsetTo(func(n int64, _ *validate.Page) int64 { return min(max(0, n), 20) })},
		{"offset/uint8", design, offsetMeaning, must, "", "list/offset/*", offsetTo(func(n int64, _ *validate.Page) int64 { return max(0, n) & 0xff })},
		{"offset/negative-refused", design, offsetLow, must, "", "list/offset/-1-becomes-0", refusesQuery("offset", func(p params) bool { return p.offset() < 0 })},
		{"offset/negative-500", design, offsetLow, must, "", "list/offset/-1-becomes-0", failsQuery(func(p params) *validate.Answer {
			if p.offset() < 0 {
				return &validate.SystemError
			}
			return nil
		})},
		{"offset/negative-is-none", design, offsetLow, must, "", "list/offset/-1-becomes-0", offsetTo(func(n int64, _ *validate.Page) int64 {
			if n < 0 {
				return unbounded
			}
			return n
		})},
		{"offset/negative-absolute", design, offsetLow, must, "", "list/offset/-*-becomes-0", offsetTo(func(n int64, _ *validate.Page) int64 {
			if n < 0 {
				return -max(n, -unbounded)
			}
			return n
		})},
		{"offset/negative-becomes-1", design, offsetLow, must, "", "list/offset/-1-becomes-0", offsetTo(func(n int64, _ *validate.Page) int64 {
			if n < 0 {
				return 1
			}
			return n
		})},
		{"offset/negative-from-the-end", design, offsetLow, must, "", "list/offset/-*-becomes-0", func(b *gateway.Behaviour) {
			const negative = 1 << 62 // marks offsets on their way to the window
			offsetTo(func(n int64, _ *validate.Page) int64 {
				if n < 0 {
					return negative + min(-max(n, -unbounded), 1000)
				}
				return min(n, negative)
			})(b)
			next := b.Window
			b.Window = func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if n := q.Page.Offset - negative; n > 0 {
					return slice(apps, int64(len(apps))-n, int64(len(apps))-n+q.Page.Limit)
				}
				return next(q, apps)
			}
		}},
		{"offset/very-negative-refused", design, offsetLow, must, "", "list/offset/-*-becomes-0", refusesQuery("offset", func(p params) bool { return p.offset() < -1<<31 })},
		{"offset/beyond-int32-refused", design, offsetType, must, "", "list/offset/*", refusesQuery("offset", func(p params) bool { return p.offset() > 1<<31-1 })},
		{"offset/int32-wraps", design, offsetType, must, "", "list/offset/*", offsetTo(func(n int64, _ *validate.Page) int64 { return max(0, int64(int32(n))) })},
		{"offset/max-long-500", design, offsetType, must, "", "list/offset/*", failsQuery(func(p params) *validate.Answer {
			if p.offset() == unbounded {
				return &validate.SystemError
			}
			return nil
		})},
		{"offset/plus-limit-overflows", design, offsetType, must, "", "list/offset/*", far(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Page.Offset+q.Page.Limit < 0 {
				return slice(apps, 0, q.Page.Limit)
			}
			return nil
		})},
		{"offset/at-end-refused", design, offsetMeaning, must, "", "list/offset/past-end-*", pastEnd(400)},
		{"offset/past-end-404", design, offsetMeaning, must, "", "list/offset/past-end-*", pastEnd(404)},
		{"offset/past-end-first-page", design, offsetMeaning, must, "", "list/offset/past-end-*", far(func(q *gateway.Query, apps []*gateway.App) []*gateway.App { return slice(apps, 0, q.Page.Limit) })},
		{"offset/past-end-last-app", design, offsetMeaning, must, "", "list/offset/past-end-*", far(func(_ *gateway.Query, apps []*gateway.App) []*gateway.App {
			return slice(apps, int64(len(apps))-1, int64(len(apps)))
		})},
		{"offset/past-end-total-0", design, listTotal, must, "", "list/offset/past-end-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) {
			if len(l.Apps) == 0 {
				l.Total = 0
			}
		})},

		{"pages/offset-ignored-without-limit", pages, clause("query-apps, Table 2, offset", "where the query starts"), must,
			"offset is ignored when limit is absent.",
			"list/offset/*", paged(func(pg *validate.Page, p params) {
				if !p.Has("limit") {
					pg.Offset = 0
				}
			})},
		{"pages/offset-rounded-to-page", pages, clause("query-apps, Table 2, offset", "where the query starts"), must,
			"offset is rounded down to a multiple of limit: offset=3, limit=2 returns from 2.",
			"list/offset/*", paged(func(pg *validate.Page, _ params) { pg.Offset -= pg.Offset % pg.Limit })},
		{"pages/offset-plus-one-from-second-page", pages, clause("query-apps, Table 2, offset", "where the query starts"), must,
			"For offset > 0 the page starts one item late: one app is never seen when paging.",
			"list/page/complete", paged(func(pg *validate.Page, _ params) {
				if pg.Offset > 0 && pg.Offset < unbounded {
					pg.Offset++
				}
			})},
		{"pages/offset-minus-one-400", pages, clause("query-apps, Table 2, offset", "a value below 0 becomes 0"), must,
			"offset=-1 gets 400.",
			"list/offset/-1-becomes-0", refusesQuery("offset", func(p params) bool { return p.offset() == -1 })},
		{"pages/offset-negative-absolute", pages, clause("query-apps, Table 2, offset", "a value below 0 becomes 0"), must,
			"offset=-2 is treated as 2.",
			"list/offset/-*-becomes-0", paged(func(pg *validate.Page, p params) {
				if n := p.offset(); n < 0 {
					pg.Offset = -max(n, -unbounded)
				}
			})},
		{"pages/offset-int32-400", pages, clause("query-apps, Table 2, offset", "of type Long"), must,
			"offset=2147483648 gets 400; 2147483647 is fine.",
			"list/offset/*", refusesQuery("offset", func(p params) bool { return p.offset() >= 1<<31 })},
		{"pages/offset-at-total-400", pages, clause("query-apps, Table 2, offset", "where the query starts"), must,
			"offset equal to total gets 400; smaller ones are fine.",
			"list/offset/past-end-*", func(b *gateway.Behaviour) {
				next := b.List
				b.List = func(x *gateway.Exchange) *gateway.Reply {
					q, a := b.ParseQuery(x)
					if a == nil && q.Page.Offset > 0 && q.Page.Offset == int64(len(b.Select(x, q))) {
						return b.Fail(x, *invalid("offset"))
					}
					return next(x)
				}
			}},
		{"pages/subtle-offset-after-limit-ignored", pages, clause("query-apps, Table 2, offset", "where the query starts"), must,
			"offset is ignored where it stands after limit.",
			"list/offset/whatever-the-order", func(b *gateway.Behaviour) {
				after := regexp.MustCompile(`limit=.*offset=`)
				next := b.ParsePage
				b.ParsePage = func(x *gateway.Exchange, v url) (validate.Page, *validate.Answer) {
					p, a := next(x, v)
					if after.MatchString(x.Request.URL.RawQuery) {
						p.Offset = 0
					}
					return p, a
				}
			}},
	}
}

// offsetTo changes the offset. n is what was sent, 0 where nothing was.
func offsetTo(f func(n int64, pg *validate.Page) int64) alter {
	return paged(func(pg *validate.Page, p params) { pg.Offset = f(p.offset(), pg) })
}

// pastEnd answers another status where the offset lies beyond the last match.
func pastEnd(status int) alter {
	return func(b *gateway.Behaviour) {
		next := b.List
		b.List = func(x *gateway.Exchange) *gateway.Reply {
			q, a := b.ParseQuery(x)
			if a == nil && q.Page.Offset > 0 && q.Page.Offset >= int64(len(b.Select(x, q))) {
				return failure(status)
			}
			return next(x)
		}
	}
}
