package faults

import (
	"net/http"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func authFaults() []Fault {
	var (
		missing   = func(x *gateway.Exchange) bool { return x.Request.Header.Values("X-Auth-Token") == nil }
		empty     = func(x *gateway.Exchange) bool { return x.Token() == "" && !missing(x) }
		unknown   = func(x *gateway.Exchange) bool { return x.Token() != "" }
		params    = func(x *gateway.Exchange) bool { return x.Request.URL.RawQuery != "" }
		forbidden = http.StatusForbidden
		wrong     = http.StatusUnauthorized
	)
	return []Fault{
		{"auth/create-unguarded", design, createToken, must, "", "create/auth/*", admits(create, 0, nil)},
		{"auth/list-unguarded", design, listToken, must, "", "list/auth/*", admits(list, 0, nil)},
		{"auth/create-missing-accepted", design, createToken, must, "", "create/auth/missing-401", admits(create, wrong, missing)},
		{"auth/list-missing-accepted", design, listToken, must, "", "list/auth/missing-401", admits(list, wrong, missing)},
		{"auth/create-empty-accepted", design, createToken, must, "", "create/auth/empty-401", admits(create, wrong, empty)},
		{"auth/list-empty-accepted", design, listToken, must, "", "list/auth/empty-401", admits(list, wrong, empty)},
		{"auth/create-unknown-accepted", design, createToken, must, "", "create/auth/wrong-401", admits(create, wrong, unknown)},
		{"auth/list-unknown-accepted", design, listToken, must, "", "list/auth/wrong-401", admits(list, wrong, unknown)},
		{"auth/unknown-with-filter-accepted", design, listToken, must, "", "list/auth/*", admits(list, wrong, params)},
		{"auth/create-forbidden-accepted", design, create403, must, "", "create/auth/forbidden-403", admits(create, forbidden, nil)},
		{"auth/list-forbidden-accepted", design, list403, must, "", "list/auth/forbidden-403", admits(list, forbidden, nil)},
		{"auth/token-prefix-accepted", design, createToken, must, "", "*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
			if t := x.Token(); len(t) >= 4 && strings.HasPrefix(good, t) {
				return good
			}
			return x.Token()
		})},
		{"auth/token-longer-accepted", design, createToken, must, "", "*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
			if strings.HasPrefix(x.Token(), good) {
				return good
			}
			return x.Token()
		})},
		{"auth/token-any-case", design, createToken, must, "", "*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
			if strings.EqualFold(x.Token(), good) {
				return good
			}
			return x.Token()
		})},
		{"auth/token-of-good-length-accepted", design, createToken, must, "", "*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
			if len(x.Token()) == len(good) && x.Token() != "" {
				return good
			}
			return x.Token()
		})},
		{"auth/remembered-by-client", design, createToken, must, "", "*/auth/missing-401", remembered()},
		{"auth/after-body", design, create401, should, "", "create/auth/*before-body*", refusedFirst(create)},
		{"auth/after-query", design, list401, should, "", "list/auth/*before-query*", refusedFirst(list)},
		{"auth/create-missing-403", design, create401, must, "", "create/auth/missing-401", onMissing(create, forbidden)},
		{"auth/list-missing-403", design, list401, must, "", "list/auth/missing-401", onMissing(list, forbidden)},
		{"auth/create-missing-400", design, create401, must, "", "create/auth/missing-401", onMissing(create, http.StatusBadRequest)},
		{"auth/list-missing-200-empty", design, list401, must, "", "list/auth/missing-401", answers(list, wrong, func(r *gateway.Reply) {
			r.Status, r.Body = http.StatusOK, (&gateway.Object{}).Set("total", 0).Set("size", 0).Set("apps", []*gateway.Object{})
		})},
		{"auth/create-missing-500", design, create401, must, "", "create/auth/missing-401", onMissing(create, http.StatusInternalServerError)},
		{"auth/list-missing-404", design, list401, must, "", "list/auth/missing-401", onMissing(list, http.StatusNotFound)},
		{"auth/create-wrong-403", design, create401, must, "", "create/auth/wrong-401", status(create, wrong, forbidden)},
		{"auth/list-wrong-403", design, list401, must, "", "list/auth/wrong-401", status(list, wrong, forbidden)},
		{"auth/create-forbidden-401", design, create403, must, "", "create/auth/forbidden-403", status(create, forbidden, wrong)},
		{"auth/list-forbidden-401", design, list403, must, "", "list/auth/forbidden-403", status(list, forbidden, wrong)},
		{"auth/create-forbidden-404", design, create403, must, "", "create/auth/forbidden-403", status(create, forbidden, http.StatusNotFound)},
		{"auth/list-forbidden-empty-200", design, list403, must, "", "list/auth/forbidden-403", answers(list, forbidden, func(r *gateway.Reply) {
			r.Status, r.Body = http.StatusOK, (&gateway.Object{}).Set("total", 0).Set("size", 0).Set("apps", []*gateway.Object{})
		})},
		{"auth/create-401-stored", design, create401, must, "", "create/auth/*-401", storedAnyway(wrong)},
		{"auth/create-403-stored", design, create403, must, "", "create/auth/forbidden-403", storedAnyway(forbidden)},

		{"auth/401-create-no-body", design, create401Error, must, "", "create/error/*/401-present", answers(create, wrong, noBody)},
		{"auth/401-list-no-body", design, list401Error, must, "", "list/error/*/401-present", answers(list, wrong, noBody)},
		{"auth/401-create-no-code", design, create401Error, must, "", "create/error/error_code/401-present", errorBodies(create, wrong, func(o *gateway.Object) { o.Delete("error_code") })},
		{"auth/401-list-no-msg", design, list401Error, must, "", "list/error/error_msg/401-present", errorBodies(list, wrong, func(o *gateway.Object) { o.Delete("error_msg") })},
		{"auth/401-create-code-number", design, create401Error, must, "", "create/error/error_code/401-type", errorBodies(create, wrong, func(o *gateway.Object) { o.Set("error_code", 1002) })},
		{"auth/401-list-plain-text", design, list401Error, must, "", "list/error/*/401-present", answers(list, wrong, body("text/plain", "Unauthorized"))},
		{"auth/403-create-no-body", design, create403Error, must, "", "create/error/*/403-present", answers(create, forbidden, noBody)},
		{"auth/403-list-no-body", design, list403Error, must, "", "list/error/*/403-present", answers(list, forbidden, noBody)},
		{"auth/403-create-no-msg", design, create403Error, must, "", "create/error/error_msg/403-present", errorBodies(create, forbidden, func(o *gateway.Object) { o.Delete("error_msg") })},
		{"auth/403-list-code-null", design, list403Error, must, "", "list/error/error_code/403-present", errorBodies(list, forbidden, func(o *gateway.Object) { o.Set("error_code", nil) })},

		{"pages/auth-list-unknown-accepted", pages, clause("query-apps, Table 3, X-Auth-Token", "mandatory; status code 401"), must,
			"A list with any non-empty X-Auth-Token gets 200; an absent header gets 401.",
			"list/auth/wrong-401", admits(list, 401, func(x *gateway.Exchange) bool { return x.Token() != "" })},
		{"pages/auth-create-unknown-accepted", pages, clause("create-app, Table 2, X-Auth-Token", "mandatory; status code 401"), must,
			"A create with any token of 16 or more characters gets 201.",
			"create/auth/wrong-401", admits(create, 401, func(x *gateway.Exchange) bool { return len(x.Token()) >= 16 })},
		{"pages/auth-token-prefix-compare", pages, clause("create-app, Table 2, X-Auth-Token", "mandatory; status code 401"), must,
			"Only the length of the known token is compared: the good token with one more character appended is accepted on both operations.",
			"*/auth/wrong-401", tokenSeen(func(x *gateway.Exchange, good string) string {
				if strings.HasPrefix(x.Token(), good) {
					return good
				}
				return x.Token()
			})},
		{"pages/auth-query-parameter-accepted", pages, clause("query-apps, Table 3, X-Auth-Token", "mandatory; status code 401"), must,
			"Any value of a query parameter X-Auth-Token replaces the header: without header, ?X-Auth-Token=x gets 200.",
			"*/auth/*", admitsBoth(401, func(x *gateway.Exchange) bool { return x.Query().Has("X-Auth-Token") })},
		{"pages/auth-create-missing-400", pages, clause("create-app, Table 2, X-Auth-Token", "mandatory; status code 401"), must,
			"A create with a valid body and without a token gets 400 naming X-Auth-Token.",
			"create/auth/missing-401", func(b *gateway.Behaviour) {
				next := b.Authorize
				b.Authorize = func(x *gateway.Exchange) *answer {
					if a := next(x); a == nil || x.Op != create || x.Token() != "" {
						return a
					}
					return invalid("X-Auth-Token")
				}
			}},
		{"pages/auth-no-token-large-body-accepted", pages, clause("create-app, Table 2, X-Auth-Token", "mandatory; status code 401"), must,
			"With a body over 512 bytes, sent chunked or not, the token is not checked: a valid create without a token gets 201.",
			"create/auth/missing-401", admits(create, 0, func(x *gateway.Exchange) bool {
				body, err := x.Body()
				return err == nil && len(body) > 512
			})},
		{"pages/auth-forbidden-create-accepted", pages, clause("create-app, Status code 403", "a token without permission is refused"), must,
			"A create with the token without permission gets 201; list with it gets 403.",
			"create/auth/forbidden-403", admits(create, 403, nil)},
		{"pages/auth-forbidden-list-accepted", pages, clause("query-apps, Status code 403", "a token without permission is refused"), must,
			"A list with the token without permission gets 200 with all apps; create with it gets 403.",
			"list/auth/forbidden-403", admits(list, 403, nil)},
		{"pages/subtle-token-unchecked-in-exact-search", pages, clause("query-apps, Table 3, X-Auth-Token", "mandatory; status code 401"), must,
			"The token is not looked at where precise_search is in the query.",
			"list/auth/*-before-query-each-parameter-*", admits(list, 0, func(x *gateway.Exchange) bool { return x.Query().Has("precise_search") })},
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

// admitsBoth is [admits] for both operations.
func admitsBoth(status int, when func(*gateway.Exchange) bool) alter {
	return all(admits(create, status, when), admits(list, status, when))
}
