package stimulus

import (
	"net/http"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/result"
)

// rejection is a case that sends a create request with one defect.
type rejection struct {
	id, title string
	clauses   []string
	// control is the specimen that differs in one byte, or in the one member
	// that is the defect.
	control string
	// spoil makes the request out of the control's draft; more makes others
	// with the same defect.
	spoil func(*Gen, Draft) probe.Request
	more  []func(*Gen, Draft) probe.Request
	want  refusal
}

// refusal is what a request that should be refused must be answered. The error
// code is judged by cases of its own, over all refusals.
type refusal struct {
	status int
	// param is the parameter that the message must name; "" is any or none.
	param string
	// softParam says that the message should name the parameter, but may name
	// none of the documented ones.
	softParam bool
	// level is Must unless the page is silent.
	level result.Level
}

// badParameter is the documented refusal of an invalid member.
func badParameter(name string) refusal {
	return refusal{status: http.StatusBadRequest, param: name}
}

// badRequest is the refusal of a body in which no single member is to blame, or
// of a member that is no text at all.
func badRequest(param string) refusal {
	return refusal{status: http.StatusBadRequest, param: param, softParam: true}
}

// reject adds the case.
func (c *catalog) reject(r rejection) {
	clauses := append(r.clauses, "create/rejected-creates-nothing")
	if r.want.level == result.Must {
		clauses = append(clauses, "create/status/400")
	}
	c.add(Case{
		ID: r.id, Title: r.title, Control: r.control,
		Clauses:   clauses,
		Specimens: []string{r.control},
		Act: func(t *T) {
			g := t.Gen(t.trial.Case.ID) // not the control's, whose values are secret
			for _, spoil := range append([]func(*Gen, Draft) probe.Request{r.spoil}, r.more...) {
				t.Try(spoil(g, g.DraftOf(r.control)))
			}
		},
		Judge: func(t *T) {
			for _, a := range t.Tried() {
				t.refused(a, r.want)
			}
			t.nothingCreated(r.control)
		},
	})
}

// refused judges the answer to a request that should be refused.
func (t *T) refused(a Attempt, want refusal) {
	switch {
	case a.Err == world.ErrBudget:
		t.Doubt("not sent: wrongly accepted requests have used up a third of the budget of %d apps", t.scene.run.Limit())
	case a.Err != nil:
		t.Broken(a.Exchange, a.Err)
	}
	t.judgeRefusal(a.Exchange, want)
}

func (t *T) judgeRefusal(ex *probe.Exchange, want refusal) {
	breach := func(format string, args ...any) {
		switch want.level {
		case result.Must:
			t.Fail(ex, format, args...)
		case result.Should:
			t.Warn(ex, format, args...)
		default:
			t.Note(result.Pass, ex, format, args...)
		}
	}
	t.Record(ex)
	switch {
	case ex.Status == want.status:
	case ex.Status/100 == 2:
		breach("accepted with %d instead of refused with %d", ex.Status, want.status)
		return
	default:
		breach("answered %d%s, not %d", ex.Status, probe.BriefError(ex), want.status)
		return
	}
	if problem := probe.ErrorProblem(ex); problem != "" {
		breach("%s", problem)
		return
	}
	msg := probe.ErrorMessage(ex)
	if want.param == "" || probe.NamesParameter(msg, want.param) {
		return
	}
	if want.softParam && !slices.ContainsFunc(probe.NamedParameters(msg), t.isField) {
		return
	}
	breach("the message does not name the parameter %s, in the documented form parameterName:%s or otherwise: %q", want.param, want.param, msg)
}

// isField reports whether the name is that of a documented member.
func (t *T) isField(name string) bool {
	_, ok := t.Setting().Edition.Field(name)
	return ok
}

// nothingCreated demands that no listing shows an app of the refused requests,
// and that the control twin's app is created and listed: where it is not,
// neither the refusal nor the empty listing means anything.
func (t *T) nothingCreated(control string) {
	for _, app := range t.trial.Strays {
		t.Fail(nil, "an app of this request is listed although the request was refused: id %s, name %q", app.Text("id"), app.Text("name"))
	}
	p := t.Find(control)
	switch {
	case !p.OK():
		t.Note(result.Unverified, nil, "the control twin %q was not created, so the refusal may have another cause: %s", control, p.why())
	case t.Settled().Find(p.ID) == nil:
		t.Note(result.Unverified, nil, "the control twin %q is not listed, so that nothing was created could not be seen", control)
	}
	if t.scene.Rejected != nil && t.scene.Rejected.Problem != "" {
		t.Note(result.Unverified, nil, "the listing could not be read whole, so that nothing was created could not be seen: %s", t.scene.Rejected.Problem)
	}
}
