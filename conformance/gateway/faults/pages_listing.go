package faults

import (
	"github.com/appgauge/appgauge/conformance/gateway"
)

// listingPageFaults are the faults of origin [FromPages] on listings and their items, in the words of
// their author.
func listingPageFaults() []pageRow {
	return []pageRow{
		{
			"pages/list-204-when-empty",
			"query-apps, Status code 200", "a query is answered 200",
			"A query that matches nothing gets 204 without a body.",
			"list/*empty*",
			answers(list, 200, func(r *gateway.Reply) {
				if o, ok := r.Body.(*gateway.Object); ok && o.Get("size") == 0 {
					r.Status, r.Body = 204, nil
				}
			}),
		},
		{
			"pages/list-206-partial",
			"query-apps, Status code 200", "a query is answered 200",
			"When total is greater than size the status is 206.",
			"list/*status-200",
			answers(list, 200, func(r *gateway.Reply) {
				if o, ok := r.Body.(*gateway.Object); ok && o.Get("size") != o.Get("total") {
					r.Status = 206
				}
			}),
		},
		{
			"pages/list-total-missing",
			"query-apps, Table 4, total", "by the reading, a member which every example carries is always present",
			"total is left out when it equals size.",
			"list/response/total/*",
			lists(func(o *gateway.Object, l *gateway.Listing) {
				if l.Total == l.Size {
					o.Delete("total")
				}
			}),
		},
		{
			"pages/list-size-missing-when-zero",
			"query-apps, Table 4, size", "by the reading, a member which every example carries is always present",
			"size is left out when it is 0 (zero value omitted).",
			"list/response/size/*",
			lists(func(o *gateway.Object, l *gateway.Listing) {
				if l.Size == 0 {
					o.Delete("size")
				}
			}),
		},
		{
			"pages/list-size-is-limit",
			"query-apps, Table 4, size", "length of the returned list",
			"size is the effective limit, also when fewer apps are returned.",
			"list/response/size/*",
			finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) { l.Size = int(q.Page.Limit) }),
		},
		{
			"pages/list-size-is-total",
			"query-apps, Table 4, size", "length of the returned list",
			"size is the same as total.",
			"list/response/size/*",
			finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Size = l.Total }),
		},
		{
			"pages/list-size-off-by-one-last-page",
			"query-apps, Table 4, size", "length of the returned list",
			"On a page that is not full, size is one more than the list's length.",
			"list/response/size/*",
			finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
				if int64(l.Size) < q.Page.Limit {
					l.Size++
				}
			}),
		},
		{
			"pages/list-total-is-page",
			"query-apps, Table 4, total", "number of resources that match",
			"total is the length of the returned page.",
			"list/page/total-*",
			finds(func(l *gateway.Listing, _ *gateway.Query, _ []*gateway.App) { l.Total = len(l.Apps) }),
		},
		{
			"pages/list-total-is-page-with-offset",
			"query-apps, Table 4, total", "number of resources that match",
			"total is right at offset 0, and the length of the page when offset > 0.",
			"list/page/total-*",
			finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
				if q.Page.Offset > 0 {
					l.Total = len(l.Apps)
				}
			}),
		},
		{
			"pages/list-total-minus-offset",
			"query-apps, Table 4, total", "number of resources that match",
			"total is the number of matches less the offset.",
			"list/page/total-*",
			finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
				l.Total -= int(min(q.Page.Offset, int64(l.Total)))
			}),
		},
		{
			"pages/list-total-zero-past-end",
			"query-apps, Table 4, total", "number of resources that match",
			"With offset beyond the last app total is 0.",
			"list/offset/past-end-*",
			finds(func(l *gateway.Listing, q *gateway.Query, _ []*gateway.App) {
				if q.Page.Offset >= int64(l.Total) {
					l.Total = 0
				}
			}),
		},
		{
			"pages/item-bind-num-missing",
			"query-apps, Table 5, bind_num", "number of bound APIs (by the reading: a member which every example carries is always present)",
			"bind_num is left out when it is 0.",
			"list/response/bind_num/*",
			shows(list, func(o *gateway.Object, a *gateway.App) {
				if a.BindNum == 0 {
					o.Delete("bind_num")
				}
			}),
		},
		{
			"pages/item-bind-num-string",
			"query-apps, Table 5, bind_num", "of type Integer",
			"bind_num is \"0\".",
			"list/response/bind_num/*",
			shows(list, member("bind_num", "0")),
		},
		{
			"pages/item-bind-num-counts-self",
			"query-apps, Table 5, bind_num", "number of bound APIs",
			"bind_num of a new app, to which nothing is bound, is 1.",
			"list/response/bind_num/*",
			shows(list, member("bind_num", 1)),
		},
		{
			"pages/item-update-time-missing",
			"query-apps, Table 5, update_time", "by the reading, a member which every example carries is always present",
			"update_time is left out of items never changed since creation.",
			"list/response/update_time/*",
			shows(list, without("update_time")),
		},
		{
			"pages/item-remark-cut-at-200",
			"query-apps, Table 5, remark", "the app's description",
			"remarks in the list are cut to 200 characters.",
			"*/created-is-listed",
			shows(list, text("remark", cut(200))),
		},
		{
			"pages/item-name-lowercased",
			"query-apps, Table 5, name", "the app's name",
			"names are lower case in the list; create echoes them rightly.",
			"*/created-is-listed",
			shows(list, text("name", lower)),
		},
		{
			"pages/item-secret-missing",
			"query-apps, Table 5, app_secret", "by the reading, a member which every example carries is always present",
			"app_secret is missing from list items.",
			"list/response/app_secret/*",
			shows(list, without("app_secret")),
		},
	}
}
