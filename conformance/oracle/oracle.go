package oracle

import (
	"slices"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/validate"
)

// Options are what an oracle is told at its start. The zero value works.
type Options struct {
	// Edition is the rule set; nil is [validate.Default].
	Edition *validate.Edition
	// Patience is how long after its creation an app may be missing in listings; 0
	// is five seconds.
	Patience time.Duration
	// Undisturbed reports that nobody else deletes what judged traffic creates. Without
	// it an app that is missing may have been deleted by others.
	Undisturbed bool
	// Observed reports that the traffic is not our own: apps may have been there
	// before it, requests may be missing from it, and nothing can be asked again.
	// Findings that rest on knowing all of it carry a doubt then, and what is known
	// stays within bounds.
	Observed bool
}

// Oracle judges the answers of one gateway. It is safe for concurrent use.
type Oracle struct {
	edition     *validate.Edition
	patience    time.Duration
	undisturbed bool
	observed    bool
	reader      jsonvalue.Reader

	mu     sync.Mutex
	apps   map[string]*app // by ID, of every place
	made   []*app          // the same in the order of their creation
	spaces map[Place]*space
	flying []*Pending // creations and deletions whose answers did not come yet
	traits traits
	// unfiltered are parameters that were seen not to filter by themselves.
	unfiltered map[string]bool
	// wrongTotal says that total was seen not to count the apps.
	wrongTotal bool
	// calibrated freezes unfiltered and wrongTotal: what is judged by must not depend on
	// the order.
	calibrated bool
	// foldKeys reports that an AppKey was refused for one that differs in case alone.
	foldKeys bool
	// prompt is what was seen of how soon apps show, in plain and in filtered listings.
	prompt [2]promptness
	// clean are items, by the first of their members, that were found to be in order.
	clean map[*jsonvalue.Member]string
}

// New makes an oracle that knows nothing of the gateway yet.
func New(o Options) *Oracle {
	out := &Oracle{
		edition: o.Edition, patience: o.Patience, undisturbed: o.Undisturbed, observed: o.Observed,
		apps: map[string]*app{}, spaces: map[Place]*space{}, unfiltered: map[string]bool{},
	}
	if out.edition == nil {
		out.edition = validate.Default()
	}
	if out.patience == 0 {
		out.patience = 5 * time.Second
	}
	out.traits.init()
	return out
}

// Pending is a request that is under way.
type Pending struct {
	oracle  *Oracle
	request Request
	draft   *draft // of a creation
	sent    time.Time
}

// Begin notes that the request is being sent.
func (o *Oracle) Begin(r Request, sent time.Time) *Pending {
	p := &Pending{oracle: o, request: r, sent: sent}
	if r.Op == Create {
		p.draft = o.read(r)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if r.Op != List {
		o.flying = append(o.flying, p)
	}
	return p
}

// Judge judges the answer to the request, and learns from it. It is called once.
func (p *Pending) Judge(a Answer, answered time.Time) Judgement {
	o := p.oracle
	j := Judgement{Accepted: a.Status/100 == 2}
	if a.Status != 0 {
		if a.Doc != nil {
			j.Doc = *a.Doc
		} else {
			j.Doc = o.reader.Read(a.Body)
		}
		j.Doc.Cut = j.Doc.Cut || a.Cut
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.flying = slices.DeleteFunc(o.flying, func(f *Pending) bool { return f == p })
	s := Span{p.sent, answered}
	switch p.request.Op {
	case Create:
		o.judgeCreate(p, a, s, &j)
	case List:
		o.judgeList(p.request, a, s, &j)
	case Delete:
		o.noteDelete(p.request, a, s)
	case Other:
		o.noteOther(p.request, s)
	}
	if o.observed {
		o.space(p.request.At).begin(a, s)
		o.forget()
	}
	for i := range j.Findings {
		j.Findings[i].Cause = causeOf(&j.Findings[i])
	}
	return j
}

// Judge is Begin and Judge at once, for a request that met no other.
func (o *Oracle) Judge(r Request, a Answer, s Span) Judgement {
	return o.Begin(r, s.Sent).Judge(a, s.Answered)
}

// Settled says that every app that was created shows by now in every listing, or
// never will: from here on a missing one is a finding.
func (o *Oracle) Settled() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, a := range o.made {
		a.settled, a.wentSettled = true, a.gone != nil
	}
	for _, s := range o.spaces {
		clear(s.orders) // they may be of a time when not all showed
	}
}

// Calibrated says that the oracle has seen, by requests that are the same in every run,
// what other answers are judged by. From here on the order of requests decides nothing.
func (o *Oracle) Calibrated() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.calibrated = true
}

// noteDelete learns from a deletion, whatever its answer: only one that is
// certainly refused leaves the app where it is.
func (o *Oracle) noteDelete(r Request, a Answer, s Span) {
	o.space(r.At).changed(s)
	known := o.apps[r.ID]
	if known == nil || known.at != r.At {
		return
	}
	switch {
	case a.Status/100 == 2 || a.Status == 404:
		known.gone = &s
	case a.Status == 0 || a.Status >= 500:
		known.perhapsGone = true
	}
}

// space is what is known of one place.
func (o *Oracle) space(at Place) *space {
	s := o.spaces[at]
	if s == nil {
		s = &space{at: at, orders: map[string]*order{}, foreign: map[string]*stranger{}}
		o.spaces[at] = s
	}
	return s
}
