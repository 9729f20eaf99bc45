package result

import "strings"

// What is in reports in the place of secrets.
const (
	MaskToken     = "[token]"
	MaskForbidden = "[forbidden token]"
	MaskSecret    = "[app secret]"

	MaskSecretKey          = "[secret key]"
	MaskForbiddenSecretKey = "[forbidden secret key]"

	maskSignature          = "[signature]"
	maskForbiddenSignature = "[forbidden signature]"
	maskForged             = "[signature, forged: "
)

// The masks of tokens that nobody issued say how they were made of the good one, so
// that they can be made again.
const (
	MaskWrong     = "[wrong token]" // of nothing
	MaskChanged   = "[token, one character changed]"
	MaskTruncated = "[token, truncated]"
	MaskExtended  = "[token, extended]"
	MaskOtherCase = "[token, in the other case]"
)

// MaskSignature stands for the Authorization header of a signed request: for whom it was
// signed, and how the signature was forged, "" if it was not.
func MaskSignature(forbidden bool, forgery string) string {
	switch {
	case forgery != "":
		return maskForged + forgery + "]"
	case forbidden:
		return maskForbiddenSignature
	}
	return maskSignature
}

// signingFlags are the flags of the sign command that make the signature which the mask
// stands for; ok is false if it is no such mask.
func signingFlags(mask string) (flags string, ok bool) {
	switch forgery, forged := strings.CutPrefix(mask, maskForged); {
	case forged:
		return " --forge " + strings.TrimSuffix(forgery, "]"), true
	case mask == maskForbiddenSignature:
		return " --forbidden", true
	}
	return "", mask == maskSignature
}
