package stimulus

import (
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Clauses lists every clause of the edition, in the order of the pages.
func Clauses(e *validate.Edition) []result.Clause {
	return append(createClauses(e), listClauses(e)...)
}

// clauseList collects the clauses of one page.
type clauseList struct {
	page string
	out  []result.Clause
}

func (l *clauseList) add(level result.Level, id string, table int, row, text string) listed {
	l.out = append(l.out, result.Clause{
		ID: id, Page: l.page, Table: table, Row: row, Text: text, Level: level,
		Observe: result.Observability{Kind: result.Tested},
	})
	return listed{&l.out[len(l.out)-1]}
}

func (l *clauseList) must(id string, table int, row, text string) listed {
	return l.add(result.Must, id, table, row, text)
}

func (l *clauseList) should(id string, table int, row, text string) listed {
	return l.add(result.Should, id, table, row, text)
}

func (l *clauseList) info(id string, table int, row, text string) listed {
	return l.add(result.Info, id, table, row, text)
}

// listed is the clause that was just added, for what else is to be said of it.
type listed struct{ *result.Clause }

func (c listed) hidden(why string) {
	c.Observe = result.Observability{Kind: result.NotObservable, Why: why}
}

func (c listed) secondToken() { c.Observe = result.Observability{Kind: result.SecondToken} }

func (c listed) needs(apps int) { c.Observe = result.Observability{Kind: result.NeedsApps, Apps: apps} }
