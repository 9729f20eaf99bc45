package conformance

import (
	"strings"
	"time"

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
			if _, ok := integer(v); v != nil && !ok {
				return compactKind(v) + ", not an integer"
			}
			return ""
		}},
		memberCheck{"bind_num/value", "bind_num", "0 for an app that nothing was bound to", "bind_num", result.Must, func(v any, present bool) string { return isZero(v) }},
	)
	for _, m := range checks {
		c.add(Case{
			ID: "list/response/" + m.id, Title: "in a listing, " + m.member + " is " + m.about,
			Clauses: []string{"list/response/" + m.clause}, likes: c.everySpecimen(),
			judge: func(t *T) {
				t.listable()
				m := m
				if t.ReadOnly && m.foreign() {
					t.doubt("only an app of this run is known to be right")
				}
				m.apply(t, t.listedApps())
			},
		})
	}
	for _, member := range []string{"size", "total"} {
		c.listCase("list/response/"+member+"/type", member+" is an integer", 1, func(t *T) {
			for _, q := range []params{nil, params{}.page(0, 1), params{}.page(0, 500), params{}.with("id", t.noID())} {
				l := t.list(q)
				if _, ok := integer(l.body.get(member)); !ok {
					t.fail(l.ex, "with %s, %s is %s, not an integer", q, member, describeMember(l.body, member)).Path = "$." + member
					return
				}
			}
		}, "list/response/"+member)
	}
	c.listCase("list/response/total/value", "total is 0 where nothing matches, and at least the number of apps on the page", 2, func(t *T) {
		for _, q := range []params{nil, params{}.page(0, 1), params{}.page(1, 1), params{}.with("id", t.noID()), params{}.with("name", t.nowhere())} {
			l := t.list(q)
			switch {
			case !l.hasTot:
				t.doubt("total is no integer")
			case q != nil && q[0].name != "offset" && l.total != 0:
				t.want(l.ex, "$.total", int64(0), l.total, "with %s nothing matches, but total is not 0", q)
			case l.total < int64(len(l.apps)):
				t.fail(l.ex, "with %s, total is %d and the page has %d apps", q, l.total, len(l.apps)).Path = "$.total"
			case q == nil || q[0].name == "offset":
				if n := int64(max(len(t.settled.apps), t.listed)); l.total != n && !t.moved(l) {
					t.want(l.ex, "$.total", n, l.total, "with %s, total is not the number of listed apps", q)
				}
			}
		}
	}, "list/response/total")
	c.listCase("list/response/size/is-length-of-page", "size is the number of apps on the page", 2, func(t *T) {
		for _, q := range []params{nil, params{}.page(0, 1), params{}.page(1, 3), params{}.page(0, 500), params{}.page(1000000, 5), params{}.with("id", t.noID())} {
			l := t.list(q)
			if size, ok := integer(l.body.get("size")); ok && size != int64(len(l.apps)) {
				t.want(l.ex, "$.size", int64(len(l.apps)), size, "with %s, size is not the number of apps on the page", q)
				return
			} else if !ok {
				t.doubt("size is no integer")
			}
		}
	}, "list/response/size")
	c.listCase("list/page/total-is-length-of-listing", "total is the number of apps of the whole listing", int(c.edition.Page.DefaultLimit)+2, func(t *T) {
		t.readable(t.settled)
		l := t.list(params{}.page(0, 1))
		if !l.hasTot {
			t.doubt("total is no integer")
		}
		if n := max(len(t.settled.apps), t.listed); l.total != int64(n) && !t.moved(l) {
			t.want(l.ex, "$.total", int64(n), l.total, "total is not the number of listed apps")
		}
	}, "list/response/total")
	c.listCase("list/page/total-same-on-every-page", "total is the same whatever the page", int(c.edition.Page.DefaultLimit)+2, func(t *T) {
		first := t.control(params{}.page(0, 500))
		for _, q := range []params{nil, params{}.page(0, 1), params{}.page(1, 1), params{}.page(2, 2), params{}.page(1000000, 5), params{}.page(-1, -1)} {
			if l := t.list(q); l.total != first.total && !t.moved(l) {
				t.want(l.ex, "$.total", first.total, l.total, "with %s, total is not the same", q)
				return
			}
		}
	}, "list/response/total")
	c.listCase("list/response/apps/type", "apps is an array of objects, empty where nothing matches", 1, func(t *T) {
		queries := []params{nil, params{}.page(0, 1), params{}.page(1000000, 5), params{}.with("id", t.noID()), params{}.with("name", t.nowhere())}
		for _, a := range t.listedApps() {
			queries = append(queries, params{}.with("id", str(a.app, "id")))
			break
		}
		for _, q := range queries {
			l, problem, member := readListing(t.query(q), q)
			switch {
			case member:
				t.fail(l.ex, "with %s the listing has %s: apps is %s", q, problem, describeMember(l.body, "apps")).Path = "$.apps"
			case problem != "":
				t.fail(l.ex, "the listing with %s: %s", q, problem)
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

func describeMember(body object, member string) string {
	v, ok := body.look(member)
	if !ok {
		return "missing"
	}
	return kindOf(v)
}

// listable ends the case where the listing shows none of the apps to look at.
func (t *T) listable() {
	if len(t.listedApps()) > 0 {
		return
	}
	if t.settled.err != nil || t.settled.problem != "" {
		t.readable(t.settled)
	}
	t.doubt("no app that could be looked at is listed")
}

// createdIsListed compares what creations answered and what listings show: the
// whole listing, and the listing of each app by its ID.
func (c *catalog) createdIsListed() {
	compare := func(member string, f func(t *T, p *planted, app object) (what string, want, got any)) {
		c.add(Case{
			ID: "list/" + member + "/created-is-listed", Title: "listings show the " + member + " with which the app was created",
			Clauses: []string{"list/lists-created"}, specimens: basics[:], likes: c.everySpecimen(),
			judge: func(t *T) {
				n := 0
				for _, s := range append([]*snapshot{t.settled}, t.singles(5)...) {
					for _, p := range t.subjects() {
						at := s.find(p.id)
						if at == nil {
							continue
						}
						n++
						if what, want, got := f(t, p, at.app); what != "" {
							t.record(p.ex)
							t.want(at.page.ex, at.path(member), want, got, "with %s, %s", at.page.query, what)
							return
						}
					}
				}
				if n == 0 {
					t.readable(t.settled)
					t.fail(t.settled.pages[0].ex, "none of %d created apps is listed", len(t.subjects()))
				}
			},
		})
	}
	for _, member := range []string{"name", "remark", "app_key"} {
		compare(member, func(t *T, p *planted, app object) (string, any, any) {
			got := app.get(member)
			want, sent := p.draft.text(member)
			if !sent {
				want = str(p.app, member)
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
		compare(member, func(t *T, p *planted, app object) (string, any, any) {
			want, got := p.app.get(member), app.get(member)
			if want == nil || got == nil || want == got || compact(want) == compact(got) {
				return "", nil, nil // whether it must be there is another case
			}
			return "the app is listed with another " + member, want, got
		})
	}
	for _, member := range []string{"register_time", "update_time"} {
		compare(member, func(t *T, p *planted, app object) (string, any, any) {
			want, got := str(p.app, member), str(app, member)
			if sameInstant(want, got) {
				return "", nil, nil
			}
			return "the app is listed with another " + member + ", though nothing changed it", want, got
		})
	}
	compare("app_secret", func(t *T, p *planted, app object) (string, any, any) {
		want, sent := p.draft.text("app_secret")
		if !sent {
			want = str(p.app, "app_secret")
		}
		got := str(app, "app_secret")
		if want == "" || got == "" || masked(want) || masked(got) || want == got {
			return "", nil, nil
		}
		return "the app is listed with another app_secret: " + firstDifference(want, got), "the secret", "another secret"
	})
	c.cases[len(c.cases)-1].Clauses = append(c.cases[len(c.cases)-1].Clauses, "list/response/secret-echo")
	c.add(Case{
		ID: "list/every-app/created-is-listed", Title: "every created app is listed by its ID",
		Clauses: []string{"list/lists-created", "list/filter/id"}, specimens: basics[:], likes: c.everySpecimen(), better: []int{52, 101},
		judge: func(t *T) {
			if len(t.subjects()) == 0 {
				t.doubt("no app was created")
			}
			for i, p := range t.subjects() {
				if i == 40 {
					break // the settled listing has the others
				}
				l := t.control(params{}.with("id", p.id))
				if len(l.apps) != 1 || str(l.apps[0], "id") != p.id {
					t.record(p.ex)
					t.want(l.ex, "$.apps[*].id", []string{p.id}, l.ids(), "the created app %q is not listed by its ID", p.spec.id)
					return
				}
			}
			t.readable(t.settled)
			for _, p := range t.subjects() {
				if t.settled.find(p.id) == nil {
					t.fail(p.ex, "the created app %q (%s) is not listed", p.spec.id, p.id)
					return
				}
			}
		},
	})
}

// singles are the listings of the first n created apps, each by another way of
// asking for few.
func (t *T) singles(n int) []*snapshot {
	var out []*snapshot
	for i, p := range t.subjects() {
		if i == n {
			break
		}
		name := str(p.app, "name")
		for _, q := range []params{
			params{}.with("id", p.id), params{}.with("app_key", str(p.app, "app_key")),
			params{}.with("name", name), params{}.with("name", name).with("precise_search", "name"),
		} {
			out = append(out, t.settledScan(q, 10))
		}
	}
	// Pages that begin with another app than the whole listing does.
	return append(out, t.settledScan(nil, max(2, len(t.settled.apps)/3)), t.settledScan(nil, 2), t.settledScan(nil, 3))
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
