package result

// What stands in reports in the place of secrets.
const (
	MaskToken     = "[token]"
	MaskForbidden = "[forbidden token]"
	MaskWrong     = "[wrong token]"
	MaskSecret    = "[app secret]"
)
