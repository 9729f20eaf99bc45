package stimulus

import (
	"errors"
	"fmt"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// rejection is a case that sends a create request with one defect.
type rejection struct {
	id, title string
	clauses   []string
	// control is the specimen that is like the request but for the defect, and has a
	// name and an AppKey of its own. field is the member that has the defect; "" is
	// the whole body.
	control, field string
	// spoil makes the request out of a draft like the control's; more makes others
	// with the same defect.
	spoil func(*Gen, Draft) probe.Request
	more  []func(*Gen, Draft) probe.Request
	// poison is what in the request could leave the gateway unable to list, should it be
	// accepted.
	poison string
	// rare marks a defect of which there are so many alike that one of them in company
	// will do.
	rare bool
}

// reject adds the case.
func (c *catalog) reject(r rejection) {
	c.rejections = append(c.rejections, r)
	clauses := append(r.clauses, "create/rejected-creates-nothing")
	if c.binding(r.clauses[0]) {
		clauses = append(clauses, "create/status/400")
	}
	c.add(Case{
		ID: r.id, Title: r.title, Control: r.control, Clauses: clauses,
		Specimens: []string{r.control}, Poison: r.poison,
		Act: func(t *T) {
			spoils := append([]func(*Gen, Draft) probe.Request{r.spoil}, r.more...)
			t.Each(len(spoils), func(t *T, i int) {
				t.tryFresh(func(g *Gen) probe.Request { return spoils[i](g, g.twin(r.control, r.field)) })
			})
		},
		Judge: func(t *T) {
			for _, a := range t.Tried() {
				t.refused(a)
			}
			t.nothingCreated(r.control)
		},
	})
}

// tryFresh tries a request, and once more with other values if it went unanswered, or was
// refused for what may be a value that is taken: that refusal would prove nothing.
func (t *T) tryFresh(build func(*Gen) probe.Request) {
	t.Try(build(t.Gen(t.trial.Case.ID)))
	last := &t.trial.Tried[len(t.trial.Tried)-1]
	for n := 1; n <= unansweredTries && transient(last.Err); n++ {
		again := Attempt{Request: build(t.Gen(fmt.Sprintf("%s unanswered %d", t.trial.Case.ID, n)))}
		again.Exchange, again.Err = t.scene.run.PostInVain(t.ctx, again.Request, t.share())
		*last = again
	}
	if j := last.judgement(); last.Err == nil && !j.Accepted && !j.Proves {
		again := Attempt{Request: build(t.Gen(t.trial.Case.ID + " again"))}
		again.Exchange, again.Err = t.scene.run.PostInVain(t.ctx, again.Request, t.share())
		if again.Err == nil {
			*last = again
		}
	}
}

// unansweredTries is how often a request that a proxy did not pass on, or that was
// answered by one, is tried again.
const unansweredTries = 2

// transient reports whether the error is an answer that tells nothing of the gateway.
// Where none came at all it may come to nothing again, and take long.
func transient(err error) bool {
	t, ok := errors.AsType[*probe.TransientError](err)
	return ok && t.Status != 0
}

// refused judges the answer to a request that should be refused. A refusal that may
// have another cause than the request's defect shows nothing.
func (t *T) refused(a Attempt) {
	switch {
	case a.Err == world.ErrBudget:
		t.Doubt("not sent: apps of wrongly accepted requests, which could not be deleted, take up a third of the budget of %d apps", t.scene.run.Limit())
	case a.Err != nil:
		t.Broken(a.Exchange, a.Err)
	}
	before := len(t.trial.Findings)
	t.Record(a.Exchange)
	j := a.judgement()
	for _, f := range j.Findings {
		if t.about(f) {
			// Values of its own were tried: no other app has them.
			f.Unless = oracle.None
			t.Take(Noticed{f, a.Exchange})
		}
	}
	if len(t.trial.Findings) == before && !j.Accepted && !j.Proves && len(j.Findings) == 0 {
		t.Note(result.Unverified, a.Exchange, "answered %d%s, which may have another cause than the defect", a.Exchange.Status, probe.BriefError(a.Exchange))
	}
}

// nothingCreated demands that no listing shows an app of the refused requests. If
// the control was not created, no refusal means anything.
func (t *T) nothingCreated(control string) {
	for _, app := range t.trial.Strays {
		f := t.Fail(nil, "an app of this request is listed although the request was refused: id %s, name %q", app.Text("id"), app.Text("name"))
		f.Clause, f.Cause = "create/rejected-creates-nothing", "create/rejected-creates-nothing stray"
	}
	if p := t.scene.control(control); !p.OK() {
		t.Note(result.Unverified, nil, "the control %q was not created, so the refusal may have another cause: %s", control, p.why())
	}
}
