package traffic

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// Flush judges the answers that are under way: the traffic is over.
func (j *Judge) Flush() {
	j.mu.Lock()
	defer j.mu.Unlock()
	for len(j.pending) > 0 {
		j.pending.next().end()
	}
}

// Report is what was found so far, a result for each gateway. Problem says why the
// traffic was not judged to its end, nil if it was.
func (j *Judge) Report(problem error) *result.Report {
	j.mu.Lock()
	defer j.mu.Unlock()
	gateways := j.order
	if len(gateways) == 0 {
		base := j.o.BaseURL
		if base == "" {
			base = "http://gateway.invalid"
		}
		g := newGateway(base, j.o.Edition)
		g.at = []oracle.Place{{Project: "-", Instance: "-"}}
		gateways = []*gateway{g}
	}
	var results []*result.Result
	for _, g := range gateways {
		results = append(results, j.result(g, problem))
	}
	return result.NewReport(results...)
}

// result is what was found of a gateway. Its cases are the clauses.
func (j *Judge) result(g *gateway, problem error) *result.Result {
	at := g.at[0]
	passed := j.passed
	passed.Elsewhere += j.judged - g.judged // to the other gateways
	res := &result.Result{
		Target:  result.Target{BaseURL: visible.Line(g.base), ProjectID: visible.Line(at.Project), InstanceID: visible.Line(at.Instance), Edition: j.o.Edition.ID, ReadOnly: true},
		Started: g.started.UTC(), Seconds: max(0, g.ended.Sub(g.started).Seconds()),
		Recording: &result.Recording{Sources: j.o.Sources, Exchanges: g.judged, PassedOver: passed, Places: len(g.at), Again: j.o.Again},
		Requests:  g.judged, Traits: g.oracle.Traits(), Cases: []result.CaseResult{},
	}
	if g.started.IsZero() {
		res.Started = time.Unix(0, 0).UTC()
	}
	byClause, doubts := g.findings(j)
	var described []result.Case
	clauses := oracle.Clauses(j.o.Edition)
	for _, c := range clauses {
		if c.Observe.Kind == result.NotObservable || c.Level == result.Info {
			continue
		}
		described = append(described, result.Case{ID: c.ID, Title: c.Text, Clauses: []string{c.ID}, Level: c.Level})
		res.Cases = append(res.Cases, g.caseOf(c, byClause[c.ID], doubts[c.ID]))
	}
	res.Clauses = result.ClauseResults(clauses, described, res.Cases)
	for i := range res.Clauses {
		res.Clauses[i].Seen = g.seen[res.Clauses[i].ID]
	}
	res.Conclude(problem, len(res.Cases))
	res.Causes = result.Causes(res.Cases)
	if problem == nil {
		res.Reason = reason(res)
	} else {
		res.Reason = visible.Line(problem.Error()) + "; what was read before was judged: " + reason(res)
	}
	return res
}

// reason says in a sentence what the traffic shows.
func reason(res *result.Result) string {
	must, seen, broken := 0, 0, 0
	for _, c := range res.Cases {
		if c.Level != result.Must {
			continue
		}
		must++
		if c.Verdict != result.Unverified {
			seen++
		}
		if c.Verdict == result.Fail {
			broken++
		}
	}
	switch {
	case res.Recording.Exchanges == 0:
		return "no exchange with a gateway was seen"
	case broken > 0:
		return fmt.Sprintf("the traffic breaks %d of the %d must clauses that it shows; there are %d", broken, seen, must)
	case seen < must:
		return fmt.Sprintf("the traffic breaks nothing; it shows %d of %d must clauses", seen, must)
	}
	return "the traffic shows every must clause, and breaks none"
}

// findings are what was found, by clause: what is certain, and what is not, with the
// reason why.
func (g *gateway) findings(j *Judge) (certain map[string][]*found, doubts map[string][]string) {
	certain, doubts = map[string][]*found{}, map[string][]string{}
	all := map[string]*found{}
	var keys []string
	for k, f := range g.found {
		clone := *f
		clone.first, clone.shown = slices.Clone(f.first), slices.Clone(f.shown)
		all[k] = &clone
		keys = append(keys, k)
	}
	for _, h := range g.held {
		f := &h.finding
		ok, why := g.certain(h)
		if !ok {
			if len(doubts[f.Clause]) < enough {
				doubts[f.Clause] = append(doubts[f.Clause], why+": "+h.shown.Text)
			}
			continue
		}
		k := key(f)
		if all[k] == nil {
			all[k] = &found{clause: f.Clause}
			keys = append(keys, k)
		}
		have := all[k]
		have.n++
		if len(have.first) < enough {
			have.first = append(have.first, h.shown)
			have.shown = append(have.shown, h.exchange)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		certain[all[k].clause] = append(certain[all[k].clause], all[k])
	}
	return certain, doubts
}

// caseOf is the verdict on a clause.
func (g *gateway) caseOf(c result.Clause, broken []*found, doubts []string) result.CaseResult {
	r := result.CaseResult{ID: c.ID, Title: c.Text, Level: c.Level, Clauses: []string{c.ID}}
	for _, f := range broken {
		for i, finding := range f.first {
			if more := f.n - int64(len(f.first)); i == len(f.first)-1 && more > 0 {
				finding.Text += fmt.Sprintf("; and %d more times", more)
			}
			finding.Exchange = len(r.Exchanges)
			r.Findings = append(r.Findings, finding)
			r.Exchanges = append(r.Exchanges, f.shown[i])
			r.Verdict = max(r.Verdict, finding.Verdict)
		}
	}
	switch n := g.seen[c.ID]; {
	case len(broken) > 0:
	case len(doubts) > 0:
		r.Verdict = result.Unverified
		for _, text := range doubts {
			r.Findings = append(r.Findings, result.Finding{Verdict: result.Unverified, Text: text, Exchange: -1})
		}
	case n == 0:
		r.Verdict = result.Unverified
		r.Findings = []result.Finding{{Verdict: result.Unverified, Text: "no exchange shows it" + needs(c), Exchange: -1}}
	default:
		r.Findings = []result.Finding{{Verdict: result.Pass, Text: fmt.Sprintf("seen %s", times(n)), Exchange: 0}}
		r.Exchanges = []*result.Exchange{g.examples[c.ID]}
	}
	return r
}

// needs says what it takes to show the clause.
func needs(c result.Clause) string {
	switch {
	case c.Observe.Apps > 0:
		return fmt.Sprintf(": it takes a listing of %d apps", c.Observe.Apps)
	case c.Observe.Kind == result.SecondToken:
		return ": it takes a token without permission"
	case strings.Contains(c.ID, "/auth/"):
		return ": it takes a request without a good token"
	}
	return ""
}

func times(n int64) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
