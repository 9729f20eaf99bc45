package conformance

import "github.com/appgauge/appgauge/validate"

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
	c.add(Case{
		ID: id, Title: title, Clauses: append(clauses, "create/response/echo"), specimens: []string{specimen},
		judge: func(t *T) {
			p := t.accepted(specimen, field)
			want, ok := p.draft.text(field)
			if !ok {
				return
			}
			got := str(p.app, field)
			if field == "app_secret" && masked(got) {
				return
			}
			t.want(p.ex, "$."+field, want, got, "%s does not come back as it was sent", field)
		},
	})
}

// accepted is the specimen, which the gateway must have created. Where it was
// refused for another member than the one that the case is about, the case says
// nothing.
func (t *T) accepted(specimen, field string) *planted {
	p := t.find(specimen)
	switch {
	case p.ok():
		t.record(p.ex)
		return p
	case p == nil || p.absent != "":
		t.doubt("the app %q was not created: %s", specimen, p.why())
	case p.err != nil:
		t.broken(p.ex, p.err)
	case p.ex.Status/100 == 2:
		t.record(p.ex)
		t.doubt("the app %q was created, but %s", specimen, p.why())
	case field != "" && p.blames(field):
		t.record(p.ex)
		t.doubt("the app %q was refused for another member: %s", specimen, briefError(p.ex))
	default:
		t.fail(p.ex, "a valid request was answered %d%s, not 201", p.ex.Status, briefError(p.ex))
		t.end()
	}
	return nil
}
