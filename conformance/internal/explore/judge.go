package explore

import (
	"net/http"
	"slices"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

const (
	// atOnce is the patience with which a sequence is judged at first: whatever was
	// created shows at once.
	atOnce = time.Nanosecond
	// later is the patience that every gateway is due.
	later = 5 * time.Second
)

// sign is what a sequence shows: a finding, and the request that it is about.
type sign struct {
	oracle.Finding
	sent int
}

// judge judges what came with an oracle that knows nothing else.
func (x *run) judge(r *record, patience time.Duration) ([]sign, []result.Trait) {
	o := oracle.New(oracle.Options{Edition: x.Edition, Patience: patience, Undisturbed: true})
	pending := make([]*oracle.Pending, len(r.sent))
	var out []sign
	for _, e := range r.events {
		switch {
		case e.kind == settles:
			o.Settled()
			continue
		case r.sent[e.n].unsent:
			continue
		}
		switch e.kind {
		case begins:
			pending[e.n] = o.Begin(x.described(r.sent[e.n].request), e.at)
		case ends:
			for _, f := range pending[e.n].Judge(r.sent[e.n].answer(), e.at).Findings {
				out = append(out, sign{f, e.n})
			}
		}
	}
	if f := x.judgeTogether(r); f != nil {
		out = append(out, *f)
	}
	return slices.DeleteFunc(out, func(s sign) bool {
		// While an app comes or goes late, so do totals and positions.
		late := (x.patient || x.lingers) && slices.Contains([]string{"differs", "order", "again"}, s.Kind)
		return late || x.levels[s.Clause] == result.Info
	}), o.Traits()
}

// answer is what came, as the oracle knows it.
func (s *sent) answer() oracle.Answer {
	if s.ex == nil || s.err != nil || s.ex.Method == "" {
		return oracle.Answer{}
	}
	doc := s.ex.Document()
	a := oracle.Answer{Status: s.ex.Status, Body: s.ex.Answer(), Cut: s.ex.Cut, Doc: &doc}
	a.Date, _ = http.ParseTime(s.ex.ResponseHeader.Get("Date"))
	return a
}

// described is the request as the oracle knows it.
func (x *run) described(r probe.Request) oracle.Request { return x.client.Described(r) }

func (x *run) placeOf(r probe.Request) probe.Place {
	if r.At != nil {
		return *r.At
	}
	return x.Home
}

// appsOf are the apps on a page, or in the answer to a creation.
func appsOf(ex *probe.Exchange) []jsonvalue.Object {
	body := ex.Object()
	items, ok := body.Get("apps").([]any)
	if !ok {
		return []jsonvalue.Object{body}
	}
	var out []jsonvalue.Object
	for _, item := range items {
		if app, ok := item.(jsonvalue.Object); ok {
			out = append(out, app)
		}
	}
	return out
}
