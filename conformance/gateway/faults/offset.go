package faults

import (
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func offsetFaults() []row {
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
	return []row{
		{"offset/ignored", offsetMeaning, "list/offset/*", offsetTo(func(int64, *validate.Page) int64 { return 0 })},
		{"offset/ignored-with-filter", offsetMeaning, "list/offset/*", pages(func(pg *validate.Page, p params) {
			if p.Get("name") != "" {
				pg.Offset = 0
			}
		})},
		{"offset/ignored-with-status", offsetMeaning, "list/offset/*", pages(func(pg *validate.Page, p params) {
			if p.Get("status") != "" {
				pg.Offset = 0
			}
		})},
		{"offset/one-based", offsetMeaning, "list/offset/*", offsetTo(func(n int64, _ *validate.Page) int64 { return max(0, n-1) })},
		{"offset/one-more", offsetMeaning, "list/page/complete", offsetTo(func(n int64, _ *validate.Page) int64 {
			if n > 0 && n < unbounded {
				return n + 1
			}
			return max(0, n)
		})},
		{"offset/is-page-number", offsetMeaning, "list/offset/*", offsetTo(func(n int64, pg *validate.Page) int64 { return min(max(0, n), 1<<31) * pg.Limit })},
		{"offset/whole-pages", offsetMeaning, "list/offset/*", offsetTo(func(n int64, pg *validate.Page) int64 { return max(0, n) / pg.Limit * pg.Limit })},
		{"offset/from-the-end", offsetMeaning, "list/offset/*", windows(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			end := int64(len(apps)) - min(q.Page.Offset, int64(len(apps)))
			return slice(apps, end-q.Page.Limit, end)
		})},
		{"offset/shortens-page", offsetMeaning, "list/offset/*", windows(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			return slice(apps, q.Page.Offset, q.Page.Limit)
		})},
		{"offset/at-most-20", offsetMeaning, "list/page/complete", offsetTo(func(n int64, _ *validate.Page) int64 { return min(max(0, n), 20) })},
		{"offset/uint8", offsetMeaning, "list/offset/*", offsetTo(func(n int64, _ *validate.Page) int64 { return max(0, n) & 0xff })},
		{"offset/negative-refused", offsetLow, "list/offset/-1-becomes-0", refusesQuery("offset", func(p params) bool { return p.offset() < 0 })},
		{"offset/negative-500", offsetLow, "list/offset/-1-becomes-0", failsQuery(func(p params) *validate.Answer {
			if p.offset() < 0 {
				return &validate.SystemError
			}
			return nil
		})},
		{"offset/negative-is-none", offsetLow, "list/offset/-1-becomes-0", offsetTo(func(n int64, _ *validate.Page) int64 {
			if n < 0 {
				return unbounded
			}
			return n
		})},
		{"offset/negative-absolute", offsetLow, "list/offset/-*-becomes-0", offsetTo(func(n int64, _ *validate.Page) int64 {
			if n < 0 {
				return -max(n, -unbounded)
			}
			return n
		})},
		{"offset/negative-becomes-1", offsetLow, "list/offset/-1-becomes-0", offsetTo(func(n int64, _ *validate.Page) int64 {
			if n < 0 {
				return 1
			}
			return n
		})},
		{"offset/negative-from-the-end", offsetLow, "list/offset/-*-becomes-0", func(b *gateway.Behaviour) {
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
		{"offset/very-negative-refused", offsetLow, "list/offset/-*-becomes-0", refusesQuery("offset", func(p params) bool { return p.offset() < -1<<31 })},
		{"offset/beyond-int32-refused", offsetType, "list/offset/*", refusesQuery("offset", func(p params) bool { return p.offset() > 1<<31-1 })},
		{"offset/int32-wraps", offsetType, "list/offset/*", offsetTo(func(n int64, _ *validate.Page) int64 { return max(0, int64(int32(n))) })},
		{"offset/max-long-500", offsetType, "list/offset/*", failsQuery(func(p params) *validate.Answer {
			if p.offset() == unbounded {
				return &validate.SystemError
			}
			return nil
		})},
		{"offset/plus-limit-overflows", offsetType, "list/offset/*", far(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Page.Offset+q.Page.Limit < 0 {
				return slice(apps, 0, q.Page.Limit)
			}
			return nil
		})},
		{"offset/at-end-refused", offsetMeaning, "list/offset/past-end-*", pastEnd(400)},
		{"offset/past-end-404", offsetMeaning, "list/offset/past-end-*", pastEnd(404)},
		{"offset/past-end-first-page", offsetMeaning, "list/offset/past-end-*", far(func(q *gateway.Query, apps []*gateway.App) []*gateway.App { return slice(apps, 0, q.Page.Limit) })},
		{"offset/past-end-last-app", offsetMeaning, "list/offset/past-end-*", far(func(_ *gateway.Query, apps []*gateway.App) []*gateway.App {
			return slice(apps, int64(len(apps))-1, int64(len(apps)))
		})},
		{"offset/past-end-total-0", listTotal, "list/offset/past-end-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) {
			if len(l.Apps) == 0 {
				l.Total = 0
			}
		})},
	}
}

// offsetTo changes the offset. n is what was sent, 0 where nothing was.
func offsetTo(f func(n int64, pg *validate.Page) int64) alter {
	return pages(func(pg *validate.Page, p params) { pg.Offset = f(p.offset(), pg) })
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
