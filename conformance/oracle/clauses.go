package oracle

import (
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Clauses lists every statement of the pages, for the edition, in the order of the
// pages. Each says what it rests on; only what a table or a sentence states binds.
func Clauses(e *validate.Edition) []result.Clause {
	return append(createClauses(e), listClauses(e)...)
}

// clauseList collects the clauses of one page.
type clauseList struct {
	page string
	out  []result.Clause
}

func (l *clauseList) add(level result.Level, basis result.Basis, id string, table int, row, text string) *added {
	l.out = append(l.out, result.Clause{
		ID: id, Page: l.page, Table: table, Row: row, Text: text, Level: level, Basis: basis,
		Observe: result.Observability{Kind: result.Tested},
	})
	return (*added)(&l.out[len(l.out)-1])
}

// stated adds what a table or a sentence says: a must.
func (l *clauseList) stated(id string, table int, row, text string) *added {
	return l.add(result.Must, result.Stated, id, table, row, text)
}

// shown adds what only an example shows: a should.
func (l *clauseList) shown(id string, table int, row, text string) *added {
	return l.add(result.Should, result.Shown, id, table, row, text)
}

// inferred adds what a careful reader would expect: a should.
func (l *clauseList) inferred(id string, table int, row, text string) *added {
	return l.add(result.Should, result.Inferred, id, table, row, text)
}

// open adds a question that the pages leave open: what a gateway does is noted.
func (l *clauseList) open(id string, table int, row, text string) *added {
	return l.add(result.Info, result.Inferred, id, table, row, text)
}

// added is a clause that was just added.
type added result.Clause

// hidden says that the clause cannot be tested through the two operations, and why.
func (c *added) hidden(why string) {
	c.Observe = result.Observability{Kind: result.NotObservable, Why: why}
}

func (c *added) secondToken() { c.Observe = result.Observability{Kind: result.SecondToken} }

func (c *added) needs(apps int) {
	c.Observe = result.Observability{Kind: result.NeedsApps, Apps: apps}
}
