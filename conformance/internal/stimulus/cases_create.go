package stimulus

import (
	"net/http"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
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
	c.createResponseCases()
	c.createErrorCases()
	c.createWholeCases()
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
	judge := func(t *T) {
		p := t.accepted(specimen, field)
		want, ok := p.Draft.Text(field)
		if !ok {
			return
		}
		got, present := p.App.Look(field)
		if want == "" && (!present || got == nil) {
			return
		}
		if s, ok := got.(string); ok && field == "app_secret" {
			if !redact.Masked(s) && s != want {
				t.Fail(p.Exchange, "%s does not come back as it was sent: %s", field, firstDifference(want, s)).Path = "$." + field
			}
			return
		}
		t.Want(p.Exchange, "$."+field, any(want), got, "%s does not come back as it was sent", field)
	}
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

// accepted is the specimen, which the gateway must have created. Where it was
// refused for another member that was sent than the one that the case is about,
// the case says nothing.
func (t *T) accepted(specimen, field string) *Planted {
	p := t.Find(specimen)
	switch {
	case p.OK():
		t.Record(p.Exchange)
		if p.Exchange.Status != http.StatusCreated {
			t.Fail(p.Exchange, "a valid request was answered %d, not 201", p.Exchange.Status)
		}
		return p
	case p == nil || p.Absent != "":
		t.Doubt("the app %q was not created: %s", specimen, p.why())
	case p.Err != nil:
		t.Broken(p.Exchange, p.Err)
	case p.Exchange.Status/100 == 2:
		t.Fatal(p.Exchange, "the app %q seems to be created, but %s", specimen, p.why())
	case field != "" && p.blames(field):
		t.Record(p.Exchange)
		t.Doubt("the app %q was refused for another member: %s", specimen, probe.BriefError(p.Exchange))
	default:
		t.Fatal(p.Exchange, "a valid request was answered %d%s, not 201", p.Exchange.Status, probe.BriefError(p.Exchange))
	}
	return nil
}
