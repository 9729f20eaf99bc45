package gateway

import (
	"crypto/sha256"
	"crypto/subtle"

	"github.com/appgauge/appgauge/validate"
)

func (b *Behaviour) authorize(x *Exchange) *validate.Answer {
	token := x.Token()
	switch {
	case token == "":
		return &validate.Unauthorized
	case sameToken(token, b.Token):
		return nil
	case sameToken(token, b.ForbiddenToken):
		return &validate.Forbidden
	}
	return &validate.Unauthorized
}

// sameToken takes the same time for every token: hashes of one length are
// compared.
func sameToken(got, want string) bool {
	g, w := sha256.Sum256([]byte(got)), sha256.Sum256([]byte(want))
	return subtle.ConstantTimeCompare(g[:], w[:]) == 1
}
