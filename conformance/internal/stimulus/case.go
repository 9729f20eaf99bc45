package stimulus

import (
	"cmp"
	"slices"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Case is one experiment with all that running it takes. The fields of the first
// group are those of [result.Case], which is what others are told of it; Level is
// filled in.
type Case struct {
	ID, Title string
	Clauses   []string
	Level     result.Level
	Control   string
	Needs     result.Needs

	// Specimens are the apps the case looks at, by ID.
	Specimens []string
	// Likes are apps it looks at where the run creates any; apps that are there
	// already will do.
	Likes []string
	// Whole makes Judge wait for the apps that only make the listing longer.
	Whole bool
	// Better are numbers of listed apps with which the case sees more. Those
	// that the budget reaches for are made.
	Better []int
	// Chain marks a case whose requests wait for each other: it starts early.
	Chain bool
	// Act runs before anything is created and sends what should be rejected.
	Act func(*T)
	// Judge runs when the planned apps exist and nothing changes.
	Judge func(*T)
	// Churn runs at the end, those of one Turn at the same time, and may create.
	Churn func(*T)
	// Poison is what in the case's request could leave the gateway unable to list, if it
	// is accepted, as "name number"; "" is nothing. Act is otherwise called last, for one
	// case at a time.
	Poison string
	// Watch is what the case waits for in the answers to any request of the run.
	Watch []Watch
	// Hears are beginnings of clauses of which the case takes findings over, though it
	// does not look for them: one that passes shows nothing of these.
	Hears []string
	// Turn orders the churn cases: a lower one comes earlier.
	Turn int
}

// Cases makes every case for the shelf's edition, sorted by ID.
func (s *Shelf) Cases(clauses []result.Clause) []Case {
	levels := map[string]result.Level{}
	for _, clause := range clauses {
		levels[clause.ID] = clause.Level
	}
	c := &catalog{edition: s.edition, shelf: s, levels: levels}
	c.createCases()
	c.listCases()
	for i := range c.cases {
		k := &c.cases[i]
		k.Level = result.Info
		for _, id := range k.Clauses {
			k.Level = min(k.Level, levels[id])
		}
		k.Needs.Writes = k.Needs.Writes || k.Act != nil || k.Churn != nil || len(k.Specimens) > 0
	}
	slices.SortFunc(c.cases, func(a, b Case) int { return cmp.Compare(a.ID, b.ID) })
	return c.cases
}

// Described is what is told of the case.
func (c *Case) Described() result.Case {
	return result.Case{ID: c.ID, Title: c.Title, Clauses: c.Clauses, Level: c.Level, Control: c.Control, Needs: c.Needs}
}

// everySpecimen are the specimens that the judging cases of a whole run see: a
// case about all answers is the same alone as among all others.
func (c *catalog) everySpecimen() []string {
	var out []string
	for _, s := range c.shelf.All {
		if !s.Late {
			out = append(out, s.ID)
		}
	}
	return out
}

// catalog collects the cases of an edition.
type catalog struct {
	edition *validate.Edition
	shelf   *Shelf
	levels  map[string]result.Level // by clause
	cases   []Case
	// rejections are those among them, to be sent again in company.
	rejections []rejection
}

// binding reports whether the clause is a must.
func (c *catalog) binding(clause string) bool { return c.levels[clause] == result.Must }

func (c *catalog) add(k Case) { c.cases = append(c.cases, k) }
