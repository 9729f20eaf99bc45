package result

import (
	"cmp"
	"math/bits"
	"slices"
)

// Cause is one explanation of findings: what one change of the gateway would end.
type Cause struct {
	// Key tells causes apart; it is stable from run to run.
	Key string `json:"key"`
	// Verdict is the gravest of the findings'.
	Verdict Verdict `json:"verdict"`
	// Text is the most telling finding.
	Text string `json:"text"`
	// Clauses are the statements that are broken, by ID; there may be none.
	Clauses []string `json:"clauses,omitempty"`
	// Cases are those that met it, by ID; Telling is the one to look at first: that which
	// shows it in the shortest exchange.
	Cases   []string `json:"cases"`
	Telling string   `json:"telling"`
	// Known reports that every case that met it is known to fail.
	Known bool `json:"known,omitempty"`
	// Change is "new" or "still", compared with an earlier run; "" if there is none. See
	// [Baseline].
	Change string `json:"change,omitempty"`
}

// NotRun is the cause of the cases that a run did not come to before it broke off.
const NotRun = "not run"

// Causes groups the failures, warnings and errors of the cases by what explains
// them, the gravest first, and of equal ones those that most cases met.
func Causes(cases []CaseResult) []Cause {
	byKey := map[string]*Cause{}
	accepted := map[string]bool{} // the cases that are known to fail
	length := map[string]int{}    // of the telling exchanges, by the causes' keys
	var order []*Cause
	for i := range cases {
		c := &cases[i]
		accepted[c.ID] = c.Known != ""
		for _, f := range c.Findings {
			if f.Verdict != Fail && f.Verdict != Warn && f.Verdict != Errored {
				continue
			}
			key := f.Cause
			if key == "" {
				key = cmp.Or(f.Clause, f.Verdict.String()+": "+f.Text)
			}
			cause := byKey[key]
			if cause == nil {
				cause = &Cause{Key: key, Verdict: f.Verdict, Text: f.Text, Telling: c.ID, Known: true}
				byKey[key] = cause
				length[key] = f.length(c)
				order = append(order, cause)
			}
			// A case that is not known to fail tells more than one that is.
			known := compareBool(accepted[cause.Telling], c.Known != "")
			if cmp.Or(cmp.Compare(f.Verdict, cause.Verdict), known, cmp.Compare(length[key], f.length(c))) > 0 {
				cause.Verdict, cause.Text, cause.Telling = f.Verdict, f.Text, c.ID
				length[key] = f.length(c)
			}
			cause.Known = cause.Known && c.Known != ""
			if f.Clause != "" && !slices.Contains(cause.Clauses, f.Clause) {
				cause.Clauses = append(cause.Clauses, f.Clause)
			}
			if n := len(cause.Cases); n == 0 || cause.Cases[n-1] != c.ID {
				cause.Cases = append(cause.Cases, c.ID)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b *Cause) int {
		return cmp.Or(cmp.Compare(b.Verdict, a.Verdict), cmp.Compare(len(b.Cases), len(a.Cases)))
	})
	out := make([]Cause, len(order))
	for i, c := range order {
		slices.Sort(c.Clauses)
		out[i] = *c
	}
	return out
}

// compareBool compares false with true, which is more.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// length is about how long the exchange is that shows the finding of a case: a number
// that is the same from run to run.
func (f *Finding) length(c *CaseResult) int {
	if f.Exchange < 0 || f.Exchange >= len(c.Exchanges) {
		return 100
	}
	ex := c.Exchanges[f.Exchange]
	const coarse = 9 // less than 512 bytes are all the same
	return bits.Len(uint(len(ex.Body)+max(ex.ResponseBytes, len(ex.ResponseBody))) >> coarse)
}

// Trait is what a gateway does where the pages leave something open.
type Trait struct {
	// Name is stable: "name-search".
	Name string `json:"name"`
	// Question is what the pages leave open.
	Question string `json:"question"`
	// Values are what was seen, sorted; more than one if the gateway does the one
	// here and the other there. None: nothing showed it.
	Values []string `json:"values,omitempty"`
}
