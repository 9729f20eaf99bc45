package engine

import (
	"slices"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Suite is what all runs by an edition have in common. It is not changed once it
// is made.
type Suite struct {
	shelf   *stimulus.Shelf
	clauses []result.Clause
	cases   []stimulus.Case
	// Described are the cases, as far as others are told of them.
	Described []result.Case
}

func newSuite(e *validate.Edition) *Suite {
	s := &Suite{shelf: stimulus.NewShelf(e), clauses: stimulus.Clauses(e)}
	s.cases = s.shelf.Cases(s.clauses)
	for i := range s.cases {
		s.Described = append(s.Described, s.cases[i].Described())
	}
	return s
}

// defaultSuite is made once: a process may run the suite a thousand times.
var defaultSuite = sync.OnceValue(func() *Suite { return newSuite(validate.Default()) })

func SuiteOf(e *validate.Edition) *Suite {
	if e == validate.Default() {
		return defaultSuite()
	}
	return newSuite(e)
}

// get is the case with the ID.
func (s *Suite) get(id string) *stimulus.Case {
	i, _ := slices.BinarySearchFunc(s.cases, id, func(c stimulus.Case, id string) int { return strings.Compare(c.ID, id) })
	return &s.cases[i]
}
