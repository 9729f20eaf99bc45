package result

import (
	"net/http"
	"time"
)

// Exchange is one request and what came of it, as reports show it: secrets
// replaced, long bodies cut.
type Exchange struct {
	Method string      `json:"method"`
	URL    string      `json:"url"`
	Header http.Header `json:"requestHeader,omitempty"`
	Body   string      `json:"requestBody,omitempty"`
	// BodyBase64 is the body in base64 if it is not valid UTF-8; Body shows it then.
	BodyBase64 string `json:"requestBodyBase64,omitempty"`
	// StandIn is what [Exchange.Curl] sends in the place of [MaskSecret]: a harmless text of
	// the same length and kind of characters.
	StandIn string    `json:"secretStandIn,omitempty"`
	Started time.Time `json:"started"`
	// Millis is the time from sending to the end of the body.
	Millis float64 `json:"millis"`
	// Attempts counts how often the request was sent; above 1 it was refused
	// for the rate (429, 503), or had not reached the gateway.
	Attempts int `json:"attempts,omitempty"`

	// Status is 0 where no answer came; Error then says why.
	Status         int         `json:"status,omitempty"`
	Proto          string      `json:"proto,omitempty"`
	ResponseHeader http.Header `json:"responseHeader,omitempty"`
	ResponseBody   string      `json:"responseBody,omitempty"`
	// Truncated says that ResponseBody is cut; ResponseBytes is its true length.
	Truncated     bool   `json:"truncated,omitempty"`
	ResponseBytes int    `json:"responseBytes,omitempty"`
	Error         string `json:"error,omitempty"`
}
