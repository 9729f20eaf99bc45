package faults

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// These changes are about what an answer looks like.

const (
	both   gateway.Op = 0
	create            = gateway.Create
	list              = gateway.List
)

// shows changes an app in the answers to an operation.
func shows(op gateway.Op, f func(*gateway.Object, *gateway.App)) alter {
	return func(b *gateway.Behaviour) {
		next := b.ShowApp
		b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
			o := next(x, a)
			if op == both || op == x.Op {
				f(o, a)
			}
			return o
		}
	}
}

// member sets a member to one value.
func member(name string, value any) func(*gateway.Object, *gateway.App) {
	return func(o *gateway.Object, _ *gateway.App) { o.Set(name, value) }
}

// without leaves members out.
func without(names ...string) func(*gateway.Object, *gateway.App) {
	return func(o *gateway.Object, _ *gateway.App) { o.Delete(names...) }
}

// text changes a member that is a string.
func text(name string, f func(string) string) func(*gateway.Object, *gateway.App) {
	return func(o *gateway.Object, _ *gateway.App) {
		if s, ok := o.Get(name).(string); ok {
			o.Set(name, f(s))
		}
	}
}

// replies changes the replies to an operation, right or wrong.
func replies(op gateway.Op, f func(*gateway.Exchange, *gateway.Reply) *gateway.Reply) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			r := next(x)
			if op == both || op == x.Op {
				return f(x, r)
			}
			return r
		}
	}
}

// answers changes the replies of one status.
func answers(op gateway.Op, status int, f func(*gateway.Reply)) alter {
	return replies(op, func(_ *gateway.Exchange, r *gateway.Reply) *gateway.Reply {
		if r.Status == status {
			f(r)
		}
		return r
	})
}

// errorBodies changes the error bodies of one status.
func errorBodies(op gateway.Op, status int, f func(*gateway.Object)) alter {
	return answers(op, status, func(r *gateway.Reply) {
		if o, ok := r.Body.(*gateway.Object); ok {
			f(o)
		}
	})
}

// names changes the parameter that the message of a 400 names.
func names(op gateway.Op, f func(string) string) alter {
	return errorBodies(op, http.StatusBadRequest, func(o *gateway.Object) {
		msg, _ := o.Get("error_msg").(string)
		before, rest, _ := strings.Cut(msg, "parameterName:")
		name, after, _ := strings.Cut(rest, ".")
		o.Set("error_msg", before+"parameterName:"+f(name)+"."+after)
	})
}

// swap is for [names]: one name for another.
func swap(from, to string) func(string) string {
	return func(name string) string {
		if name == from {
			return to
		}
		return name
	}
}

// status changes the status of an answer, not its body.
func status(op gateway.Op, from, to int) alter {
	return answers(op, from, func(r *gateway.Reply) { r.Status = to })
}

// body replaces the body of an answer.
func body(contentType, text string) func(*gateway.Reply) {
	return func(r *gateway.Reply) {
		r.Header.Set("Content-Type", contentType)
		r.Body = []byte(text)
	}
}

func noBody(r *gateway.Reply) { r.Body = nil }

// failure is a reply with the documented error body of an unexpected status.
func failure(status int) *gateway.Reply {
	return reply(validate.Answer{Status: status, Code: validate.SystemError.Code, Message: validate.SystemError.Message})
}

func reply(a validate.Answer) *gateway.Reply {
	return &gateway.Reply{
		Status: a.Status, Header: http.Header{},
		Body: (&gateway.Object{}).Set("error_code", a.Code).Set("error_msg", a.Message),
	}
}

// invalid is the documented answer that names a parameter.
func invalid(param string) *validate.Answer {
	a, _ := validate.Violations{{Field: param}}.Answer()
	return &a
}

// shown is the level of a member's presence. That one is there at all is seen in
// the examples only; what an app is, and what was sent, an answer must say.
func shown(name string) bool {
	switch name {
	case "id", "name", "app_key":
		return must
	}
	return should
}

// decimal is a number as text.
func decimal(v any) string { return fmt.Sprint(v) }
