package result

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/internal/visible"
)

// Curl is the request as one line for bash that sends the same again, whole. Tokens are read from
// the environment, and an app secret is a harmless one of the same kind, so that the
// line can be pasted and holds no secret. A signed request is signed anew by the sign
// command, which takes the keys from the environment, too.
func (e *Exchange) Curl() string {
	body := e.body()
	var b strings.Builder
	// No argument holds a NUL, and none is longer than 128 KiB.
	piped := strings.IndexByte(body, 0) >= 0 || len(body) > 100_000
	if piped {
		b.WriteString("printf " + format(body) + " | ")
	}
	if flags, signed := signingFlags(e.Header.Get("Authorization")); signed {
		b.WriteString("appgauge conformance sign" + flags + " ")
	}
	b.WriteString("curl -sS -i")
	path, _, _ := strings.Cut(e.URL, "?")
	if strings.ContainsAny(e.URL, "[]{}") {
		b.WriteString(" -g") // or curl takes them for several addresses
	}
	if strings.Contains(path, "/.") {
		b.WriteString(" --path-as-is")
	}
	if e.Method != http.MethodGet {
		b.WriteString(" -X " + e.Method)
	}
	b.WriteString(" " + e.word(e.URL))
	for _, name := range slices.Sorted(maps.Keys(e.Header)) {
		for _, value := range e.Header[name] {
			if _, signed := signingFlags(value); signed {
				continue // the sign command adds it
			}
			if token, ok := tokens[value]; ok {
				b.WriteString(` -H "` + name + `: ` + token + `"`)
			} else if value == "" {
				b.WriteString(" -H " + e.word(name+";"))
			} else {
				b.WriteString(" -H " + e.word(name+": "+value))
			}
		}
	}
	if e.Method != http.MethodPost {
		return b.String()
	}
	if e.Header["Content-Type"] == nil {
		b.WriteString(" -H 'Content-Type:'") // or curl sends that of a form
	}
	if piped {
		b.WriteString(" --data-binary @-")
	} else {
		b.WriteString(" --data-raw " + e.word(body))
	}
	return b.String()
}

// body is the request's body as it was sent, but for secrets.
func (e *Exchange) body() string {
	body := e.Body
	if bytes, err := base64.StdEncoding.DecodeString(e.BodyBase64); err == nil && len(bytes) > 0 {
		body = string(bytes)
	}
	standIn := e.StandIn
	if standIn == "" {
		standIn = "sHarmlessSecret1"
	}
	// It is in a text of JSON there, of which the marks are masked as well.
	return strings.ReplaceAll(body, MaskSecret, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(standIn))
}

// tokens are what masks stand for, in double quotes.
var tokens = map[string]string{
	MaskToken:     "$APPGAUGE_TOKEN",
	MaskForbidden: "$APPGAUGE_FORBIDDEN_TOKEN",
	MaskWrong:     "wrong-token",
	MaskChanged:   "${APPGAUGE_TOKEN:0:${#APPGAUGE_TOKEN}/2}x${APPGAUGE_TOKEN:${#APPGAUGE_TOKEN}/2+1}",
	MaskTruncated: "${APPGAUGE_TOKEN:0:${#APPGAUGE_TOKEN}*3/4}",
	MaskExtended:  "${APPGAUGE_TOKEN}0appgauge",
	MaskOtherCase: "${APPGAUGE_TOKEN~~}",
}

// longRun is from which length on a run of one character is counted instead of written.
const longRun = 300

// word is s as one word of bash, with the tokens that its masks stand for.
func (e *Exchange) word(s string) string {
	var b strings.Builder
	plain := func(text string) {
		if text != "" {
			b.WriteString(quote(text))
		}
	}
	from := 0
	for i := 0; i < len(s); {
		if mask, token := maskAt(s[i:]); mask != "" {
			plain(s[from:i])
			b.WriteString(`"` + token + `"`)
			i += len(mask)
			from = i
			continue
		}
		n := 1
		for i+n < len(s) && s[i+n] == s[i] {
			n++
		}
		if n >= longRun && s[i] >= ' ' && s[i] < 0x7f {
			plain(s[from:i])
			if s[i] == ' ' {
				fmt.Fprintf(&b, `"$(printf '%%*s' %d '')"`, n)
			} else {
				fmt.Fprintf(&b, `"$(printf %s'%%.0s' {1..%d})"`, format(s[i:i+1]), n)
			}
			from = i + n
		}
		i += n
	}
	plain(s[from:])
	if b.Len() == 0 {
		return "''"
	}
	return b.String()
}

// maskAt is the mask of a token with which s begins, and what it stands for; "" if
// it begins with none.
func maskAt(s string) (mask, token string) {
	if !strings.HasPrefix(s, "[") {
		return "", ""
	}
	for mask, token := range tokens {
		if strings.HasPrefix(s, mask) {
			return mask, token
		}
	}
	return "", ""
}

// quote quotes s for bash. A text with characters that would not survive a paste, that
// nobody sees, or that a CI takes for a command of its own, is written in the $'…' form.
func quote(s string) string {
	if visible.Line(s) == s {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	var b strings.Builder
	b.WriteString("$'")
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\'' || c == '\\':
			b.WriteString(`\` + string(rune(c)))
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < 0x20 || c >= 0x7f || (c == ':' || c == '#') && i > 0 && s[i-1] == c:
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// format quotes s as the format of printf, which can have any byte.
func format(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\\':
			b.WriteString(`\\`)
		case c == '%':
			b.WriteString(`%%`)
		case c < 0x20 || c >= 0x7f || c == '\'' || (c == ':' || c == '#') && i > 0 && s[i-1] == c:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('\'')
	return b.String()
}
