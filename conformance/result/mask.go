package result

// What is in reports in the place of secrets.
const (
	MaskToken     = "[token]"
	MaskForbidden = "[forbidden token]"
	MaskSecret    = "[app secret]"
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
