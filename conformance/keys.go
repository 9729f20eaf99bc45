package conformance

import (
	"fmt"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

// Keys are an access key and its secret key, with which requests are signed. The zero
// value is none.
type Keys struct{ Access, Secret string }

// check finds half a pair, and an access key that the header of a signature can't hold.
func (k Keys) check() error {
	switch {
	case k.Access == "" && k.Secret != "":
		return &result.UsageError{Problem: "a secret key without its access key"}
	case k.Access != "" && k.Secret == "":
		return &result.UsageError{Problem: fmt.Sprintf("the access key %q without its secret key", k.Access)}
	case strings.ContainsFunc(k.Access, func(r rune) bool { return r <= ' ' || r > '~' || r == ',' || r == ';' }):
		return &result.UsageError{Problem: fmt.Sprintf("the access key %q holds a character that no signature can carry", k.Access)}
	}
	return nil
}
