package traits

import (
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

const words = "words of error_msg"

// errors differ in codes and messages.
func errors() []Trait {
	const (
		codes   = "error codes"
		example = "Codes and messages are seen in the examples only; the page refers to a list of codes elsewhere."
	)
	return []Trait{
		{ID: "error/names-last", Dimension: "which of several is named", Why: "Nothing says which of several invalid members is named.", Does: "The message of a 400 names the last invalid member.", Alter: namesLast},
		{ID: "error/message-around-name", Dimension: words, Why: example, Does: "The message of a 400 has other words around the parameter's name.", Alter: messages(func(name, _ string) string { return "The value of '" + name + "' is not allowed" })},
		{ID: "error/message-name-first", Dimension: words, Why: example, Does: "The message of a 400 begins with the parameter's name.", Alter: messages(func(name, _ string) string { return name + ": invalid value" })},
		{ID: "error/message-with-reason", Dimension: words, Why: example, Does: "The message of a 400 says why, too.", Alter: messages(func(name, msg string) string {
			return msg + " (violated rule of " + name + ": length or characters)"
		})},
		{ID: "error/message-chinese", Dimension: words, Why: example, Does: "The message of a 400 is Chinese but for the parameter's name.", Alter: messages(func(name, _ string) string {
			return "参数值无效，参数名：" + name + "。请查阅帮助文档"
		})},
		{ID: "error/message-chinese-without-parameter", Dimension: words, Why: example, Does: "The message of a 400 is Chinese and names no parameter.", Alter: messages(func(string, string) string { return "请求参数不合法，请检查后重试" })},
		{ID: "error/message-without-parameter", Dimension: words, Why: example, Does: "The message of a 400 names no parameter.", Alter: messages(func(string, string) string { return "The request is invalid" })},
		{ID: "error/message-appkey", Dimension: words, Why: example, Does: "The message of a 400 says appkey for app_key and appsecret for app_secret.", Alter: messages(func(name, msg string) string {
			return strings.Replace(msg, name, strings.ReplaceAll(name, "_", ""), 1)
		})},
		{ID: "error/message-json-pointer", Dimension: words, Why: example, Does: "The message of a 400 names the parameter as a validator of JSON Schema does.", Alter: messages(func(name, _ string) string { return "body/" + name + " must match pattern" })},
		{ID: "error/other-codes", Dimension: codes, Why: example, Does: "Every error has another code of the same family.", Alter: fails(otherCode)},
		{ID: "error/codes-of-words", Dimension: codes, Why: example, Does: "Error codes are words.", Alter: replies(func(_ *gateway.Exchange, r *gateway.Reply) {
			if o, ok := r.Body.(*gateway.Object); ok && r.Status >= 400 {
				o.Set("error_code", map[int]string{400: "BAD_REQUEST", 401: "UNAUTHORIZED", 403: "FORBIDDEN"}[r.Status])
				if o.Get("error_code") == "" {
					o.Set("error_code", "ERROR")
				}
			}
		})},
		{ID: "error/content-type-problem", Dimension: "type of errors", Excludes: []string{contentType}, Why: "The pages state no Content-Type.", Does: "Errors have the type application/problem+json.", Alter: replies(func(_ *gateway.Exchange, r *gateway.Reply) {
			if r.Status >= 400 {
				r.Header.Set("Content-Type", "application/problem+json")
			}
		})},
		{ID: "error/challenge", Dimension: "challenge of a 401", Why: "The pages state no headers of answers.", Does: "A 401 has a WWW-Authenticate header.", Alter: replies(func(_ *gateway.Exchange, r *gateway.Reply) {
			if r.Status == 401 {
				r.Header.Set("WWW-Authenticate", `Token realm="gateway"`)
			}
		})},
	}
}

// messages changes the messages that name a parameter.
func messages(f func(name, msg string) string) alter {
	return fails(func(o *gateway.Object) {
		msg, _ := o.Get("error_msg").(string)
		if _, rest, ok := strings.Cut(msg, "parameterName:"); ok {
			name, _, _ := strings.Cut(rest, ".")
			o.Set("error_msg", f(name, msg))
		}
	})
}

func otherCode(o *gateway.Object) {
	o.Set("error_code", map[any]string{"APIG.2011": "APIG.2012", "APIG.1002": "APIG.1001", "APIG.1005": "APIG.1104"}[o.Get("error_code")])
	if o.Get("error_code") == "" {
		o.Set("error_code", "APIG.0000")
	}
}

// namesLast names the last invalid member instead of the first.
func namesLast(b *gateway.Behaviour) {
	next := b.Refuse
	b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *validate.Answer {
		reversed := slices.Clone(vs)
		slices.Reverse(reversed)
		return next(x, d, reversed)
	}
}
