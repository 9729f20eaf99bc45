package conformance

import (
	"slices"
	"sync"

	"github.com/appgauge/appgauge/validate"
)

// suite is what all runs by an edition have in common. It is not changed once it
// is made.
type suite struct {
	shelf   *shelf
	clauses []Clause
	cases   []Case
}

func newSuite(e *validate.Edition) *suite {
	s := &suite{shelf: newShelf(e), clauses: Clauses(e)}
	s.cases = s.shelf.cases(s.clauses)
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

// Cases lists every case for the edition, sorted by ID.
func Cases(e *validate.Edition) []Case { return slices.Clone(suiteOf(e).cases) }
