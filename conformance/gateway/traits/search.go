package traits

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// search is how name matches without precise_search: the reference gateway finds
// it anywhere in a name, with regard to case.
func search() []Trait {
	const dimension = "name search"
	const why = "The row says only that it is the app's name; precise_search offers exact matching, so that the plain condition may be looser."
	equal := func(name, part string) bool { return name == part }
	return []Trait{
		{ID: "search/substring-any-case", Dimension: dimension, Why: why, Does: "name matches any part of a name, whatever the case.", Alter: matches(folded(strings.Contains))},
		{ID: "filter/name-prefix", Dimension: dimension, Why: why, Does: "name matches how names begin.", Alter: matches(strings.HasPrefix)},
		{ID: "search/prefix-any-case", Dimension: dimension, Why: why, Does: "name matches how names begin, whatever the case.", Alter: matches(folded(strings.HasPrefix))},
		{ID: "search/exact", Dimension: dimension, Why: why, Does: "name matches whole names only.", Alter: matches(equal)},
		{ID: "search/exact-any-case", Dimension: dimension, Why: why, Does: "name matches whole names only, whatever the case.", Alter: matches(strings.EqualFold)},
	}
}

// matches changes how names match where no exact search is asked for.
func matches(is func(name, part string) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Match
		b.Match = func(q *gateway.Query, a *gateway.App) bool {
			if q.Name == "" || q.Precise {
				return next(q, a)
			}
			rest := *q
			rest.Name = ""
			return next(&rest, a) && is(a.Name, q.Name)
		}
	}
}

func folded(is func(name, part string) bool) func(name, part string) bool {
	return func(name, part string) bool { return is(strings.ToLower(name), strings.ToLower(part)) }
}
