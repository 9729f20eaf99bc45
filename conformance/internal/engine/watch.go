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
// changes could explain, with the whole listing before and after. It reports whether
// the finding stands.
func (x *run) Confirm(ctx context.Context, n stimulus.Noticed) bool {
	if n.Exchange.Request.Op != probe.OpQuery {
		return false
	}
	order := n.Finding.Clause == "list/pages/stable" || n.Finding.Clause == "list/pages/disjoint"
	if !order {
		x.oracle.LookAgain(x.placeOf(n.Exchange.Request)) // what was learned before may be out of date
	}
	whole := func() *probe.Snapshot {
		return x.Scan(ctx, n.Exchange.Request.At, filtersOf(n.Exchange.Request.Query), int(x.Edition.Page.MaxLimit))
	}
	before := whole()
	ex, err := x.Do(ctx, n.Exchange.Request)
	if err != nil {
		return false
	}
	again := slices.ContainsFunc(ex.Judgement.Findings, func(f oracle.Finding) bool { return f.Clause == n.Finding.Clause && f.Kind == n.Finding.Kind })
	after := whole()
	if !again || before.Problem != "" || after.Problem != "" {
		return again && before.Problem == after.Problem
	}
	was, is := before.IDs(), after.IDs()
	if order {
		// What may change is the order alone: that is what it is about.
		slices.Sort(was)
		slices.Sort(is)
	}
	if !slices.Equal(was, is) {
		return false
	}
	n.Finding.Unless = oracle.None
	x.watch.add(n)
	return true
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
