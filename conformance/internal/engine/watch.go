package engine

import (
	"context"
	"net/url"
	"slices"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// watch keeps what the oracle found in any answer, for the cases that watch a clause
// whoever asked for the answer. It is safe for concurrent use.
type watch struct {
	mu    sync.Mutex
	found map[string][]stimulus.Noticed // by clause and kind
}

// enough is how many findings of one clause and kind are kept.
const enough = 3

func (w *watch) notice(ex *probe.Exchange) {
	for _, f := range ex.Judgement.Findings {
		if f.Unless == oracle.None {
			w.add(stimulus.Noticed{Finding: f, Exchange: ex})
		}
	}
}

func (w *watch) add(n stimulus.Noticed) {
	key := n.Finding.Clause + " " + n.Finding.Kind
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.found == nil {
		w.found = map[string][]stimulus.Noticed{}
	}
	if len(w.found[key]) < enough {
		w.found[key] = append(w.found[key], n)
	}
}

// Noticed is what was found of the clause and the kinds, in any answer.
func (x *run) Noticed(clause string, kinds []string) []stimulus.Noticed {
	x.watch.mu.Lock()
	defer x.watch.mu.Unlock()
	var out []stimulus.Noticed
	for _, kind := range kinds {
		out = append(out, x.watch.found[clause+" "+kind]...)
	}
	return out
}

// Confirm looks again at a listing in which something was found that others'
// changes could explain, with the whole listing before and after, until nothing
// changes meanwhile. One look at a time: what one learns of an order the other forgets.
func (x *run) Confirm(ctx context.Context, n stimulus.Noticed) stimulus.Confirmation {
	if n.Exchange.Request.Op != probe.OpQuery {
		return stimulus.Doubtful
	}
	at := x.placeOf(n.Exchange.Request)
	x.confirming.Lock()
	defer x.confirming.Unlock()
	key := n.Finding.Clause + " " + n.Finding.Kind
	if same := x.confirmed[key]; len(same) == enough && !x.others.areAtWork(at) {
		return same[0] // it was looked at often enough
	}
	c := x.confirm(ctx, n, at)
	if x.confirmed == nil {
		x.confirmed = map[string][]stimulus.Confirmation{}
	}
	if same := x.confirmed[key]; len(same) == 0 || same[0] == c {
		x.confirmed[key] = append(same, c)
	} else {
		x.confirmed[key] = []stimulus.Confirmation{c}
	}
	return c
}

// confirm is [run.Confirm] of a finding at the place.
func (x *run) confirm(ctx context.Context, n stimulus.Noticed, at probe.Place) stimulus.Confirmation {
	again, missed := 0, 0
	for range looks {
		found, quiet := x.lookAgain(ctx, n)
		switch restless := x.others.areAtWork(at); {
		case ctx.Err() != nil:
			return stimulus.Doubtful
		case quiet && !found && restless:
			return stimulus.Explained
		case quiet && found:
			again++
		case quiet && !found:
			missed++
		}
		// Where others come and go one may have come and gone meanwhile.
		if again == 1 && !x.others.areAtWork(at) || again == looks/2 {
			n.Finding.Unless = oracle.None
			x.watch.add(n)
			return stimulus.Stands
		}
		if missed == looks/2 {
			break
		}
	}
	return stimulus.Doubtful
}

// looks is how often a doubtful finding is looked at again at most.
const looks = 6

// lookAgain asks once more, and reports whether the same was found and whether the
// whole listing stayed as it was.
func (x *run) lookAgain(ctx context.Context, n stimulus.Noticed) (found, quiet bool) {
	r := n.Exchange.Request
	if n.Finding.Clause != "list/pages/stable" && n.Finding.Clause != "list/pages/disjoint" {
		x.oracle.LookAgain(x.placeOf(r)) // what was learned before may be out of date
	}
	whole := func() *probe.Snapshot {
		return x.Scan(ctx, r.At, filtersOf(r.Query), int(x.Edition.Page.MaxLimit))
	}
	before := whole()
	ex, err := x.Do(ctx, r)
	if err != nil {
		return false, false
	}
	order := func(kind string) bool { return kind == "order" || kind == "again" }
	found = slices.ContainsFunc(ex.Judgement.Findings, func(f oracle.Finding) bool {
		return f.Clause == n.Finding.Clause && f.Kind == n.Finding.Kind || order(f.Kind) && order(n.Finding.Kind)
	})
	after := whole()
	if before.Problem != "" || after.Problem != "" {
		return found, before.Problem == after.Problem
	}
	was, is := before.IDs(), after.IDs()
	slices.Sort(was) // another order of the same apps is not others' doing
	slices.Sort(is)
	return found, slices.Equal(was, is)
}

// placeOf is where the request is about.
func (x *run) placeOf(r probe.Request) probe.Place {
	if r.At != nil {
		return *r.At
	}
	return x.Home
}

// filtersOf are the parameters of a query but for offset and limit.
func filtersOf(query string) probe.Params {
	var out probe.Params
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil
	}
	for _, name := range []string{"id", "name", "status", "app_key", "creator", "precise_search"} {
		for _, v := range values[name] {
			out = out.With(name, v)
		}
	}
	return out
}
