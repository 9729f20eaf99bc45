package conformance

import (
	"cmp"
	"slices"

	"github.com/appgauge/appgauge/validate"
)

// Case is one experiment that can refute clauses.
type Case struct {
	// ID is stable and readable: "create/name/max-length/65-rejected".
	ID string `json:"id"`
	// Title says in a sentence what is expected.
	Title string `json:"title"`
	// Clauses are the IDs of the clauses the case can refute.
	Clauses []string `json:"clauses"`
	// Level is the strongest level of its clauses.
	Level Level `json:"level"`
	// Control names the app whose creation must succeed for a rejection to
	// mean anything: the same request but for one byte, or one member.
	Control string `json:"control,omitempty"`
	Needs   Needs  `json:"needs"`

	// specimens are the apps the case looks at, by ID.
	specimens []string
	// likes are apps it looks at where the run creates any; apps that are there
	// already will do.
	likes []string
	// whole makes judge wait for the apps that only make the listing longer.
	whole bool
	// better are numbers of listed apps with which the case sees more. Those
	// that the budget reaches for are made.
	better []int
	// act runs before anything is created and sends what should be rejected.
	act func(*T)
	// judge runs when the planned apps exist and nothing changes.
	judge func(*T)
	// churn runs at the end, one case at a time, and may create.
	churn func(*T)
	// turn orders the churn cases: a lower one comes earlier.
	turn int
}

// Needs is what a case needs beside a gateway and a token.
type Needs struct {
	// Writes says that the case looks at apps the run creates, or tries to
	// create some.
	Writes bool `json:"writes,omitempty"`
	// Forbidden says that it needs a valid token without permission.
	Forbidden bool `json:"forbiddenToken,omitempty"`
	// Listed is how many apps must be listed for the case to mean anything.
	Listed int `json:"listed,omitempty"`
}

// cases makes every case for the shelf's edition, sorted by ID.
func (s *shelf) cases(clauses []Clause) []Case {
	c := &catalog{edition: s.edition, shelf: s}
	c.createCases()
	c.listCases()
	levels := map[string]Level{}
	for _, clause := range clauses {
		levels[clause.ID] = clause.Level
	}
	for i := range c.cases {
		k := &c.cases[i]
		k.Level = Info
		for _, id := range k.Clauses {
			k.Level = min(k.Level, levels[id])
		}
		k.Needs.Writes = k.Needs.Writes || k.act != nil || k.churn != nil || len(k.specimens) > 0
	}
	slices.SortFunc(c.cases, func(a, b Case) int { return cmp.Compare(a.ID, b.ID) })
	return c.cases
}

// everySpecimen are the specimens that the judging cases of a whole run see: a
// case about all answers is the same alone as among all others.
func (c *catalog) everySpecimen() []string {
	var out []string
	for _, s := range c.shelf.all {
		if !s.late {
			out = append(out, s.id)
		}
	}
	return out
}

// catalog collects the cases of an edition.
type catalog struct {
	edition *validate.Edition
	shelf   *shelf
	cases   []Case
}

func (c *catalog) add(k Case) { c.cases = append(c.cases, k) }
