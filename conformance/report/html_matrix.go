package report

import (
	"fmt"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// matrix compares gateways: a row for each, a column for each clause that not all of them
// keep, and for each trait in which they differ.
type matrix struct {
	Columns []matrixColumn
	Rows    []*matrixRow
	// Omitted are the columns, and Hidden the rows, that there is no room for.
	Omitted, Hidden int
	// Traits is how many of the columns are traits.
	Traits int
}

type matrixColumn struct {
	Name, Title string
	Trait       bool
}

type matrixRow struct {
	Anchor, Label, Mark string
	Cells               []matrixCell
}

// matrixCell is the state of a clause, or the value of a trait: Text is a letter for
// the value, and Odd reports whether fewer than half of the gateways have it.
type matrixCell struct {
	State, Text, Title string
	Odd                bool
}

// How many columns and rows a matrix has at most.
const maxColumns, maxMatrixRows = 40, 60

// newMatrix is nil if the gateways do not differ in anything, and keep all.
func newMatrix(gateways []*result.Result, views []*gatewayView, all []split) *matrix {
	m := &matrix{}
	for i, g := range gateways {
		if i == maxMatrixRows {
			m.Hidden = len(gateways) - i
			break
		}
		m.Rows = append(m.Rows, &matrixRow{Anchor: views[i].ID, Label: visible.Text(g.Target.Label()), Mark: mark(g.Conclusion)})
	}
	states := make([]map[string]string, len(gateways))
	var clauses []result.ClauseResult
	known := map[string]bool{}
	for i, g := range gateways {
		states[i] = map[string]string{}
		for _, c := range g.Clauses {
			states[i][c.ID] = c.State
			if (c.State == "broken" || c.State == "doubtful") && !known[c.ID] {
				known[c.ID] = true
				clauses = append(clauses, c)
			}
		}
	}
	for _, c := range clauses {
		if len(m.Columns) == maxColumns {
			m.Omitted++
			continue
		}
		m.Columns = append(m.Columns, matrixColumn{Name: visible.Text(c.ID), Title: visible.Text(c.Text)})
		for i, row := range m.Rows {
			state := states[i][c.ID]
			if state == "" {
				state = "not selected" // of another edition
			}
			row.Cells = append(row.Cells, matrixCell{State: stateClass(state), Title: visible.Text(fmt.Sprintf("%s: %s is %s", row.Label, c.ID, state))})
		}
	}
	for _, s := range all {
		m.Traits++
		m.Columns = append(m.Columns, matrixColumn{Name: visible.Text(s.Name), Title: visible.Text(s.Question), Trait: true})
		seen := 0
		for _, side := range s.Sides {
			seen += len(side.Gateways)
		}
		for i, row := range m.Rows {
			cell := matrixCell{Text: "·", Title: row.Label + ": not seen"}
			for n, side := range s.Sides {
				if traitOf(gateways[i], s.Name) == side.Values {
					cell = matrixCell{Text: letter(n), Title: visible.Text(row.Label + ": " + side.Values), Odd: len(side.Gateways)*2 < seen}
				}
			}
			row.Cells = append(row.Cells, cell)
		}
	}
	if len(m.Columns) == 0 {
		return nil
	}
	return m
}

// traitOf is what was seen of a gateway's trait.
func traitOf(g *result.Result, name string) string {
	for _, t := range g.Traits {
		if t.Name == name {
			return values(t)
		}
	}
	return ""
}

// letter is a letter for the n-th value of a trait; many have but "*".
func letter(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return "*"
}
