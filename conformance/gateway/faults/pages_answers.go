package faults

import (
	"bytes"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// answersPageFaults are the faults of origin [FromPages] on the answers to creates, in the words of
// their author.
func answersPageFaults() []pageRow {
	return []pageRow{
		{
			"pages/create-200-not-201",
			"create-app, Status code 201", "a created app is answered 201",
			"A valid create is answered 200 with the right body.",
			"create/*status-201",
			status(create, 201, 200),
		},
		{
			"pages/create-202-with-key",
			"create-app, Status code 201", "a created app is answered 201",
			"A valid create which gives app_key is answered 202; others 201.",
			"create/app_key/*-accepted",
			replies(create, func(x *gateway.Exchange, r *gateway.Reply) *gateway.Reply {
				if body, err := x.Body(); err == nil && r.Status == 201 && bytes.Contains(body, []byte(`"app_key"`)) {
					r.Status = 202
				}
				return r
			}),
		},
		{
			"pages/create-201-empty-body",
			"create-app, Table 4", "the 201 answer carries the app's members",
			"201 with an empty body and a Location header.",
			"create/response/*",
			answers(create, 201, func(r *gateway.Reply) {
				r.Header.Set("Location", "/")
				r.Body = nil
			}),
		},
		{
			"pages/create-remark-echo-nfc",
			"create-app, Table 4, remark", "the app's description",
			"The remark is NFC-normalised: 'e'+U+0301 comes back as U+00E9.",
			"create/response/remark/echo",
			stores(func(a *gateway.App, _ *gateway.Draft) { a.Remark = composed(a.Remark) }),
		},
		{
			"pages/create-secret-null",
			"create-app, Table 4, app_secret", "of type String",
			"app_secret is null in the 201 answer.",
			"create/response/app_secret/*",
			shows(create, member("app_secret", nil)),
		},
		{
			"pages/create-status-string",
			"create-app, Table 4, status", "of type Integer",
			"status is \"1\" (a string) in the 201 answer.",
			"create/response/status/*",
			shows(create, member("status", "1")),
		},
		{
			"pages/create-status-0",
			"create-app, Table 4, status", "enumeration 1",
			"status is 0 in the 201 answer and 1 in the list.",
			"create/response/status/*",
			shows(create, member("status", 0)),
		},
		{
			"pages/create-status-true",
			"create-app, Table 4, status", "of type Integer",
			"status is true in the 201 answer.",
			"create/response/status/*",
			shows(create, member("status", true)),
		},
		{
			"pages/create-creator-lowercase",
			"create-app, Table 4, creator", "enumeration USER, MARKET",
			"creator is \"user\".",
			"create/response/creator/*",
			shows(create, member("creator", "user")),
		},
		{
			"pages/create-creator-market",
			"create-app, Table 4, creator", "USER for an app created by an API user; MARKET is not supported",
			"creator is \"MARKET\" when remark is absent, else \"USER\".",
			"create/response/creator/*",
			shows(create, func(o *gateway.Object, a *gateway.App) {
				if !a.HasRemark {
					o.Set("creator", "MARKET")
				}
			}),
		},
		{
			"pages/create-update-time-null",
			"create-app, Table 4, update_time", "of type String",
			"update_time is null until a first change.",
			"create/response/update_time/*",
			shows(both, member("update_time", nil)),
		},
		{
			"pages/create-invalid-json-on-quote",
			"create-app, Table 4", "the answer is a body of parameters",
			"A '\"' or '\\\\' in the remark is not escaped in the answer, which is then not JSON.",
			"create/response/*",
			answers(create, 201, func(r *gateway.Reply) {
				r.Body = bytes.ReplaceAll(bytes.ReplaceAll(r.Bytes(), []byte(`\\`), []byte(`\`)), []byte(`\"`), []byte(`"`))
			}),
		},
		{
			"pages/generated-key-repeats-every-16",
			"create-app, Function", "an app is an identity for calling APIs; Table 4, app_key",
			"The generated app_key is drawn from a 4-bit counter: the 17th generated key equals the first.",
			"create/generated/app_key-unique",
			keys(func(n int64, _ string) string { return hash(decimal(n % 16)) }),
		},
		{
			"pages/generated-key-derived-from-name",
			"create-app, Function", "an app is an identity for calling APIs; Table 4, app_key",
			"The generated app_key is a hash of the name: two apps of the same name get the same key (both 201).",
			"create/generated/app_key-unique",
			stores(func(a *gateway.App, _ *gateway.Draft) {
				if !a.GivenKey {
					a.Key = hash(a.Name)
				}
			}),
		},
		{
			"pages/generated-key-first-underscore",
			"create-app, Table 3, app_key", "the first character is a letter or a digit (an AppKey whoever made it)",
			"Generated app_keys begin with '_'.",
			"create/generated/app_key-*",
			keys(func(_ int64, key string) string { return "_" + key }),
		},
		{
			"pages/generated-key-7-long",
			"create-app, Table 3, app_key", "between 8 and 200 characters (an AppKey whoever made it)",
			"Generated app_keys have 7 characters.",
			"create/generated/app_key-*",
			keys(func(_ int64, key string) string { return key[:7] }),
		},
		{
			"pages/error-400-array",
			"create-app, Table 5", "a 400 answer carries error_code and error_msg, both String",
			"400 answers with several invalid members are a JSON array of error objects; with one, an object.",
			"create/error/*",
			errorArray(),
		},
		{
			"pages/error-400-msg-object",
			"create-app, Table 5", "a 400 answer carries error_code and error_msg, both String",
			"error_msg is an object {\"en\":\"...\",\"zh\":\"...\"}.",
			"create/error/error_msg/*",
			errorBodies(both, 400, func(o *gateway.Object) {
				o.Set("error_msg", (&gateway.Object{}).Set("en", o.Get("error_msg")).Set("zh", "参数错误"))
			}),
		},
		{
			"pages/error-400-always-names-name",
			"create-app, Status code 400", "the message names the parameter at fault",
			"The message of a 400 says parameterName:name whichever single member is invalid.",
			"create/*-rejected",
			names(create, func(string) string { return "name" }),
		},
		{
			"pages/error-400-names-camel-case",
			"create-app, Status code 400", "the message names the parameter at fault",
			"An invalid app_key is reported as parameterName:appKey (the program's name of it).",
			"create/app_key/*-rejected",
			names(create, swap("app_key", "appKey")),
		},
		{
			"pages/error-200-with-error-body",
			"create-app, Status codes", "400 for a bad request",
			"Invalid bodies get HTTP 200 with error_code and error_msg.",
			"create/*-rejected",
			status(create, 400, 200),
		},
		{
			"pages/created-but-500",
			"create-app, Status code 201", "created",
			"Every name of exactly 64 characters gets 500 after the app was stored; it shows in the list.",
			"create/name/max-length/64-accepted",
			replies(create, func(x *gateway.Exchange, r *gateway.Reply) *gateway.Reply {
				if o, ok := r.Body.(*gateway.Object); ok && r.Status == 201 {
					if name, _ := o.Get("name").(string); len(name) == 64 {
						return failure(500)
					}
				}
				return r
			}),
		},
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

// composed is NFC for the commonest Latin letters with an acute accent.
func composed(s string) string {
	return strings.NewReplacer(
		"a\u0301", "á", "e\u0301", "é", "i\u0301", "í", "o\u0301", "ó", "u\u0301", "ú",
		"A\u0301", "Á", "E\u0301", "É", "I\u0301", "Í", "O\u0301", "Ó", "U\u0301", "Ú",
	).Replace(s)
}
