package faults

import (
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// itemFaults are in the listed apps.
func itemFaults() []row {
	rows := []row{
		{"item/bind-num-text", listBindNum, "list/response/bind_num/*", shows(list, member("bind_num", "0"))},
		{"item/bind-num-null", listBindNum, "list/response/bind_num/*", shows(list, member("bind_num", nil))},
		{"item/bind-num-negative", listBindNum, "list/response/bind_num/*", shows(list, member("bind_num", -1))},
		{"item/bind-num-7", listBindNum, "list/response/bind_num/*", shows(list, member("bind_num", 7))},
		{"item/bind-num-array", listBindNum, "list/response/bind_num/*", shows(list, member("bind_num", []string{}))},
		{"item/name-lowercased", listEcho, "*/created-is-listed", shows(list, text("name", strings.ToLower))},
		{"item/name-cut-32", listEcho, "*/created-is-listed", shows(list, text("name", cut(32)))},
		{"item/remark-missing", listEcho, "*/created-is-listed", shows(list, without("remark"))},
		{"item/remark-cut-100", listEcho, "*/created-is-listed", shows(list, text("remark", cut(100)))},
		{"item/remark-html-escaped", listEcho, "*/created-is-listed", shows(list, text("remark", htmlEscape))},
		{"item/remark-no-emoji", listEcho, "*/created-is-listed", shows(list, text("remark", func(s string) string { return mapRunes(s, span(0x10000, 0x10ffff), anywhere, -1) }))},
		{"item/remark-mojibake", listEcho, "*/created-is-listed", shows(list, text("remark", mojibake))},
		{"item/key-lowercased", listEcho, "*/created-is-listed", shows(list, text("app_key", strings.ToLower))},
		{"item/key-masked", listEcho, "*/created-is-listed", shows(list, func(o *gateway.Object, a *gateway.App) { o.Set("app_key", a.Key[:3]+"************") })},
		{"item/key-is-id", listEcho, "*/created-is-listed", shows(list, func(o *gateway.Object, a *gateway.App) { o.Set("app_key", a.ID) })},
		{"item/id-is-key", listEcho, "*/created-is-listed", shows(list, func(o *gateway.Object, a *gateway.App) { o.Set("id", a.Key) })},
		{"item/status-0", listItem, "list/response/status/*", shows(list, member("status", 0))},
		{"item/status-text", listItem, "list/response/status/*", shows(list, member("status", "1"))},
		{"item/creator-lowercase", listItem, "list/response/creator/*", shows(list, member("creator", "user"))},
		{"item/creator-market", listItem, "list/response/creator/*", shows(list, member("creator", "MARKET"))},
		{"item/app-type-roma-titlecase", listItem, "list/response/app_type/*", shows(list, member("app_type", "Roma"))},
		{"item/times-epoch", listItem, "list/response/*_time/*", shows(list, func(o *gateway.Object, a *gateway.App) {
			o.Set("register_time", a.Created.UnixMilli()).Set("update_time", a.Created.UnixMilli())
		})},
		{"item/register-time-a-day-later", listEcho, "*/created-is-listed", shows(list, func(o *gateway.Object, a *gateway.App) {
			o.Set("register_time", a.Created.Add(24*time.Hour).UTC().Format(time.RFC3339Nano))
		})},
		{"item/remark-of-first", listEcho, "*/created-is-listed", lists(func(o *gateway.Object, l *gateway.Listing) {
			items := o.Get("apps").([]*gateway.Object)
			for i := range items {
				if l.Apps[0].HasRemark {
					items[i].Set("remark", l.Apps[0].Remark)
				}
			}
		})},
	}
	for _, name := range []string{"id", "name", "creator", "update_time", "app_key", "app_secret", "register_time", "status", "bind_num"} {
		rows = append(rows, row{"item/" + dashed(name) + "-missing", listItem, "list/response/" + name + "/present", shows(list, without(name))})
	}
	for _, name := range []string{"id", "name", "app_key", "creator"} {
		rows = append(rows, row{"item/" + dashed(name) + "-null", listItem, "list/response/" + name + "/type", shows(list, member(name, nil))})
	}
	for _, name := range []string{"id", "creator", "app_secret", "register_time", "update_time"} {
		rows = append(rows, row{"item/" + dashed(name) + "-empty", listItem, "list/response/" + name + "/not-empty", shows(list, member(name, ""))})
	}
	for _, name := range []string{"id", "name", "remark", "creator", "app_key", "app_secret", "app_type", "roma_app_type"} {
		rows = append(rows, row{"item/" + dashed(name) + "-number", listItem, "list/response/" + name + "/type", shows(list, member(name, 7))})
	}
	return append(rows, row{"item/roma-app-type-unknown-value", listItem, "list/response/roma_app_type/value", shows(list, member("roma_app_type", "none"))})
}
