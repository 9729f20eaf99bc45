package traits

import (
	"net/http"
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Trait is one way in which a lawful gateway may differ from the reference.
type Trait struct {
	// ID is stable: "order/newest-first".
	ID string
	// Dimension is the open question that the trait answers: "order of a listing".
	Dimension string
	// Does says what the gateway does, Why why the pages allow it.
	Does, Why string
	// Excludes are further dimensions whose traits cannot go with this one.
	Excludes []string
	// Partial says that some statement may be unverifiable on this gateway: it
	// refuses, or leaves out, what the pages let it.
	Partial bool
	// Alter gives the reference gateway this trait.
	Alter func(*gateway.Behaviour)
}

// Handler is the gateway with this trait.
func (t Trait) Handler(o gateway.Options) http.Handler { return Handler(o, t) }

// Lookup finds a trait by its ID.
func Lookup(id string) (Trait, bool) {
	all := All()
	if i := index(all, id); i >= 0 {
		return all[i], true
	}
	return Trait{}, false
}

func index(all []Trait, id string) int {
	return slices.IndexFunc(all, func(t Trait) bool { return t.ID == id })
}

// All lists the traits in the order in which they are applied: what changes the
// store first, then what reads a request, what makes an answer, and last what
// stands between the gateway and its clients.
func All() []Trait {
	return slices.Concat(
		others(), uniqueness(), quotas(), generated(),
		empties(), nulls(), unknownMembers(), repeatedMembers(),
		filters(), beyond32Bits(), integers(), parameters(),
		search(), visibility(), orders(), deletes(),
		secrets(), members(), times(),
		first(), errors(), unknownSpaces(), bodyLimits(), throttles(), transport(),
	)
}

type alter = func(*gateway.Behaviour)

// all makes several changes one.
func all(alters ...alter) alter {
	return func(b *gateway.Behaviour) {
		for _, a := range alters {
			a(b)
		}
	}
}
