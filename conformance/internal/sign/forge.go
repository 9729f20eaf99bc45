package sign

import (
	"net/http"
	"strings"
	"time"
)

// Forgery is a way in which a signature is not that of the request it comes with.
type Forgery string

// The forgeries. Of all but the last five, the signature is right for another request
// than the one that is sent, as if the request had been changed on its way.
const (
	Genuine Forgery = ""

	AlteredMethod Forgery = "method"
	AlteredPath   Forgery = "path"
	AlteredQuery  Forgery = "query"
	AlteredHeader Forgery = "header"
	AlteredBody   Forgery = "body"
	// AlteredHashed is AlteredBody, and the signed header X-Sdk-Content-Sha256 has the
	// hash of the body that was signed.
	AlteredHashed Forgery = "hashed-body"

	// OldDate and FutureDate are twenty minutes away: clients and gateways agree on
	// fifteen.
	OldDate    Forgery = "old-date"
	FutureDate Forgery = "future-date"
	// WrongSecret is a signature by another secret key, WrongAccess one by an access key
	// that nobody issued, WrongDigit has one digit changed, the last.
	WrongSecret Forgery = "secret-key"
	WrongAccess Forgery = "access-key"
	WrongDigit  Forgery = "last-digit"
)

// Forgeries lists the ways that make sense for a method: what is not sent can't be
// altered.
func Forgeries(method string) []Forgery {
	altered := []Forgery{AlteredMethod, AlteredPath, AlteredHeader}
	if method == http.MethodGet {
		altered = append(altered, AlteredQuery)
	} else {
		altered = append(altered, AlteredBody, AlteredHashed)
	}
	return append(altered, OldDate, FutureDate, WrongSecret, WrongAccess, WrongDigit)
}

// Stale reports whether the signature is right but for its time.
func (f Forgery) Stale() bool { return f == OldDate || f == FutureDate }

// skew is how far a date is off: more than fifteen minutes, even between clocks that
// don't quite agree.
const skew = 20 * time.Minute

// Forge is the header that pretends to sign the request. Genuine is [Sign].
func Forge(f Forgery, k Keys, r Request, at time.Time) http.Header {
	hashed := ""
	switch f {
	case AlteredMethod:
		r.Method = http.MethodPut
	case AlteredPath:
		// The other instance's name has the same length.
		r.Path = alterSegment(r.Path)
	case AlteredQuery:
		r.Query += "&status=2"
	case AlteredHeader:
		r.Header = r.Header.Clone()
		r.Header.Set("Accept", "application/json;q=0.9")
	case AlteredBody:
		r.Body += " "
	case AlteredHashed:
		hashed = hashOf(r.Body + " ")
		r.Header = r.Header.Clone()
		r.Header.Set(HeaderHash, hashed)
	case OldDate:
		at = at.Add(-skew)
	case FutureDate:
		at = at.Add(skew)
	case WrongSecret:
		k.Secret += "x"
	case WrongAccess:
		k.Access = "APPGAUGENOBODYISSUED"
	}
	out := Sign(k, r, at)
	if hashed != "" {
		out.Set(HeaderHash, hashed)
	}
	if f == WrongDigit {
		value := out.Get("Authorization")
		last := "0"
		if strings.HasSuffix(value, last) {
			last = "1"
		}
		out.Set("Authorization", value[:len(value)-1]+last)
	}
	return out
}

// alterSegment changes the last character of the segment before the last: the instance,
// in the path of a collection of apps.
func alterSegment(path string) string {
	end := strings.LastIndexByte(strings.TrimRight(path, "/"), '/')
	if end <= 0 {
		return path + "/x"
	}
	c := byte('x')
	if path[end-1] == c {
		c = 'y'
	}
	return path[:end-1] + string(c) + path[end:]
}
