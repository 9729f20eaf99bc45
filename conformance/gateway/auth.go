package gateway

import (
	"crypto/sha256"
	"crypto/subtle"

	"github.com/appgauge/appgauge/validate"
)

// tokens are the known tokens, hashed so that a comparison takes the same time
// for every token.
type tokens struct {
	good, forbidden [sha256.Size]byte
}

func sum(token string) [sha256.Size]byte { return sha256.Sum256([]byte(token)) }

func (t tokens) authorize(x *Exchange) *validate.Answer {
	got := sum(x.Token())
	switch {
	case x.Token() == "":
		return &validate.Unauthorized
	case equal(got, t.good):
		return nil
	case equal(got, t.forbidden):
		return &validate.Forbidden
	}
	return &validate.Unauthorized
}

func equal(a, b [sha256.Size]byte) bool { return subtle.ConstantTimeCompare(a[:], b[:]) == 1 }
