package stimulus

import (
	"fmt"
	"net/http"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/conformance/result"
)

// forged says in words what each forgery is.
var forged = map[sign.Forgery]string{
	sign.AlteredMethod: "signed for another method",
	sign.AlteredPath:   "signed for another instance",
	sign.AlteredQuery:  "signed for another query",
	sign.AlteredHeader: "one of whose signed headers was changed",
	sign.AlteredBody:   "signed for another body",
	sign.AlteredHashed: "signed for another body, whose hash it sends",
	sign.OldDate:       "signed twenty minutes ago",
	sign.FutureDate:    "signed twenty minutes ahead of time",
	sign.WrongSecret:   "signed by another secret key",
	sign.WrongAccess:   "signed by an access key that nobody issued",
	sign.WrongDigit:    "whose signature differs in its last digit",
}

func signed(f sign.Forgery) probe.Credential {
	return probe.Credential{Kind: probe.CredSigned, Forgery: f}
}

// signatureClause is the clause that a forgery breaks if it is let in.
func signatureClause(op string, f sign.Forgery) string {
	if f.Stale() {
		return op + "/auth/signature-date"
	}
	return op + "/auth/signature"
}

// signatureCases sign requests, rightly and in every way that is wrong.
func (c *catalog) signatureCases() {
	c.createSigned()
	c.listSigned()
	for _, f := range sign.Forgeries(http.MethodPost) {
		c.add(Case{
			ID: fmt.Sprintf("create/auth/signature-%s-401", f), Title: "creating: a request " + forged[f] + " is refused",
			Control: "full", Clauses: []string{signatureClause("create", f)}, Needs: result.Needs{Keys: true}, Specimens: []string{"full"},
			Act: func(t *T) {
				r := t.Gen(t.trial.Case.ID).twin("full", "").Create()
				r.Auth = signed(f)
				t.Try(r)
			},
			Judge: func(t *T) {
				for _, a := range t.Tried() {
					t.refused(a)
				}
				t.nothingCreated("full")
			},
		})
	}
	for _, f := range sign.Forgeries(http.MethodGet) {
		c.add(Case{
			ID: fmt.Sprintf("list/auth/signature-%s-401", f), Title: "listing: a request " + forged[f] + " is refused",
			Clauses: []string{signatureClause("list", f)}, Needs: result.Needs{Keys: true}, Likes: basics[:],
			Judge: func(t *T) {
				q := probe.Params{}.Page(0, 1)
				// A gateway that remembers signatures has seen the right one.
				t.signedListing(q)
				t.leaksNothing(t.Send(probe.Request{Op: probe.OpQuery, Query: q.Encode(), Auth: signed(f)}))
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
		Clauses: []string{"create/auth/signature-accepted"}, Needs: result.Needs{Keys: true}, Specimens: []string{"signed"},
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
