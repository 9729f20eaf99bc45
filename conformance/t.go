package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// T is one case while it runs: it sends for the case and collects what it finds.
// It is used by one goroutine at a time, but for send.
type T struct {
	*run
	Case      *Case
	ctx       context.Context
	findings  []result.Finding
	exchanges []*probe.Exchange
	spent     time.Duration
	// begun says that judge was called, finished that the case was run to its end.
	begun, finished bool
	// acted is what act sent, for judge to look at.
	acted []acted
	// strays are listed apps that only a rejected request of this case explains.
	strays []probe.Object
}

// acted is a request of act and its answer.
type acted struct {
	request  probe.Request
	exchange *probe.Exchange
	err      error
}

// endCase is what a case panics with to end early.
type endCase struct{}

func (t *T) end() { panic(endCase{}) }

// step runs one of the case's functions.
func (t *T) step(ctx context.Context, f func(*T)) {
	started := time.Now()
	t.ctx = ctx
	defer func() {
		t.spent += time.Since(started)
		switch p := recover().(type) {
		case nil, endCase:
		default:
			t.note(result.Errored, nil, "the case itself broke: %v", p)
		}
	}()
	f(t)
}

func (t *T) note(v result.Verdict, ex *probe.Exchange, format string, args ...any) *result.Finding {
	text := probe.Clip(fmt.Sprintf(format, args...), maxText)
	t.findings = append(t.findings, result.Finding{Verdict: v, Text: text, Exchange: t.record(ex)})
	return &t.findings[len(t.findings)-1]
}

// record puts the exchange on the case's list, once, and returns its index. One
// that was never sent, for the gateway had been given up, is none.
func (t *T) record(ex *probe.Exchange) int {
	if ex == nil || ex.Method == "" {
		return -1
	}
	for i, have := range t.exchanges {
		if have == ex {
			return i
		}
	}
	t.exchanges = append(t.exchanges, ex)
	return len(t.exchanges) - 1
}

// fail says that a must clause is broken.
func (t *T) fail(ex *probe.Exchange, format string, args ...any) *result.Finding {
	return t.note(result.Fail, ex, format, args...)
}

// warn says that a should clause is broken.
func (t *T) warn(ex *probe.Exchange, format string, args ...any) *result.Finding {
	return t.note(result.Warn, ex, format, args...)
}

// doubt says that nothing was shown, and why, and ends the case.
func (t *T) doubt(format string, args ...any) {
	t.note(result.Unverified, nil, format, args...)
	t.end()
}

// want compares two values, and fails with their difference.
func (t *T) want(ex *probe.Exchange, path string, want, got any, format string, args ...any) bool {
	if reflect.DeepEqual(want, got) {
		return true
	}
	diff := cmp.Diff(shallow(want), shallow(got))
	if diff == "" {
		return true
	}
	f := t.fail(ex, format, args...)
	f.Path, f.Diff = path, probe.Clip(diff, maxDiff)
	return false
}

const (
	// maxText bounds what a finding says, and maxDiff its difference, in bytes.
	maxText = 4 << 10
	maxDiff = 16 << 10
)

// diffDepth is how deep lists and objects may be nested to be compared piece by
// piece: the time that this takes doubles with every level.
const diffDepth = 5

// shallow is v, or its JSON text if it comes from an answer and is nested too
// deeply to be compared piece by piece.
func shallow(v any) any {
	if !nested(v, diffDepth) {
		return v
	}
	text, err := json.Marshal(v)
	if err != nil {
		return probe.KindOf(v)
	}
	return string(text)
}

// nested reports whether v has more than so many levels of lists and objects.
func nested(v any, levels int) bool {
	switch v := v.(type) {
	case []any:
		return levels == 0 || slices.ContainsFunc(v, func(item any) bool { return nested(item, levels-1) })
	case probe.Object:
		return levels == 0 || slices.ContainsFunc(v, func(m probe.Member) bool { return nested(m.Value, levels-1) })
	}
	return false
}

// verdict is the gravest of what the case found. Only a case that broke off
// without any finding worse passes for want of evidence otherwise.
func (t *T) verdict() result.Verdict {
	v := result.Pass
	for _, f := range t.findings {
		v = max(v, f.Verdict)
	}
	return v
}

// query lists apps, and ends the case where no answer comes.
func (t *T) query(q probe.Params) *probe.Exchange {
	return t.sendQuery(probe.Request{Op: probe.OpQuery, Query: q.Encode()})
}

func (t *T) sendQuery(r probe.Request) *probe.Exchange {
	ex, err := t.client.Do(t.ctx, r)
	t.record(ex)
	if err != nil {
		t.broken(ex, err)
	}
	return ex
}

// broken ends the case because no answer came.
func (t *T) broken(ex *probe.Exchange, err error) {
	if errors.Is(err, context.Canceled) {
		err = errors.New("the run was interrupted")
	}
	t.note(result.Errored, ex, "no answer: %v", err)
	t.end()
}

// list reads a page that must be there. Where it cannot be read the case fails;
// where only its members are not as documented the case says nothing, for that
// has cases of its own.
func (t *T) list(q probe.Params) *probe.Listing {
	l, problem, member := probe.ReadListing(t.query(q), q)
	switch {
	case problem == "":
		return l
	case member:
		t.doubt("the listing with %s has %s", q, problem)
	default:
		t.fail(l.Exchange, "listing with %s: %s", q, problem)
		t.end()
	}
	return nil
}

// control is list for the twin that shows that a query can be answered.
func (t *T) control(q probe.Params) *probe.Listing {
	l, problem, _ := probe.ReadListing(t.query(q), q)
	if problem != "" {
		t.doubt("the control twin, the listing with %s, failed: %s", q, problem)
	}
	return l
}
