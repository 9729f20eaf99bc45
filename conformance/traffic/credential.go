package traffic

import (
	"net/http"
	"strings"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// Tokens are what is known of the tokens in the traffic. The zero value is nothing.
type Tokens struct {
	// Valid may do everything, Forbidden nothing.
	Valid, Forbidden string
	// Only reports that every other token is one that nobody issued.
	Only bool
	// Removed reports that whoever recorded the traffic took credentials out of it: a
	// request without one may have had one.
	Removed bool
}

// tokenOf is the token of the request; signed reports that it is signed instead.
func tokenOf(h http.Header) (token string, signed bool) {
	return strings.TrimSpace(h.Get("X-Auth-Token")), h.Get("Authorization") != ""
}

// HasCredential reports whether the request carries a token or a signature.
func HasCredential(h http.Header) bool {
	token, signed := tokenOf(h)
	return token != "" || signed
}

// credential is what the credential of a request to op is worth, as far as the traffic
// shows it. known is false if the answer may be due to a credential that nobody knows:
// it says nothing then. lived reports that something is known to be at the place.
func (t Tokens) credential(h http.Header, op oracle.Op, status int, lived bool) (c oracle.Credential, known bool) {
	token, signed := tokenOf(h)
	switch {
	case token == "" && !signed && t.Removed:
		return oracle.Valid, status != http.StatusUnauthorized && status != http.StatusForbidden
	case token == "" && !signed:
		return oracle.Missing, true
	case token == result.MaskForbidden, token != "" && token == t.Forbidden:
		return oracle.Forbidden, true
	case wrong(token):
		return oracle.Unknown, true
	case token == result.MaskToken && status != http.StatusUnauthorized && status != http.StatusForbidden, token != "" && token == t.Valid:
		return oracle.Valid, true
	case t.Only && token != "":
		return oracle.Unknown, true
	case status == http.StatusUnauthorized:
		return oracle.Unknown, true // it may have expired
	case status == http.StatusForbidden && op == oracle.List && lived:
		return oracle.Forbidden, true // there is no quota on listing
	case status == http.StatusForbidden:
		return oracle.Valid, false // a permission, or a quota
	}
	return oracle.Valid, true
}

// wrong reports whether the token is the mask of one that nobody issued.
func wrong(token string) bool {
	switch token {
	case result.MaskWrong, result.MaskChanged, result.MaskTruncated, result.MaskExtended, result.MaskOtherCase:
		return true
	}
	return false
}

// mask reports whether the token is a mask.
func mask(token string) bool {
	return token == result.MaskToken || token == result.MaskForbidden || wrong(token)
}
