package faults

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// createdFaults are in the answer to a create.
func createdFaults() []Fault {
	const ok = http.StatusCreated
	rows := []Fault{
		{"created/status-200", design, createStatus, must, "", "create/*status-201", status(create, ok, 200)},
		{"created/status-202", design, createStatus, must, "", "create/*status-201", status(create, ok, 202)},
		{"created/status-204", design, createStatus, must, "", "create/*status-201", answers(create, ok, func(r *gateway.Reply) { r.Status, r.Body = 204, nil })},
		{"created/no-body", design, createShape, must, "", "create/response/*", answers(create, ok, noBody)},
		{"created/empty-object", design, createShape, must, "", "create/response/*", answers(create, ok, body("application/json", "{}"))},
		{"created/null", design, createShape, must, "", "create/response/*", answers(create, ok, body("application/json", "null"))},
		{"created/not-json", design, createShape, must, "", "create/response/*", answers(create, ok, body("text/html", "<p>Created</p>"))},
		{"created/cut-off-json", design, createShape, must, "", "create/response/*", answers(create, ok, func(r *gateway.Reply) { b := r.Bytes(); r.Body = b[:len(b)-1] })},
		{"created/wrapped", design, createShape, must, "", "create/response/*", answers(create, ok, func(r *gateway.Reply) { r.Body = (&gateway.Object{}).Set("app", r.Body) })},
		{"created/in-array", design, createShape, must, "", "create/response/*", answers(create, ok, func(r *gateway.Reply) { r.Body = []any{r.Body} })},
		{"created/camel-case", design, createShape, must, "", "create/response/*", shows(create, func(o *gateway.Object, _ *gateway.App) {
			o.Rename("app_key", "appKey").Rename("app_secret", "appSecret").Rename("register_time", "registerTime").Rename("update_time", "updateTime")
		})},

		{"created/id-number", design, createShape, must, "", "create/response/id/type", shows(create, member("id", 42))},
		{"created/id-empty", design, createShape, must, "", "create/response/id/*", shows(create, member("id", ""))},
		{"created/id-of-another-form", design, createEcho, must, "", "*/created-is-listed", shows(create, text("id", strings.ToUpper))},
		{"created/name-null", design, createShape, must, "", "create/response/name/*", shows(create, member("name", nil))},
		{"created/name-constant", design, createEcho, must, "", "create/response/name/echo", shows(create, member("name", "app"))},
		{"created/name-lowercased", design, createEcho, must, "", "create/response/name/echo", shows(create, text("name", strings.ToLower))},
		{"created/name-cut-32", design, createEcho, must, "", "create/response/name/echo", shows(create, text("name", cut(32)))},
		{"created/remark-missing", design, createEcho, must, "", "create/response/remark/echo", shows(create, without("remark"))},
		{"created/remark-cut-100", design, createEcho, must, "", "create/response/remark/echo", shows(create, text("remark", cut(100)))},
		{"created/remark-trimmed", design, createEcho, must, "", "create/response/remark/echo", shows(create, text("remark", strings.TrimSpace))},
		{"created/remark-html-escaped", design, createEcho, must, "", "create/response/remark/echo", shows(create, text("remark", htmlEscape))},
		{"created/remark-ascii-only", design, createEcho, must, "", "create/response/remark/echo", shows(create, text("remark", func(s string) string { return mapRunes(s, span(0x80, 0x10ffff), anywhere, '?') }))},
		{"created/remark-no-emoji", design, createEcho, must, "", "create/response/remark/echo", shows(create, text("remark", func(s string) string { return mapRunes(s, span(0x10000, 0x10ffff), anywhere, -1) }))},
		{"created/remark-lines-joined", design, createEcho, must, "", "create/response/remark/echo", shows(create, text("remark", func(s string) string { return strings.ReplaceAll(s, "\n", " ") }))},
		{"created/remark-latin1-mojibake", design, createEcho, must, "", "create/response/remark/echo", shows(create, text("remark", mojibake))},
		{"created/key-lowercased", design, createEcho, must, "", "create/response/app_key/echo", shows(create, text("app_key", strings.ToLower))},
		{"created/key-ignored", design, createEcho, must, "", "create/response/app_key/echo", func(b *gateway.Behaviour) {
			stores(func(a *gateway.App, _ *gateway.Draft) { a.Key = b.NewKey() })(b)
		}},
		{"created/key-cut-64", design, createEcho, must, "", "create/response/app_key/echo", shows(create, text("app_key", cut(64)))},
		{"created/key-masked", design, createEcho, must, "", "create/response/app_key/echo", shows(create, func(o *gateway.Object, a *gateway.App) { o.Set("app_key", a.Key[:3]+"************") })},
		{"created/key-hyphens-lost", design, createEcho, must, "", "create/response/app_key/echo", shows(create, text("app_key", func(s string) string { return strings.ReplaceAll(s, "-", "") }))},
		{"created/key-is-name", design, createEcho, must, "", "create/response/app_key/*", shows(create, func(o *gateway.Object, a *gateway.App) { o.Set("app_key", a.Name) })},
		{"created/key-and-secret-swapped", design, createEcho, must, "", "create/response/app_key/*", shows(create, func(o *gateway.Object, a *gateway.App) {
			key, secret := o.Get("app_key"), o.Get("app_secret")
			o.Set("app_key", secret).Set("app_secret", key)
		})},
		{"created/name-and-remark-swapped", design, createEcho, must, "", "create/response/name/echo", shows(create, func(o *gateway.Object, a *gateway.App) {
			if a.HasRemark {
				o.Set("name", a.Remark).Set("remark", a.Name)
			}
		})},
		{"created/creator-empty", design, createShape, must, "", "create/response/creator/not-empty", shows(create, member("creator", ""))},
		{"created/creator-unknown-value", design, createShape, must, "", "create/response/creator/*", shows(create, member("creator", "ADMIN"))},
		{"created/creator-market", design, createShape, must, "", "create/response/creator/*", shows(create, member("creator", "MARKET"))},
		{"created/status-2", design, createShape, must, "", "create/response/status/*", shows(create, member("status", 2))},
		{"created/status-text", design, createShape, must, "", "create/response/status/type", shows(create, member("status", "1"))},
		{"created/status-float", design, createShape, must, "", "create/response/status/*", shows(create, member("status", 1.5))},
		{"created/app-type-unknown-value", design, createShape, must, "", "create/response/app_type/*", shows(create, member("app_type", "APIG"))},
		{"created/app-type-number", design, createShape, must, "", "create/response/app_type/type", shows(create, member("app_type", 1))},
		{"created/roma-type-unknown-value", design, createShape, must, "", "create/response/roma_app_type/*", shows(create, member("roma_app_type", "none"))},
		{"created/roma-type-number", design, createShape, must, "", "create/response/roma_app_type/*", shows(create, member("roma_app_type", 0))},
		{"created/times-epoch", design, createShape, must, "", "create/response/*_time/type", shows(create, func(o *gateway.Object, a *gateway.App) {
			o.Set("register_time", a.Created.Unix()).Set("update_time", a.Created.Unix())
		})},
		{"created/register-time-of-year-1", design, createShape, should, "", "create/response/register_time/*", shows(create, member("register_time", "0001-01-01T00:00:00Z"))},
		{"created/updated-before-registered", design, createShape, should, "", "create/response/update_time/*", shows(create, func(o *gateway.Object, a *gateway.App) {
			o.Set("update_time", a.Created.Add(-time.Hour).UTC().Format(time.RFC3339Nano))
		})},
		{"created/update-time-a-year-later", design, createShape, should, "", "create/response/update_time/now", shows(create, func(o *gateway.Object, a *gateway.App) {
			o.Set("update_time", a.Created.AddDate(1, 0, 0).UTC().Format(time.RFC3339Nano))
		})},
		{"created/of-previous-request", design, createEcho, must, "", "create/response/name/echo", previous()},

		{"pages/create-200-not-201", pages, clause("create-app, Status code 201", "a created app is answered 201"), must,
			"A valid create is answered 200 with the right body.",
			"create/*status-201", status(create, 201, 200)},
		{"pages/create-202-with-key", pages, clause("create-app, Status code 201", "a created app is answered 201"), must,
			"A valid create which gives app_key is answered 202; others 201.",
			"create/status-201", replies(create, func(x *gateway.Exchange, r *gateway.Reply) *gateway.Reply {
				if body, err := x.Body(); err == nil && r.Status == 201 && bytes.Contains(body, []byte(`"app_key"`)) {
					r.Status = 202
				}
				return r
			})},
		{"pages/create-201-empty-body", pages, clause("create-app, Table 4", "the 201 answer carries the app's members"), must,
			"201 with an empty body and a Location header.",
			"create/response/*", answers(create, 201, func(r *gateway.Reply) {
				r.Header.Set("Location", "/")
				r.Body = nil
			})},
		{"pages/create-remark-echo-nfc", pages, clause("create-app, Table 4, remark", "the app's description"), must,
			"The remark is NFC-normalised: 'e'+U+0301 comes back as U+00E9.",
			"create/response/remark/echo", stores(func(a *gateway.App, _ *gateway.Draft) { a.Remark = composed(a.Remark) })},
		{"pages/create-status-string", pages, clause("create-app, Table 4, status", "of type Integer"), must,
			"status is \"1\" (a string) in the 201 answer.",
			"create/response/status/*", shows(create, member("status", "1"))},
		{"pages/create-status-0", pages, clause("create-app, Table 4, status", "enumeration 1"), must,
			"status is 0 in the 201 answer and 1 in the list.",
			"create/response/status/*", shows(create, member("status", 0))},
		{"pages/create-status-true", pages, clause("create-app, Table 4, status", "of type Integer"), must,
			"status is true in the 201 answer.",
			"create/response/status/*", shows(create, member("status", true))},
		{"pages/create-creator-lowercase", pages, clause("create-app, Table 4, creator", "enumeration USER, MARKET"), must,
			"creator is \"user\".",
			"create/response/creator/*", shows(create, member("creator", "user"))},
		{"pages/create-creator-market", pages, clause("create-app, Table 4, creator", "USER for an app created by an API user; MARKET is not supported"), must,
			"creator is \"MARKET\" when remark is absent, else \"USER\".",
			"create/response/creator/*", shows(create, func(o *gateway.Object, a *gateway.App) {
				if !a.HasRemark {
					o.Set("creator", "MARKET")
				}
			})},
		{"pages/create-update-time-null", pages, clause("create-app, Table 4, update_time", "of type String"), must,
			"update_time is null until a first change.",
			"create/response/update_time/*", shows(both, member("update_time", nil))},
		{"pages/create-invalid-json-on-quote", pages, clause("create-app, Table 4", "the answer is a body of parameters"), must,
			"A '\"' or '\\\\' in the remark is not escaped in the answer, which is then not JSON.",
			"create/response/*", answers(create, 201, func(r *gateway.Reply) {
				r.Body = bytes.ReplaceAll(bytes.ReplaceAll(r.Bytes(), []byte(`\\`), []byte(`\`)), []byte(`\"`), []byte(`"`))
			})},
		{"pages/created-but-500", pages, clause("create-app, Status code 201", "created"), must,
			"Every name of exactly 64 characters gets 500 after the app was stored; it shows in the list.",
			"create/name/max-length/64-accepted", replies(create, func(x *gateway.Exchange, r *gateway.Reply) *gateway.Reply {
				if o, ok := r.Body.(*gateway.Object); ok && r.Status == 201 {
					if name, _ := o.Get("name").(string); len(name) == 64 {
						return failure(500)
					}
				}
				return r
			})},
	}
	for _, name := range []string{"id", "name", "creator", "update_time", "app_key", "register_time", "status"} {
		rows = append(rows, Fault{"created/" + dashed(name) + "-missing", design, createShape, shown(name), "", "create/response/" + name + "/present", shows(create, without(name))})
	}
	for _, name := range []string{"register_time", "update_time"} {
		rows = append(rows, Fault{"created/" + dashed(name) + "-empty", design, createShape, should, "", "create/response/" + name + "/not-empty", shows(create, member(name, ""))})
	}
	for _, name := range []string{"name", "remark"} {
		rows = append(rows, Fault{"created/" + dashed(name) + "-array", design, createShape, must, "", "create/response/" + name + "/type", shows(create, member(name, []string{"a"}))})
	}
	for _, name := range []string{"app_key", "app_secret", "creator", "register_time", "update_time"} {
		rows = append(rows, Fault{"created/" + dashed(name) + "-object", design, createShape, must, "", "create/response/" + name + "/type", shows(create, member(name, &gateway.Object{}))})
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

// composed is NFC for the commonest Latin letters with an acute accent.
func composed(s string) string {
	return strings.NewReplacer(
		"a\u0301", "á", "e\u0301", "é", "i\u0301", "í", "o\u0301", "ó", "u\u0301", "ú",
		"A\u0301", "Á", "E\u0301", "É", "I\u0301", "Í", "O\u0301", "Ó", "U\u0301", "Ú",
	).Replace(s)
}
