package stimulus

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/conformance/result"
)

// badSignature is a way of not being let in by a signature.
type badSignature struct {
	id, about, clause string // the clause after "create/" or "list/"
	is                func(sign.Forgery) bool
}

func badSignatures() []badSignature {
	keys := func(f sign.Forgery) bool {
		return f == sign.WrongSecret || f == sign.WrongAccess || f == sign.WrongDigit
	}
	return []badSignature{
		{"altered", "that was changed after it was signed: its method, path, query, header or body", "auth/signature",
			func(f sign.Forgery) bool { return !f.Stale() && !keys(f) }},
		{"wrong", "signed by another secret key, for an access key that nobody issued, or with another last digit", "auth/signature", keys},
		{"date", "signed twenty minutes ago, or twenty minutes ahead of time", "auth/signature-date", sign.Forgery.Stale},
	}
}

// forgeries are those of the way that make sense for the method.
func (b badSignature) forgeries(method string) []sign.Forgery {
	return slices.DeleteFunc(sign.Forgeries(method), func(f sign.Forgery) bool { return !b.is(f) })
}

func signed(f sign.Forgery) probe.Credential {
	return probe.Credential{Kind: probe.CredSigned, Forgery: f}
}

// signatureCases sign requests, rightly and in every way that is wrong.
func (c *catalog) signatureCases() {
	c.createSigned()
	c.listSigned()
	for _, b := range badSignatures() {
		c.add(Case{
			ID: fmt.Sprintf("create/auth/signature-%s-401", b.id), Title: "creating: a request " + b.about + ", is refused",
			Control: "full", Clauses: []string{"create/" + b.clause}, Needs: result.Needs{Keys: true}, Specimens: []string{"full"},
			Act: func(t *T) {
				for _, f := range b.forgeries(http.MethodPost) {
					r := t.Gen(t.trial.Case.ID+string(f)).twin("full", "").Create()
					r.Auth = signed(f)
					t.Try(r)
				}
			},
			Judge: func(t *T) {
				for _, a := range t.Tried() {
					t.refused(a)
				}
				t.nothingCreated("full")
			},
		})
		c.add(Case{
			ID: fmt.Sprintf("list/auth/signature-%s-401", b.id), Title: "listing: a request " + b.about + ", is refused",
			Clauses: []string{"list/" + b.clause}, Needs: result.Needs{Keys: true}, Likes: basics[:],
			Judge: func(t *T) {
				q := probe.Params{}.Page(0, 1)
				t.signedListing(q)
				for _, f := range b.forgeries(http.MethodGet) {
					t.leaksNothing(t.Send(probe.Request{Op: probe.OpQuery, Query: q.Encode(), Auth: signed(f)}))
				}
			},
		})
	}
}

// signedListing sends a listing that is rightly signed; if it is refused, nothing is
// shown by a refusal of one that is not.
func (t *T) signedListing(q probe.Params) {
	ex := t.ask(probe.Request{Op: probe.OpQuery, Query: q.Encode(), Auth: signed(sign.Genuine)})
	if ex.Status/100 != 2 {
		t.Doubt("the control twin, rightly signed, was answered %d%s: the gateway knows no signatures, or not these keys", ex.Status, probe.BriefError(ex))
	}
}

// createSigned creates an app by a signed request, with a text of many bytes.
func (c *catalog) createSigned() {
	c.add(Case{
		ID: "create/auth/signature-201", Title: "creating: a request that is rightly signed creates an app, whatever its body holds",
		Clauses: []string{"create/auth/signature-accepted"}, Needs: result.Needs{Keys: true}, Specimens: []string{"signed"}, Turn: 3, // no other case sees its app
		Churn: func(t *T) {
			p := t.Late("signed")
			if p.Exchange == nil {
				t.Doubt("the app was not asked for: %s", p.why())
			}
			if p.Err != nil {
				t.Broken(p.Exchange, p.Err)
			}
			t.Judge(p.Exchange)
		},
	})
}

// listSigned lists with queries of which gateways and clients could make different
// canonical forms.
func (c *catalog) listSigned() {
	c.add(Case{
		ID: "list/auth/signature-200", Title: "listing: a request that is rightly signed is answered, whatever its query holds",
		Clauses: []string{"list/auth/signature-accepted"}, Needs: result.Needs{Keys: true}, Likes: basics[:],
		Judge: func(t *T) {
			for _, q := range []probe.Params{
				nil,
				probe.Params{}.Page(0, 1),
				probe.Params{}.With("status", "1").With("name", "a").With("limit", "1").With("creator", "USER"),
				probe.Params{}.With("name", "a b"),
				probe.Params{}.With("name", "~*'()!+/:=&?%25"),
				probe.Params{}.With("name", "\u00e9\u4e2d\U0001F4BB"),
				probe.Params{}.With("name", "").With("id", "appgaugenone"),
			} {
				t.Send(probe.Request{Op: probe.OpQuery, Query: q.Encode(), Auth: signed(sign.Genuine), Refutes: "list/auth/signature-accepted"})
			}
		},
	})
}
