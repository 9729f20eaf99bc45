package conformance

import (
	"fmt"

	"github.com/appgauge/appgauge/validate"
)

// Clause is one normative statement of the pages, or one that a page's reader
// must rely on though it stands between its lines.
type Clause struct {
	// ID is stable and readable: "create/name/max-length".
	ID string `json:"id"`
	// Page is the page's file name without its ending: "create-app".
	Page string `json:"page"`
	// Table is the table's number on the page; 0 is the text outside the tables.
	Table int `json:"table,omitempty"`
	// Row is the table's row, or the part of the page outside the tables.
	Row string `json:"row"`
	// Text is our paraphrase.
	Text  string `json:"text"`
	Level Level  `json:"level"`
	// Observe tells whether the clause can be tested through the two operations.
	Observe Observability `json:"observe"`
}

// Citation is where the clause stands: "create-app, Table 3, name".
func (c Clause) Citation() string {
	if c.Table == 0 {
		return c.Page + ", " + c.Row
	}
	return fmt.Sprintf("%s, Table %d, %s", c.Page, c.Table, c.Row)
}

// Observability tells whether a clause can be tested, and what it takes.
type Observability struct {
	Kind ObserveKind `json:"kind"`
	// Apps is how many apps must be listed to see the clause; 0: a few will do.
	Apps int `json:"apps,omitempty"`
	// Why is the reason of [NotObservable].
	Why string `json:"why,omitempty"`
}

// ObserveKind names the kinds of observability.
type ObserveKind string

// The kinds of observability.
const (
	Tested        ObserveKind = "tested"
	SecondToken   ObserveKind = "needs a second token"
	NeedsApps     ObserveKind = "needs apps"
	NotObservable ObserveKind = "not observable"
)

// Clauses lists every clause of the edition, in the order of the pages.
func Clauses(e *validate.Edition) []Clause {
	return append(createClauses(e), listClauses(e)...)
}

// clauseList collects the clauses of one page.
type clauseList struct {
	page string
	out  []Clause
}

func (l *clauseList) add(level Level, id string, table int, row, text string) *Clause {
	l.out = append(l.out, Clause{
		ID: id, Page: l.page, Table: table, Row: row, Text: text, Level: level,
		Observe: Observability{Kind: Tested},
	})
	return &l.out[len(l.out)-1]
}

func (l *clauseList) must(id string, table int, row, text string) *Clause {
	return l.add(Must, id, table, row, text)
}

func (l *clauseList) should(id string, table int, row, text string) *Clause {
	return l.add(Should, id, table, row, text)
}

func (l *clauseList) info(id string, table int, row, text string) *Clause {
	return l.add(Info, id, table, row, text)
}

func (c *Clause) hidden(why string) { c.Observe = Observability{Kind: NotObservable, Why: why} }

func (c *Clause) secondToken() { c.Observe = Observability{Kind: SecondToken} }

func (c *Clause) needs(apps int) { c.Observe = Observability{Kind: NeedsApps, Apps: apps} }
