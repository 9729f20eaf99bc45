package stimulus

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// Trial is one case of a run, and what came of it so far.
type Trial struct {
	Case      *Case
	Findings  []result.Finding
	Exchanges []*probe.Exchange
	// Spent is how long the case's functions took.
	Spent time.Duration
	// Begun says that Judge was called, Finished that the case was run to its end.
	Begun, Finished bool
	// Tried is what Act sent, for Judge to look at.
	Tried []Attempt
	// Looks are listings that show apps of the case's refused requests.
	Looks []*probe.Snapshot
	// Strays are listed apps that only a rejected request of this case explains.
	Strays []jsonvalue.Object
}

// judgement is what the oracle says of the answer.
func (a *Attempt) judgement() oracle.Judgement {
	if a.Exchange == nil {
		return oracle.Judgement{}
	}
	return a.Exchange.Judgement
}

// Attempt is a request of [T.Try] and its answer.
type Attempt struct {
	Request  probe.Request
	Exchange *probe.Exchange
	Err      error
}

// endCase is what a case panics with to end early.
type endCase struct{}

// Step runs one of the case's functions.
func (k *Trial) Step(ctx context.Context, s *Scene, f func(*T)) {
	started := time.Now()
	defer func() {
		k.Spent += time.Since(started)
		switch p := recover().(type) {
		case nil, endCase:
		default:
			k.broke(p)
		}
	}()
	f(&T{ctx: ctx, scene: s, trial: k})
}

// broke notes that a function of the case panicked.
func (k *Trial) broke(p any) { k.Note(result.Errored, nil, "the case itself broke: %v", p) }

// Note adds a finding.
func (k *Trial) Note(v result.Verdict, ex *probe.Exchange, format string, args ...any) *result.Finding {
	text := probe.Clip(fmt.Sprintf(format, args...), maxText)
	k.Findings = append(k.Findings, result.Finding{Verdict: v, Text: text, Exchange: k.record(ex)})
	return &k.Findings[len(k.Findings)-1]
}

// record puts the exchange on the case's list, once, and returns its index. One
// that was never sent, for the gateway had been given up, is none.
func (k *Trial) record(ex *probe.Exchange) int {
	if ex == nil || ex.Method == "" {
		return -1
	}
	for i, have := range k.Exchanges {
		if have == ex {
			return i
		}
	}
	k.Exchanges = append(k.Exchanges, ex)
	return len(k.Exchanges) - 1
}

// Verdict is the gravest of what the case found. Only a case that broke off
// without any finding worse passes for want of evidence otherwise.
func (k *Trial) Verdict() result.Verdict {
	v := result.Pass
	for _, f := range k.Findings {
		v = max(v, f.Verdict)
	}
	return v
}

// knows reports whether the case has the finding of an oracle's clause already.
func (k *Trial) knows(clause, cause string) bool {
	return clause != "" && slices.ContainsFunc(k.Findings, func(f result.Finding) bool {
		return f.Clause == clause && f.Cause == cause && f.Verdict != result.Unverified
	})
}

// Explains reports whether a request of the case, which was answered with an
// error, would have created the app.
func (k *Trial) Explains(app jsonvalue.Object) bool {
	for _, a := range k.Tried {
		if a.Exchange == nil || a.Exchange.Status == 0 || a.Exchange.Status/100 == 2 {
			continue
		}
		sameKey := a.Request.Key != "" && a.Request.Key == app.Text("app_key")
		sameName := a.Request.Name != "" && a.Request.Name == app.Text("name")
		if sameKey && sameName || sameName && a.Request.Key == "" || sameKey && a.Request.Name == "" {
			return true
		}
	}
	return false
}
