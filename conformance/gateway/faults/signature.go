package faults

import (
	"net/http"
	neturl "net/url"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// signatureFaults verify signatures carelessly, or by another canonical form than clients
// have. Whoever is let in wrongly could have changed a request on its way.
func signatureFaults() []Fault {
	const (
		altered  = "*/auth/signature-altered-401"
		wrong    = "*/auth/signature-wrong-401"
		date     = "*/auth/signature-date-401"
		accepted = "list/auth/signature-200"
	)
	return []Fault{
		{"signature/not-verified", design, calling, should, "Any signature by a known access key is taken.", altered, signing(func(s *gateway.Signing) {
			s.Equal = func(string, string) bool { return true }
		})},
		{"signature/any-access-key", design, calling, should, "An access key that nobody issued is let in.", wrong, admitsSigned(func(x *gateway.Exchange, s *gateway.Signing, sig gateway.Signature) bool {
			return sig.Access != s.Keys.Access && sig.Access != s.ForbiddenKeys.Access
		})},
		{"signature/first-digits-compared", design, calling, should, "", wrong, signing(func(s *gateway.Signing) {
			next := s.Equal
			s.Equal = func(got, want string) bool { return len(got) == len(want) && next(got[:32], want[:32]) }
		})},
		{"signature/body-hash-trusted", design, calling, should, "The hash that the client sends is not compared with the body.", "create/auth/signature-altered-401", signing(func(s *gateway.Signing) {
			next := s.Payload
			s.Payload = func(x *gateway.Exchange) (string, bool) {
				if said := x.Request.Header.Get("X-Sdk-Content-Sha256"); said != "" {
					return said, true
				}
				return next(x)
			}
		})},
		{"signature/body-not-verified", design, calling, should, "Of a request with a body only the access key counts.", "create/auth/signature-altered-401", admitsSigned(func(x *gateway.Exchange, _ *gateway.Signing, _ gateway.Signature) bool {
			return x.Request.Method == http.MethodPost
		})},
		{"signature/query-not-verified", design, calling, should, "Of a request with a query only the access key counts.", "list/auth/signature-altered-401", admitsSigned(func(x *gateway.Exchange, _ *gateway.Signing, _ gateway.Signature) bool {
			return x.Request.URL.RawQuery != ""
		})},
		{"signature/date-ignored", design, calling, should, "", date, fresh(func(time.Duration) bool { return true })},
		{"signature/old-date-accepted", design, calling, should, "", date, fresh(func(age time.Duration) bool { return age >= -15*time.Minute })},
		{"signature/future-date-accepted", design, calling, should, "", date, fresh(func(age time.Duration) bool { return age <= 15*time.Minute })},
		{"signature/good-for-an-hour", design, calling, should, "", date, fresh(func(age time.Duration) bool { return age.Abs() <= time.Hour })},

		{"signature/query-unsorted", design, calling, should, "Parameters are verified in the order in which they are sent.", accepted, signing(func(s *gateway.Signing) {
			s.Query = func(r *http.Request) string { return r.URL.RawQuery }
		})},
		{"signature/space-as-plus", design, calling, should, "", accepted, canonicalQuery("%20", "+")},
		{"signature/tilde-escaped", design, calling, should, "", accepted, canonicalQuery("~", "%7E")},
		{"signature/slash-unescaped", design, calling, should, "", accepted, canonicalQuery("%2F", "/")},
		{"signature/query-unescaped", design, calling, should, "", accepted, signing(func(s *gateway.Signing) {
			next := s.Query
			s.Query = func(r *http.Request) string {
				text := next(r)
				if plain, err := neturl.PathUnescape(text); err == nil {
					return plain
				}
				return text
			}
		})},
		{"signature/body-in-other-encoding", design, calling, should, "Of a body that is not ASCII another hash is expected.", "create/auth/signature-201", signing(func(s *gateway.Signing) {
			next := s.Payload
			s.Payload = func(x *gateway.Exchange) (string, bool) {
				body, err := x.Body()
				if err == nil && strings.ContainsFunc(string(body), func(r rune) bool { return r > '~' }) {
					return "", false
				}
				return next(x)
			}
		})},
	}
}

func signing(change func(*gateway.Signing)) alter {
	return func(b *gateway.Behaviour) { change(b.Signing) }
}

// fresh lets signatures in whose age will do; one that is made ahead of time has a
// negative age.
func fresh(will func(age time.Duration) bool) alter {
	return signing(func(s *gateway.Signing) {
		s.Fresh = func(date time.Time) bool { return will(s.Now().Sub(date)) }
	})
}

// canonicalQuery spells a part of the canonical query otherwise.
func canonicalQuery(right, wrong string) alter {
	return signing(func(s *gateway.Signing) {
		next := s.Query
		s.Query = func(r *http.Request) string { return strings.ReplaceAll(next(r), right, wrong) }
	})
}

// admitsSigned lets signed requests in that are not rightly signed, by whomever.
func admitsSigned(when func(*gateway.Exchange, *gateway.Signing, gateway.Signature) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Authorize
		b.Authorize = func(x *gateway.Exchange) *answer {
			a := next(x)
			if sig, ok := gateway.ParseSignature(x.Request.Header.Get("Authorization")); ok && a != nil && x.Token() == "" && when(x, b.Signing, sig) {
				return nil
			}
			return a
		}
	}
}
