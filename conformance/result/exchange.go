package result

import (
	"maps"
	"net/http"
	"slices"
	"strings"
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
	for _, name := range slices.Sorted(maps.Keys(e.Header)) {
		for _, value := range e.Header[name] {
			switch value {
			case MaskToken:
				b.WriteString(` -H "` + name + `: $APPGAUGE_TOKEN"`)
			case MaskForbidden:
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
