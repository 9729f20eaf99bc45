package result

import "time"

// Result is what a run against one gateway found.
type Result struct {
	Target Target `json:"target"`
	// RunID is the nonce that the names of this run's apps hold.
	RunID   string    `json:"runId"`
	Seed    uint64    `json:"seed"`
	Shard   string    `json:"shard,omitempty"`
	Started time.Time `json:"started"`
	Seconds float64   `json:"seconds"`

	Conclusion Conclusion `json:"conclusion"`
	// Reason says in a sentence why the conclusion is what it is.
	Reason string `json:"reason"`
	// Problems are what made the run fail beside cases: entries of known
	// failures that are not, apps that could not be deleted, traits that are not as
	// expected.
	Problems []string `json:"problems,omitempty"`
	// Known are the failures that were known beforehand.
	Known  []KnownFailure `json:"known,omitempty"`
	Totals Totals         `json:"totals"`

	// Causes are what explains the findings, the gravest first.
	Causes []Cause `json:"causes,omitempty"`
	// Baseline is the comparison with an earlier run, if there was one.
	Baseline *Baseline `json:"baseline,omitempty"`
	// Traits are what the gateway does where the pages are silent.
	Traits []Trait `json:"traits,omitempty"`
	// Expect binds traits: the name of each to the only value that is accepted.
	Expect map[string]string `json:"expect,omitempty"`

	// Recording says that the traffic was not the run's own; nil: it was.
	Recording *Recording `json:"recording,omitempty"`

	Cases   []CaseResult   `json:"cases"`
	Clauses []ClauseResult `json:"clauses"`

	Apps Apps `json:"apps"`
	// Requests is how many requests were sent, retries included.
	Requests int64 `json:"requests"`
}

// Target is the gateway that was tested, and how.
type Target struct {
	Name       string `json:"name,omitempty"`
	BaseURL    string `json:"baseURL"`
	ProjectID  string `json:"projectId"`
	InstanceID string `json:"instanceId"`
	Edition    string `json:"edition"`
	ReadOnly   bool   `json:"readOnly,omitempty"`
	Strict     bool   `json:"strict,omitempty"`
}

// Label is what the gateway is called: its name, or else its address.
func (t Target) Label() string {
	if t.Name != "" {
		return t.Name
	}
	return t.BaseURL
}

// Totals counts cases by verdict. Known counts the failures that are known;
// Failed does not hold them.
type Totals struct {
	Cases      int `json:"cases"`
	Passed     int `json:"passed"`
	Warned     int `json:"warned"`
	Unverified int `json:"unverified"`
	Errored    int `json:"errored"`
	Failed     int `json:"failed"`
	Known      int `json:"known"`
	// NotSelected are the cases of the suite that are not among Cases.
	NotSelected int `json:"notSelected,omitempty"`
}

// Apps is what became of the apps that the run created.
type Apps struct {
	Budget  int `json:"budget"`
	Created int `json:"created"`
	Deleted int `json:"deleted"`
	// Left are apps that may still exist.
	Left []LeftApp `json:"left,omitempty"`
	// Ledger is the file that cleanup needs to delete them.
	Ledger string `json:"ledger,omitempty"`
}

// LeftApp is an app that a run created, or may have created, and did not delete.
type LeftApp struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
	Why  string `json:"why"`
}

// CaseResult is the verdict on one case.
type CaseResult struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Level   Level    `json:"level"`
	Clauses []string `json:"clauses"`
	Control string   `json:"control,omitempty"`
	Verdict Verdict  `json:"verdict"`
	// Known is the reason why the failure is accepted.
	Known string `json:"known,omitempty"`
	// Findings are what was seen, the gravest first; of a pass, notes at most.
	Findings  []Finding   `json:"findings,omitempty"`
	Exchanges []*Exchange `json:"exchanges,omitempty"`
	// Picture is a page of HTML that shows the history of requests at the same time, if
	// no order of them explains what came.
	Picture string  `json:"picture,omitempty"`
	Millis  float64 `json:"millis"`
}

// Message is the first finding's text, or "".
func (c *CaseResult) Message() string {
	if len(c.Findings) == 0 {
		return ""
	}
	return c.Findings[0].Text
}

// Finding is one thing that a case saw.
type Finding struct {
	// Verdict is what this finding alone comes to; Pass is a mere note.
	Verdict Verdict `json:"verdict"`
	Text    string  `json:"text"`
	// Clause is the one statement that it breaks; "" if it breaks none.
	Clause string `json:"clause,omitempty"`
	// Cause is what it has in common with others: see [Cause].
	Cause string `json:"cause,omitempty"`
	// Path is the place in the answer as a JSON path: "$.apps[3].name".
	Path string `json:"path,omitempty"`
	// Diff is "(-want +got)", by go-cmp.
	Diff string `json:"diff,omitempty"`
	// Exchange is the index of the exchange that shows it, in the case's list;
	// -1: none.
	Exchange int `json:"exchange"`
}

// ClauseResult is how far one clause was tested, and what came of it.
type ClauseResult struct {
	Clause
	Citation string `json:"citation"`
	// State is "held", "broken", "doubtful" (a should broken), "unverified",
	// "not selected" or "not observable".
	State string `json:"state"`
	// Seen is how many exchanges of a recording showed it.
	Seen  int64    `json:"seen,omitempty"`
	Cases []string `json:"cases,omitempty"`
}
