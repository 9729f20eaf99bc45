package faults

import (
	"net/http"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// createdFaults are in the answer to a create.
func createdFaults() []row {
	const ok = http.StatusCreated
	rows := []row{
		{"created/status-200", createStatus, "create/*status-201", status(create, ok, 200)},
		{"created/status-202", createStatus, "create/*status-201", status(create, ok, 202)},
		{"created/status-204", createStatus, "create/*status-201", answers(create, ok, func(r *gateway.Reply) { r.Status, r.Body = 204, nil })},
		{"created/no-body", createShape, "create/response/*", answers(create, ok, noBody)},
		{"created/empty-object", createShape, "create/response/*", answers(create, ok, body("application/json", "{}"))},
		{"created/null", createShape, "create/response/*", answers(create, ok, body("application/json", "null"))},
		{"created/not-json", createShape, "create/response/*", answers(create, ok, body("text/html", "<p>Created</p>"))},
		{"created/cut-off-json", createShape, "create/response/*", answers(create, ok, func(r *gateway.Reply) { b := r.Bytes(); r.Body = b[:len(b)-1] })},
		{"created/wrapped", createShape, "create/response/*", answers(create, ok, func(r *gateway.Reply) { r.Body = (&gateway.Object{}).Set("app", r.Body) })},
		{"created/in-array", createShape, "create/response/*", answers(create, ok, func(r *gateway.Reply) { r.Body = []any{r.Body} })},
		{"created/camel-case", createShape, "create/response/*", shows(create, func(o *gateway.Object, _ *gateway.App) {
			o.Rename("app_key", "appKey").Rename("app_secret", "appSecret").Rename("register_time", "registerTime").Rename("update_time", "updateTime")
		})},

		{"created/id-number", createShape, "create/response/id/type", shows(create, member("id", 42))},
		{"created/id-empty", createShape, "create/response/id/*", shows(create, member("id", ""))},
		{"created/id-of-another-form", createEcho, "*/created-is-listed", shows(create, text("id", strings.ToUpper))},
		{"created/name-null", createShape, "create/response/name/*", shows(create, member("name", nil))},
		{"created/name-constant", createEcho, "create/response/name/echo", shows(create, member("name", "app"))},
		{"created/name-lowercased", createEcho, "create/response/name/echo", shows(create, text("name", strings.ToLower))},
		{"created/name-cut-32", createEcho, "create/response/name/echo", shows(create, text("name", cut(32)))},
		{"created/remark-missing", createEcho, "create/response/remark/echo", shows(create, without("remark"))},
		{"created/remark-cut-100", createEcho, "create/response/remark/echo", shows(create, text("remark", cut(100)))},
		{"created/remark-trimmed", createEcho, "create/response/remark/echo", shows(create, text("remark", strings.TrimSpace))},
		{"created/remark-html-escaped", createEcho, "create/response/remark/echo", shows(create, text("remark", htmlEscape))},
		{"created/remark-ascii-only", createEcho, "create/response/remark/echo", shows(create, text("remark", func(s string) string { return mapRunes(s, span(0x80, 0x10ffff), anywhere, '?') }))},
		{"created/remark-no-emoji", createEcho, "create/response/remark/echo", shows(create, text("remark", func(s string) string { return mapRunes(s, span(0x10000, 0x10ffff), anywhere, -1) }))},
		{"created/remark-lines-joined", createEcho, "create/response/remark/echo", shows(create, text("remark", func(s string) string { return strings.ReplaceAll(s, "\n", " ") }))},
		{"created/remark-latin1-mojibake", createEcho, "create/response/remark/echo", shows(create, text("remark", mojibake))},
		{"created/key-lowercased", createEcho, "create/response/app_key/echo", shows(create, text("app_key", strings.ToLower))},
		{"created/key-ignored", createEcho, "create/response/app_key/echo", func(b *gateway.Behaviour) {
			stores(func(a *gateway.App, _ *gateway.Draft) { a.Key = b.NewKey() })(b)
		}},
		{"created/key-cut-64", createEcho, "create/response/app_key/echo", shows(create, text("app_key", cut(64)))},
		{"created/key-masked", createEcho, "create/response/app_key/echo", shows(create, func(o *gateway.Object, a *gateway.App) { o.Set("app_key", a.Key[:3]+"************") })},
		{"created/key-hyphens-lost", createEcho, "create/response/app_key/echo", shows(create, text("app_key", func(s string) string { return strings.ReplaceAll(s, "-", "") }))},
		{"created/key-is-name", createEcho, "create/response/app_key/*", shows(create, func(o *gateway.Object, a *gateway.App) { o.Set("app_key", a.Name) })},
		{"created/key-and-secret-swapped", createEcho, "create/response/app_key/*", shows(create, func(o *gateway.Object, a *gateway.App) {
			key, secret := o.Get("app_key"), o.Get("app_secret")
			o.Set("app_key", secret).Set("app_secret", key)
		})},
		{"created/name-and-remark-swapped", createEcho, "create/response/name/echo", shows(create, func(o *gateway.Object, a *gateway.App) {
			if a.HasRemark {
				o.Set("name", a.Remark).Set("remark", a.Name)
			}
		})},
		{"created/creator-unknown-value", createShape, "create/response/creator/*", shows(create, member("creator", "ADMIN"))},
		{"created/creator-market", createShape, "create/response/creator/*", shows(create, member("creator", "MARKET"))},
		{"created/status-2", createShape, "create/response/status/*", shows(create, member("status", 2))},
		{"created/status-text", createShape, "create/response/status/type", shows(create, member("status", "1"))},
		{"created/status-float", createShape, "create/response/status/*", shows(create, member("status", 1.5))},
		{"created/app-type-unknown-value", createShape, "create/response/app_type/*", shows(create, member("app_type", "APIG"))},
		{"created/app-type-number", createShape, "create/response/app_type/type", shows(create, member("app_type", 1))},
		{"created/roma-type-unknown-value", createShape, "create/response/roma_app_type/*", shows(create, member("roma_app_type", "none"))},
		{"created/roma-type-number", createShape, "create/response/roma_app_type/*", shows(create, member("roma_app_type", 0))},
		{"created/times-epoch", createShape, "create/response/*_time/type", shows(create, func(o *gateway.Object, a *gateway.App) {
			o.Set("register_time", a.Created.Unix()).Set("update_time", a.Created.Unix())
		})},
		{"created/register-time-of-year-1", createShape, "create/response/register_time/*", shows(create, member("register_time", "0001-01-01T00:00:00Z"))},
		{"created/updated-before-registered", createShape, "create/response/update_time/*", shows(create, func(o *gateway.Object, a *gateway.App) {
			o.Set("update_time", a.Created.Add(-time.Hour).UTC().Format(time.RFC3339Nano))
		})},
		{"created/update-time-a-year-later", createShape, "create/response/update_time/now", shows(create, func(o *gateway.Object, a *gateway.App) {
			o.Set("update_time", a.Created.AddDate(1, 0, 0).UTC().Format(time.RFC3339Nano))
		})},
		{"created/of-previous-request", createEcho, "create/response/name/echo", previous()},
	}
	for _, name := range []string{"id", "name", "creator", "update_time", "app_key", "app_secret", "register_time", "status"} {
		rows = append(rows, row{"created/" + dashed(name) + "-missing", createShape, "create/response/" + name + "/present", shows(create, without(name))})
	}
	for _, name := range []string{"creator", "app_secret", "register_time", "update_time"} {
		rows = append(rows, row{"created/" + dashed(name) + "-empty", createShape, "create/response/" + name + "/not-empty", shows(create, member(name, ""))})
	}
	for _, name := range []string{"name", "remark"} {
		rows = append(rows, row{"created/" + dashed(name) + "-array", createShape, "create/response/" + name + "/type", shows(create, member(name, []string{"a"}))})
	}
	for _, name := range []string{"app_key", "app_secret", "creator", "register_time", "update_time"} {
		rows = append(rows, row{"created/" + dashed(name) + "-object", createShape, "create/response/" + name + "/type", shows(create, member(name, &gateway.Object{}))})
	}
	return rows
}

// previous answers a create by the app created before, if there is one.
func previous() alter {
	return func(b *gateway.Behaviour) {
		var before *gateway.App
		next := b.ShowApp
		mu := make(chan struct{}, 1)
		b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
			if x.Op != create {
				return next(x, a)
			}
			mu <- struct{}{}
			defer func() { <-mu }()
			shown := a
			if before != nil {
				shown = before
			}
			before = a
			return next(x, shown)
		}
	}
}

func dashed(name string) string { return strings.ReplaceAll(name, "_", "-") }

func htmlEscape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// mojibake reads UTF-8 as Latin-1.
func mojibake(s string) string {
	var out strings.Builder
	for _, c := range []byte(s) {
		out.WriteRune(rune(c))
	}
	return out.String()
}
