package gateway

import (
	"crypto/sha256"
	"crypto/subtle"

	"github.com/appgauge/appgauge/validate"
)

// authorize asks for a token, or else for a signature.
func (b *Behaviour) authorize(x *Exchange) *validate.Answer {
	token := x.Token()
	switch {
	case token == "":
		return b.authorizeSigned(x)
	case sameToken(token, b.Token):
		return nil
	case sameToken(token, b.ForbiddenToken):
		return &validate.Forbidden
	}
	return &validate.Unauthorized
}

// authorizeSigned answers a wrong signature as a wrong token. The body of a request that
// is too long can't be verified; it is refused for its length, as it is with a token.
func (b *Behaviour) authorizeSigned(x *Exchange) *validate.Answer {
	if x.Request.Header.Get("Authorization") == "" {
		return &validate.Unauthorized
	}
	k, ok := b.Signing.Signed(x)
	switch {
	case ok && k == b.Signing.Keys:
		return nil
	case ok:
		return &validate.Forbidden
	}
	if _, err := x.Body(); err != nil {
		return unreadable()
	}
	return &validate.Unauthorized
}

// sameToken takes the same time for every token: hashes of one length are
// compared.
func sameToken(got, want string) bool {
	g, w := sha256.Sum256([]byte(got)), sha256.Sum256([]byte(want))
	return subtle.ConstantTimeCompare(g[:], w[:]) == 1
}
