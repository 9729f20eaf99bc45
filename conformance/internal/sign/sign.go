package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The names of the header that a signature takes.
const (
	Algorithm = "SDK-HMAC-SHA256"
	// HeaderDate is the time of the signature, HeaderHash the hash of the body, if the
	// client sends it.
	HeaderDate = "X-Sdk-Date"
	HeaderHash = "X-Sdk-Content-Sha256"
	// dateFormat is that of HeaderDate, in UTC.
	dateFormat = "20060102T150405Z"
)

// Keys are an access key and the secret key that belongs to it. The secret is
// never sent.
type Keys struct{ Access, Secret string }

// Given reports whether there are keys to sign with.
func (k Keys) Given() bool { return k.Access != "" }

// Request is what is signed of a request.
type Request struct {
	Method string
	// Path and Query are as they are sent: escaped, the query without its question mark.
	Path, Query string
	// Header is all that is signed of the header; X-Sdk-Date is added to it. Host is one
	// of its names like any other.
	Header http.Header
	Body   string
}

// Sign is the header that signs the request: X-Sdk-Date and Authorization.
func Sign(k Keys, r Request, at time.Time) http.Header {
	date := at.UTC().Format(dateFormat)
	header := http.Header{}
	for name, values := range r.Header {
		header[strings.ToLower(name)] = values
	}
	header[strings.ToLower(HeaderDate)] = []string{date}
	var signed []string
	for name := range header {
		signed = append(signed, name)
	}
	slices.Sort(signed)

	canonical := sha256.Sum256([]byte(r.canonical(header, signed)))
	mac := hmac.New(sha256.New, []byte(k.Secret))
	mac.Write([]byte(Algorithm + "\n" + date + "\n" + hex.EncodeToString(canonical[:])))
	return http.Header{
		HeaderDate: {date},
		"Authorization": {Algorithm + " Access=" + k.Access + ", SignedHeaders=" + strings.Join(signed, ";") +
			", Signature=" + hex.EncodeToString(mac.Sum(nil))},
	}
}

// Digits are the signature itself, as it is in the header of a signed request; "" if it
// is not signed.
func Digits(h http.Header) string {
	_, digits, _ := strings.Cut(h.Get("Authorization"), ", Signature=")
	return digits
}

// bodyHash is the hash that stands for the body in a signature: that of the header, if
// it is sent.
func bodyHash(header http.Header, body string) string {
	if sent := header[strings.ToLower(HeaderHash)]; len(sent) > 0 {
		return sent[0]
	}
	return hashOf(body)
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
