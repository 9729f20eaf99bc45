package faults

import (
	"net/http"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// listingFaults are in the answer to a query, but for its items.
func listingFaults() []row {
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
	return []row{
		{"listing/status-201", listStatus, "list/*status-200", status(list, ok, 201)},
		{"listing/empty-404", listStatus, "list/*empty*", onEmpty(404, failure(404).Body)},
		{"listing/empty-204", listStatus, "list/*empty*", onEmpty(204, nil)},
		{"listing/no-body", listTotal, "list/response/*", answers(list, ok, noBody)},
		{"listing/bare-array", listApps, "list/response/*", answers(list, ok, func(r *gateway.Reply) { r.Body = r.Body.(*gateway.Object).Get("apps") })},
		{"listing/wrapped", listApps, "list/response/*", answers(list, ok, func(r *gateway.Reply) { r.Body = (&gateway.Object{}).Set("data", r.Body) })},
		{"listing/not-json", listApps, "list/response/*", answers(list, ok, body("text/html", "<table></table>"))},
		{"listing/cut-off-json", listApps, "list/response/*", answers(list, ok, func(r *gateway.Reply) { b := r.Bytes(); r.Body = b[:len(b)-1] })},
		{"listing/apps-renamed", listApps, "list/response/apps/*", lists(func(o *gateway.Object, _ *gateway.Listing) { o.Rename("apps", "items") })},
		{"listing/apps-null-when-empty", listApps, "list/response/apps/*", when(empty, func(o *gateway.Object) { o.Set("apps", nil) })},
		{"listing/apps-missing-when-empty", listApps, "list/response/apps/*", when(empty, func(o *gateway.Object) { o.Delete("apps") })},
		{"listing/apps-object-when-one", listApps, "list/response/apps/*", when(one, func(o *gateway.Object) { o.Set("apps", o.Get("apps").([]*gateway.Object)[0]) })},
		{"listing/apps-of-ids", listApps, "list/response/apps/*", lists(func(o *gateway.Object, l *gateway.Listing) {
			ids := []string{}
			for _, a := range l.Apps {
				ids = append(ids, a.ID)
			}
			o.Set("apps", ids)
		})},
		{"listing/total-missing", listTotal, "list/response/total/*", lists(func(o *gateway.Object, _ *gateway.Listing) { o.Delete("total") })},
		{"listing/total-text", listTotal, "list/response/total/*", lists(func(o *gateway.Object, l *gateway.Listing) { o.Set("total", decimal(l.Total)) })},
		{"listing/total-null-when-0", listTotal, "list/response/total/*", when(func(l *gateway.Listing) bool { return l.Total == 0 }, func(o *gateway.Object) { o.Set("total", nil) })},
		{"listing/total-negative-when-0", listTotal, "list/response/total/*", when(func(l *gateway.Listing) bool { return l.Total == 0 }, func(o *gateway.Object) { o.Set("total", -1) })},
		{"listing/size-missing", listSize, "list/response/size/*", lists(func(o *gateway.Object, _ *gateway.Listing) { o.Delete("size") })},
		{"listing/size-text", listSize, "list/response/size/*", lists(func(o *gateway.Object, l *gateway.Listing) { o.Set("size", decimal(l.Size)) })},
		{"listing/size-null-when-0", listSize, "list/response/size/*", when(empty, func(o *gateway.Object) { o.Set("size", nil) })},
		{"listing/size-is-total", listSize, "list/response/size/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size = l.Total })},
		{"listing/size-is-limit", listSize, "list/response/size/*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) { l.Size = int(q.Page.Limit) })},
		{"listing/size-always-20", listSize, "list/response/size/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size = 20 })},
		{"listing/size-one-more", listSize, "list/response/size/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size++ })},
		{"listing/size-and-total-swapped", listTotal, "list/response/total/*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size, l.Total = l.Total, l.Size })},
		{"listing/total-is-size", listTotal, "list/page/total-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Total = len(l.Apps) })},
		{"listing/total-one-more", listTotal, "list/page/total-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Total++ })},
		{"listing/total-of-rest", listTotal, "list/page/total-*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
			l.Total -= int(min(q.Page.Offset, int64(l.Total)))
		})},
		{"listing/total-at-most-20", listTotal, "list/page/total-*", finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Total = min(l.Total, 20) })},
		{"listing/total-is-page-count", listTotal, "list/page/total-*", finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
			l.Total = (l.Total + int(q.Page.Limit) - 1) / int(q.Page.Limit)
		})},
		{"listing/total-without-filters", listTotal, "list/filter/*", finds(func(l *gateway.Listing, _ *gateway.Query, all []*gateway.App) { l.Total = len(all) })},
		{"listing/total-without-name-filter", listTotal, "list/filter/name/*", finds(func(l *gateway.Listing, q *gateway.Query, all []*gateway.App) {
			if q.Name != "" {
				l.Total = len(all)
			}
		})},
	}
}
