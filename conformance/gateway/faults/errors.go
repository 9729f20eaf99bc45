package faults

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// errorFaults are in the answers to bad requests.
func errorFaults() []row {
	const bad = 400
	rows := []row{
		{"error/create-422", createInvalid, "create/*-rejected", status(create, bad, 422)},
		{"error/create-500", createInvalid, "create/*-rejected", status(create, bad, 500)},
		{"error/create-404", createInvalid, "create/*-rejected", status(create, bad, 404)},
		{"error/create-409", createInvalid, "create/*-rejected", status(create, bad, 409)},
		{"error/create-200", createInvalid, "create/*-rejected", status(create, bad, 200)},
		{"error/create-201", createInvalid, "create/*-rejected", status(create, bad, 201)},
		{"error/malformed-500", createInvalid, "create/body/malformed-rejected", onBlame(create, validate.Body, func(r *gateway.Reply) { r.Status = 500 })},
		{"error/malformed-html", createError, "create/body/malformed-rejected", onBlame(create, validate.Body, body("text/html", "<h1>400 Bad Request</h1>"))},
		{"error/no-name-500", createInvalid, "create/name/required/missing-rejected", failsDraft(not(has(validate.Name)), 500)},
		{"error/key-422", createInvalid, "create/app_key/*-rejected", onBlame(create, "app_key", func(r *gateway.Reply) { r.Status = 422 })},
		{"error/no-body", createError, "create/error/*", answers(create, bad, noBody)},
		{"error/empty-object", createError, "create/error/*", answers(create, bad, body("application/json", "{}"))},
		{"error/not-json", createError, "create/error/*", answers(create, bad, body("application/json", "Bad Request"))},
		{"error/html", createError, "create/error/*", answers(create, bad, body("text/html", "<h1>400 Bad Request</h1>"))},
		{"error/string", createError, "create/error/*", answers(create, bad, body("application/json", `"Bad Request"`))},
		{"error/nested", createError, "create/error/*", answers(create, bad, func(r *gateway.Reply) { r.Body = (&gateway.Object{}).Set("error", r.Body) })},
		{"error/in-array", createError, "create/error/*", answers(create, bad, func(r *gateway.Reply) { r.Body = []any{r.Body} })},
		{"error/problem-json", createError, "create/error/*", errorBodies(create, bad, func(o *gateway.Object) { o.Rename("error_code", "title").Rename("error_msg", "detail") })},
		{"error/camel-case", createError, "create/error/*", errorBodies(create, bad, func(o *gateway.Object) { o.Rename("error_code", "errorCode").Rename("error_msg", "errorMsg") })},
		{"error/code-missing", createError, "create/error/error_code/*", errorBodies(create, bad, func(o *gateway.Object) { o.Delete("error_code") })},
		{"error/code-number", createError, "create/error/error_code/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_code", 2011) })},
		{"error/code-null", createError, "create/error/error_code/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_code", nil) })},
		{"error/msg-missing", createError, "create/error/error_msg/*", errorBodies(create, bad, func(o *gateway.Object) { o.Delete("error_msg") })},
		{"error/msg-null", createError, "create/error/error_msg/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_msg", nil) })},
		{"error/msg-empty", createError, "create/error/error_msg/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_msg", "") })},
		{"error/msg-array", createError, "create/error/error_msg/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_msg", []any{o.Get("error_msg")}) })},

		{"error/names-nothing", createBlame, "create/*-rejected", names(create, func(string) string { return "" })},
		{"error/names-body-always", createBlame, "create/*-rejected", names(create, func(string) string { return "body" })},
		{"error/names-key-for-secret", createBlame, "create/app_secret/*-rejected", names(create, swap("app_secret", "app_key"))},
		{"error/names-secret-for-key", createBlame, "create/app_key/*-rejected", names(create, swap("app_key", "app_secret"))},
		{"error/names-name-for-remark", createBlame, "create/remark/*-rejected", names(create, swap("remark", "name"))},
		{"error/names-remark-for-name", createBlame, "create/name/*-rejected", names(create, swap("name", "remark"))},
		{"error/names-name-for-key", createBlame, "create/app_key/*-rejected", names(create, swap("app_key", "name"))},
		{"error/names-app-name", createBlame, "create/name/*-rejected", names(create, swap("name", "title"))},
		{"error/names-description", createBlame, "create/remark/*-rejected", names(create, swap("remark", "description"))},
		{"error/names-camel-case", createBlame, "create/app_*/*-rejected", names(create, func(s string) string {
			return strings.NewReplacer("app_key", "appKey", "app_secret", "appSecret").Replace(s)
		})},
		{"error/names-previous", createBlame, "create/*-rejected", namesPrevious()},

		{"error/list-names-offset-for-limit", listBlame, "list/limit/not-integer-*", names(list, swap("limit", "offset"))},
		{"error/list-names-limit-for-offset", listBlame, "list/offset/not-integer-*", names(list, swap("offset", "limit"))},
		{"error/list-names-nothing", listBlame, "list/*/not-integer-*", names(list, func(string) string { return "" })},
		{"error/list-500", listInvalid, "list/*/not-integer-*", status(list, bad, 500)},
		{"error/list-422", listInvalid, "list/*/not-integer-*", status(list, bad, 422)},
		{"error/list-no-body", listError, "list/*/not-integer-*", answers(list, bad, noBody)},
		{"error/list-code-missing", listError, "list/*/not-integer-*", errorBodies(list, bad, func(o *gateway.Object) { o.Delete("error_code") })},
		{"error/list-msg-number", listError, "list/*/not-integer-*", errorBodies(list, bad, func(o *gateway.Object) { o.Set("error_msg", 2011) })},

		{"error/refused-but-created", createRejects, "create/*-rejected", func(b *gateway.Behaviour) {
			next := b.Refuse
			b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *validate.Answer {
				a := next(x, d, vs)
				if _, ok := d.Text(validate.Name); a != nil && ok {
					b.Insert(x, b.Make(x, d))
				}
				return a
			}
		}},
	}
	for _, id := range []validate.FieldID{validate.Remark, validate.AppKey, validate.AppSecret} {
		rows = append(rows, row{
			"error/refused-" + dashed(fieldName(id)) + "-but-created", createRejects,
			"create/" + fieldName(id) + "/*-rejected", createdWithout(id),
		})
	}
	return rows
}

// onBlame changes the 400s whose message names a parameter.
func onBlame(op gateway.Op, param string, f func(*gateway.Reply)) alter {
	return answers(op, 400, func(r *gateway.Reply) {
		if strings.Contains(string(r.Bytes()), "parameterName:"+param+".") {
			f(r)
		}
	})
}

// failsDraft answers refused requests by another status.
func failsDraft(when func(*gateway.Draft) bool, status int) alter {
	return func(b *gateway.Behaviour) {
		next := b.Refuse
		b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *validate.Answer {
			a := next(x, d, vs)
			if a == nil || !when(d) {
				return a
			}
			changed := *a
			changed.Status = status
			return &changed
		}
	}
}

// namesPrevious names the parameter that was invalid in the request before.
func namesPrevious() alter {
	return func(b *gateway.Behaviour) {
		before := make(chan string, 1)
		before <- "name"
		names(create, func(name string) string {
			named := <-before
			before <- name
			return named
		})(b)
	}
}

// createdWithout refuses an app for one member and stores it without that one.
func createdWithout(id validate.FieldID) alter {
	return func(b *gateway.Behaviour) {
		next := b.Refuse
		b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *validate.Answer {
			a := next(x, d, vs)
			if a != nil && strings.Contains(a.Message, ":"+fieldName(id)+".") {
				rest := *d
				rest.App[id] = validate.Value{}
				b.Insert(x, b.Make(x, &rest))
			}
			return a
		}
	}
}
