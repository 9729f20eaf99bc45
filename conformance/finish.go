package conformance

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
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
	res.conclude(abort, len(x.cases))
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

// conclude counts the verdicts and draws the conclusion. The suite has so many
// cases.
func (res *Result) conclude(abort error, suite int) {
	res.Totals = Totals{Cases: len(res.Cases), NotSelected: suite - len(res.Cases)}
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
		res.Conclusion, res.Reason = Aborted, abort.Error()+res.Totals.failedByThen()
	case res.Totals.Failed > 0:
		res.Conclusion, res.Reason = Nonconformant, count(res.Totals.Failed, "case")+" failed"
	case len(res.Problems) > 0:
		res.Conclusion, res.Reason = Nonconformant, res.Problems[0]
	case res.Totals.Errored > 0:
		res.Conclusion, res.Reason = Aborted, count(res.Totals.Errored, "case")+" got no answer"
	case openMust > 0 && res.Target.Strict:
		res.Conclusion, res.Reason = Nonconformant, "strict: "+count(openMust, "must case")+" stayed unverified"
	case openMust > 0:
		res.Conclusion, res.Reason = Partial, "nothing failed, but "+count(openMust, "must case")+" stayed unverified"+res.Totals.leftOut()
	case len(res.Cases) == 0:
		res.Conclusion, res.Reason = Partial, "nothing was tested: no case is selected"
		if res.Shard != "" {
			res.Reason = "nothing was tested: part " + res.Shard + " has none of the selected cases"
		}
	case res.Totals.NotSelected > 0:
		res.Conclusion, res.Reason = Conformant, fmt.Sprintf("none of the %d selected cases failed", len(res.Cases))+res.Totals.leftOut()
		if len(res.Cases) == 1 {
			res.Reason = "the one selected case did not fail" + res.Totals.leftOut()
		}
	default:
		res.Conclusion, res.Reason = Conformant, "every must case was run, and none failed"
	}
	if res.Totals.Known > 0 && res.Conclusion != Aborted {
		res.Reason += fmt.Sprintf(" (%s known)", count(res.Totals.Known, "failure"))
	}
}

// leftOut is what a reason says of the cases that were not selected.
func (t Totals) leftOut() string {
	switch t.NotSelected {
	case 0:
		return ""
	case 1:
		return "; 1 was not selected"
	}
	return fmt.Sprintf("; %d were not selected", t.NotSelected)
}

// failedByThen is what the reason of a run that broke off says of the failures
// that it saw.
func (t Totals) failedByThen() string {
	if t.Failed == 0 {
		return ""
	}
	return "; " + count(t.Failed, "case") + " had failed by then"
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
	all := &scrubber{run: x, find: x.redact.finder(), headers: map[uintptr]http.Header{}}
	seen := map[*Exchange]bool{}
	todo := make([][]*Exchange, len(res.Cases))
	for i := range res.Cases {
		for _, ex := range res.Cases[i].Exchanges {
			if seen[ex] {
				continue
			}
			seen[ex] = true
			todo[i] = append(todo[i], ex)
			all.header(ex.Header)
			all.header(ex.ResponseHeader)
		}
	}
	workers := min(x.concurrency, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(res.Cases); i += workers {
				all.scrub(&res.Cases[i], todo[i])
			}
		})
	}
	wg.Wait()
	text := all.find.replace
	for i := range res.Problems {
		res.Problems[i] = text(res.Problems[i])
	}
	res.Reason = text(res.Reason)
	for i := range res.Apps.Left {
		res.Apps.Left[i].Why = text(res.Apps.Left[i].Why)
	}
}

// scrubber takes the secrets out of cases. It is safe for concurrent use once
// every header is known to it.
type scrubber struct {
	*run
	find *finder
	// headers are those without secrets, by the address of the header that many
	// exchanges have in common.
	headers map[uintptr]http.Header
}

func (s *scrubber) header(h http.Header) {
	if at := reflect.ValueOf(h).Pointer(); s.headers[at] == nil {
		s.headers[at] = s.redact.header(h)
	}
}

// scrub takes the secrets out of the case and of the exchanges, which are of the
// case. Those of its own requests are secrets even where no app has them.
func (s *scrubber) scrub(c *CaseResult, exchanges []*Exchange) {
	own := &redactor{}
	for _, ex := range c.Exchanges {
		for _, secret := range ex.secrets {
			if !s.redact.knows(secret) {
				own.add(secret, maskSecret)
			}
		}
	}
	mine := own.finder()
	text := func(t string) string { return mine.replace(s.find.replace(t)) }
	for j := range c.Findings {
		f := &c.Findings[j]
		f.Text, f.Path, f.Diff = text(f.Text), text(f.Path), text(f.Diff)
	}
	for _, ex := range exchanges {
		ex.keep()
		ex.URL, ex.Body, ex.Error = text(ex.URL), text(ex.Body), text(ex.Error)
		ex.Header = own.header(s.headers[reflect.ValueOf(ex.Header).Pointer()])
		ex.ResponseHeader = own.header(s.headers[reflect.ValueOf(ex.ResponseHeader).Pointer()])
		// Neither cut may go through a secret of the other kind.
		cut := ex.ResponseBytes > len(ex.ResponseBody)
		body, cut := s.find.start(ex.ResponseBody, showBody+mine.length(), cut)
		body, _ = mine.start(body, showBody, cut)
		ex.Truncated = ex.ResponseBytes > showBody
		ex.ResponseBody = strings.ToValidUTF8(body, "\ufffd")
		ex.Body = strings.ToValidUTF8(ex.Body, "\ufffd")
	}
}
