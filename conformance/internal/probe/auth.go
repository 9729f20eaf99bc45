package probe

import (
	"net/http"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/conformance/result"
)

// Auth is what a run has to be let in with.
type Auth struct {
	// Token may do everything, Forbidden nothing.
	Token, Forbidden string
	// Keys and ForbiddenKeys sign the requests that would carry Token and Forbidden, if
	// there is no such token.
	Keys, ForbiddenKeys sign.Keys
}

// MayForbid reports whether there is a credential without permission.
func (a *Auth) MayForbid() bool { return a.Forbidden != "" || a.ForbiddenKeys.Given() }

// Secrets are what no report may show, with what it shows instead.
func (a *Auth) Secrets() map[string]string {
	return map[string]string{
		a.Token: result.MaskToken, a.Forbidden: result.MaskForbidden,
		a.Keys.Secret: result.MaskSecretKey, a.ForbiddenKeys.Secret: result.MaskForbiddenSecretKey,
	}
}

// longest is the length of the longest secret.
func (a *Auth) longest() int {
	n := 0
	for secret := range a.Secrets() {
		n = max(n, len(secret))
	}
	return n
}

// signer is what signs a request with the credential; the zero Keys if it has a token,
// or nothing.
func (a *Auth) signer(c Credential) sign.Keys {
	switch {
	case c.Kind == CredSigned, c.Kind == credGood && a.Token == "":
		return a.Keys
	case c.Kind == CredForbidden && a.Forbidden == "":
		return a.ForbiddenKeys
	}
	return sign.Keys{}
}

// show sets the header of the credential. In the place of a signature, which is another
// one each time and could be sent again, it says which.
func (a *Auth) show(h http.Header, c Credential) {
	if a.signer(c).Given() {
		h.Set("Authorization", result.MaskSignature(c.Kind == CredForbidden, string(c.Forgery)))
		return
	}
	switch c.Kind {
	case credGood:
		h.Set("X-Auth-Token", a.Token)
	case CredForbidden:
		h.Set("X-Auth-Token", a.Forbidden)
	case CredEmpty:
		h.Set("X-Auth-Token", "")
	case CredWrong:
		h.Set("X-Auth-Token", c.Value)
	}
}

// sign signs the request if its credential asks for it.
func (a *Auth) sign(req *http.Request, r Request, at time.Time) {
	k := a.signer(r.Auth)
	if !k.Given() {
		return
	}
	body := ""
	if r.Op == OpCreate {
		body = r.Body
	}
	sign.Authorize(req, body, k, r.Auth.Forgery, at)
}
