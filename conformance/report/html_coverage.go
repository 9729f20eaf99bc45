package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// coverage is how far the clauses were tested.
type coverage struct {
	States []stateCount
	Pages  []*clausePage
	// Clauses are in words; those that hold are left out where there is no room.
	Clauses []clauseView
	Omitted int
}

type stateCount struct {
	State, Name string
	N           int
}

// clausePage is a documented page, its tables in the order of the clauses.
type clausePage struct {
	Name   string
	Tables []*clauseTable
}

type clauseTable struct {
	Name string
	Rows []*clauseRow
}

type clauseRow struct {
	Name    string
	Squares []square
}

// square stands for one clause.
type square struct{ Anchor, State, Label, Text string }

// clauseView is a clause in words.
type clauseView struct {
	Anchor, ID, State, Class, Level, Basis, Citation, Text, Why string
	Cases                                                       []link
	More                                                        int
}

type link struct{ Anchor, Kind, Text string }

// states are the states of clauses, the gravest first, as a class and as text.
func states() []string {
	return []string{"broken", "doubtful", "unverified", "held", "not selected", "not observable"}
}

// stateClass is a state without spaces.
func stateClass(state string) string { return strings.ReplaceAll(state, " ", "-") }

// clauseAnchor is short, for the page names it thousands of times.
func clauseAnchor(prefix string, n int) string { return fmt.Sprintf("%sclause-%d", prefix, n+1) }

// maxLinks is how many cases a clause links to; those that did not pass come
// first.
const maxLinks = 6

func newCoverage(g *result.Result, prefix string, p plan, s *space) *coverage {
	v := &coverage{}
	for _, state := range states() {
		n := 0
		for _, c := range g.Clauses {
			if c.State == state {
				n++
			}
		}
		if n > 0 {
			v.States = append(v.States, stateCount{stateClass(state), state, n})
		}
	}
	verdicts := map[string]string{}
	blaming := map[string][]string{} // a clause to the cases that found it broken
	for i := range g.Cases {
		verdicts[g.Cases[i].ID] = kindOf(&g.Cases[i])
		for _, f := range g.Cases[i].Findings {
			if f.Clause != "" && !slices.Contains(blaming[f.Clause], g.Cases[i].ID) {
				blaming[f.Clause] = append(blaming[f.Clause], g.Cases[i].ID)
			}
		}
	}
	for n, c := range g.Clauses {
		bad := c.State == "broken" || c.State == "doubtful"
		inWords := p.words || bad && s.take(costClause+maxLinks*costLink)
		if p.grid {
			anchor := ""
			if inWords {
				anchor = clauseAnchor(prefix, n)
			}
			v.square(c, anchor)
		}
		if !inWords {
			v.Omitted++
			continue
		}
		w := clauseView{
			Anchor: clauseAnchor(prefix, n), ID: visible.Text(c.ID), State: c.State, Class: stateClass(c.State), Level: c.Level.String(), Basis: c.Basis.String(), Citation: visible.Text(c.Citation),
			Text: visible.Text(c.Text), Why: visible.Text(c.Observe.Why),
		}
		ids := slices.Clone(blaming[c.ID])
		for _, id := range c.Cases {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		w.Cases, w.More = caseLinks(ids, verdicts, prefix)
		v.Clauses = append(v.Clauses, w)
	}
	return v
}

// square adds a clause to the grid, with a link to it in words if it has any.
func (v *coverage) square(c result.ClauseResult, anchor string) {
	p := find(&v.Pages, func(p *clausePage) bool { return p.Name == visible.Text(c.Page) }, &clausePage{Name: visible.Text(c.Page)})
	table := "text"
	if c.Table > 0 {
		table = fmt.Sprintf("Table %d", c.Table)
	}
	t := find(&p.Tables, func(t *clauseTable) bool { return t.Name == table }, &clauseTable{Name: table})
	r := find(&t.Rows, func(r *clauseRow) bool { return r.Name == visible.Text(c.Row) }, &clauseRow{Name: visible.Text(c.Row)})
	r.Squares = append(r.Squares, square{Anchor: anchor, State: stateClass(c.State), Label: visible.Text(c.ID) + ": " + c.State, Text: visible.Text(c.Text)})
}

// find is the element that fits, which is appended if there is none.
func find[T any](list *[]*T, fits func(*T) bool, otherwise *T) *T {
	if i := slices.IndexFunc(*list, fits); i >= 0 {
		return (*list)[i]
	}
	*list = append(*list, otherwise)
	return otherwise
}

// caseLinks are links to the cases of a clause that were run, and how many more
// of them there are.
func caseLinks(ids []string, verdicts map[string]string, prefix string) (links []link, more int) {
	var all []link
	for _, k := range kinds() {
		for _, id := range ids {
			if verdicts[id] == k.id {
				all = append(all, link{prefix + visible.Text(id), k.id, visible.Text(id)})
			}
		}
	}
	if len(all) <= maxLinks {
		return all, 0
	}
	return all[:maxLinks], len(all) - maxLinks
}
