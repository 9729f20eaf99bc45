package conformance

import "net/http"

// unauthorized is the documented refusal of a missing or wrong token. That other
// codes of the family exist for a missing or an expired token other pages say.
func unauthorized() refusal {
	return refusal{status: http.StatusUnauthorized, code: documentedCode("401"), kin: []string{"APIG.1000", "APIG.1001"}}
}

func forbidden() refusal {
	return refusal{status: http.StatusForbidden, code: documentedCode("403"), kin: []string{"APIG.1004", "APIG.1006"}}
}

// badCredential is a way of not being let in.
type badCredential struct {
	id, about string
	cred      func(good string) credential
	want      refusal
	clause    string // after "create/" or "query/"
	forbidden bool
}

// badCredentials lists the ways. Which of the wrong tokens exist depends on the
// good one: those that do not are found out at run time.
func badCredentials() []badCredential {
	out := []badCredential{
		{id: "missing", about: "no token", cred: fixed(credMissing), want: unauthorized(), clause: "auth/token-required"},
		{id: "empty", about: "an empty token", cred: fixed(credEmpty), want: unauthorized(), clause: "auth/token-required"},
	}
	for i, w := range wrongTokens("Aa0-Aa0-Aa0-Aa0-") {
		_ = i
		out = append(out, badCredential{id: "wrong-" + w.id, about: w.about, want: unauthorized(), clause: "auth/token-valid",
			cred: func(good string) credential {
				for _, have := range wrongTokens(good) {
					if have.id == w.id {
						return credential{kind: credWrong, value: have.token}
					}
				}
				return credential{kind: credGood}
			}})
	}
	return append(out, badCredential{id: "forbidden", about: "a token without permission", cred: fixed(credForbidden), want: forbidden(),
		clause: "status/403", forbidden: true})
}

func fixed(kind credentialKind) func(string) credential {
	return func(string) credential { return credential{kind: kind} }
}

// statusClause is the clause about the status with which the way is refused.
func (b badCredential) clauses(op string) []string {
	if b.forbidden {
		return []string{op + "/status/403", op + "/error/403/code"}
	}
	return []string{op + "/" + b.clause, op + "/status/401", op + "/error/401/code"}
}

// credential is the case's way of not being let in; where the run's token leaves
// no such way the case says nothing.
func (t *T) credential(b badCredential) credential {
	cred := b.cred(t.Token)
	if cred.kind == credGood {
		t.doubt("the token of this run cannot be changed in this way")
	}
	return cred
}

// createAuthCases create with every wrong token: a valid app, and bodies that
// would be refused too, which must not be what the answer is about.
func (c *catalog) createAuthCases() {
	for _, b := range badCredentials() {
		c.add(c.authCreate("create/auth/"+b.id+"-refused", b.about+" is refused", b, b.clauses("create"),
			func(g *gen, d draft) request { return d.create() }))
	}
	for _, b := range badCredentials() {
		switch b.id {
		case "missing", "wrong-made-up", "forbidden":
		default:
			continue
		}
		clauses := append([]string{"create/auth/before-body"}, b.clauses("create")...)
		c.add(c.authCreate("create/auth/before-body/"+b.id+"-with-malformed-body", b.about+" is refused before a malformed body is", b, clauses,
			func(g *gen, d draft) request { r := d.create(); r.body = r.body[:len(r.body)-1]; return r }))
		c.add(c.authCreate("create/auth/before-body/"+b.id+"-with-invalid-name", b.about+" is refused before an invalid name is", b, clauses,
			func(g *gen, d draft) request { return d.withText("name", "1 "+g.nonce).create() }))
		c.add(c.authCreate("create/auth/before-body/"+b.id+"-with-empty-body", b.about+" is refused before an empty body is", b, clauses,
			func(g *gen, d draft) request { r := d.create(); r.body = ""; return r }))
	}
}

func (c *catalog) authCreate(id, title string, b badCredential, clauses []string, spoil func(*gen, draft) request) Case {
	return Case{
		ID: id, Title: "creating: " + title, Control: "full", Clauses: append(clauses, "create/rejected-creates-nothing"),
		Needs: Needs{Forbidden: b.forbidden}, specimens: []string{"full"},
		act: func(t *T) {
			g := newGen(t.edition, t.nonce, "full")
			r := spoil(g, g.draftOf("full"))
			r.auth = t.credential(b)
			t.try(r)
		},
		judge: func(t *T) {
			for _, a := range t.acted {
				t.refused(a, b.want)
			}
			if len(t.acted) > 0 {
				t.nothingCreated("full")
			}
		},
	}
}

// queryAuthCases list with every wrong token, also with parameters that would be
// refused.
func (c *catalog) queryAuthCases() {
	for _, b := range badCredentials() {
		c.add(authQuery("query/auth/"+b.id+"-refused", b.about+" is refused", b, b.clauses("query"), params{}.page(0, 1)))
	}
	for _, b := range badCredentials() {
		switch b.id {
		case "missing", "wrong-made-up", "forbidden":
			c.add(authQuery("query/auth/before-parameters/"+b.id+"-with-bad-limit", b.about+" is refused before a bad limit is", b,
				append([]string{"query/auth/before-parameters"}, b.clauses("query")...), params{}.with("limit", "abc")))
			c.add(authQuery("query/auth/before-parameters/"+b.id+"-with-unknown-id", b.about+" is refused though nothing would be listed", b,
				append([]string{"query/auth/before-parameters"}, b.clauses("query")...), params{}.with("id", "appgaugenone")))
		}
	}
}

func authQuery(id, title string, b badCredential, clauses []string, q params) Case {
	return Case{
		ID: id, Title: "listing: " + title, Clauses: clauses, Needs: Needs{Forbidden: b.forbidden},
		judge: func(t *T) {
			ex := t.sendQuery(request{op: opQuery, query: q.encode(), auth: t.credential(b)})
			t.judgeRefusal(ex, b.want)
			if v, err := parseJSON(ex.raw); err == nil {
				if body, ok := v.(object); ok && body["apps"] != nil {
					t.fail(ex, "the refusal lists apps all the same")
				}
			}
			t.control(params{}.page(0, 1))
		},
	}
}
