package faults

import (
	"mime"
	"net/http"
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// requestTriggers look at the request alone.
func requestTriggers() []Trigger {
	var out []Trigger
	add := func(op gateway.Op, id, when string, bites func(*gateway.Behaviour, *gateway.Exchange) bool) {
		out = append(out, Trigger{ID: id, When: when, of: op, attach: onRequest(func(b *gateway.Behaviour, x *gateway.Exchange) bool {
			return x.Op == op && bites(b, x)
		})})
	}
	for id := range validate.Default().Fields {
		name := fieldName(validate.FieldID(id))
		if name == "name" {
			continue // without it there is no app
		}
		add(create, "with-"+name, "in company: if "+name+" was sent", func(b *gateway.Behaviour, x *gateway.Exchange) bool {
			return sent(b, x, validate.FieldID(id))
		})
		add(create, "without-"+name, "if "+name+" was not sent", func(b *gateway.Behaviour, x *gateway.Exchange) bool {
			return !sent(b, x, validate.FieldID(id))
		})
	}
	form := func(id, when string, is func(*http.Request) bool) {
		add(create, id, when, func(_ *gateway.Behaviour, x *gateway.Exchange) bool { return is(x.Request) })
	}
	form("chunked", "if the body came in chunks", func(r *http.Request) bool { return r.ContentLength < 0 })
	form("expect", "if the client expected 100 Continue", func(r *http.Request) bool { return r.Header.Get("Expect") != "" })
	form("charset", "if the content type named a charset", func(r *http.Request) bool {
		_, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		return params["charset"] != ""
	})
	add(create, "over-4-kib", "if the body was longer than 4 KiB", func(_ *gateway.Behaviour, x *gateway.Exchange) bool {
		body, err := x.Body()
		return err == nil && len(body) > 4<<10
	})
	for _, param := range conditions {
		add(list, "by-"+param, "in listings with the parameter "+param, func(_ *gateway.Behaviour, x *gateway.Exchange) bool {
			return x.Query().Get(param) != ""
		})
	}
	add(list, "by-two", "in listings with two conditions or more", func(_ *gateway.Behaviour, x *gateway.Exchange) bool {
		n := 0
		for name := range x.Query() {
			if slices.Contains(conditions[:], name) && name != "precise_search" {
				n++
			}
		}
		return n > 1
	})
	add(list, "later-page", "on pages after the first", func(_ *gateway.Behaviour, x *gateway.Exchange) bool {
		return params{x.Query()}.offset() > 0
	})
	return out
}

// conditions are the parameters of a listing that choose apps: query-apps, Table 2.
var conditions = [...]string{"id", "name", "status", "app_key", "creator", "precise_search"}

// sent reports whether a create request has the member, whatever its value.
func sent(b *gateway.Behaviour, x *gateway.Exchange, id validate.FieldID) bool {
	body, err := x.Body()
	return err == nil && b.Decode(x, body).App[id].Kind != validate.Absent
}

// onRequest lets the changed gateway answer the requests for which bites holds.
func onRequest(bites func(*gateway.Behaviour, *gateway.Exchange) bool) func(b, changed *gateway.Behaviour) {
	return func(b, changed *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if bites(b, x) {
				return changed.Handle(x)
			}
			return next(x)
		}
	}
}
