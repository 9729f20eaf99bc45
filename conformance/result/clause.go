package result

import "fmt"

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
	// Basis is what it rests on.
	Basis Basis `json:"basis"`
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
	NeedsKeys     ObserveKind = "needs an access key"
	NeedsApps     ObserveKind = "needs apps"
	NotObservable ObserveKind = "not observable"
)
