package faults

import (
	"net/http"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// listingFaults are in the answer to a query, but for its items.
func listingFaults() []Fault {
	const ok = http.StatusOK
	when := func(cond func(*gateway.Listing) bool, f func(*gateway.Object)) alter {
		return lists(func(o *gateway.Object, l *gateway.Listing) {
			if cond(l) {
				f(o)
			}
		})
	}
	empty := func(l *gateway.Listing) bool { return len(l.Apps) == 0 }
	one := func(l *gateway.Listing) bool { return len(l.Apps) == 1 }
	onEmpty := func(status int, body any) alter {
		return replies(list, func(_ *gateway.Exchange, r *gateway.Reply) *gateway.Reply {
			if o, is := r.Body.(*gateway.Object); is && r.Status == ok && o.Get("size") == 0 {
				r.Status, r.Body = status, body
			}
			return r
		})
	}
	return []Fault{
		{"listing/status-201", design, listStatus, must, "", "list/*status-200", status(list, ok, 201)},
		{"listing/empty-404", design, listStatus, must, "", "list/*empty*", onEmpty(404, failure(404).Body)},
		{"listing/empty-204", design, listStatus, must, "", "list/*empty*", onEmpty(204, nil)},
		{"listing/no-body", design, listTotal, must, "", "list/response/*", answers(list, ok, noBody)},
		{"listing/bare-array", design, listApps, must, "", "list/response/*", answers(list, ok, func(r *gateway.Reply) { r.Body = r.Body.(*gateway.Object).Get("apps") })},
		{"listing/wrapped", design, listApps, must, "", "list/response/*", answers(list, ok, func(r *gateway.Reply) { r.Body = (&gateway.Object{}).Set("data", r.Body) })},
		{"listing/not-json", design, listApps, must, "", "list/response/*", answers(list, ok, body("text/html", "<table></table>"))},
		{"listing/cut-off-json", design, listApps, must, "", "list/response/*", answers(list, ok, func(r *gateway.Reply) { b := r.Bytes(); r.Body = b[:len(b)-1] })},
		{"listing/apps-renamed", design, listApps, must, "", "list/response/apps/*", lists(func(o *gateway.Object, _ *gateway.Listing) { o.Rename("apps", "items") })},
		{"listing/apps-null-when-empty", design, listApps, must, "", "list/response/apps/*", when(empty, func(o *gateway.Object) { o.Set("apps", nil) })},
		{"listing/apps-missing-when-empty", design, listApps, must, "", "list/response/apps/*", when(empty, func(o *gateway.Object) { o.Delete("apps") })},
		{"listing/apps-object-when-one", design, listApps, must, "", "list/response/apps/*", when(one, func(o *gateway.Object) { o.Set("apps", o.Get("apps").([]*gateway.Object)[0]) })},
		{"listing/apps-of-ids", design, listApps, must, "", "list/response/apps/*", lists(func(o *gateway.Object, l *gateway.Listing) {
			ids := []string{}
			for _, a := range l.Apps {
				ids = append(ids, a.ID)
			}
			o.Set("apps", ids)
		})},
		{"listing/total-missing", design, listTotal, should, "", "list/response/total/*", lists(func(o *gateway.Object, _ *gateway.Listing) { o.Delete("total") })},
		{"listing/total-text", design, listTotal, must, "", "list/response/total/*", lists(func(o *gateway.Object, l *gateway.Listing) { o.Set("total", decimal(l.Total)) })},
		{"listing/total-null-when-0", design, listTotal, must, "", "list/response/total/*", when(func(l *gateway.Listing) bool { return l.Total == 0 }, func(o *gateway.Object) { o.Set("total", nil) })},
		{"listing/total-negative-when-0", design, listTotal, must, "", "list/response/total/*", when(func(l *gateway.Listing) bool { return l.Total == 0 }, func(o *gateway.Object) { o.Set("total", -1) })},
		{"listing/size-missing", design, listSize, should, "", "list/response/size/*", lists(func(o *gateway.Object, _ *gateway.Listing) { o.Delete("size") })},
		{"listing/size-text", design, listSize, must, "", "list/response/size/*", lists(func(o *gateway.Object, l *gateway.Listing) { o.Set("size", decimal(l.Size)) })},
		{"listing/size-null-when-0", design, listSize, must, "", "list/response/size/*", when(empty, func(o *gateway.Object) { o.Set("size", nil) })},
		{"listing/size-is-total", design, listSize, must, "", "list/response/size/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size = l.Total })},
		{"listing/size-is-limit", design, listSize, must, "", "list/response/size/*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) { l.Size = int(q.Page.Limit) })},
		{"listing/size-always-20", design, listSize, must, "", "list/response/size/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size = 20 })},
		{"listing/size-one-more", design, listSize, must, "", "list/response/size/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size++ })},
		{"listing/size-and-total-swapped", design, listTotal, must, "", "list/response/total/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size, l.Total = l.Total, l.Size })},
		{"listing/total-is-size", design, listTotal, must, "", "list/page/total-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Total = len(l.Apps) })},
		{"listing/total-one-more", design, listTotal, must, "", "list/page/total-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Total++ })},
		{"listing/total-of-rest", design, listTotal, must, "", "list/page/total-*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
			l.Total -= int(min(q.Page.Offset, int64(l.Total)))
		})},
		{"listing/total-at-most-20", design, listTotal, must, "", "list/page/total-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Total = min(l.Total, 20) })},
		{"listing/total-is-page-count", design, listTotal, must, "", "list/page/total-*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
			l.Total = (l.Total + int(q.Page.Limit) - 1) / int(q.Page.Limit)
		})},
		{"listing/total-without-filters", design, listTotal, must, "", "list/filter/*", finds(func(l *gateway.Listing, _ *gateway.Query, all []*gateway.App) { l.Total = len(all) })},
		{"listing/total-without-name-filter", design, listTotal, must, "", "list/filter/name/*", finds(func(l *gateway.Listing, q *gateway.Query, all []*gateway.App) {
			if q.Name != "" {
				l.Total = len(all)
			}
		})},

		{"pages/list-204-when-empty", pages, clause("query-apps, Status code 200", "a query is answered 200"), must,
			"A query that matches nothing gets 204 without a body.",
			"list/*empty*", answers(list, 200, func(r *gateway.Reply) {
				if o, ok := r.Body.(*gateway.Object); ok && o.Get("size") == 0 {
					r.Status, r.Body = 204, nil
				}
			})},
		{"pages/list-206-partial", pages, clause("query-apps, Status code 200", "a query is answered 200"), must,
			"When total is greater than size the status is 206.",
			"list/*status-200", answers(list, 200, func(r *gateway.Reply) {
				if o, ok := r.Body.(*gateway.Object); ok && o.Get("size") != o.Get("total") {
					r.Status = 206
				}
			})},
		{"pages/list-total-missing", pages, clause("query-apps, Table 4, total", "by the reading, a member which every example carries is always present"), should,
			"total is left out when it equals size.",
			"list/response/total/*", lists(func(o *gateway.Object, l *gateway.Listing) {
				if l.Total == l.Size {
					o.Delete("total")
				}
			})},
		{"pages/list-size-missing-when-zero", pages, clause("query-apps, Table 4, size", "by the reading, a member which every example carries is always present"), should,
			"size is left out when it is 0 (zero value omitted).",
			"list/response/size/*", lists(func(o *gateway.Object, l *gateway.Listing) {
				if l.Size == 0 {
					o.Delete("size")
				}
			})},
		{"pages/list-size-is-limit", pages, clause("query-apps, Table 4, size", "length of the returned list"), must,
			"size is the effective limit, also when fewer apps are returned.",
			"list/response/size/*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) { l.Size = int(q.Page.Limit) })},
		{"pages/list-size-is-total", pages, clause("query-apps, Table 4, size", "length of the returned list"), must,
			"size is the same as total.",
			"list/response/size/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size = l.Total })},
		{"pages/list-size-off-by-one-last-page", pages, clause("query-apps, Table 4, size", "length of the returned list"), must,
			"On a page that is not full, size is one more than the list's length.",
			"list/response/size/*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
				if int64(l.Size) < q.Page.Limit {
					l.Size++
				}
			})},
		{"pages/list-total-is-page", pages, clause("query-apps, Table 4, total", "number of resources that match"), must,
			"total is the length of the returned page.",
			"list/page/total-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Total = len(l.Apps) })},
		{"pages/list-total-is-page-with-offset", pages, clause("query-apps, Table 4, total", "number of resources that match"), must,
			"total is right at offset 0, and the length of the page when offset > 0.",
			"list/page/total-*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
				if q.Page.Offset > 0 {
					l.Total = len(l.Apps)
				}
			})},
		{"pages/list-total-minus-offset", pages, clause("query-apps, Table 4, total", "number of resources that match"), must,
			"total is the number of matches less the offset.",
			"list/page/total-*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
				l.Total -= int(min(q.Page.Offset, int64(l.Total)))
			})},
		{"pages/list-total-zero-past-end", pages, clause("query-apps, Table 4, total", "number of resources that match"), must,
			"With offset beyond the last app total is 0.",
			"list/offset/past-end-*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
				if q.Page.Offset >= int64(l.Total) {
					l.Total = 0
				}
			})},
	}
}
