package traits

import (
	"fmt"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// uniqueness refuses names and AppKeys that are in use.
func uniqueness() []Trait {
	const why = "The pages neither promise nor forbid that names or AppKeys repeat, and document 400 and 403; the error codes are listed elsewhere."
	type scope struct {
		id, does   string
		everywhere bool
		equal      func(a, b string) bool
	}
	exact := func(a, b string) bool { return a == b }
	var out []Trait
	for _, member := range []struct {
		id, name string
		value    func(*gateway.App) string
	}{
		{"name", "name", func(a *gateway.App) string { return a.Name }},
		{"key", "AppKey", func(a *gateway.App) string { return a.Key }},
	} {
		dimension := member.name + "s unique"
		for _, s := range []scope{
			{"", "of the same %s in an instance", false, exact},
			{"-everywhere", "of the same %s in any instance or project", true, exact},
			{"-any-case", "in an instance whose %s differs in case only", false, strings.EqualFold},
		} {
			for _, a := range []validate.Answer{
				{Status: 400, Code: "APIG.3308", Message: "The app already exists"},
				{Status: 403, Code: "APIG.3310", Message: "A resource with this " + member.name + " exists"},
				{Status: 409, Code: "APIG.0409", Message: "Conflict"},
			} {
				out = append(out, Trait{
					ID: fmt.Sprintf("unique/%s%s-%d", member.id, s.id, a.Status), Dimension: dimension, Why: why,
					Does:  fmt.Sprintf("A second app "+s.does+" gets %d.", member.name, a.Status),
					Alter: unique(a, s.everywhere, func(old, a *gateway.App) bool { return s.equal(member.value(old), member.value(a)) }),
				})
			}
		}
		out = append(out, Trait{
			ID: "unique/" + member.id + "-as-invalid", Dimension: dimension, Why: why,
			Does: "A second app of the same " + member.name + " in an instance gets the documented answer to an invalid value.",
			Alter: unique(*invalid(map[string]string{"name": "name", "key": "app_key"}[member.id]), false,
				func(old, a *gateway.App) bool { return member.value(old) == member.value(a) }),
		})
	}
	return out
}

// unique refuses an app that is the same as a stored one of its space, or of any.
func unique(refusal validate.Answer, everywhere bool, same func(old, a *gateway.App) bool) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		next := b.Insert
		b.Insert = func(x *gateway.Exchange, a *gateway.App) *validate.Answer {
			mu.Lock()
			defer mu.Unlock()
			spaces := []gateway.Space{x.Space}
			if everywhere {
				spaces = b.Store.Spaces()
			}
			for _, sp := range spaces {
				for _, old := range b.Store.Apps(sp) {
					if same(old, a) {
						return &refusal
					}
				}
			}
			return next(x, a)
		}
	}
}
