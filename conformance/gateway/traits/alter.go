package traits

import (
	"net/http"
	"net/url"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// These changes are what traits are made of.

// shows changes apps in answers, lists listings, and fails error bodies.
func shows(f func(*gateway.Object)) alter {
	return showsIn(func(_ *gateway.Exchange, _ *gateway.App, o *gateway.Object) { f(o) })
}

func showsIn(f func(*gateway.Exchange, *gateway.App, *gateway.Object)) alter {
	return func(b *gateway.Behaviour) {
		next := b.ShowApp
		b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
			o := next(x, a)
			f(x, a, o)
			return o
		}
	}
}

func lists(f func(*gateway.Object)) alter {
	return func(b *gateway.Behaviour) {
		next := b.ShowListing
		b.ShowListing = func(x *gateway.Exchange, l *gateway.Listing) *gateway.Object {
			o := next(x, l)
			f(o)
			return o
		}
	}
}

func fails(f func(*gateway.Object)) alter {
	return replies(func(_ *gateway.Exchange, r *gateway.Reply) {
		if o, ok := r.Body.(*gateway.Object); ok && r.Status >= 400 {
			f(o)
		}
	})
}

// replies changes every reply to a known operation.
func replies(f func(*gateway.Exchange, *gateway.Reply)) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			r := next(x)
			f(x, r)
			return r
		}
	}
}

// rewrites reads the query of a listing as f leaves it; an answer of f refuses it.
func rewrites(f func(url.Values) *validate.Answer) alter {
	return func(b *gateway.Behaviour) {
		next := b.ParseQuery
		b.ParseQuery = func(x *gateway.Exchange) (*gateway.Query, *validate.Answer) {
			v := x.Query()
			if a := f(v); a != nil {
				return nil, a
			}
			read := *x
			read.Request = x.Request.WithContext(x.Request.Context())
			u := *x.Request.URL
			u.RawQuery = v.Encode()
			read.Request.URL = &u
			return next(&read)
		}
	}
}

// refusesQuery answers 400 naming a parameter whose value is refused. An empty
// parameter is an absent one.
func refusesQuery(param string, when func(string) bool) alter {
	return rewrites(func(v url.Values) *validate.Answer {
		if s := v.Get(param); s != "" && when(s) {
			return invalid(param)
		}
		return nil
	})
}

// invalid is the documented answer that names a parameter.
func invalid(param string) *validate.Answer {
	a, _ := validate.Violations{{Field: param}}.Answer()
	return &a
}

// page is a reply with a page for people, as a proxy sends it.
func page(status int) *gateway.Reply {
	text := http.StatusText(status)
	return &gateway.Reply{
		Status: status, Header: http.Header{"Content-Type": {"text/html"}},
		Body: []byte("<html>\r\n<head><title>" + text + "</title></head>\r\n<body><center><h1>" + text + "</h1></center><hr><center>nginx</center></body>\r\n</html>\r\n"),
	}
}
