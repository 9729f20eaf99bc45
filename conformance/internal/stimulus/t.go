package stimulus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/result"
)

// T is one case while it runs: it sends for the case, shows it what the run made
// and saw, and collects what it finds. It is used by one goroutine at a time, but
// for [T.Do], [T.Scan] and [T.Late].
//
// A case ends at once where nothing more can be shown: [T.Doubt], [T.Fatal],
// [T.Broken], and whatever calls them.
type T struct {
	ctx   context.Context
	scene *Scene
	trial *Trial
}

// Setting is what the run was told.
func (t *T) Setting() *Setting { return &t.scene.Setting }

// Gen makes up the values of one app of this run, always the same ones by the same
// ID.
func (t *T) Gen(id string) *Gen { return t.scene.shelf.gen(t.scene.Nonce, id) }

// Query lists apps, and ends the case where no answer comes.
func (t *T) Query(q probe.Params) *probe.Exchange {
	return t.Send(probe.Request{Op: probe.OpQuery, Query: q.Encode()})
}

// Send sends a request that creates nothing, and has the answer judged. It ends the
// case if no answer comes.
func (t *T) Send(r probe.Request) *probe.Exchange {
	ex := t.ask(r)
	t.Judge(ex)
	return ex
}

// ask is Send for a request that is not itself what the case is about.
func (t *T) ask(r probe.Request) *probe.Exchange {
	ex, err := t.Do(r)
	t.Record(ex)
	if err != nil {
		t.Broken(ex, err)
	}
	return ex
}

// Try sends a request that should not create anything; [T.Tried] has what came. At
// most a third of the budget goes to what a gateway creates all the same, and cannot be
// deleted at once.
func (t *T) Try(r probe.Request) {
	ex, err := t.scene.run.PostInVain(t.ctx, r, t.share())
	t.trial.Tried = append(t.trial.Tried, Attempt{Request: r, Exchange: ex, Err: err})
}

// share is how much of the budget goes to gateways that create what they should
// refuse.
func (t *T) share() int {
	if t.trial.Case.Poison != "" {
		return t.scene.run.Limit() // what it creates is deleted at once
	}
	return max(1, t.scene.run.Limit()/3)
}

// Tried is what the case tried, in order.
func (t *T) Tried() []Attempt { return t.trial.Tried }

// Do sends a request that creates nothing, and leaves it to the case to record what
// came.
func (t *T) Do(r probe.Request) (*probe.Exchange, error) { return t.scene.run.Do(t.ctx, r) }

// Late creates one of the case's own apps, once, unless the plan left it out.
func (t *T) Late(specimen string) *Planted {
	t.scene.onceFor(specimen).Do(func() {
		if t.Find(specimen) == nil {
			t.scene.Add(t.scene.run.Plant(t.ctx, *t.scene.shelf.get(specimen)))
		}
	})
	return t.Find(specimen)
}

// List reads a page that must be there, and has it judged. If it cannot be read, the
// case says no more than that.
func (t *T) List(q probe.Params) *probe.Listing {
	l, problem, _ := probe.ReadListing(t.Query(q), q)
	switch {
	case problem == "":
		return l
	case l.Exchange.Judgement.Proves:
		t.Note(result.Pass, l.Exchange, "with %s refused, as it may be: %d%s", q, l.Exchange.Status, probe.BriefError(l.Exchange))
		panic(endCase{})
	}
	t.Doubt("the listing with %s: %s", q, problem)
	return nil
}

// Control is [T.List] for the twin that shows that a query can be answered.
func (t *T) Control(q probe.Params) *probe.Listing {
	l, problem, _ := probe.ReadListing(t.ask(probe.Request{Op: probe.OpQuery, Query: q.Encode()}), q)
	if problem != "" {
		t.Doubt("the control twin, the listing with %s, failed: %s", q, problem)
	}
	return l
}

// Scan reads the whole listing of the filter in pages of limit apps, and has each
// judged.
func (t *T) Scan(filter probe.Params, limit int) *probe.Snapshot {
	s := t.scene.run.Scan(t.ctx, nil, filter, limit)
	t.judgePages(s)
	return s
}

func (t *T) judgePages(s *probe.Snapshot) {
	for _, page := range s.Pages {
		t.Judge(page.Exchange)
	}
}

// SettledScan is a whole listing of the time when nothing changes: it is read once for
// all cases, and not judged for any.
func (t *T) SettledScan(filter probe.Params, limit int) *probe.Snapshot {
	one := t.scene.shared.get(filter.Page(0, limit).Encode())
	one.once.Do(func() { one.s = t.scene.run.Scan(t.ctx, nil, filter, limit) })
	return one.s
}

// Await looks again and again until what it sees will do, or patience is over: the last
// look begins after that.
func (t *T) Await(look func() (s *probe.Snapshot, enough bool)) *probe.Snapshot {
	deadline := time.Now().Add(world.Patience)
	for {
		began := time.Now()
		s, enough := look()
		if !enough && began.After(deadline) {
			t.scene.Impatient.Store(true)
		}
		if enough || t.scene.Impatient.Load() || probe.Sleep(t.ctx, 100*time.Millisecond) != nil {
			return s
		}
	}
}

// Settled is the whole listing, read when the planned apps exist and nothing
// changes.
func (t *T) Settled() *probe.Snapshot { return t.scene.settled }

// Listed is how many apps should be listed, or are.
func (t *T) Listed() int { return max(t.scene.Listed, len(t.scene.settled.Apps)) }

// ListedApps are this run's apps as the whole listing shows them; a run that
// creates nothing looks at whatever is listed. The list must not be changed.
func (t *T) ListedApps() []Seen { return t.scene.settledApps }

// Answered are the apps in the answers to this run's creations.
func (t *T) Answered() []Seen {
	var out []Seen
	for _, p := range t.Planted() {
		if p.App != nil {
			out = append(out, Seen{App: p.App, Exchange: p.Exchange, Path: "$", From: p})
		}
	}
	return out
}

// Planted are the specimens of the plan, those that were not created too.
func (t *T) Planted() []*Planted { return t.scene.Planted() }

// Subjects are the created apps that exist, in the order of the plan.
func (t *T) Subjects() []*Planted { return t.scene.Subjects() }

// Find is the planted specimen, nil if it was not planned.
func (t *T) Find(specimen string) *Planted { return t.scene.Find(specimen) }

// Need is the specimen; where it does not exist the case ends unverified.
func (t *T) Need(id string) *Planted {
	p := t.Find(id)
	if !p.OK() {
		t.Doubt("the app %q, which this needs, does not exist: %s", id, p.why())
	}
	return p
}

// Fail says that the case's first clause is broken.
func (t *T) Fail(ex *probe.Exchange, format string, args ...any) *result.Finding {
	clause := t.trial.Case.Clauses[0]
	f := t.Note(t.verdictOn(clause), ex, format, args...)
	f.Clause = clause
	if _, place, ok := strings.Cut(clause, "/path/"); ok {
		f.Cause = "path/" + place
	}
	return f
}

// Missing says that an app is not listed that should be.
func (t *T) Missing(ex *probe.Exchange, format string, args ...any) *result.Finding {
	f := t.Fail(ex, format, args...)
	if slices.Contains(t.trial.Case.Clauses, "list/lists-created") {
		f.Clause = "list/lists-created"
	}
	f.Cause = "list/lists-created missing"
	return f
}

// Fatal is [T.Fail], and ends the case.
func (t *T) Fatal(ex *probe.Exchange, format string, args ...any) {
	t.Fail(ex, format, args...)
	panic(endCase{})
}

// Doubt says that nothing was shown, and why, and ends the case.
func (t *T) Doubt(format string, args ...any) {
	t.Note(result.Unverified, nil, format, args...)
	panic(endCase{})
}

// Broken ends the case because no answer came.
func (t *T) Broken(ex *probe.Exchange, err error) {
	if errors.Is(err, context.Canceled) {
		err = errors.New("the run was interrupted")
	}
	f := t.Note(result.Errored, ex, "no answer: %v", err)
	if transient, ok := errors.AsType[*probe.TransientError](err); ok {
		f.Cause = fmt.Sprintf("no answer that tells anything of the gateway, status %d", transient.Status)
	}
	panic(endCase{})
}

// Note says what was seen; of a pass it is a mere note. The exchange that shows it
// may be nil.
func (t *T) Note(v result.Verdict, ex *probe.Exchange, format string, args ...any) *result.Finding {
	return t.trial.Note(v, ex, format, args...)
}

// Record puts the exchange on the case's list, once.
func (t *T) Record(ex *probe.Exchange) { t.trial.record(ex) }

// Verdict is the gravest of what the case found so far.
func (t *T) Verdict() result.Verdict { return t.trial.Verdict() }
