package stimulus

import (
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
)

// listingCases look at listed apps, and at the listing around them.
func (c *catalog) listingCases() {
	checks := append(memberChecks(),
		memberCheck{"bind_num/present", "bind_num", "there", "bind_num", result.Must, func(v any, present bool) string {
			if v == nil {
				return "missing"
			}
			return ""
		}},
		memberCheck{"bind_num/type", "bind_num", "an integer", "bind_num", result.Must, func(v any, present bool) string {
			if _, ok := probe.Integer(v); v != nil && !ok {
				return compactKind(v) + ", not an integer"
			}
			return ""
		}},
		memberCheck{"bind_num/value", "bind_num", "0 for an app that nothing was bound to", "bind_num", result.Must, func(v any, present bool) string { return isZero(v) }},
	)
	for _, m := range checks {
		c.add(Case{
			ID: "list/response/" + m.id, Title: "in a listing, " + m.member + " is " + m.about,
			Clauses: []string{"list/response/" + m.clause}, Likes: c.everySpecimen(),
			Judge: func(t *T) {
				t.listable()
				m := m
				if t.Setting().ReadOnly && m.foreign() {
					t.Doubt("only an app of this run is known to be right")
				}
				m.apply(t, t.ListedApps())
			},
		})
	}
	for _, member := range []string{"size", "total"} {
		c.listCase("list/response/"+member+"/type", member+" is an integer", 1, func(t *T) {
			for _, q := range []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(0, 500), probe.Params{}.With("id", t.noID())} {
				l := t.List(q)
				if _, ok := probe.Integer(l.Body.Get(member)); !ok {
					t.Fail(l.Exchange, "with %s, %s is %s, not an integer", q, member, describeMember(l.Body, member)).Path = "$." + member
					return
				}
			}
		}, "list/response/"+member)
	}
	c.listCase("list/response/total/value", "total is 0 where nothing matches, and at least the number of apps on the page", 2, func(t *T) {
		for _, q := range []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(1, 1), probe.Params{}.With("id", t.noID()), probe.Params{}.With("name", t.nowhere())} {
			l := t.List(q)
			switch {
			case !l.HasTotal:
				t.Doubt("total is no integer")
			case q != nil && q[0].Name != "offset" && l.Total != 0:
				t.Want(l.Exchange, "$.total", int64(0), l.Total, "with %s nothing matches, but total is not 0", q)
			case l.Total < int64(len(l.Apps)):
				t.Fail(l.Exchange, "with %s, total is %d and the page has %d apps", q, l.Total, len(l.Apps)).Path = "$.total"
			case q == nil || q[0].Name == "offset":
				if n := int64(t.Listed()); l.Total != n && !t.moved(l) {
					t.Want(l.Exchange, "$.total", n, l.Total, "with %s, total is not the number of listed apps", q)
				}
			}
		}
	}, "list/response/total")
	c.listCase("list/response/size/is-length-of-page", "size is the number of apps on the page", 2, func(t *T) {
		for _, q := range []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(1, 3), probe.Params{}.Page(0, 500), probe.Params{}.Page(1000000, 5), probe.Params{}.With("id", t.noID())} {
			l := t.List(q)
			if size, ok := probe.Integer(l.Body.Get("size")); ok && size != int64(len(l.Apps)) {
				t.Want(l.Exchange, "$.size", int64(len(l.Apps)), size, "with %s, size is not the number of apps on the page", q)
				return
			} else if !ok {
				t.Doubt("size is no integer")
			}
		}
	}, "list/response/size")
	c.listCase("list/page/total-is-length-of-listing", "total is the number of apps of the whole listing", int(c.edition.Page.DefaultLimit)+2, func(t *T) {
		t.readable(t.Settled())
		l := t.List(probe.Params{}.Page(0, 1))
		if !l.HasTotal {
			t.Doubt("total is no integer")
		}
		if n := t.Listed(); l.Total != int64(n) && !t.moved(l) {
			t.Want(l.Exchange, "$.total", int64(n), l.Total, "total is not the number of listed apps")
		}
	}, "list/response/total")
	c.listCase("list/page/total-same-on-every-page", "total is the same whatever the page", int(c.edition.Page.DefaultLimit)+2, func(t *T) {
		first := t.Control(probe.Params{}.Page(0, 500))
		for _, q := range []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(1, 1), probe.Params{}.Page(2, 2), probe.Params{}.Page(1000000, 5), probe.Params{}.Page(-1, -1)} {
			if l := t.List(q); l.Total != first.Total && !t.moved(l) {
				t.Want(l.Exchange, "$.total", first.Total, l.Total, "with %s, total is not the same", q)
				return
			}
		}
	}, "list/response/total")
	c.listCase("list/response/apps/type", "apps is an array of objects, empty where nothing matches", 1, func(t *T) {
		queries := []probe.Params{nil, probe.Params{}.Page(0, 1), probe.Params{}.Page(1000000, 5), probe.Params{}.With("id", t.noID()), probe.Params{}.With("name", t.nowhere())}
		for _, a := range t.ListedApps() {
			queries = append(queries, probe.Params{}.With("id", a.App.Text("id")))
			break
		}
		for _, q := range queries {
			l, problem, member := probe.ReadListing(t.Query(q), q)
			switch {
			case member:
				t.Fail(l.Exchange, "with %s the listing has %s: apps is %s", q, problem, describeMember(l.Body, "apps")).Path = "$.apps"
			case problem != "":
				t.Fail(l.Exchange, "the listing with %s: %s", q, problem)
			default:
				continue
			}
			return
		}
	}, "list/response/apps", "list/status/200")
	c.createdIsListed()
}

// foreign tells the checks that hold of this run's apps alone: others may be of
// the market, or bound.
func (m memberCheck) foreign() bool { return m.id == "creator/value" || m.id == "bind_num/value" }

func describeMember(body probe.Object, member string) string {
	v, ok := body.Look(member)
	if !ok {
		return "missing"
	}
	return probe.KindOf(v)
}

// listable ends the case where the listing shows none of the apps to look at.
func (t *T) listable() {
	if len(t.ListedApps()) > 0 {
		return
	}
	if t.Settled().Err != nil || t.Settled().Problem != "" {
		t.readable(t.Settled())
	}
	t.Doubt("no app that could be looked at is listed")
}

// createdIsListed compares what creations answered and what listings show: the
// whole listing, and the listing of each app by its ID.
func (c *catalog) createdIsListed() {
	compare := func(member string, f func(t *T, p *Planted, app probe.Object) (what string, want, got any)) {
		c.add(Case{
			ID: "list/" + member + "/created-is-listed", Title: "listings show the " + member + " with which the app was created",
			Clauses: []string{"list/lists-created"}, Specimens: basics[:], Likes: c.everySpecimen(),
			Judge: func(t *T) {
				n := 0
				for _, s := range append([]*probe.Snapshot{t.Settled()}, t.singles(5)...) {
					for _, p := range t.Subjects() {
						at := s.Find(p.ID)
						if at == nil {
							continue
						}
						n++
						if what, want, got := f(t, p, at.App); what != "" {
							t.Record(p.Exchange)
							t.Want(at.Page.Exchange, at.Path(member), want, got, "with %s, %s", at.Page.Query, what)
							return
						}
					}
				}
				if n == 0 {
					t.readable(t.Settled())
					t.Fail(t.Settled().Pages[0].Exchange, "none of %d created apps is listed", len(t.Subjects()))
				}
			},
		})
	}
	for _, member := range []string{"name", "remark", "app_key"} {
		compare(member, func(t *T, p *Planted, app probe.Object) (string, any, any) {
			got := app.Get(member)
			want, sent := p.Draft.Text(member)
			if !sent {
				want = p.App.Text(member)
			}
			switch {
			case want == "" && (got == nil || got == ""):
				return "", nil, nil
			case want == "" && member != "remark":
				return "", nil, nil // the creation's answer left it out, which is another case
			case want == "" && !sent:
				return "the app is listed with a " + member + ", though none was sent", nil, got
			case got != want:
				return "the app is listed with another " + member, want, got
			}
			return "", nil, nil
		})
	}
	for _, member := range []string{"creator", "status", "app_type", "roma_app_type"} {
		compare(member, func(t *T, p *Planted, app probe.Object) (string, any, any) {
			want, got := p.App.Get(member), app.Get(member)
			if want == nil || got == nil || want == got || compact(want) == compact(got) {
				return "", nil, nil // whether it must be there is another case
			}
			return "the app is listed with another " + member, want, got
		})
	}
	for _, member := range []string{"register_time", "update_time"} {
		compare(member, func(t *T, p *Planted, app probe.Object) (string, any, any) {
			want, got := p.App.Text(member), app.Text(member)
			if sameInstant(want, got) {
				return "", nil, nil
			}
			return "the app is listed with another " + member + ", though nothing changed it", want, got
		})
	}
	compare("app_secret", func(t *T, p *Planted, app probe.Object) (string, any, any) {
		want, sent := p.Draft.Text("app_secret")
		if !sent {
			want = p.App.Text("app_secret")
		}
		got := app.Text("app_secret")
		if want == "" || got == "" || redact.Masked(want) || redact.Masked(got) || want == got {
			return "", nil, nil
		}
		return "the app is listed with another app_secret: " + firstDifference(want, got), "the secret", "another secret"
	})
	c.cases[len(c.cases)-1].Clauses = append(c.cases[len(c.cases)-1].Clauses, "list/response/secret-echo")
	c.add(Case{
		ID: "list/every-app/created-is-listed", Title: "every created app is listed by its ID",
		Clauses: []string{"list/lists-created", "list/filter/id"}, Specimens: basics[:], Likes: c.everySpecimen(), Better: []int{52, 101},
		Judge: func(t *T) {
			if len(t.Subjects()) == 0 {
				t.Doubt("no app was created")
			}
			for i, p := range t.Subjects() {
				if i == 40 {
					break // the settled listing has the others
				}
				l := t.Control(probe.Params{}.With("id", p.ID))
				if len(l.Apps) != 1 || l.Apps[0].Text("id") != p.ID {
					t.Record(p.Exchange)
					t.Want(l.Exchange, "$.apps[*].id", []string{p.ID}, l.IDs(), "the created app %q is not listed by its ID", p.Spec.ID)
					return
				}
			}
			t.readable(t.Settled())
			for _, p := range t.Subjects() {
				if t.Settled().Find(p.ID) == nil {
					t.Fail(p.Exchange, "the created app %q (%s) is not listed", p.Spec.ID, p.ID)
					return
				}
			}
		},
	})
}

// singles are the listings of the first n created apps, each by another way of
// asking for few.
func (t *T) singles(n int) []*probe.Snapshot {
	var out []*probe.Snapshot
	for i, p := range t.Subjects() {
		if i == n {
			break
		}
		name := p.App.Text("name")
		for _, q := range []probe.Params{
			probe.Params{}.With("id", p.ID), probe.Params{}.With("app_key", p.App.Text("app_key")),
			probe.Params{}.With("name", name), probe.Params{}.With("name", name).With("precise_search", "name"),
		} {
			out = append(out, t.SettledScan(q, 10))
		}
	}
	// Pages that begin with another app than the whole listing does.
	return append(out, t.SettledScan(nil, max(2, len(t.Settled().Apps)/3)), t.SettledScan(nil, 2), t.SettledScan(nil, 3))
}

// sameInstant compares two times as far as both are precise: listings may show
// fewer fraction digits than answers to creations, and may round the last one.
// What is no time is compared as text.
func sameInstant(a, b string) bool {
	x, errX := parseTime(a)
	y, errY := parseTime(b)
	if errX != nil || errY != nil {
		return a == b || a == "" || b == ""
	}
	unit := time.Second
	for range min(fractionDigits(a), fractionDigits(b)) {
		unit /= 10
	}
	return x.Sub(y).Abs() <= unit
}

func fractionDigits(s string) int {
	_, rest, ok := strings.Cut(s, ".")
	n := 0
	for ok && n < len(rest) && n < 9 && '0' <= rest[n] && rest[n] <= '9' {
		n++
	}
	return n
}
