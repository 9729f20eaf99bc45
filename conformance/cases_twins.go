package conformance

import (
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// twinCases create an app that has a value of another one. A gateway may refuse
// that; if it does not, both are there, each with its own values.
func (c *catalog) twinCases() {
	for _, k := range []struct{ id, specimen, first, member string }{
		{"name", "same-name", "minimal", "name"},
		{"app_key", "same-key", "full", "app_key"},
	} {
		c.add(Case{
			ID: "list/same-" + k.member + "/created-is-listed", Title: "two apps with the same " + k.member + " are both listed, each with its own values",
			Clauses:   []string{"list/lists-created", "create/ids-unique"},
			specimens: []string{k.specimen, k.first}, churn: func(t *T) { t.twins(k.specimen, k.first) },
		})
	}
	c.add(Case{
		ID: "list/same-remark/created-is-listed", Title: "apps with the same remark are all listed, each with its own values",
		Clauses:   []string{"list/lists-created"},
		specimens: []string{"burst-1", "burst-2", "minimal"}, churn: func(t *T) {
			made := []*planted{t.late("burst-1"), t.late("burst-2")}
			for _, p := range made {
				if !p.ok() {
					t.doubt("the app %q was not created: %s", p.spec.id, p.why())
				}
			}
			s := t.scanFor(made)
			t.readable(s)
			for _, p := range made {
				at := s.Find(p.id)
				if at == nil {
					t.fail(s.Pages[0].Exchange, "the app %q (%s), created before another one with the same remark, is not listed", p.spec.id, p.id)
					return
				}
				t.want(at.Page.Exchange, at.Path("name"), p.req.Name, at.App.Text("name"), "the app %q is listed with another name", p.spec.id)
			}
		},
	})
	c.add(Case{
		ID: "create/body/same-body-twice", Title: "of two creations by the same body each makes an app of its own, or is refused",
		Clauses:   []string{"create/ids-unique", "create/status/201", "list/lists-created"},
		specimens: []string{"twice-1", "twice-2"}, churn: func(t *T) {
			first, second := t.late("twice-1"), t.late("twice-2")
			switch {
			case !first.ok():
				t.doubt("the app %q was not created: %s", first.spec.id, first.why())
			case second.absent != "":
				t.doubt("the app %q was not created: %s", second.spec.id, second.why())
			case second.err != nil:
				t.broken(second.ex, second.err)
			}
			t.record(first.ex)
			t.record(second.ex)
			switch {
			case second.ok() && second.id == first.id:
				t.fail(second.ex, "a second creation by the same body was answered %d with the first app's ID %s: no app was created", second.ex.Status, first.id).Path = "$.id"
			case second.ok():
				s := t.scanFor([]*planted{first, second})
				t.readable(s)
				for _, p := range []*planted{first, second} {
					if s.Find(p.id) == nil {
						t.fail(s.Pages[0].Exchange, "of two apps created by the same body %s is not listed", p.id)
					}
				}
			case second.ex.Status/100 != 4:
				t.fail(second.ex, "answered %d%s: neither accepted nor refused", second.ex.Status, probe.BriefError(second.ex))
			default:
				t.note(result.Pass, second.ex, "refused, as it may be: %d%s", second.ex.Status, probe.BriefError(second.ex))
			}
		},
	})
	c.add(Case{
		ID: "list/precise_search/every-app-of-the-name", Title: "an exact search lists every app of the name, and a filter by name as well",
		Clauses:   []string{"list/filter/precise_search", "list/filter/name"},
		specimens: []string{"same-name", "minimal"}, churn: func(t *T) {
			twin := t.late("same-name")
			if !twin.ok() {
				t.record(twin.ex)
				t.note(result.Pass, twin.ex, "names are unique here: %s", twin.why())
				return
			}
			first := t.need("minimal")
			s := t.scanFor([]*planted{twin, first})
			t.readable(s)
			for _, q := range []probe.Params{
				probe.Params{}.With("name", twin.req.Name).With("precise_search", "name"), probe.Params{}.With("name", twin.req.Name),
				probe.Params{}.With("name", twin.req.Name).With("status", "1").With("creator", "USER"),
			} {
				got := t.scan(t.ctx, q, 100)
				for _, p := range []*planted{first, twin} {
					if got.Find(p.id) == nil {
						t.fail(got.Pages[0].Exchange, "with %s one of the two apps of this name is not listed: %s", q, p.id)
						return
					}
				}
			}
		},
	})
}

func (t *T) twins(specimen, other string) {
	first := t.need(other)
	before := t.settled.Find(first.id)
	if before == nil {
		t.doubt("the app %q is not listed, so that nothing can be seen to happen to it", other)
	}
	twin := t.late(specimen)
	switch {
	case twin.absent != "":
		t.doubt("the app %q was not created: %s", specimen, twin.why())
	case twin.err != nil:
		t.broken(twin.ex, twin.err)
	}
	t.record(twin.ex)
	if twin.ex.Status/100 == 5 {
		t.fail(twin.ex, "answered %d%s: neither accepted nor refused", twin.ex.Status, probe.BriefError(twin.ex))
	}
	made := []*planted{first}
	if twin.ok() {
		if twin.id == first.id {
			t.fail(twin.ex, "two apps have the same ID %s", first.id)
			return
		}
		made = append(made, twin)
	} else {
		t.note(result.Pass, twin.ex, "refused, as it may be: %d%s", twin.ex.Status, probe.BriefError(twin.ex))
	}
	s := t.scanFor(made)
	t.readable(s)
	for _, p := range made {
		at := s.Find(p.id)
		if at == nil {
			t.fail(s.Pages[0].Exchange, "the app %q (%s) is not listed any more", p.spec.id, p.id)
			continue
		}
		for _, member := range []string{"name", "remark", "app_key"} {
			want, sent := p.draft.text(member)
			if !sent {
				want = p.app.Text(member)
			}
			t.want(at.Page.Exchange, at.Path(member), want, at.App.Text(member), "the app %q is listed with another %s", p.spec.id, member)
		}
	}
}
