package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// failureMap is a picture of where failures are: a row for each theme of an operation, a
// cell for each of its clauses. An operation has a column of rows; all measures are in the
// picture's own units.
type failureMap struct {
	Width, Height int
	Label         string
	Titles        []mapText
	Rows          []mapText
	Cells         []mapCell
}

type mapText struct {
	X, Y int
	Text string
	// Bad reports whether a clause of the row is broken.
	Bad bool
}

// mapCell is a clause. N is how many cases found it broken, Anchor where it is in words; "" if it
// is not.
type mapCell struct {
	X, Y                 int
	State, Title, Anchor string
	N                    string
}

// The measures of the picture.
const (
	mapCellSize = 22
	mapLabel    = 156 // room for the name of a row
	mapHead     = 26
	mapGap      = 36 // between operations
	mapMost     = 14 // cells in a line of a row
)

// newFailureMap draws the clauses of a gateway; nil if none of them is broken, for then there is
// nothing to find.
func newFailureMap(g *result.Result, there map[string]bool, prefix string) *failureMap {
	broken, bad := 0, 0
	for _, c := range g.Clauses {
		switch c.State {
		case "broken":
			broken++
		case "doubtful":
			bad++
		}
	}
	if broken+bad == 0 {
		return nil
	}
	blaming := map[string]int{}
	for i := range g.Cases {
		met := map[string]bool{}
		for _, f := range g.Cases[i].Findings {
			if f.Clause != "" && (f.Verdict == result.Fail || f.Verdict == result.Warn) && !met[f.Clause] {
				met[f.Clause] = true
				blaming[f.Clause]++
			}
		}
	}
	type row struct {
		name    string
		clauses []int
	}
	var operations []string
	rows := map[string][]*row{}
	for n, c := range g.Clauses {
		if c.State == "not observable" || c.State == "not selected" {
			continue
		}
		parts := strings.SplitN(visible.Line(c.ID), "/", 3)
		operation, name := parts[0], parts[0]
		if len(parts) > 1 {
			name = parts[1]
		}
		if !slices.Contains(operations, operation) {
			operations = append(operations, operation)
		}
		list := rows[operation]
		r := find(&list, func(r *row) bool { return r.name == name }, &row{name: name})
		r.clauses = append(r.clauses, n)
		rows[operation] = list
	}
	m := &failureMap{Label: fmt.Sprintf("%s broken, %d doubtful, by operation and theme", counted(broken, "clause"), bad)}
	x := 0
	for _, operation := range operations {
		m.Titles = append(m.Titles, mapText{X: x, Y: 14, Text: operation})
		y, widest := mapHead, 0
		for _, r := range rows[operation] {
			label := mapText{X: x, Y: y + 15, Text: cut(r.name, 24)}
			for i, n := range r.clauses {
				c := &g.Clauses[n]
				cell := mapCell{
					X: x + mapLabel + i%mapMost*mapCellSize, Y: y + i/mapMost*mapCellSize, State: stateClass(c.State),
					Title: visible.Line(fmt.Sprintf("%s: %s – %s", c.ID, c.State, c.Text)),
				}
				if blamed := blaming[c.ID]; blamed > 0 {
					label.Bad = label.Bad || c.State == "broken"
					cell.Title += " – " + counted(blamed, "case")
					cell.N = fmt.Sprint(blamed)
					if blamed > 99 {
						cell.N = "99+"
					}
				}
				if anchor := clauseAnchor(prefix, n); there[anchor] {
					cell.Anchor = anchor
				}
				m.Cells = append(m.Cells, cell)
			}
			m.Rows = append(m.Rows, label)
			lines := (len(r.clauses) + mapMost - 1) / mapMost
			widest = max(widest, min(len(r.clauses), mapMost))
			y += lines*mapCellSize + 4
		}
		m.Height = max(m.Height, y)
		x += mapLabel + widest*mapCellSize + mapGap
	}
	m.Width = x - mapGap
	return m
}
