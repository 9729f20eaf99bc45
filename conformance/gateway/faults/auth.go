package faults

import (
	"net/http"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func authFaults() []row {
	var (
		missing   = func(x *gateway.Exchange) bool { return x.Request.Header.Values("X-Auth-Token") == nil }
		empty     = func(x *gateway.Exchange) bool { return x.Token() == "" && !missing(x) }
		unknown   = func(x *gateway.Exchange) bool { return x.Token() != "" }
		params    = func(x *gateway.Exchange) bool { return x.Request.URL.RawQuery != "" }
		forbidden = http.StatusForbidden
		wrong     = http.StatusUnauthorized
	)
	return []row{
		{"auth/create-unguarded", createToken, "create/auth/*", admits(create, 0, nil)},
		{"auth/list-unguarded", listToken, "list/auth/*", admits(list, 0, nil)},
		{"auth/create-missing-accepted", createToken, "create/auth/missing-401", admits(create, wrong, missing)},
		{"auth/list-missing-accepted", listToken, "list/auth/missing-401", admits(list, wrong, missing)},
		{"auth/create-empty-accepted", createToken, "create/auth/empty-401", admits(create, wrong, empty)},
		{"auth/list-empty-accepted", listToken, "list/auth/empty-401", admits(list, wrong, empty)},
		{"auth/create-unknown-accepted", createToken, "create/auth/wrong-401", admits(create, wrong, unknown)},
		{"auth/list-unknown-accepted", listToken, "list/auth/wrong-401", admits(list, wrong, unknown)},
		{"auth/unknown-with-filter-accepted", listToken, "list/auth/*", admits(list, wrong, params)},
		{"auth/create-forbidden-accepted", create403, "create/auth/forbidden-403", admits(create, forbidden, nil)},
		{"auth/list-forbidden-accepted", list403, "list/auth/forbidden-403", admits(list, forbidden, nil)},
		{"auth/token-prefix-accepted", createToken, "*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
			if t := x.Token(); len(t) >= 4 && strings.HasPrefix(good, t) {
				return good
			}
			return x.Token()
		})},
		{"auth/token-longer-accepted", createToken, "*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
			if strings.HasPrefix(x.Token(), good) {
				return good
			}
			return x.Token()
		})},
		{"auth/token-any-case", createToken, "*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
			if strings.EqualFold(x.Token(), good) {
				return good
			}
			return x.Token()
		})},
		{"auth/token-of-good-length-accepted", createToken, "*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
			if len(x.Token()) == len(good) && x.Token() != "" {
				return good
			}
			return x.Token()
		})},
		{"auth/remembered-by-client", createToken, "*/auth/missing-401", remembered()},
		{"auth/after-body", create401, "create/auth/*before-body*", refusedFirst(create)},
		{"auth/after-query", list401, "list/auth/*before-query*", refusedFirst(list)},
		{"auth/create-missing-403", create401, "create/auth/missing-401", onMissing(create, forbidden)},
		{"auth/list-missing-403", list401, "list/auth/missing-401", onMissing(list, forbidden)},
		{"auth/create-missing-400", create401, "create/auth/missing-401", onMissing(create, http.StatusBadRequest)},
		{"auth/list-missing-200-empty", list401, "list/auth/missing-401", answers(list, wrong, func(r *gateway.Reply) {
			r.Status, r.Body = http.StatusOK, (&gateway.Object{}).Set("total", 0).Set("size", 0).Set("apps", []*gateway.Object{})
		})},
		{"auth/create-missing-500", create401, "create/auth/missing-401", onMissing(create, http.StatusInternalServerError)},
		{"auth/list-missing-404", list401, "list/auth/missing-401", onMissing(list, http.StatusNotFound)},
		{"auth/create-wrong-403", create401, "create/auth/wrong-401", status(create, wrong, forbidden)},
		{"auth/list-wrong-403", list401, "list/auth/wrong-401", status(list, wrong, forbidden)},
		{"auth/create-forbidden-401", create403, "create/auth/forbidden-403", status(create, forbidden, wrong)},
		{"auth/list-forbidden-401", list403, "list/auth/forbidden-403", status(list, forbidden, wrong)},
		{"auth/create-forbidden-404", create403, "create/auth/forbidden-403", status(create, forbidden, http.StatusNotFound)},
		{"auth/list-forbidden-empty-200", list403, "list/auth/forbidden-403", answers(list, forbidden, func(r *gateway.Reply) {
			r.Status, r.Body = http.StatusOK, (&gateway.Object{}).Set("total", 0).Set("size", 0).Set("apps", []*gateway.Object{})
		})},
		{"auth/create-401-stored", create401, "create/auth/*-401", storedAnyway(wrong)},
		{"auth/create-403-stored", create403, "create/auth/forbidden-403", storedAnyway(forbidden)},

		{"auth/401-create-no-body", create401Error, "create/auth/*-401", answers(create, wrong, noBody)},
		{"auth/401-list-no-body", list401Error, "list/auth/*-401", answers(list, wrong, noBody)},
		{"auth/401-create-no-code", create401Error, "create/auth/*-401", errorBodies(create, wrong, func(o *gateway.Object) { o.Delete("error_code") })},
		{"auth/401-list-no-msg", list401Error, "list/auth/*-401", errorBodies(list, wrong, func(o *gateway.Object) { o.Delete("error_msg") })},
		{"auth/401-create-code-number", create401Error, "create/auth/*-401", errorBodies(create, wrong, func(o *gateway.Object) { o.Set("error_code", 1002) })},
		{"auth/401-list-plain-text", list401Error, "list/auth/*-401", answers(list, wrong, body("text/plain", "Unauthorized"))},
		{"auth/403-create-no-body", create403Error, "create/auth/forbidden-403", answers(create, forbidden, noBody)},
		{"auth/403-list-no-body", list403Error, "list/auth/forbidden-403", answers(list, forbidden, noBody)},
		{"auth/403-create-no-msg", create403Error, "create/auth/forbidden-403", errorBodies(create, forbidden, func(o *gateway.Object) { o.Delete("error_msg") })},
		{"auth/403-list-code-null", list403Error, "list/auth/forbidden-403", errorBodies(list, forbidden, func(o *gateway.Object) { o.Set("error_code", nil) })},
	}
}

// admits lets requests pass that would be answered a status; 0 is any, and a nil
// when is always.
func admits(op gateway.Op, status int, when func(*gateway.Exchange) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Authorize
		b.Authorize = func(x *gateway.Exchange) *validate.Answer {
			a := next(x)
			if a != nil && op == x.Op && (status == 0 || status == a.Status) && (when == nil || when(x)) {
				return nil
			}
			return a
		}
	}
}

// tokenSeen lets f see which token was sent and replace it by the good one.
func tokenSeen(f func(x *gateway.Exchange, good string) string) alter {
	return func(b *gateway.Behaviour) {
		next := b.Authorize
		b.Authorize = func(x *gateway.Exchange) *validate.Answer {
			a := next(x)
			if a != nil && a.Status == http.StatusUnauthorized && f(x, b.Token) == b.Token {
				return nil
			}
			return a
		}
	}
}

// remembered lets a client pass without a token that came with a good one before.
func remembered() alter {
	return func(b *gateway.Behaviour) {
		var seen sync.Map
		next := b.Authorize
		b.Authorize = func(x *gateway.Exchange) *validate.Answer {
			a := next(x)
			if a == nil {
				seen.Store(x.Request.RemoteAddr, true)
			} else if _, ok := seen.Load(x.Request.RemoteAddr); ok && x.Token() == "" {
				return nil
			}
			return a
		}
	}
}

// refusedFirst looks for what is wrong with the request before the token.
func refusedFirst(op gateway.Op) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if x.Op == op {
				if a := objection(b, x); a != nil {
					return b.Fail(x, *a)
				}
			}
			return next(x)
		}
	}
}

func objection(b *gateway.Behaviour, x *gateway.Exchange) *validate.Answer {
	if x.Op == list {
		_, a := b.ParseQuery(x)
		return a
	}
	body, err := x.Body()
	if err != nil {
		return nil
	}
	d := b.Decode(x, body)
	return b.Refuse(x, d, b.Check(x, d))
}

// onMissing answers a request without a token by another status.
func onMissing(op gateway.Op, status int) alter {
	return replies(op, func(x *gateway.Exchange, r *gateway.Reply) *gateway.Reply {
		if r.Status == http.StatusUnauthorized && x.Token() == "" {
			r.Status = status
		}
		return r
	})
}

// storedAnyway creates the app of a request that is answered a status.
func storedAnyway(status int) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			r := next(x)
			if x.Op == create && r.Status == status {
				b.Create(x)
			}
			return r
		}
	}
}
