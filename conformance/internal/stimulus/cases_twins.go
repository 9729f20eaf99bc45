package stimulus

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
			Specimens: []string{k.specimen, k.first}, Churn: func(t *T) { t.twins(k.specimen, k.first) },
		})
	}
	c.add(Case{
		ID: "list/same-remark/created-is-listed", Title: "apps with the same remark are all listed, each with its own values",
		Clauses:   []string{"list/lists-created"},
		Specimens: []string{"burst-1", "burst-2", "minimal"}, Churn: func(t *T) {
			made := []*Planted{t.Late("burst-1"), t.Late("burst-2")}
			for _, p := range made {
				if !p.OK() {
					t.Doubt("the app %q was not created: %s", p.Spec.ID, p.why())
				}
			}
			s := t.scanFor(made)
			t.readable(s)
			for _, p := range made {
				at := s.Find(p.ID)
				if at == nil {
					t.Missing(s.Pages[0].Exchange, "the app %q (%s), created before another one with the same remark, is not listed", p.Spec.ID, p.ID)
					return
				}
				t.Want(at.Page.Exchange, at.Path("name"), p.Req.Name, at.App.Text("name"), "the app %q is listed with another name", p.Spec.ID)
			}
		},
	})
	c.add(Case{
		ID: "create/body/same-body-twice", Title: "of two creations by the same body each makes an app of its own, or is refused",
		Clauses:   []string{"create/ids-unique", "create/status/201", "list/lists-created"},
		Specimens: []string{"twice-1", "twice-2"}, Churn: func(t *T) {
			first, second := t.Late("twice-1"), t.Late("twice-2")
			switch {
			case !first.OK():
				t.Doubt("the app %q was not created: %s", first.Spec.ID, first.why())
			case second.Absent != "":
				t.Doubt("the app %q was not created: %s", second.Spec.ID, second.why())
			case second.Err != nil:
				t.Broken(second.Exchange, second.Err)
			}
			t.Record(first.Exchange)
			t.Record(second.Exchange)
			switch {
			case second.OK() && second.ID == first.ID:
				t.Fail(second.Exchange, "a second creation by the same body was answered %d with the first app's ID %s: no app was created", second.Exchange.Status, first.ID).Path = "$.id"
			case second.OK():
				s := t.scanFor([]*Planted{first, second})
				t.readable(s)
				for _, p := range []*Planted{first, second} {
					if s.Find(p.ID) == nil {
						t.Missing(s.Pages[0].Exchange, "of two apps created by the same body %s is not listed", p.ID)
					}
				}
			case second.Exchange.Status/100 != 4:
				t.Fail(second.Exchange, "answered %d%s: neither accepted nor refused", second.Exchange.Status, probe.BriefError(second.Exchange))
			default:
				t.Note(result.Pass, second.Exchange, "refused, as it may be: %d%s", second.Exchange.Status, probe.BriefError(second.Exchange))
			}
		},
	})
	c.add(Case{
		ID: "list/precise_search/every-app-of-the-name", Title: "an exact search lists every app of the name, and a filter by name as well",
		Clauses:   []string{"list/filter/precise_search", "list/filter/name"},
		Specimens: []string{"same-name", "minimal"}, Churn: func(t *T) {
			twin := t.Late("same-name")
			if !twin.OK() {
				t.Record(twin.Exchange)
				t.Note(result.Pass, twin.Exchange, "names are unique here: %s", twin.why())
				return
			}
			first := t.Need("minimal")
			s := t.scanFor([]*Planted{twin, first})
			t.readable(s)
			queries := []probe.Params{
				probe.Params{}.With("name", twin.Req.Name).With("precise_search", "name"), probe.Params{}.With("name", twin.Req.Name),
				probe.Params{}.With("name", twin.Req.Name).With("status", "1").With("creator", "USER"),
			}
			t.Each(len(queries), func(t *T, i int) {
				q := queries[i]
				got := t.Await(func() (*probe.Snapshot, bool) {
					s := t.Scan(q, 100)
					return s, s.Problem != "" || s.Find(first.ID) != nil && s.Find(twin.ID) != nil
				})
				for _, p := range []*Planted{first, twin} {
					if got.Find(p.ID) == nil {
						t.Missing(got.Pages[0].Exchange, "with %s one of the two apps of this name is not listed: %s", q, p.ID)
						return
					}
				}
			})
		},
	})
}

func (t *T) twins(specimen, other string) {
	first := t.Need(other)
	before := t.Settled().Find(first.ID)
	if before == nil {
		t.Doubt("the app %q is not listed, so that nothing can be seen to happen to it", other)
	}
	twin := t.Late(specimen)
	switch {
	case twin.Absent != "":
		t.Doubt("the app %q was not created: %s", specimen, twin.why())
	case twin.Err != nil:
		t.Broken(twin.Exchange, twin.Err)
	}
	t.Record(twin.Exchange)
	if twin.Exchange.Status/100 == 5 {
		t.Fail(twin.Exchange, "answered %d%s: neither accepted nor refused", twin.Exchange.Status, probe.BriefError(twin.Exchange))
	}
	made := []*Planted{first}
	if twin.OK() {
		if twin.ID == first.ID {
			t.Fail(twin.Exchange, "two apps have the same ID %s", first.ID)
			return
		}
		made = append(made, twin)
	} else {
		t.Note(result.Pass, twin.Exchange, "refused, as it may be: %d%s", twin.Exchange.Status, probe.BriefError(twin.Exchange))
	}
	s := t.scanFor(made)
	t.readable(s)
	for _, p := range made {
		at := s.Find(p.ID)
		if at == nil {
			t.Missing(s.Pages[0].Exchange, "the app %q (%s) is not listed any more", p.Spec.ID, p.ID)
			continue
		}
		for _, member := range []string{"name", "remark", "app_key"} {
			want, sent := p.Draft.Text(member)
			if !sent {
				want = p.App.Text(member)
			}
			t.Want(at.Page.Exchange, at.Path(member), want, at.App.Text(member), "the app %q is listed with another %s", p.Spec.ID, member)
		}
	}
}
