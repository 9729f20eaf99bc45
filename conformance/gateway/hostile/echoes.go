package hostile

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
)

// echoes repeat the token, and the secret of a create, in an encoding: in a
// further member and a header of every answer, and in the message of an error
// after what it says otherwise.
func echoes() []Hostile {
	each := func(format string) func(string) string {
		return func(secret string) string {
			var out strings.Builder
			for _, c := range []byte(secret) {
				fmt.Fprintf(&out, format, c)
			}
			return out.String()
		}
	}
	twice := func(outer, inner *base64.Encoding) func(string) string {
		return func(secret string) string { return outer.EncodeToString([]byte(inner.EncodeToString([]byte(secret)))) }
	}
	var out []Hostile
	for _, k := range []struct {
		id, does string
		// encode makes what is between the quotes of a JSON string.
		encode func(string) string
	}{
		{"json-escapes", `with every character as an escape of JSON, \u0067`, each(`\u%04x`)},
		{"json-escapes-upper", `with every character as an escape of JSON in upper case, \u006F`, each(`\u%04X`)},
		{"json-pieces", "with every second character as an escape of JSON", func(s string) string {
			var out strings.Builder
			for i, c := range []byte(s) {
				if i%2 == 1 || c < ' ' || c > '~' || c == '"' || c == '\\' {
					fmt.Fprintf(&out, `\u%04x`, c)
				} else {
					out.WriteByte(c)
				}
			}
			return out.String()
		}},
		{"escaped-escapes", `with every character as an escape that is itself escaped, \\u0067`, each(`\\u%04x`)},
		{"percent", "with every character percent-encoded", each("%%%02x")},
		{"percent-upper", "with every character percent-encoded in upper case", each("%%%02X")},
		{"percent-twice", "with every character percent-encoded twice", each("%%25%02x")},
		{"entities", "with every character as a numeric entity of HTML", each("&#%d;")},
		{"entities-hex", "with every character as a hexadecimal entity of HTML", each("&#x%x;")},
		{"entities-padded", "with every character as an entity of HTML with leading zeros and without its semicolon", each("&#%07d")},
		{"base64-twice", "in base64 of base64", twice(base64.StdEncoding, base64.StdEncoding)},
		{"base64url-twice", "in the base64 of URLs, twice and without padding", twice(base64.RawURLEncoding, base64.RawURLEncoding)},
		{"percent-of-base64", "in base64, percent-encoded", func(s string) string { return each("%%%02X")(base64.StdEncoding.EncodeToString([]byte(s))) }},
	} {
		out = append(out, Hostile{ID: "echo/" + k.id, Does: "Every answer repeats the token, and the secret that was sent, " + k.does + ".", lawful: true, wrap: echo(k.encode)})
	}
	return out
}

func echo(encode func(string) string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10))
			r.Body = io.NopCloser(strings.NewReader(string(body)))
			rec := httptest.NewRecorder()
			next.ServeHTTP(rec, r)
			said := encode(r.Header.Get("X-Auth-Token"))
			var sent struct {
				Secret string `json:"app_secret"`
			}
			if json.Unmarshal(body, &sent) == nil && sent.Secret != "" {
				said += " " + encode(sent.Secret)
			}
			text := rec.Body.String()
			if msg := getMember(text, "error_msg"); msg != "" {
				text = setMember(text, "error_msg", msg[:len(msg)-1]+" ("+said+`)"`)
			}
			w.Header().Set("Content-Type", rec.Header().Get("Content-Type"))
			w.Header().Set("X-Debug", said)
			w.WriteHeader(rec.Code)
			io.WriteString(w, strings.Replace(text, "{", `{"debug":"`+said+`",`, 1))
		})
	}
}
