package variants

import (
	"net/http"
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Variant is one way in which a gateway may differ from the reference.
type Variant struct {
	// ID is stable: "order/newest-first".
	ID string
	// Does says what the gateway does, Why why the pages allow it.
	Does, Why string
	// Against is the reading of this project that the variant goes against; "" for
	// most. Such a variant is [Disputed].
	Against string
	// Partial says that some statement cannot be verified on this gateway: it
	// refuses what the pages let it refuse.
	Partial bool
	// Alter makes the reference gateway this variant.
	Alter func(*gateway.Behaviour)
}

// FromPages reports whether the variant was thought up from the pages alone, by
// someone who had seen no test case.
func (v Variant) FromPages() bool { return len(v.ID) > 6 && v.ID[:6] == "pages/" }

// Handler is the gateway of this variant.
func (v Variant) Handler(o gateway.Options) http.Handler {
	o.Alter = append(slices.Clip(o.Alter), v.Alter)
	return gateway.New(o)
}

// Lookup finds a variant by its ID, disputed or not.
func Lookup(id string) (Variant, bool) {
	for _, v := range table() {
		if v.ID == id {
			return v, true
		}
	}
	return Variant{}, false
}

// All lists the lawful variants, by theme, those of the pages last.
func All() []Variant {
	return slices.DeleteFunc(table(), func(v Variant) bool { return v.Against != "" })
}

// Disputed lists the variants that go against a reading of this project.
func Disputed() []Variant {
	return slices.DeleteFunc(table(), func(v Variant) bool { return v.Against == "" })
}

func table() []Variant {
	return slices.Concat(members(), values(), errorBodies(), listings(), refusals(), transport(), fromPages())
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
