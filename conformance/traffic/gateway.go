package traffic

import (
	"container/heap"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// gateway is what is known of one gateway.
type gateway struct {
	base    string
	edition *validate.Edition
	oracle  *oracle.Oracle
	at      []oracle.Place // in the order of their first exchange
	places  map[oracle.Place]*place
	judged  int64
	started time.Time
	ended   time.Time
	// seen is how many exchanges showed a clause; found and held are what was found, by
	// clause and kind.
	seen     map[string]int64
	examples map[string]*result.Exchange
	found    map[string]*found
	held     []*held
	kinds    map[string]int // held findings, by clause and kind
	failing  map[string]*failure
	answered int64 // answers that were no failure
	client   client
}

// place is what is known of one place.
type place struct {
	created, deleted int64 // accepted creations, and requests that may have deleted
	lastCreated      time.Time
	awaited          map[string][]*held // findings that an app is missing, by its ID
	refused          []*held            // that may be due to a limit
	// lawful are listings that were answered lawfully since the last change.
	lawful map[uint64]*lawful
}

// lawful is a listing in which nothing was found.
type lawful struct {
	at      time.Time
	clauses []string
}

// The same listing, answered the same shortly after, shows nothing new; of so many it is
// remembered.
const soon, maxLawful = time.Second, 1000

// again reports whether the exchange is a listing that was judged a moment ago, and
// answered lawfully and in the same words: it need not be judged again.
func (g *gateway) again(j *Judge, ex *Exchange, op operation) bool {
	if op.op != oracle.List {
		clear(g.places[op.at].lawful)
		return false
	}
	was := g.places[op.at].lawful[j.sum(ex)]
	if was == nil || ex.Started.Sub(was.at) > soon || len(g.places[op.at].awaited) > 0 {
		return false
	}
	j.judged++
	g.judged++
	for _, clause := range was.clauses {
		g.seen[clause]++
	}
	return true
}

// patience is how long a created app may be missing in listings.
const patience = 5 * time.Second

func newGateway(base string, e *validate.Edition) *gateway {
	return &gateway{
		base: base, edition: e, oracle: oracle.New(oracle.Options{Edition: e, Patience: patience, Observed: true}),
		places: map[oracle.Place]*place{}, seen: map[string]int64{}, examples: map[string]*result.Exchange{},
		found: map[string]*found{}, kinds: map[string]int{}, failing: map[string]*failure{},
	}
}

// missed notes that exchanges were not seen.
func (g *gateway) missed(at time.Time) {
	for _, p := range g.at {
		g.oracle.Judge(oracle.Request{Op: oracle.Other, At: p}, oracle.Answer{}, oracle.Span{Sent: at, Answered: at})
		g.places[p].deleted++
	}
}

// begin tells the oracle of the request, and has the answer judged when its time comes.
func (g *gateway) begin(j *Judge, ex *Exchange, op operation) {
	j.judged++
	g.judged++
	if g.started.IsZero() {
		g.started = ex.Started
	}
	j.secrets.note(ex)
	cred, known := j.o.Tokens.credential(ex.Header, op.op, ex.Status, g.oracle.Lived(op.at))
	requests := []oracle.Request{{
		Op: op.op, At: op.at, Credential: cred, Query: op.query, Body: ex.Body, ContentType: mediaType(ex.Header.Get("Content-Type")),
		Hidden: ex.BodyHidden, Offends: ex.Offends,
	}}
	if op.op != oracle.Create && op.op != oracle.List {
		requests[0].Body = ""
		if len(op.ids) > 0 {
			requests[0].ID = op.ids[0]
		}
		for _, id := range op.ids[min(1, len(op.ids)):] {
			more := requests[0]
			more.ID = id
			requests = append(requests, more)
		}
	}
	var all []*oracle.Pending
	for _, r := range requests {
		all = append(all, g.oracle.Begin(r, ex.Started))
	}
	heap.Push(&j.pending, pending{ex.Ended(), func() {
		for i, p := range all {
			g.judge(j, ex, requests[i], p, known)
		}
	}})
}

// judge judges the answer.
func (g *gateway) judge(j *Judge, ex *Exchange, r oracle.Request, p *oracle.Pending, known bool) {
	if ended := ex.Ended(); ended.After(g.ended) {
		g.ended = ended
	}
	a := oracle.Answer{Status: ex.Status, Body: ex.ResponseBody}
	a.Date, _ = http.ParseTime(ex.ResponseHeader.Get("Date"))
	hidden := ex.AnswerHidden
	if hidden {
		a.Body = ""
	}
	if ex.Status/100 == 1 || ex.Status/100 == 3 || !known {
		// Something in between answered, or nobody knows why: what became of it is open.
		a.Status, a.Body = 0, ""
	}
	out := p.Judge(a, ex.Ended())
	s := &seen{Judge: j, gateway: g, place: g.places[r.At], ex: ex, request: r, answer: a, out: &out}
	s.note()
	if j.o.Client {
		s.sentBy()
	}
	for _, f := range out.Findings {
		if hidden && f.Path != "" {
			continue // it is about a body that nobody knows
		}
		s.take(f)
	}
	if hidden {
		return
	}
	clauses := g.oracle.Shown(r, a, &out)
	for _, clause := range clauses {
		s.shows(clause)
	}
	if here := s.place.lawful; r.Op == oracle.List && len(out.Findings) == 0 && out.Page != nil && len(here) < maxLawful && len(s.place.awaited) == 0 {
		here[j.sum(ex)] = &lawful{ex.Started, clauses}
	}
}

// seen is one judged exchange while it is looked at.
type seen struct {
	*Judge
	gateway *gateway
	place   *place
	ex      *Exchange
	request oracle.Request
	answer  oracle.Answer
	out     *oracle.Judgement
}

// note keeps what later decides on doubts.
func (s *seen) note() {
	switch status := s.answer.Status; {
	case s.request.Op == oracle.Create && status/100 == 2:
		s.place.created++
		s.place.lastCreated = s.ex.Ended()
		for _, h := range s.place.refused {
			h.controlled = h.controlled || h.deleted == s.place.deleted && h.created > 0
		}
		s.place.refused = nil
	case s.request.Op == oracle.Delete || s.request.Op == oracle.Other:
		s.place.deleted++
	}
	if s.out.Page != nil && len(s.place.awaited) > 0 {
		for i := range s.out.Page.Items {
			id := s.out.Page.Items[i].ID
			for _, h := range s.place.awaited[id] {
				h.shownLater = true
			}
			delete(s.place.awaited, id)
		}
	}
	s.noteFailure()
}

// shows counts that the exchange shows a clause, and keeps the first one that does.
func (s *seen) shows(clause string) {
	s.gateway.seen[clause]++
	if s.gateway.examples[clause] == nil {
		s.gateway.examples[clause] = s.secrets.redacted(s.ex, s.request.Credential)
	}
}

// where says where and when the exchange was.
func (s *seen) where() string {
	at := s.ex.Started.UTC().Format("2006-01-02T15:04:05.000Z")
	if s.ex.Where == "" {
		return at
	}
	return s.ex.Where + ", " + at
}

// mediaType is a content type without its parameters, "none" if there is none.
func mediaType(s string) string {
	if s == "" {
		return "none"
	}
	s, _, _ = strings.Cut(s, ";")
	return strings.ToLower(strings.TrimSpace(s))
}

// key identifies findings that have one explanation.
func key(f *oracle.Finding) string { return fmt.Sprint(f.Clause, " ", f.Kind) }
