package conformance

import (
	"cmp"
	"errors"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// result assembles what the run found. abort is why it broke off, if it did.
func (x *run) result(started time.Time, apps result.Apps, abort error) *result.Result {
	res := &result.Result{
		Target: result.Target{
			Name: x.Name, BaseURL: x.base, ProjectID: x.home.Project, InstanceID: x.home.Instance,
			Edition: x.edition.ID, ReadOnly: x.ReadOnly, Strict: x.Strict,
		},
		RunID: x.nonce, Seed: x.Seed, Shard: x.Shard.String(),
		Started: started.UTC(), Apps: apps, Requests: x.client.Requests(),
	}
	res.Cases = make([]result.CaseResult, 0, len(x.tests)) // a shard may be empty
	for _, t := range x.tests {                            // they are in order
		res.Cases = append(res.Cases, x.caseResult(t, abort))
	}
	res.Known = x.Known
	res.Problems = result.ApplyKnown(x.Known, x.described, res.Cases, started)
	res.Clauses = result.ClauseResults(x.clauses, x.described, res.Cases)
	res.Conclude(abort, len(x.cases))
	x.redactResult(res)
	res.Seconds = time.Since(started).Seconds()
	return res
}

// caseResult is the case's verdict. A case that the run did not come to has one
// too.
func (x *run) caseResult(t *T, abort error) result.CaseResult {
	if !t.finished {
		if abort == nil {
			abort = errors.New("the run ended before")
		}
		t.note(result.Errored, nil, "not run: %v", abort)
	}
	r := result.CaseResult{
		ID: t.Case.ID, Title: t.Case.Title, Level: t.Case.Level, Clauses: t.Case.Clauses, Control: t.Case.Control,
		Verdict: t.verdict(), Findings: t.findings, Millis: float64(t.spent.Microseconds()) / 1000,
	}
	for _, ex := range t.exchanges {
		r.Exchanges = append(r.Exchanges, &ex.Exchange)
	}
	slices.SortStableFunc(r.Findings, func(a, b result.Finding) int { return cmp.Compare(b.Verdict, a.Verdict) })
	return r
}

// redactResult replaces every secret in the result by value, whatever the way it
// got there, and cuts long bodies.
func (x *run) redactResult(res *result.Result) {
	all := &scrubber{run: x, find: x.redact.Finder(), headers: map[uintptr]http.Header{}}
	seen := map[*probe.Exchange]bool{}
	todo := make([][]*probe.Exchange, len(res.Cases))
	for i := range res.Cases {
		for _, ex := range x.tests[i].exchanges {
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
				all.scrub(&res.Cases[i], x.tests[i].exchanges, todo[i])
			}
		})
	}
	wg.Wait()
	text := all.find.Replace
	for i := range res.Problems {
		res.Problems[i] = visible.Line(text(res.Problems[i]))
	}
	res.Reason = visible.Line(text(res.Reason))
	redactLeft(res.Apps.Left, all.find)
}

// redactLeft takes the secrets out of what is said of apps, and makes it visible: their
// IDs and the reasons are the gateway's words.
func redactLeft(left []result.LeftApp, find *redact.Finder) {
	for i := range left {
		l := &left[i]
		l.ID, l.Name, l.Why = visible.Line(find.Replace(l.ID)), visible.Line(find.Replace(l.Name)), visible.Line(find.Clipped(l.Why))
	}
}

// scrubber takes the secrets out of cases. It is safe for concurrent use once
// every header is known to it.
type scrubber struct {
	*run
	find *redact.Finder
	// headers are those without secrets, by the address of the header that many
	// exchanges have in common.
	headers map[uintptr]http.Header
}

func (s *scrubber) header(h http.Header) {
	if at := reflect.ValueOf(h).Pointer(); s.headers[at] == nil {
		s.headers[at] = s.redact.Header(h)
	}
}

// scrub takes the secrets out of the case, which has the exchanges of, and out of
// those of them that are todo. Those of its own requests are secrets even where no
// app has them.
func (s *scrubber) scrub(c *result.CaseResult, of, todo []*probe.Exchange) {
	own := &redact.Redactor{}
	for _, ex := range of {
		for _, secret := range ex.Secrets {
			if !s.redact.Knows(secret) {
				own.Add(secret, result.MaskSecret)
			}
		}
	}
	mine := own.Finder()
	text := func(t string) string { return mine.Clipped(s.find.Clipped(t)) }
	for j := range c.Findings {
		f := &c.Findings[j]
		// Messages are read by people, whatever shows them. The exchanges stay as they were.
		f.Text, f.Path, f.Diff = visible.Line(text(f.Text)), visible.Line(text(f.Path)), visible.Text(text(f.Diff))
	}
	for _, ex := range todo {
		ex.Keep()
		ex.URL, ex.Body, ex.Error = text(ex.URL), text(ex.Body), text(ex.Error)
		ex.Header = own.Header(s.headers[reflect.ValueOf(ex.Header).Pointer()])
		ex.ResponseHeader = own.Header(s.headers[reflect.ValueOf(ex.ResponseHeader).Pointer()])
		// Neither cut may go through a secret of the other kind.
		cut := ex.ResponseBytes > len(ex.ResponseBody)
		body, cut := s.find.Start(ex.ResponseBody, probe.ShowBody+mine.Reach(), cut)
		body, _ = mine.Start(body, probe.ShowBody, cut)
		ex.Truncated = ex.ResponseBytes > probe.ShowBody
		ex.ResponseBody = strings.ToValidUTF8(body, "\ufffd")
		ex.Body = strings.ToValidUTF8(ex.Body, "\ufffd")
	}
}
