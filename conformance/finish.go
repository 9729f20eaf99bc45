package conformance

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// result assembles what the run found. abort is why it broke off, if it did.
func (x *run) result(started time.Time, apps Apps, abort error) *Result {
	res := &Result{
		Target: Target{
			Name: x.Name, BaseURL: x.base, ProjectID: x.home.project, InstanceID: x.home.instance,
			Edition: x.edition.ID, ReadOnly: x.ReadOnly, Strict: x.Strict,
		},
		RunID: x.nonce, Seed: x.Seed, Shard: x.Shard.String(),
		Started: started.UTC(), Apps: apps, Requests: x.client.sent.Load(),
	}
	res.Cases = make([]CaseResult, 0, len(x.tests)) // a shard may be empty
	for _, t := range x.tests {
		res.Cases = append(res.Cases, x.caseResult(t, abort))
	}
	slices.SortFunc(res.Cases, func(a, b CaseResult) int { return cmp.Compare(a.ID, b.ID) })
	res.Known = x.Known
	res.Problems = applyKnown(x.Known, x.cases, res.Cases, started)
	res.Clauses = clauseResults(x.clauses, x.cases, res.Cases)
	res.conclude(abort)
	x.redactResult(res)
	res.Seconds = time.Since(started).Seconds()
	return res
}

// caseResult is the case's verdict. A case that the run did not come to has one
// too.
func (x *run) caseResult(t *T, abort error) CaseResult {
	if !t.finished {
		if abort == nil {
			abort = errors.New("the run ended before")
		}
		t.note(Errored, nil, "not run: %v", abort)
	}
	r := CaseResult{
		ID: t.Case.ID, Title: t.Case.Title, Level: t.Case.Level, Clauses: t.Case.Clauses, Control: t.Case.Control,
		Verdict: t.verdict(), Findings: t.findings, Millis: float64(t.spent.Microseconds()) / 1000,
		Exchanges: t.exchanges,
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(b.Verdict, a.Verdict) })
	return r
}

// conclude counts the verdicts and draws the conclusion.
func (res *Result) conclude(abort error) {
	res.Totals = Totals{Cases: len(res.Cases)}
	openMust := 0
	for _, c := range res.Cases {
		switch c.Verdict {
		case Pass:
			res.Totals.Passed++
		case Warn:
			res.Totals.Warned++
		case Unverified:
			res.Totals.Unverified++
			if c.Level == Must {
				openMust++
			}
		case Errored:
			res.Totals.Errored++
		case Fail:
			if c.Known != "" {
				res.Totals.Known++
			} else {
				res.Totals.Failed++
			}
		}
	}
	switch {
	case abort != nil:
		res.Conclusion, res.Reason = Aborted, abort.Error()
	case res.Totals.Failed > 0:
		res.Conclusion, res.Reason = Nonconformant, count(res.Totals.Failed, "case")+" failed"
	case len(res.Problems) > 0:
		res.Conclusion, res.Reason = Nonconformant, res.Problems[0]
	case res.Totals.Errored > 0:
		res.Conclusion, res.Reason = Aborted, count(res.Totals.Errored, "case")+" got no answer"
	case openMust > 0 && res.Target.Strict:
		res.Conclusion, res.Reason = Nonconformant, "strict: "+count(openMust, "must case")+" stayed unverified"
	case openMust > 0:
		res.Conclusion, res.Reason = Partial, "nothing failed, but "+count(openMust, "must case")+" stayed unverified"
	default:
		res.Conclusion, res.Reason = Conformant, "every must case was run, and none failed"
	}
	if res.Totals.Known > 0 && res.Conclusion != Aborted {
		res.Reason += fmt.Sprintf(" (%s known)", count(res.Totals.Known, "failure"))
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// clauseResults tell how far each clause was tested.
func clauseResults(clauses []Clause, all []Case, results []CaseResult) []ClauseResult {
	byClause := map[string][]string{}
	for _, c := range all {
		for _, id := range c.Clauses {
			byClause[id] = append(byClause[id], c.ID)
		}
	}
	verdicts := map[string]*CaseResult{}
	for i := range results {
		verdicts[results[i].ID] = &results[i]
	}
	var out []ClauseResult
	for _, c := range clauses {
		r := ClauseResult{Clause: c, Citation: c.Citation(), Cases: byClause[c.ID]}
		r.State = clauseState(c, r.Cases, verdicts)
		out = append(out, r)
	}
	return out
}

func clauseState(c Clause, cases []string, verdicts map[string]*CaseResult) string {
	if c.Observe.Kind == NotObservable {
		return "not observable"
	}
	ran, state := 0, "held"
	for _, id := range cases {
		r := verdicts[id]
		if r == nil {
			continue
		}
		ran++
		switch r.Verdict {
		case Fail:
			return "broken"
		case Unverified, Errored:
			state = "unverified"
		case Warn:
			if state == "held" && c.Level == Should {
				state = "doubtful"
			}
		}
	}
	if ran == 0 {
		return "not selected"
	}
	return state
}

// redactResult replaces every secret in the result by value, whatever the way it
// got there, and cuts long bodies.
func (x *run) redactResult(res *Result) {
	seen := map[*Exchange]bool{}
	for i := range res.Cases {
		c := &res.Cases[i]
		own := &redactor{}
		for _, ex := range c.Exchanges {
			for _, s := range ex.secrets {
				if !x.redact.knows(s) {
					own.add(s, maskSecret)
				}
			}
		}
		text := func(s string) string { return own.text(x.redact.text(s)) }
		for j := range c.Findings {
			f := &c.Findings[j]
			f.Text, f.Path, f.Diff = text(f.Text), text(f.Path), text(f.Diff)
		}
		for _, ex := range c.Exchanges {
			if seen[ex] {
				continue
			}
			seen[ex] = true
			ex.keep()
			ex.URL, ex.Body, ex.Error = text(ex.URL), text(ex.Body), text(ex.Error)
			ex.Header, ex.ResponseHeader = own.header(x.redact.header(ex.Header)), own.header(x.redact.header(ex.ResponseHeader))
			// Neither cut may go through a secret of the other kind.
			cut := ex.ResponseBytes > len(ex.ResponseBody)
			body, cut := x.redact.start(ex.ResponseBody, showBody+own.finder().length(), cut)
			body, _ = own.start(body, showBody, cut)
			ex.Truncated = ex.ResponseBytes > showBody
			ex.ResponseBody = strings.ToValidUTF8(body, "\ufffd")
			ex.Body = strings.ToValidUTF8(ex.Body, "\ufffd")
		}
	}
	text := x.redact.text
	for i := range res.Problems {
		res.Problems[i] = text(res.Problems[i])
	}
	res.Reason = text(res.Reason)
	for i := range res.Apps.Left {
		res.Apps.Left[i].Why = text(res.Apps.Left[i].Why)
	}
}
