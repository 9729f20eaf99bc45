package gateway

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Keys are an access key and its secret key, with which clients sign their requests
// instead of sending a token. Neither page describes that; see docs/signing.md.
type Keys struct{ Access, Secret string }

// The scheme of signatures, and the header fields that it gives a meaning.
const (
	signingScheme  = "SDK-HMAC-SHA256"
	signingDate    = "X-Sdk-Date"
	signedPayload  = "X-Sdk-Content-Sha256"
	payloadNotSign = "UNSIGNED-PAYLOAD"
	// maxSkew is how far the date of a signature may be from the gateway's time.
	maxSkew = 15 * time.Minute
)

// Signing is how signatures are verified, as replaceable functions; see [Behaviour].
type Signing struct {
	// Keys let in as Token does, ForbiddenKeys as ForbiddenToken does. A pair without an
	// access key is none.
	Keys, ForbiddenKeys Keys
	// Now is the gateway's clock. That of [Behaviour.Now] dates apps.
	Now func() time.Time
	// Fresh reports whether a signature of that time is valid now.
	Fresh func(date time.Time) bool
	// Payload is what a signature says of the body; ok reports whether that is so.
	Payload func(*Exchange) (hash string, ok bool)
	// Path and Query are those of a request, as they are signed.
	Path  func(*http.Request) string
	Query func(*http.Request) string
	// Value is a field of the header, as it is signed; ok reports whether it was sent.
	Value func(r *http.Request, name string) (lines []string, ok bool)
	// Equal compares a signature with the right one.
	Equal func(got, want string) bool
}

// newSigning is lawful verification.
func newSigning(o Options) *Signing {
	s := &Signing{
		Keys: o.Keys, ForbiddenKeys: o.ForbiddenKeys, Now: time.Now,
		Payload: payload, Path: signedPath, Query: signedQuery, Value: signedValue,
		Equal: func(got, want string) bool { return subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1 },
	}
	s.Fresh = func(date time.Time) bool { return s.Now().Sub(date).Abs() <= maxSkew }
	return s
}

// Signature is what an Authorization header says.
type Signature struct {
	Access string
	// Headers are the names of the fields that are signed, in lower case.
	Headers []string
	// Digits are the signature itself, in hexadecimal.
	Digits string
}

// ParseSignature reads an Authorization header; ok is false if it is of another scheme,
// or lacks a part.
func ParseSignature(header string) (sig Signature, ok bool) {
	scheme, rest, _ := strings.Cut(strings.TrimSpace(header), " ")
	if scheme != signingScheme {
		return sig, false
	}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "Access":
			sig.Access = value
		case "SignedHeaders":
			sig.Headers = strings.Split(value, ";")
		case "Signature":
			sig.Digits = value
		}
	}
	return sig, sig.Access != "" && len(sig.Headers) > 0 && sig.Digits != ""
}

// Signed finds the keys by which the request is signed; ok is false if it is not
// signed, or not rightly.
func (s *Signing) Signed(x *Exchange) (k Keys, ok bool) {
	sig, ok := ParseSignature(x.Request.Header.Get("Authorization"))
	if !ok {
		return k, false
	}
	switch sig.Access {
	case s.Keys.Access:
		k = s.Keys
	case s.ForbiddenKeys.Access:
		k = s.ForbiddenKeys
	default:
		return k, false
	}
	return k, s.verify(x, sig, k.Secret)
}

// verify reports whether the signature is that of the request, and of our time.
func (s *Signing) verify(x *Exchange, sig Signature, secret string) bool {
	r := x.Request
	text := r.Header.Get(signingDate)
	date, err := time.Parse("20060102T150405Z", text)
	if err != nil || !s.Fresh(date) || !slices.Contains(sig.Headers, strings.ToLower(signingDate)) {
		return false
	}
	hash, ok := s.Payload(x)
	if !ok {
		return false
	}
	lines := []string{r.Method, s.Path(r), s.Query(r)}
	for _, name := range sig.Headers {
		values, ok := s.Value(r, name)
		if !ok {
			return false
		}
		for _, v := range values {
			lines = append(lines, name+":"+v)
		}
	}
	lines = append(lines, "", strings.Join(sig.Headers, ";"), hash)
	request := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(signingScheme + "\n" + text + "\n" + hex.EncodeToString(request[:])))
	return s.Equal(sig.Digits, hex.EncodeToString(mac.Sum(nil)))
}

// payload is the hash of the body, or what the client says instead: that it did not sign
// the body, as the official ones do if it is not JSON.
func payload(x *Exchange) (hash string, ok bool) {
	said := x.Request.Header.Get(signedPayload)
	if said == payloadNotSign {
		return said, true
	}
	body, err := x.Body()
	if err != nil {
		return "", false
	}
	sum := sha256.Sum256(body)
	hash = hex.EncodeToString(sum[:])
	return hash, said == "" || said == hash
}

// signedPath is the path with every segment escaped in one way, and a slash at its end.
func signedPath(r *http.Request) string {
	var b strings.Builder
	for segment := range strings.SplitSeq(strings.TrimSuffix(r.URL.EscapedPath(), "/"), "/") {
		if plain, err := url.PathUnescape(segment); err == nil {
			segment = plain
		}
		b.WriteString(strictEscape(segment) + "/")
	}
	return b.String()
}

// signedQuery is the query with its parameters sorted, and escaped in one way.
func signedQuery(r *http.Request) string {
	var pairs [][2]string
	for part := range strings.SplitSeq(r.URL.RawQuery, "&") {
		if part != "" {
			name, value, _ := strings.Cut(part, "=")
			pairs = append(pairs, [2]string{plainQuery(name), plainQuery(value)})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	for i, p := range pairs {
		pairs[i][0] = strictEscape(p[0]) + "=" + strictEscape(p[1])
	}
	var b strings.Builder
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p[0])
	}
	return b.String()
}

// strictEscape escapes all but letters, digits and -_.~; a space is %20.
func strictEscape(s string) string {
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
}

// plainQuery is a part of a query without escapes. A per cent sign that begins no escape
// stays as it is.
func plainQuery(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			continue
		}
		if _, err := url.QueryUnescape(s[i:min(i+3, len(s))]); err != nil {
			s = s[:i] + "%25" + s[i+1:]
		}
		i += 2
	}
	plain, err := url.QueryUnescape(s)
	if err != nil {
		return s
	}
	return plain
}

// signedValue has a line for each value of the field, sorted, without space at its ends.
func signedValue(r *http.Request, name string) (lines []string, ok bool) {
	if name == "host" {
		return []string{r.Host}, true
	}
	for _, v := range r.Header.Values(name) {
		lines = append(lines, strings.TrimSpace(v))
	}
	slices.Sort(lines)
	return lines, len(lines) > 0
}
