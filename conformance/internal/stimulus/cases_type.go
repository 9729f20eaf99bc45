package stimulus

import (
	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
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
		{"zero", "the number 0", "0"},
		{"false", "false", "false"},
		{"array-empty", "an empty array", "[]"},
		{"object-empty", "an empty object", "{}"},
		{"array", "an array", `["appgauge_1"]`},
		{"object", "an object", `{"value":"appgauge_1"}`},
	}
	if f.Required {
		kinds = append(kinds, struct{ id, about, raw string }{"null", "null", "null"})
	}
	for _, k := range kinds {
		c.reject(rejection{
			id: base + "type/" + k.id + "-rejected", title: f.Name + " that is " + k.about + " is refused",
			clauses: []string{base + "type"}, control: "full", field: f.Name, poison: f.Name + " " + jsonvalue.Kind(jsonvalue.Read(k.raw).Value),
			spoil: func(g *Gen, d Draft) probe.Request { return d.With(f.Name, k.raw).Create() },
		})
	}
	c.add(Case{
		ID: base + "error-names-it-rejected", Title: "where " + f.Name + " alone is invalid, the error message names it",
		Clauses: []string{base + "error-names-it"}, Specimens: []string{"minimal"},
		Watch: []Watch{{base + "error-names-it", []string{"unnamed", "misnamed"}}},
		Judge: func(t *T) {
			for _, a := range t.scene.attempts() {
				if a.judgement().Proves {
					return
				}
			}
			t.Doubt("no invalid request was refused with 400")
		},
	})
	if f.Required {
		c.reject(rejection{
			id: base + "required/missing-rejected", title: "a request without " + f.Name + " is refused",
			clauses: []string{base + "required"}, control: "full", field: f.Name,
			spoil: func(g *Gen, d Draft) probe.Request { return d.Without(f.Name).Create() },
			more: []func(*Gen, Draft) probe.Request{
				func(g *Gen, d Draft) probe.Request { return Draft{}.WithText("remark", g.nonce+" no "+f.Name).Create() },
				func(g *Gen, d Draft) probe.Request { r := d.Create(); r.Body = "{}"; return r },
			},
		})
		c.reject(rejection{
			id: base + "required/other-case-rejected", title: "a member called NAME, or Name, is not the member name",
			clauses: []string{"create/body/member-names", base + "required"}, control: "full", field: f.Name,
			spoil: renamed(f.Name, SwapCase(f.Name)),
			more:  []func(*Gen, Draft) probe.Request{renamed(f.Name, SwapCase(f.Name[:1])+f.Name[1:])},
		})
		return
	}
	c.accept(base+"required/missing-accepted", "a request without "+f.Name+" is accepted", "minimal", "", base+"optional")
	c.add(Case{
		ID: base + "null/noted", Title: "what becomes of " + f.Name + " sent as null is noted",
		Clauses: []string{base + "null"}, Specimens: []string{"null"},
		Judge: func(t *T) { t.describe("null", f.Name) },
	})
}

// renamed makes the request whose member is called something else.
func renamed(from, to string) func(*Gen, Draft) probe.Request {
	return func(g *Gen, d Draft) probe.Request {
		r := d.Without(from).With(to, d.Raw(from)).Create()
		r.Name, _ = d.Text("name") // by which an app would be known all the same
		return r
	}
}

// describe notes what became of a specimen on which the page is silent.
func (t *T) describe(specimen, member string) {
	p := t.Find(specimen)
	switch {
	case p == nil || p.Absent != "":
		t.Doubt("the app %q was not created: %s", specimen, p.why())
	case p.Err != nil:
		t.Broken(p.Exchange, p.Err)
	case p.Exchange.Status/100 == 5:
		for _, f := range p.Exchange.Judgement.Findings {
			t.found(Noticed{f, p.Exchange})
		}
	case p.OK():
		t.Note(result.Pass, p.Exchange, "accepted; %s comes back as %s", member, jsonvalue.Kind(p.App.Get(member)))
	default:
		t.Note(result.Pass, p.Exchange, "answered %d%s", p.Exchange.Status, probe.BriefError(p.Exchange))
	}
}
