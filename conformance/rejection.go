package conformance

import (
	"net/http"
	"slices"
)

// rejection is a case that sends a create request with one defect.
type rejection struct {
	id, title string
	clauses   []string
	// control is the specimen that differs in one byte, or in the one member
	// that is the defect.
	control string
	// spoil makes the request out of the control's draft.
	spoil func(*gen, draft) request
	want  refusal
}

// refusal is what a request that should be refused must be answered.
type refusal struct {
	status int
	// param is the parameter that the message must name; "" is any or none.
	param string
	// code is the documented error code; of kin, codes of the same family that
	// other pages document for the same fault, it should be code.
	code string
	kin  []string
	// level is Must unless the page is silent.
	level Level
	// softParam says that the message should name the parameter, but may name
	// none.
	softParam bool
}

// badParameter is the documented refusal of an invalid member.
func badParameter(name string) refusal {
	return refusal{status: http.StatusBadRequest, param: name, code: documentedCode("400")}
}

// badRequest is the refusal of a body in which no single member is to blame, or
// of a member that is no text at all.
func badRequest(param string) refusal {
	return refusal{
		status: http.StatusBadRequest, param: param, softParam: true,
		code: documentedCode("400"), kin: []string{"APIG.2000", "APIG.2001"},
	}
}

var errorBody = []string{"error_code", "error_msg"}

// reject adds the case.
func (c *catalog) reject(r rejection) {
	clauses := append(r.clauses, "create/rejected-creates-nothing")
	if r.want.level == Must {
		clauses = append(clauses, "create/status/400", "create/error/400/code")
	}
	c.add(Case{
		ID: r.id, Title: r.title, Control: r.control,
		Clauses:   clauses,
		specimens: []string{r.control},
		act: func(t *T) {
			g := newGen(t.edition, t.nonce, r.control)
			t.try(r.spoil(g, g.draftOf(r.control)))
		},
		judge: func(t *T) {
			for _, a := range t.acted {
				t.refused(a, r.want)
			}
			t.nothingCreated(r.control)
		},
	})
}

// try sends a request that should not create anything. At most a third of the
// budget goes to gateways that create all the same.
func (t *T) try(r request) {
	ex, err := t.post(t.ctx, r, max(1, t.budget.limit/3))
	t.acted = append(t.acted, acted{request: r, exchange: ex, err: err})
}

// refused judges the answer to a request that should be refused.
func (t *T) refused(a acted, want refusal) {
	switch {
	case a.err == errBudget:
		t.doubt("not sent: wrongly accepted requests have used up a third of the budget of %d apps", t.budget.limit)
	case a.err != nil:
		t.broken(a.exchange, a.err)
	}
	t.judgeRefusal(a.exchange, want)
}

func (t *T) judgeRefusal(ex *Exchange, want refusal) {
	breach := func(format string, args ...any) {
		switch want.level {
		case Must:
			t.fail(ex, format, args...)
		case Should:
			t.warn(ex, format, args...)
		default:
			t.note(Pass, ex, format, args...)
		}
	}
	t.record(ex)
	switch {
	case ex.Status == want.status:
	case ex.Status/100 == 2:
		breach("accepted with %d instead of refused with %d", ex.Status, want.status)
		return
	default:
		breach("answered %d%s, not %d", ex.Status, briefError(ex), want.status)
		return
	}
	code, msg := errorCode(ex), errorMessage(ex)
	switch {
	case code == want.code:
	case slices.Contains(want.kin, code):
		t.warn(ex, "the error code is %s, of the same family as the documented %s", code, want.code)
	default:
		breach("the error code is %q, not %s", code, want.code)
		return
	}
	if want.param == "" || namesParameter(msg, want.param) {
		return
	}
	if named := namedParameter(msg); want.softParam && !t.isField(named) {
		if code == want.code {
			t.warn(ex, "the message does not name the parameter %s: %q", want.param, msg)
		}
		return
	}
	breach("the message does not name the parameter in the form parameterName:%s: %q", want.param, msg)
}

// isField reports whether the name is that of a documented member.
func (t *T) isField(name string) bool {
	_, ok := t.edition.Field(name)
	return ok
}

// nothingCreated demands that no listing shows an app of the refused requests,
// and that the control twin's app is created and listed: where it is not,
// neither the refusal nor the empty listing means anything.
func (t *T) nothingCreated(control string) {
	for _, app := range t.strays {
		t.fail(nil, "an app of this request is listed although the request was refused: id %s, name %q", str(app, "id"), str(app, "name"))
	}
	p := t.find(control)
	switch {
	case !p.ok():
		t.note(Unverified, nil, "the control twin %q was not created, so the refusal may have another cause: %s", control, p.why())
	case t.settled.find(p.id) == nil:
		t.note(Unverified, nil, "the control twin %q is not listed, so that nothing was created could not be seen", control)
	}
	if t.rejected != nil && t.rejected.problem != "" {
		t.note(Unverified, nil, "the listing could not be read whole, so that nothing was created could not be seen: %s", t.rejected.problem)
	}
}
