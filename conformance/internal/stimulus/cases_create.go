package stimulus

import (
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// createCases are the cases of creating an app.
func (c *catalog) createCases() {
	for id := range c.edition.Fields {
		f := &c.edition.Fields[id]
		c.lengthCases(f)
		if f.Chars != nil {
			c.charsetCases(f)
		}
		c.typeCases(f)
	}
	c.remarkCases()
	c.oddCases()
	c.bodyCases()
	c.createAuthCases()
	c.signatureCases()
	c.createResponseCases()
	c.createErrorCases()
	c.createWholeCases()
	c.companyCases()
}

// controlOf is the specimen whose member of this name the defects of the field
// are put into.
func controlOf(f *validate.Field) string {
	if f.Required {
		return "minimal"
	}
	return "full"
}

// accept adds the case that the specimen is created, and that the member comes
// back as it was sent.
func (c *catalog) accept(id, title, specimen, field string, clauses ...string) {
	judge := func(t *T) { t.accepted(specimen, field) }
	k := Case{ID: id, Title: title, Clauses: append(clauses, "create/response/echo"), Specimens: []string{specimen}}
	if c.late(specimen) {
		k.Churn = func(t *T) {
			t.Late(specimen)
			judge(t)
		}
	} else {
		k.Judge = judge
	}
	c.add(k)
}

// late reports whether the specimen is created by cases that change things.
func (c *catalog) late(id string) bool { return c.shelf.get(id).Late }

// accepted is the specimen, which the gateway must have created. If it was refused,
// that shows something only if the member that the case is about is refused alone.
func (t *T) accepted(specimen, field string) *Planted {
	p := t.Find(specimen)
	switch {
	case p == nil || p.Absent != "":
		t.Doubt("the app %q was not created: %s", specimen, p.why())
	case p.Err != nil:
		t.Broken(p.Exchange, p.Err)
	case p.Exchange.Status/100 == 2:
		t.judgeField(p.Exchange, field)
		if !p.OK() {
			t.Doubt("the app %q seems to be created, but %s", specimen, p.why())
		}
		return p
	}
	if j := p.Exchange.Judgement; len(j.Findings) == 0 && j.Proves {
		t.Note(result.Pass, p.Exchange, "refused, as it may be: %d%s", p.Exchange.Status, probe.BriefError(p.Exchange))
		panic(endCase{})
	}
	refused := p
	if alone := p.Alone[field]; alone != nil {
		if alone.OK() {
			t.Record(p.Exchange)
			t.Doubt("the app %q was refused, though not for %s: %s", specimen, field, probe.BriefError(p.Exchange))
		}
		refused = alone
	} else if field != "" && p.blames(field) {
		t.Record(p.Exchange)
		t.Doubt("the app %q was refused for another member: %s", specimen, probe.BriefError(p.Exchange))
	}
	t.refusedValid(refused)
	return nil
}

// refusedValid takes over that a valid request was refused, for the case's own clause.
func (t *T) refusedValid(p *Planted) {
	if p.Err != nil || p.Exchange == nil {
		t.Doubt("the app %q was not created: %s", p.Spec.ID, p.why())
	}
	for _, f := range p.Exchange.Judgement.Findings {
		if f.Kind != "refused" {
			continue
		}
		if f.Clause == "create/status/201" {
			f.Clause = t.trial.Case.Clauses[0]
			f.Cause = f.Clause + " refused"
		}
		// The run has seen by now that it is neither a limit nor a value that is taken.
		f.Unless = oracle.None
		t.Take(Noticed{f, p.Exchange})
		return
	}
	t.Doubt("the app %q was refused, as it may be: %s", p.Spec.ID, p.why())
}
