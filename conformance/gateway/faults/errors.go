package faults

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// errorFaults are in the answers to bad requests.
func errorFaults() []Fault {
	const bad = 400
	rows := []Fault{
		{"error/create-422", design, createInvalid, must, "", "create/*-rejected", status(create, bad, 422)},
		{"error/create-500", design, createInvalid, must, "", "create/*-rejected", status(create, bad, 500)},
		{"error/create-404", design, createInvalid, must, "", "create/*-rejected", status(create, bad, 404)},
		{"error/create-409", design, createInvalid, must, "", "create/*-rejected", status(create, bad, 409)},
		{"error/create-200", design, createInvalid, must, "", "create/*-rejected", status(create, bad, 200)},
		{"error/create-201", design, createInvalid, must, "", "create/*-rejected", status(create, bad, 201)},
		{"error/malformed-500", design, createInvalid, must, "", "create/body/malformed-rejected", onBlame(create, validate.Body, func(r *gateway.Reply) { r.Status = 500 })},
		{"error/malformed-html", design, createError, must, "", "create/error/*/400-present", onBlame(create, validate.Body, body("text/html", "<h1>400 Bad Request</h1>"))},
		{"error/no-name-500", design, createInvalid, must, "", "create/name/required/missing-rejected", failsDraft(not(has(validate.Name)), 500)},
		{"error/key-422", design, createInvalid, must, "", "create/app_key/*-rejected", onBlame(create, "app_key", func(r *gateway.Reply) { r.Status = 422 })},
		{"error/no-body", design, createError, must, "", "create/error/*", answers(create, bad, noBody)},
		{"error/empty-object", design, createError, must, "", "create/error/*", answers(create, bad, body("application/json", "{}"))},
		{"error/not-json", design, createError, must, "", "create/error/*", answers(create, bad, body("application/json", "Bad Request"))},
		{"error/html", design, createError, must, "", "create/error/*", answers(create, bad, body("text/html", "<h1>400 Bad Request</h1>"))},
		{"error/string", design, createError, must, "", "create/error/*", answers(create, bad, body("application/json", `"Bad Request"`))},
		{"error/nested", design, createError, must, "", "create/error/*", answers(create, bad, func(r *gateway.Reply) { r.Body = (&gateway.Object{}).Set("error", r.Body) })},
		{"error/in-array", design, createError, must, "", "create/error/*", answers(create, bad, func(r *gateway.Reply) { r.Body = []any{r.Body} })},
		{"error/problem-json", design, createError, must, "", "create/error/*", errorBodies(create, bad, func(o *gateway.Object) { o.Rename("error_code", "title").Rename("error_msg", "detail") })},
		{"error/camel-case", design, createError, must, "", "create/error/*", errorBodies(create, bad, func(o *gateway.Object) { o.Rename("error_code", "errorCode").Rename("error_msg", "errorMsg") })},
		{"error/code-missing", design, createError, must, "", "create/error/error_code/*", errorBodies(create, bad, func(o *gateway.Object) { o.Delete("error_code") })},
		{"error/code-number", design, createError, must, "", "create/error/error_code/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_code", 2011) })},
		{"error/code-null", design, createError, must, "", "create/error/error_code/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_code", nil) })},
		{"error/msg-missing", design, createError, must, "", "create/error/error_msg/*", errorBodies(create, bad, func(o *gateway.Object) { o.Delete("error_msg") })},
		{"error/msg-null", design, createError, must, "", "create/error/error_msg/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_msg", nil) })},
		{"error/msg-empty", design, createError, should, "", "create/error/error_msg/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_msg", "") })},
		{"error/msg-array", design, createError, must, "", "create/error/error_msg/*", errorBodies(create, bad, func(o *gateway.Object) { o.Set("error_msg", []any{o.Get("error_msg")}) })},

		{"error/names-nothing", design, createBlame, should, "", "create/*-rejected", names(create, func(string) string { return "" })},
		{"error/names-body-always", design, createBlame, should, "", "create/*-rejected", names(create, func(string) string { return "body" })},
		{"error/names-key-for-secret", design, createBlame, should, "", "create/app_secret/*-rejected", names(create, swap("app_secret", "app_key"))},
		{"error/names-secret-for-key", design, createBlame, should, "", "create/app_key/*-rejected", names(create, swap("app_key", "app_secret"))},
		{"error/names-name-for-remark", design, createBlame, should, "", "create/remark/*-rejected", names(create, swap("remark", "name"))},
		{"error/names-remark-for-name", design, createBlame, should, "", "create/name/*-rejected", names(create, swap("name", "remark"))},
		{"error/names-name-for-key", design, createBlame, should, "", "create/app_key/*-rejected", names(create, swap("app_key", "name"))},
		{"error/names-app-name", design, createBlame, should, "", "create/name/*-rejected", names(create, swap("name", "title"))},
		{"error/names-description", design, createBlame, should, "", "create/remark/*-rejected", names(create, swap("remark", "description"))},
		{"error/names-camel-case", design, createBlame, should, "", "create/app_*/*-rejected", names(create, func(s string) string {
			return strings.NewReplacer("app_key", "appKey", "app_secret", "appSecret").Replace(s)
		})},
		{"error/names-previous", design, createBlame, should, "", "create/*-rejected", namesPrevious()},

		{"error/list-names-offset-for-limit", design, listBlame, should, "", "list/limit/not-integer-*", names(list, swap("limit", "offset"))},
		{"error/list-names-limit-for-offset", design, listBlame, should, "", "list/offset/not-integer-*", names(list, swap("offset", "limit"))},
		{"error/list-names-nothing", design, listBlame, should, "", "list/*/not-integer-*", names(list, func(string) string { return "" })},
		{"error/list-500", design, listInvalid, should, "", "list/*/not-integer-*", status(list, bad, 500)},
		{"error/list-422", design, listInvalid, should, "", "list/*/not-integer-*", status(list, bad, 422)},
		{"error/list-no-body", design, listError, must, "", "list/error/*/400-present", answers(list, bad, noBody)},
		{"error/list-code-missing", design, listError, must, "", "list/error/error_code/400-present", errorBodies(list, bad, func(o *gateway.Object) { o.Delete("error_code") })},
		{"error/list-msg-number", design, listError, must, "", "list/error/error_msg/400-type", errorBodies(list, bad, func(o *gateway.Object) { o.Set("error_msg", 2011) })},

		{"error/refused-but-created", design, createRejects, must, "", "create/*-rejected", func(b *gateway.Behaviour) {
			next := b.Refuse
			b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *validate.Answer {
				a := next(x, d, vs)
				if _, ok := d.Text(validate.Name); a != nil && ok {
					b.Insert(x, b.Make(x, d))
				}
				return a
			}
		}},

		{"pages/error-400-array", pages, clause("create-app, Table 5", "a 400 answer carries error_code and error_msg, both String"), must,
			"400 answers with several invalid members are a JSON array of error objects; with one, an object.",
			"create/error/*", errorArray()},
		{"pages/error-400-msg-object", pages, clause("create-app, Table 5", "a 400 answer carries error_code and error_msg, both String"), must,
			"error_msg is an object {\"en\":\"...\",\"zh\":\"...\"}.",
			"create/error/error_msg/*", errorBodies(both, 400, func(o *gateway.Object) {
				o.Set("error_msg", (&gateway.Object{}).Set("en", o.Get("error_msg")).Set("zh", "参数错误"))
			})},
		{"pages/error-400-always-names-name", pages, clause("create-app, Status code 400", "the message names the parameter at fault"), should,
			"The message of a 400 says parameterName:name whichever single member is invalid.",
			"create/*-rejected", names(create, func(string) string { return "name" })},
		{"pages/error-400-names-camel-case", pages, clause("create-app, Status code 400", "the message names the parameter at fault"), should,
			"An invalid app_key is reported as parameterName:appKey (the program's name of it).",
			"create/app_key/*-rejected", names(create, swap("app_key", "appKey"))},
		{"pages/error-200-with-error-body", pages, clause("create-app, Status codes", "400 for a bad request"), must,
			"Invalid bodies get HTTP 200 with error_code and error_msg.",
			"create/*-rejected", status(create, 400, 200)},
	}
	for _, id := range []validate.FieldID{validate.Remark, validate.AppKey, validate.AppSecret} {
		rows = append(rows, Fault{"error/refused-" + dashed(fieldName(id)) + "-but-created", design, createRejects, must, "", "create/" + fieldName(id) + "/*-rejected", createdWithout(id)})
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

// errorArray answers several invalid members by an array of errors.
func errorArray() alter {
	return func(b *gateway.Behaviour) {
		next := b.Create
		b.Create = func(x *gateway.Exchange) *gateway.Reply {
			r := next(x)
			body, err := x.Body()
			if err != nil || r.Status != 400 {
				return r
			}
			var list []any
			fields := map[string]bool{}
			for _, v := range b.Check(x, b.Decode(x, body)) {
				if v.Severity == validate.Error && !fields[v.Field] {
					fields[v.Field] = true
					list = append(list, reply(*invalid(v.Field)).Body)
				}
			}
			if len(list) > 1 {
				r.Body = list
			}
			return r
		}
	}
}
