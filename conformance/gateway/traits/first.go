package traits

import (
	"net/http"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// first are about who is asked first: the reference gateway looks at the token
// before it looks at anything else.
func first() []Trait {
	const why = "The pages state no order of checks; that the token comes first is worth a warning at most."
	both := func(*validate.Answer) bool { return true }
	forbidden := func(a *validate.Answer) bool { return a.Status == http.StatusForbidden }
	const create, list = "token or body first", "token or query first"
	return []Trait{
		{ID: "auth/after-body", Dimension: create, Why: why, Does: "A create with an invalid body gets 400 whatever its token.", Alter: contentFirst(gateway.Create, both)},
		{ID: "first/body-then-permission", Dimension: create, Why: why, Does: "A create with an invalid body gets 400 if the token is known, whatever it permits.", Alter: contentFirst(gateway.Create, forbidden)},
		{ID: "auth/after-query", Dimension: list, Why: why, Does: "A listing with an invalid query gets 400 whatever its token.", Alter: contentFirst(gateway.List, both)},
		{ID: "first/query-then-permission", Dimension: list, Why: why, Does: "A listing with an invalid query gets 400 if the token is known, whatever it permits.", Alter: contentFirst(gateway.List, forbidden)},
	}
}

// contentFirst refuses requests for what they say that would be refused for
// their token.
func contentFirst(op gateway.Op, before func(*validate.Answer) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if a := b.Authorize(x); x.Op == op && a != nil && before(a) {
				if bad := objection(b, x); bad != nil {
					return b.Fail(x, *bad)
				}
			}
			return next(x)
		}
	}
}

// objection is what is wrong with the query or the body of a request.
func objection(b *gateway.Behaviour, x *gateway.Exchange) *validate.Answer {
	if x.Op == gateway.List {
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
