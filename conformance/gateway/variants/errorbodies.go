package variants

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// errorBodies differ in codes and messages.
func errorBodies() []Variant {
	const example = "Codes and messages are seen in the examples only."
	return []Variant{
		{
			ID: "error/message-around-name", Why: example,
			Does: "The message of a 400 has other words around the parameter's name.",
			Alter: messages(func(name, _ string) string {
				return "The value of '" + name + "' is not allowed"
			}),
		},
		{
			ID: "error/message-name-first", Why: example,
			Does:  "The message of a 400 begins with the parameter's name.",
			Alter: messages(func(name, _ string) string { return name + ": invalid value" }),
		},
		{
			ID: "error/message-chinese", Why: example,
			Does: "The message of a 400 is Chinese but for the parameter's name.",
			Alter: messages(func(name, _ string) string {
				return "参数值无效，参数名：" + name + "。请查阅帮助文档"
			}),
		},
		{
			ID: "error/message-with-reason", Why: example,
			Does: "The message of a 400 says why, too.",
			Alter: messages(func(name, msg string) string {
				return msg + " (violated rule of " + name + ": length or characters)"
			}),
		},
		{
			ID: "error/other-codes", Why: example,
			Does:  "Every error has another code of the same family.",
			Alter: fails(otherCode),
		},
		{
			ID: "error/content-type-problem", Why: "The pages state no Content-Type.",
			Does: "Errors have the type application/problem+json.",
			Alter: replies(func(_ *gateway.Exchange, r *gateway.Reply) {
				if r.Status >= 400 {
					r.Header.Set("Content-Type", "application/problem+json")
				}
			}),
		},
		{
			ID: "error/challenge", Why: "The pages state no headers of answers.",
			Does: "A 401 has a WWW-Authenticate header.",
			Alter: replies(func(_ *gateway.Exchange, r *gateway.Reply) {
				if r.Status == 401 {
					r.Header.Set("WWW-Authenticate", `Token realm="gateway"`)
				}
			}),
		},
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
