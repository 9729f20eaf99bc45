package conformance

import (
	"slices"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// suite is what all runs by an edition have in common. It is not changed once it
// is made.
type suite struct {
	shelf   *shelf
	clauses []result.Clause
	cases   []Case
	// described are the cases, as far as others are told of them.
	described []result.Case
}

func newSuite(e *validate.Edition) *suite {
	s := &suite{shelf: newShelf(e), clauses: Clauses(e)}
	s.cases = s.shelf.cases(s.clauses)
	for i := range s.cases {
		s.described = append(s.described, s.cases[i].described())
	}
	return s
}

// defaultSuite is made once: a process may run the suite a thousand times.
var defaultSuite = sync.OnceValue(func() *suite { return newSuite(validate.Default()) })

func suiteOf(e *validate.Edition) *suite {
	if e == validate.Default() {
		return defaultSuite()
	}
	return newSuite(e)
}

// get is the case with the ID.
func (s *suite) get(id string) *Case {
	i, _ := slices.BinarySearchFunc(s.cases, id, func(c Case, id string) int { return strings.Compare(c.ID, id) })
	return &s.cases[i]
}

// Cases lists every case for the edition, sorted by ID.
func Cases(e *validate.Edition) []result.Case { return slices.Clone(suiteOf(e).described) }
