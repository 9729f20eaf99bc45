package faults

import (
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// itemFaults are in the listed apps.
func itemFaults() []Fault {
	rows := []Fault{
		{"item/bind-num-text", design, listBindNum, must, "", "list/response/bind_num/*", shows(list, member("bind_num", "0"))},
		{"item/bind-num-null", design, listBindNum, must, "", "list/response/bind_num/*", shows(list, member("bind_num", nil))},
		{"item/bind-num-negative", design, listBindNum, must, "", "list/response/bind_num/*", shows(list, member("bind_num", -1))},
		{"item/bind-num-7", design, listBindNum, must, "", "list/response/bind_num/*", shows(list, member("bind_num", 7))},
		{"item/bind-num-array", design, listBindNum, must, "", "list/response/bind_num/*", shows(list, member("bind_num", []string{}))},
		{"item/name-lowercased", design, listEcho, must, "", "*/created-is-listed", shows(list, text("name", strings.ToLower))},
		{"item/name-cut-32", design, listEcho, must, "", "*/created-is-listed", shows(list, text("name", cut(32)))},
		{"item/remark-missing", design, listEcho, must, "", "*/created-is-listed", shows(list, without("remark"))},
		{"item/remark-cut-100", design, listEcho, must, "", "*/created-is-listed", shows(list, text("remark", cut(100)))},
		{"item/remark-html-escaped", design, listEcho, must, "", "*/created-is-listed", shows(list, text("remark", htmlEscape))},
		{"item/remark-no-emoji", design, listEcho, must, "", "*/created-is-listed", shows(list, text("remark", func(s string) string { return mapRunes(s, span(0x10000, 0x10ffff), anywhere, -1) }))},
		{"item/remark-mojibake", design, listEcho, must, "", "*/created-is-listed", shows(list, text("remark", mojibake))},
		{"item/key-lowercased", design, listEcho, must, "", "*/created-is-listed", shows(list, text("app_key", strings.ToLower))},
		{"item/key-masked", design, listEcho, must, "", "*/created-is-listed", shows(list, func(o *gateway.Object, a *gateway.App) { o.Set("app_key", a.Key[:3]+"************") })},
		{"item/key-is-id", design, listEcho, must, "", "*/created-is-listed", shows(list, func(o *gateway.Object, a *gateway.App) { o.Set("app_key", a.ID) })},
		{"item/id-is-key", design, listEcho, must, "", "*/created-is-listed", shows(list, func(o *gateway.Object, a *gateway.App) { o.Set("id", a.Key) })},
		{"item/status-0", design, listItem, must, "", "list/response/status/*", shows(list, member("status", 0))},
		{"item/status-text", design, listItem, must, "", "list/response/status/*", shows(list, member("status", "1"))},
		{"item/creator-lowercase", design, listItem, must, "", "list/response/creator/*", shows(list, member("creator", "user"))},
		{"item/creator-market", design, listItem, must, "", "list/response/creator/*", shows(list, member("creator", "MARKET"))},
		{"item/app-type-roma-titlecase", design, listItem, must, "", "list/response/app_type/*", shows(list, member("app_type", "Roma"))},
		{"item/times-epoch", design, listItem, must, "", "list/response/*_time/*", shows(list, func(o *gateway.Object, a *gateway.App) {
			o.Set("register_time", a.Created.UnixMilli()).Set("update_time", a.Created.UnixMilli())
		})},
		{"item/register-time-a-day-later", design, listEcho, must, "", "*/created-is-listed", shows(list, func(o *gateway.Object, a *gateway.App) {
			o.Set("register_time", a.Created.Add(24*time.Hour).UTC().Format(time.RFC3339Nano))
		})},
		{"item/remark-of-first", design, listEcho, must, "", "*/created-is-listed", lists(func(o *gateway.Object, l *gateway.Listing) {
			items := o.Get("apps").([]*gateway.Object)
			for i := range items {
				if l.Apps[0].HasRemark {
					items[i].Set("remark", l.Apps[0].Remark)
				}
			}
		})},

		{"pages/item-bind-num-missing", pages, clause("query-apps, Table 5, bind_num", "number of bound APIs (by the reading: a member which every example carries is always present)"), should,
			"bind_num is left out when it is 0.",
			"list/response/bind_num/*", shows(list, func(o *gateway.Object, a *gateway.App) {
				if a.BindNum == 0 {
					o.Delete("bind_num")
				}
			})},
		{"pages/item-bind-num-string", pages, clause("query-apps, Table 5, bind_num", "of type Integer"), must,
			"bind_num is \"0\".",
			"list/response/bind_num/*", shows(list, member("bind_num", "0"))},
		{"pages/item-bind-num-counts-self", pages, clause("query-apps, Table 5, bind_num", "number of bound APIs"), must,
			"bind_num of a new app, to which nothing is bound, is 1.",
			"list/response/bind_num/*", shows(list, member("bind_num", 1))},
		{"pages/item-update-time-missing", pages, clause("query-apps, Table 5, update_time", "by the reading, a member which every example carries is always present"), should,
			"update_time is left out of items never changed since creation.",
			"list/response/update_time/*", shows(list, without("update_time"))},
		{"pages/item-remark-cut-at-200", pages, clause("query-apps, Table 5, remark", "the app's description"), must,
			"remarks in the list are cut to 200 characters.",
			"*/created-is-listed", shows(list, text("remark", cut(200)))},
		{"pages/item-name-lowercased", pages, clause("query-apps, Table 5, name", "the app's name"), must,
			"names are lower case in the list; create echoes them rightly.",
			"*/created-is-listed", shows(list, text("name", lower))},
	}
	for _, name := range []string{"id", "name", "creator", "update_time", "app_key", "register_time", "status", "bind_num"} {
		rows = append(rows, Fault{"item/" + dashed(name) + "-missing", design, listItem, shown(name), "", "list/response/" + name + "/present", shows(list, without(name))})
	}
	for _, name := range []string{"id", "name", "app_key", "creator"} {
		rows = append(rows, Fault{"item/" + dashed(name) + "-null", design, listItem, must, "", "list/response/" + name + "/present", shows(list, member(name, nil))})
	}
	for _, name := range []string{"id", "creator", "register_time", "update_time"} {
		rows = append(rows, Fault{"item/" + dashed(name) + "-empty", design, listItem, name != "id" && name != "creator", "", "list/response/" + name + "/not-empty", shows(list, member(name, ""))})
	}
	for _, name := range []string{"id", "name", "remark", "creator", "app_key", "app_secret", "app_type", "roma_app_type"} {
		rows = append(rows, Fault{"item/" + dashed(name) + "-number", design, listItem, must, "", "list/response/" + name + "/type", shows(list, member(name, 7))})
	}
	return append(rows, Fault{"item/roma-app-type-unknown-value", design, listItem, must, "", "list/response/roma_app_type/value", shows(list, member("roma_app_type", "none"))})
}
