package conformance

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// listingCases look at listed apps, and at the listing around them.
func (c *catalog) listingCases() {
	bind := memberCheck{"bind_num", "the integer 0 for an app that nothing was bound to", "bind_num", Must, true, isZero}
	for _, m := range append(memberChecks(), bind) {
		c.add(Case{
			ID: "query/response/" + m.clause, Title: "in a listing, " + m.member + " is " + m.about,
			Clauses: []string{"query/response/" + m.clause}, likes: filterApps[:],
			judge: func(t *T) {
				t.listable()
				m := m
				if t.ReadOnly {
					m.check = m.leniently()
				}
				m.apply(t, t.listedApps())
			},
		})
	}
	for _, member := range []string{"size", "total"} {
		c.queryCase("query/response/"+member+"/integer", member+" is an integer", 1, func(t *T) {
			for _, q := range []params{nil, params{}.page(0, 1), params{}.page(0, 500), params{}.with("id", t.nowhere())} {
				l := t.list(q)
				if _, ok := integer(l.body[member]); !ok {
					t.fail(l.ex, "with %s, %s is %s, not an integer", q, member, describeMember(l.body, member)).Path = "$." + member
					return
				}
			}
		}, "query/response/"+member)
	}
	c.queryCase("query/response/size/counts-the-page", "size is the number of apps on the page", 2, func(t *T) {
		for _, q := range []params{nil, params{}.page(0, 1), params{}.page(1, 3), params{}.page(0, 500), params{}.page(1000000, 5), params{}.with("id", t.nowhere())} {
			l := t.list(q)
			if size, ok := integer(l.body["size"]); ok && size != int64(len(l.apps)) {
				t.want(l.ex, "$.size", int64(len(l.apps)), size, "with %s, size is not the number of apps on the page", q)
				return
			} else if !ok {
				t.doubt("size is no integer")
			}
		}
	}, "query/response/size")
	c.queryCase("query/response/total/counts-the-listing", "total is the number of apps of the whole listing", 2, func(t *T) {
		t.readable(t.settled)
		l := t.list(params{}.page(0, 1))
		if !l.hasTot {
			t.doubt("total is no integer")
		}
		if n := max(len(t.settled.apps), t.listed); l.total != int64(n) && !t.moved(l) {
			t.want(l.ex, "$.total", int64(n), l.total, "total is not the number of listed apps")
		}
	}, "query/response/total")
	c.queryCase("query/response/total/same-on-every-page", "total is the same whatever the page", 3, func(t *T) {
		first := t.control(params{}.page(0, 500))
		for _, q := range []params{nil, params{}.page(0, 1), params{}.page(1, 1), params{}.page(2, 2), params{}.page(1000000, 5), params{}.page(-1, -1)} {
			if l := t.list(q); l.total != first.total && !t.moved(l) {
				t.want(l.ex, "$.total", first.total, l.total, "with %s, total is not the same", q)
				return
			}
		}
	}, "query/response/total")
	c.queryCase("query/response/apps/array", "apps is an array of objects, empty where nothing matches", 1, func(t *T) {
		for _, q := range []params{nil, params{}.page(1000000, 5), params{}.with("id", t.nowhere())} {
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
	}, "query/response/apps", "query/status/200")
	c.createdIsListed()
}

// leniently is the check for apps that somebody else made, which may be older, of
// the market, or bound.
func (m memberCheck) leniently() func(any) string {
	switch m.member {
	case "creator":
		return func(v any) string {
			if v == "MARKET" {
				return ""
			}
			return m.check(v)
		}
	case "app_type":
		return func(v any) string {
			if v == "roma" {
				return ""
			}
			return m.check(v)
		}
	case "bind_num":
		return func(v any) string {
			if n, ok := integer(v); ok && n > 0 {
				return ""
			}
			return m.check(v)
		}
	}
	return m.check
}

func describeMember(body object, member string) string {
	v, ok := body[member]
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

// createdIsListed compares what creations answered and what the listing shows.
func (c *catalog) createdIsListed() {
	compare := func(member string, f func(t *T, p *planted, s *sighting) bool) {
		c.add(Case{
			ID: "query/lists-created/" + member, Title: "the listing shows the " + member + " with which the app was created",
			Clauses: []string{"query/lists-created"}, specimens: basics[:],
			judge: func(t *T) {
				n := 0
				for _, p := range t.subjects() {
					if s := t.settled.find(p.id); s != nil {
						n++
						if !f(t, p, s) {
							t.record(p.ex)
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
		compare(member, func(t *T, p *planted, s *sighting) bool {
			want, sent := p.draft.text(member)
			if !sent {
				if want = str(p.app, member); want == "" {
					return member != "remark" || s.app[member] == nil || s.app[member] == "" ||
						t.want(s.page.ex, s.path(member), any(nil), s.app[member], "the app is listed with a %s, though none was sent", member)
				}
			}
			if want == "" && s.app[member] == nil {
				return true
			}
			return t.want(s.page.ex, s.path(member), any(want), s.app[member], "the app is listed with another %s", member)
		})
	}
	for _, member := range []string{"creator", "status", "app_type"} {
		compare(member, func(t *T, p *planted, s *sighting) bool {
			if p.app[member] == nil || s.app[member] == nil {
				return true // whether it must be there has cases of its own
			}
			return t.want(s.page.ex, s.path(member), p.app[member], s.app[member], "the app is listed with another %s", member)
		})
	}
	for _, member := range []string{"register_time", "update_time"} {
		compare(member, func(t *T, p *planted, s *sighting) bool {
			want, got := str(p.app, member), str(s.app, member)
			if sameInstant(want, got) {
				return true
			}
			return t.want(s.page.ex, s.path(member), want, got, "the app is listed with another %s, though nothing changed it", member)
		})
	}
	compare("app_secret", func(t *T, p *planted, s *sighting) bool {
		want, sent := p.draft.text("app_secret")
		if !sent {
			want = str(p.app, "app_secret")
		}
		got := str(s.app, "app_secret")
		if want == "" || got == "" || masked(want) || masked(got) || want == got {
			return true
		}
		t.fail(s.page.ex, "the app is listed with another app_secret: %s", firstDifference(want, got)).Path = s.path("app_secret")
		return false
	})
	c.cases[len(c.cases)-1].Clauses = append(c.cases[len(c.cases)-1].Clauses, "query/response/secret-echo")
	c.add(Case{
		ID: "query/lists-created/every-app", Title: "every created app is listed by its ID, at once",
		Clauses: []string{"query/lists-created", "query/filter/id"}, specimens: basics[:],
		judge: func(t *T) {
			if len(t.subjects()) == 0 {
				t.doubt("no app was created")
			}
			for i, p := range t.subjects() {
				if i == 40 {
					return // the settled listing has the others
				}
				q := params{}.with("id", p.id)
				l := t.control(q)
				if len(l.apps) != 1 || str(l.apps[0], "id") != p.id {
					t.record(p.ex)
					t.want(l.ex, "$.apps[*].id", []string{p.id}, l.ids(), "the created app %q is not listed by its ID", p.spec.id)
					return
				}
			}
		},
	})
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

// queryErrorCases look at the bodies of refused listings.
func (c *catalog) queryErrorCases() {
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden} {
		for _, member := range errorBody {
			id := fmt.Sprintf("query/error/%d/%s", status, member)
			c.add(Case{
				ID: id, Title: fmt.Sprintf("the body of a %d to a listing has the string %s", status, member),
				Clauses: []string{id}, Needs: Needs{Forbidden: status == http.StatusForbidden},
				judge: func(t *T) {
					r := request{op: opQuery}
					switch status {
					case http.StatusBadRequest:
						r.query = "limit=abc"
					case http.StatusUnauthorized:
						r.auth.kind = credMissing
					case http.StatusForbidden:
						r.auth.kind = credForbidden
					}
					t.errorMember(t.sendQuery(r), status, member)
				},
			})
		}
	}
}
