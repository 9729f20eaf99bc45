package stimulus

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// badCredential is a way of not being let in.
type badCredential struct {
	id, about string
	// creds are the credentials; a run's token may leave some of them out.
	creds     func(t *T) []probe.Credential
	status    int
	clause    string // after "create/" or "list/"
	forbidden bool
}

// badCredentials lists the ways.
func badCredentials() []badCredential {
	only := func(kind probe.CredentialKind) func(*T) []probe.Credential {
		return func(*T) []probe.Credential { return []probe.Credential{{Kind: kind}} }
	}
	wrong := func(t *T) []probe.Credential {
		var out []probe.Credential
		for _, w := range WrongTokens(t.Setting().Token) {
			out = append(out, probe.Credential{Kind: probe.CredWrong, Value: w.Token})
		}
		return out
	}
	return []badCredential{
		{"missing", "no token", only(probe.CredMissing), http.StatusUnauthorized, "auth/token-required", false},
		{"empty", "an empty token", only(probe.CredEmpty), http.StatusUnauthorized, "auth/token-required", false},
		{"wrong", "a token that nobody issued: made up, one character changed, cut short, with a tail, in the other case", wrong,
			http.StatusUnauthorized, "auth/token-valid", false},
		{"forbidden", "a token without permission", only(probe.CredForbidden), http.StatusForbidden, "status/403", true},
	}
}

func (b badCredential) clauses(op string, more ...string) []string {
	out := append(more, fmt.Sprintf("%s/status/%d", op, b.status))
	if !b.forbidden {
		out = append(out, op+"/"+b.clause)
	}
	return out
}

// createAuthCases create with every wrong token: valid apps, small and large, and
// bodies that would be refused too, which must not be what the answer is about.
func (c *catalog) createAuthCases() {
	valid := func(g *Gen, d Draft) probe.Request { return d.Create() }
	large := func(g *Gen, d Draft) probe.Request {
		return d.WithText("remark", g.TextOf("remark-wide", "remark")).WithText("app_key", g.Length(g.Key(), c.edition.Fields[2].Max)).Create()
	}
	for _, b := range badCredentials() {
		c.authCreate(fmt.Sprintf("create/auth/%s-%d", b.id, b.status), b.about+" is refused, with a small body and with a large one", b, b.clauses("create"), valid, large)
		for _, bad := range []struct {
			id, about string
			spoil     func(*Gen, Draft) probe.Request
		}{
			{"malformed-body", "a malformed body", func(g *Gen, d Draft) probe.Request { r := d.Create(); r.Body = r.Body[:len(r.Body)-1]; return r }},
			{"invalid-name", "an invalid name", func(g *Gen, d Draft) probe.Request { return d.WithText("name", "1 "+g.nonce).Create() }},
			{"empty-body", "an empty body", func(g *Gen, d Draft) probe.Request { r := d.Create(); r.Body = ""; return r }},
		} {
			c.authCreate(fmt.Sprintf("create/auth/%s-before-body-%s-%d", b.id, bad.id, b.status), b.about+" is refused before "+bad.about+" is", b,
				b.clauses("create", "create/auth/before-body"), bad.spoil)
		}
	}
}

func (c *catalog) authCreate(id, title string, b badCredential, clauses []string, spoils ...func(*Gen, Draft) probe.Request) {
	c.add(Case{
		ID: id, Title: "creating: " + title, Control: "full", Clauses: append(clauses, "create/rejected-creates-nothing"),
		Needs: result.Needs{Forbidden: b.forbidden}, Specimens: []string{"full"},
		Act: func(t *T) {
			g := t.Gen(t.trial.Case.ID)
			var requests []probe.Request
			for _, cred := range b.creds(t) {
				for _, spoil := range spoils {
					r := spoil(g, g.DraftOf("full"))
					r.Auth = cred
					requests = append(requests, r)
				}
			}
			t.Each(len(requests), func(t *T, i int) { t.Try(requests[i]) })
		},
		Judge: func(t *T) {
			for _, a := range t.Tried() {
				t.refused(a)
			}
			t.nothingCreated("full")
		},
	})
}

// listAuthCases list with every wrong token, also with parameters that would be
// refused.
func (c *catalog) listAuthCases() {
	for _, b := range badCredentials() {
		c.authList(fmt.Sprintf("list/auth/%s-%d", b.id, b.status), b.about+" is refused", b, b.clauses("list"), probe.Params{}.Page(0, 1))
		for _, q := range []struct {
			id, about string
			q         []probe.Params
		}{
			{"bad-limit", "before a bad limit is", []probe.Params{probe.Params{}.With("limit", "abc")}},
			{"unknown-id", "though nothing would be listed", []probe.Params{probe.Params{}.With("id", "appgaugenone")}},
			{"filters", "with filters, too", []probe.Params{probe.Params{}.With("name", "a").With("status", "1").With("creator", "USER")}},
			{"each-parameter", "whatever the parameter", []probe.Params{nil, probe.Params{}.With("offset", "1"), probe.Params{}.With("limit", "0"), probe.Params{}.With("limit", "501"),
				probe.Params{}.With("name", "a"), probe.Params{}.With("name", "a").With("precise_search", "name"), probe.Params{}.With("precise_search", "name"),
				probe.Params{}.With("app_key", "appgaugenone"), probe.Params{}.With("status", "1"), probe.Params{}.With("creator", "USER"), probe.Params{}.With("creator", "MARKET")}},
		} {
			c.authList(fmt.Sprintf("list/auth/%s-before-query-%s-%d", b.id, q.id, b.status), b.about+" is refused "+q.about, b,
				b.clauses("list", "list/auth/before-parameters"), q.q...)
		}
	}
	// The token without permission stands in for the good one: a URL may end up
	// in a log, where no token should be that opens anything.
	c.add(Case{
		ID: "list/auth/missing-token-in-query-401", Title: "listing: a token in the query instead of the header is no token",
		Clauses: []string{"list/auth/token-required", "list/status/401"}, Needs: result.Needs{Forbidden: true},
		Judge: func(t *T) {
			// A run that signs has no token; one that nobody issued would be accepted
			// only by a gateway that takes any.
			token := cmp.Or(t.Setting().Forbidden, WrongTokens("")[0].Token)
			for _, name := range []string{"X-Auth-Token", "x-auth-token", "token"} {
				q := name + "=" + url.QueryEscape(token)
				ex := t.Send(probe.Request{Op: probe.OpQuery, Query: q, Auth: probe.Credential{Kind: probe.CredMissing}})
				if ex.Status == http.StatusBadRequest {
					t.Note(result.Pass, ex, "refused for the parameter, which the table does not list: %s", probe.BriefError(ex))
					t.leaksNothing(ex)
					continue
				}
				if ex.Status/100 == 2 {
					t.Fail(ex, "a token in the query was accepted")
				}
			}
			t.Control(probe.Params{}.Page(0, 1))
		},
	})
}

func (c *catalog) authList(id, title string, b badCredential, clauses []string, queries ...probe.Params) {
	c.add(Case{
		ID: id, Title: "listing: " + title, Clauses: clauses, Needs: result.Needs{Forbidden: b.forbidden}, Likes: basics[:],
		Judge: func(t *T) {
			creds := b.creds(t)
			t.Each(len(creds)*len(queries), func(t *T, i int) {
				q := queries[i%len(queries)]
				t.leaksNothing(t.Send(probe.Request{Op: probe.OpQuery, Query: q.Encode(), Auth: creds[i/len(queries)]}))
			})
			t.Control(probe.Params{}.Page(0, 1))
		},
	})
}

// leaksNothing demands that a refusal holds neither a listing nor an app.
func (t *T) leaksNothing(ex *probe.Exchange) {
	if ex.Status/100 == 2 {
		return
	}
	if ex.Object().Get("apps") != nil {
		t.Fail(ex, "the refusal lists apps all the same").Path = "$.apps"
		return
	}
	for _, p := range t.Subjects() {
		if id := p.ID; len(id) >= 8 && strings.Contains(ex.Answer(), id) {
			t.Fail(ex, "the refusal tells of the app %s", id)
			return
		}
	}
}
