package explore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/internal/engine"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

const (
	// mostExchanges is how many exchanges of a sequence a report shows: the last ones.
	mostExchanges = 40
	maxDiff       = 4 << 10
)

// report takes a finding down. note says what is to be known of it besides.
func (x *run) report(s Sequence, r *record, sign sign, note string) {
	f := &Found{Sequence: s, settings: &x.Settings}
	id := "explore/" + sign.Clause + "/" + slug(sign.Kind)
	for n := 2; slices.ContainsFunc(x.found, func(other *Found) bool { return other.Case.ID == id }); n++ {
		id = fmt.Sprintf("explore/%s/%s-%d", sign.Clause, slug(sign.Kind), n)
	}
	verdict := result.Warn
	if x.levels[sign.Clause] == result.Must {
		verdict = result.Fail
	}
	finding := result.Finding{Verdict: verdict, Text: sign.Text, Clause: sign.Clause, Cause: sign.Cause, Path: sign.Path, Exchange: -1}
	if note != "" {
		finding.Text += ". " + note
	}
	if sign.Want != nil || sign.Got != nil {
		finding.Diff = probe.Clip(gocmp.Diff(sign.Want, sign.Got), maxDiff)
	}
	for i, sent := range r.sent[max(0, len(r.sent)-mostExchanges):] {
		if sent.ex == nil || sent.ex.Method == "" {
			continue
		}
		if i+max(0, len(r.sent)-mostExchanges) == sign.sent {
			finding.Exchange = len(f.exchanges)
		}
		f.exchanges = append(f.exchanges, sent.ex)
	}
	f.Case = result.CaseResult{
		ID: id, Title: s.String(), Level: x.levels[sign.Clause], Clauses: []string{sign.Clause}, Verdict: verdict, Findings: []result.Finding{finding},
		Picture: string(r.picture),
	}
	x.found = append(x.found, f)
	x.tell("")
}

// slug is a kind of finding as a part of an ID.
func slug(kind string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(kind, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	}), "-"), "-")
}

// outcome assembles what was found.
func (x *run) outcome(ctx context.Context, started time.Time, apps result.Apps) *Outcome {
	slices.SortStableFunc(x.found, func(a, b *Found) int { return cmp.Compare(b.Case.Verdict, a.Case.Verdict) })
	res := &result.Result{
		Target: result.Target{
			Name: x.Name, BaseURL: x.BaseURL, ProjectID: x.Home.Project, InstanceID: x.Home.Instance, Edition: x.Edition.ID, Strict: x.Strict,
		},
		RunID: x.nonce, Seed: x.Seed, Started: started.UTC(), Apps: apps, Requests: x.client.Requests(), Cases: []result.CaseResult{},
	}
	var of [][]*probe.Exchange
	var described []result.Case
	for _, f := range x.found {
		for _, ex := range f.exchanges {
			f.Case.Exchanges = append(f.Case.Exchanges, &ex.Exchange)
		}
		res.Cases = append(res.Cases, f.Case)
		of = append(of, f.exchanges)
		described = append(described, result.Case{ID: f.Case.ID, Title: f.Case.Title, Clauses: f.Case.Clauses, Level: f.Case.Level})
	}
	res.Traits = x.coverage.result()
	res.Clauses = result.ClauseResults(x.clauses, described, res.Cases)
	abort := x.broken()
	res.Conclude(abort, len(res.Cases))
	if abort == nil {
		x.reason(res)
	}
	engine.Redact(res, of, x.redact, x.Concurrency)
	for i, f := range x.found {
		f.Case = res.Cases[i] // without secrets
	}
	res.Causes = result.Causes(res.Cases)
	res.Seconds = time.Since(started).Seconds()
	out := &Outcome{Result: res, Coverage: *x.coverage}
	for _, f := range x.found {
		out.Found = append(out.Found, *f)
	}
	return out
}

// reason says what nothing, or something, being found is worth.
func (x *run) reason(res *result.Result) {
	played := fmt.Sprintf("%s, %s", count(x.coverage.Sequences, "sequence"), count(x.coverage.Requests, "request"))
	switch {
	case res.Totals.Failed > 0:
		res.Reason = fmt.Sprintf("%s that the pages forbid in %s", count(res.Totals.Failed, "thing"), played)
	case len(res.Problems) == 0:
		res.Conclusion, res.Reason = result.Partial, "nothing that the pages forbid in "+played+"; that proves no clause"
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// result are the traits that sequences showed.
func (c *Coverage) result() []result.Trait {
	out := slices.Clone(c.asked)
	for i := range out {
		out[i].Values = nil
		for v := range c.traits[out[i].Name] {
			out[i].Values = append(out[i].Values, v)
		}
		slices.Sort(out[i].Values)
	}
	return out
}
