package traits

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// unknownSpaces are about projects and instances that do not exist, which in the
// reference gateway all do, and are empty.
func unknownSpaces() []Trait {
	const dimension, why = "unknown project or instance", "The pages say nothing of paths that name nothing."
	var out []Trait
	for _, status := range []int{400, 403, 404} {
		out = append(out, Trait{
			ID: fmt.Sprintf("instance/unknown-%d", status), Dimension: dimension, Partial: true, Why: why,
			Does:  fmt.Sprintf("An instance or project other than the first one asked for gets %d.", status),
			Alter: knownSpace(status, false),
		})
	}
	return append(out, Trait{
		ID: "instance/unknown-empty", Dimension: dimension, Partial: true, Why: why,
		Does:  "An instance or project other than the first one asked for is empty, and a create in it gets 404.",
		Alter: knownSpace(http.StatusNotFound, true),
	})
}

// knownSpace refuses every space but the one of the first authorized request; or
// only what would write to it.
func knownSpace(status int, readable bool) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		var known gateway.Space
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if b.Authorize(x) != nil {
				return next(x)
			}
			mu.Lock()
			if known == (gateway.Space{}) {
				known = x.Space
			}
			unknown := known != x.Space
			mu.Unlock()
			switch {
			case !unknown:
				return next(x)
			case readable && x.Op == gateway.List:
				return &gateway.Reply{Status: http.StatusOK, Header: http.Header{}, Body: b.ShowListing(x, &gateway.Listing{})}
			}
			return b.Fail(x, validate.Answer{Status: status, Code: "APIG.3030", Message: "The instance does not exist"})
		}
	}
}
