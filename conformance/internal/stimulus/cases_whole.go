package stimulus

import (
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// createWholeCases are about creations as a whole: their status, what they leave
// behind, where, and many at once.
func (c *catalog) createWholeCases() {
	c.add(Case{
		ID: "create/status-201", Title: "every valid request is answered 201",
		Clauses: []string{"create/status/201", "create/uri"}, Specimens: basics[:],
		Judge: func(t *T) {
			n := 0
			for _, p := range t.Planted() {
				if p.Exchange == nil || p.Err != nil || p.Absent != "" || p.Spec.Likeness || t.silent(p.Spec.ID) {
					continue
				}
				n++
				switch {
				case p.Exchange.Status/100 == 2:
					t.Judge(p.Exchange)
				case slices.Contains(basics[:], p.Spec.ID) || p.inCompany():
					t.refusedValid(p)
				}
			}
			if n == 0 {
				t.accepted("minimal", "")
			}
		},
	})
	c.accept("create/name/name-null-accepted", "a name that some programs take for a missing value is accepted", "name-null", "name", "create/name/charset")
	c.accept("create/example/name-and-remark-accepted", "a request like the documented example is accepted", "remark-max", "", "create/example/minimal", "create/status/201")
	c.accept("create/example/name-only-accepted", "a request with a name alone is accepted", "minimal", "", "create/status/201", "create/name/required")
	c.accept("create/example/every-member-accepted", "a request with every documented member is accepted", "full", "", "create/status/201")
	c.add(Case{
		ID: "create/rejected-creates-nothing", Title: "no app of this run is listed that no 201 announced",
		Clauses: []string{"create/rejected-creates-nothing"}, Specimens: basics[:],
		Judge: func(t *T) {
			for _, s := range t.scene.Strays {
				t.Fail(s.Page.Exchange, "the app %s, called %q, is listed though every request that could have created it was refused", s.App.Text("id"), s.App.Text("name")).Path = s.Path("")
			}
			t.readable(t.Settled())
			for _, p := range t.Subjects() {
				if t.Settled().Find(p.ID) != nil {
					return
				}
			}
			t.Doubt("no created app is listed, so that nothing else is listed means nothing")
		},
	})
	c.isolationCases()
	c.concurrencyCases()
	c.twinCases()
}

// silent tells the specimens whose request the pages do not speak of.
func (t *T) silent(id string) bool {
	switch id {
	case "null", "unknown-member", "duplicate-member", "content-type-absent", "same-name", "same-key", "name-null", "other-project", "other-instance":
		return true
	}
	return false
}

// readable ends the case where the whole listing could not be read.
func (t *T) readable(s *probe.Snapshot) {
	if s == nil {
		t.Doubt("the listing was not read")
	}
	if s.Err != nil {
		t.Broken(s.Pages[len(s.Pages)-1].Exchange, s.Err)
	}
	if s.Problem != "" {
		t.Doubt("the listing could not be read whole: %s", s.Problem)
	}
}
