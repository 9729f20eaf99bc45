package conformance

import (
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// typeCases send the field as something other than a string, and not at all.
func (c *catalog) typeCases(f *validate.Field) {
	base := "create/" + f.Name + "/"
	kinds := []struct{ id, about, raw string }{
		{"number", "a number", "12345678"},
		{"boolean", "a boolean", "true"},
		{"array", "an array", `["appgauge_1"]`},
		{"object", "an object", `{"value":"appgauge_1"}`},
	}
	if f.Required {
		kinds = append(kinds, struct{ id, about, raw string }{"null", "null", "null"})
	}
	for _, k := range kinds {
		c.reject(rejection{
			id: base + "type/" + k.id + "-rejected", title: f.Name + " that is " + k.about + " is refused",
			clauses: []string{base + "type"}, control: "full", want: badRequest(f.Name),
			spoil: func(g *gen, d draft) probe.Request { return d.with(f.Name, k.raw).create() },
		})
	}
	if f.Required {
		c.reject(rejection{
			id: base + "required/missing-rejected", title: "a request without " + f.Name + " is refused",
			clauses: []string{base + "required"}, control: "full", want: badRequest(f.Name),
			spoil: func(g *gen, d draft) probe.Request { return d.without(f.Name).create() },
			more: []func(*gen, draft) probe.Request{
				func(g *gen, d draft) probe.Request { return draft{}.withText("remark", g.nonce+" no "+f.Name).create() },
				func(g *gen, d draft) probe.Request { r := d.create(); r.Body = "{}"; return r },
			},
		})
		c.reject(rejection{
			id: base + "required/other-case-rejected", title: "a member called NAME, or Name, is not the member name",
			clauses: []string{"create/body/member-names", base + "required"}, control: "full", want: badRequest(f.Name),
			spoil: renamed(f.Name, swapCase(f.Name)),
			more:  []func(*gen, draft) probe.Request{renamed(f.Name, swapCase(f.Name[:1])+f.Name[1:])},
		})
		return
	}
	c.accept(base+"required/missing-accepted", "a request without "+f.Name+" is accepted", "minimal", "", base+"optional")
	c.add(Case{
		ID: base + "null/noted", Title: "what becomes of " + f.Name + " sent as null is noted",
		Clauses: []string{base + "null"}, specimens: []string{"null"},
		judge: func(t *T) { t.describe("null", f.Name) },
	})
}

// renamed makes the request whose member is called something else.
func renamed(from, to string) func(*gen, draft) probe.Request {
	return func(g *gen, d draft) probe.Request {
		r := d.without(from).with(to, d.raw(from)).create()
		r.Name, _ = d.text("name") // by which an app would be known all the same
		return r
	}
}

// describe notes what became of a specimen on which the page is silent.
func (t *T) describe(specimen, member string) {
	p := t.find(specimen)
	switch {
	case p == nil || p.absent != "":
		t.doubt("the app %q was not created: %s", specimen, p.why())
	case p.err != nil:
		t.broken(p.ex, p.err)
	case p.ex.Status/100 == 5:
		t.fail(p.ex, "answered %d%s: neither accepted nor refused", p.ex.Status, probe.BriefError(p.ex))
	case p.ok():
		t.note(result.Pass, p.ex, "accepted; %s comes back as %s", member, probe.KindOf(p.app.Get(member)))
	default:
		t.note(result.Pass, p.ex, "answered %d%s", p.ex.Status, probe.BriefError(p.ex))
	}
}
