package traits

import (
	"net/http"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// deletes are about an operation that neither page has.
func deletes() []Trait {
	const dimension, why = "deleting", "Neither page has it."
	return []Trait{
		{ID: "delete/404", Dimension: dimension, Why: why, Does: "The path to delete an app does not exist.", Alter: deletesBy(func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
			return b.Fail(x, validate.Answer{Status: 404, Code: "APIG.0101", Message: "The API does not exist"})
		})},
		{ID: "delete/405", Dimension: dimension, Why: why, Does: "Apps cannot be deleted.", Alter: deletesBy(func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply {
			return &gateway.Reply{Status: 405, Header: http.Header{"Allow": {"GET, PUT"}}}
		})},
		{ID: "delete/403", Dimension: dimension, Why: why, Does: "The token may not delete apps.", Alter: deletesBy(func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply { return b.Fail(x, validate.Forbidden) })},
		{ID: "delete/200", Dimension: dimension, Why: why, Does: "A delete gets 200 and a body.", Alter: deleted(http.StatusOK, (&gateway.Object{}).Set("deleted", true))},
		{ID: "delete/202", Dimension: dimension, Why: why, Does: "A delete gets 202.", Alter: deleted(http.StatusAccepted, nil)},
		{ID: "delete/204-always", Dimension: dimension, Why: why, Does: "A delete of an app that does not exist gets 204, too.", Alter: replies(func(x *gateway.Exchange, r *gateway.Reply) {
			if x.Op == gateway.Delete && r.Status == http.StatusNotFound {
				r.Status, r.Body = http.StatusNoContent, nil
			}
		})},
	}
}

func deletesBy(f func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply) alter {
	return func(b *gateway.Behaviour) {
		b.Delete = func(x *gateway.Exchange) *gateway.Reply { return f(b, x) }
	}
}

// deleted answers deletes that were done otherwise.
func deleted(status int, body any) alter {
	return replies(func(x *gateway.Exchange, r *gateway.Reply) {
		if x.Op == gateway.Delete && r.Status == http.StatusNoContent {
			r.Status, r.Body = status, body
		}
	})
}
