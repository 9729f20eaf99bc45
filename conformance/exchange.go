package conformance

import (
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// Exchange is one request and what came of it, as reports show it: secrets
// replaced, long bodies cut.
type Exchange struct {
	Method  string      `json:"method"`
	URL     string      `json:"url"`
	Header  http.Header `json:"requestHeader,omitempty"`
	Body    string      `json:"requestBody,omitempty"`
	Started time.Time   `json:"started"`
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

	unsent bool // nothing of the request can have reached the gateway
	record int  // how much of a long body is kept

	mu  sync.Mutex
	raw string // the whole response body, until the exchange is recorded
	// value is raw as JSON, or unusable why it is none; parsed says that either
	// is set. Many cases look at one answer.
	value    any
	unusable error
	parsed   bool

	// secrets are those of this request alone, that no app was created with.
	secrets []string
}

// json is the response body as JSON, the error why it is none.
func (e *Exchange) json() (any, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.parsed {
		return parseJSON(e.raw)
	}
	return e.value, e.unusable
}

// shed lets go of a long body that was read: nobody reads it twice, and many of
// them are much.
func (e *Exchange) shed() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.raw) > e.record {
		e.ResponseBody = strings.Clone(e.raw[:e.record])
		e.raw, e.value, e.unusable, e.parsed = "", nil, nil, false
	}
}

// keep makes the body a part of the record, as far as it may be shown.
func (e *Exchange) keep() {
	e.shed()
	if e.raw != "" {
		e.ResponseBody, e.raw = e.raw, ""
	}
	e.value, e.unusable, e.parsed = nil, nil, false
}

// Curl is the request as a shell command. The token is read from the
// environment, so that the command can be pasted and holds no secret.
func (e *Exchange) Curl() string {
	var b strings.Builder
	b.WriteString("curl -sS -i")
	if e.Method != http.MethodGet {
		b.WriteString(" -X " + e.Method)
	}
	b.WriteString(" " + shellQuote(e.URL))
	for _, name := range sortedKeys(e.Header) {
		for _, value := range e.Header[name] {
			switch value {
			case maskToken:
				b.WriteString(` -H "` + name + `: $APPGAUGE_TOKEN"`)
			case maskForbidden:
				b.WriteString(` -H "` + name + `: $APPGAUGE_FORBIDDEN_TOKEN"`)
			case "":
				b.WriteString(" -H " + shellQuote(name+";"))
			default:
				b.WriteString(" -H " + shellQuote(name+": "+value))
			}
		}
	}
	if e.Method == http.MethodPost {
		b.WriteString(" --data-binary " + shellQuote(e.Body))
	}
	return b.String()
}

// shellQuote quotes s for a POSIX shell; a text with characters that would not
// survive a paste, or that nobody sees, is written in the $'…' form.
func shellQuote(s string) string {
	odd := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }) >= 0
	if !odd {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	const hex = "0123456789abcdef"
	var b strings.Builder
	b.WriteString("$'")
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'' || c == '\\':
			b.WriteString(`\` + string(c))
		case c < 0x20 || c >= 0x7f:
			b.WriteString(`\x` + string(hex[c>>4]) + string(hex[c&15]))
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('\'')
	return b.String()
}
