package hostile

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
)

// injection is a text that does something in a terminal, a page, an XML report,
// a log of a CI service, a table, a right-to-left text.
const injection = "\x1b[2J\x1b]0;owned\x07<script>alert(1)</script>]]><!--&lt;\n::error::owned\n##vso[task.complete]| `code` [a](javascript:1)\u202e\x00"

// values are JSON, but dangerous to show, to store or to send again.
func values() []Hostile {
	edit := func(f func(string, *http.Request) string) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				rec := httptest.NewRecorder()
				next.ServeHTTP(rec, r)
				w.Header().Set("Content-Type", rec.Header().Get("Content-Type"))
				w.WriteHeader(rec.Code)
				io.WriteString(w, f(rec.Body.String(), r))
			})
		}
	}
	member := func(name, value string) func(http.Handler) http.Handler {
		quoted, _ := json.Marshal(value)
		return edit(func(body string, _ *http.Request) string { return setMember(body, name, string(quoted)) })
	}
	return []Hostile{
		{"value/leaks-token", "Every error repeats the token.", edit(func(body string, r *http.Request) string {
			quoted, _ := json.Marshal("Refused token " + r.Header.Get("X-Auth-Token"))
			return setMember(body, "error_msg", string(quoted))
		})},
		{"value/leaks-request", "Every answer has headers and members that repeat the request's headers and body.", func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10))
				r.Body = io.NopCloser(strings.NewReader(string(body)))
				rec := httptest.NewRecorder()
				next.ServeHTTP(rec, r)
				debug, _ := json.Marshal(fmt.Sprint(r.Header, string(body)))
				w.Header().Set("Content-Type", rec.Header().Get("Content-Type"))
				w.Header().Set("X-Debug", r.Header.Get("X-Auth-Token"))
				w.WriteHeader(rec.Code)
				io.WriteString(w, strings.Replace(rec.Body.String(), "{", `{"debug":`+string(debug)+",", 1))
			})
		}},
		{"value/injection-name", "Names hold control characters and markup.", member("name", injection)},
		{"value/injection-id", "Ids hold control characters and markup.", member("id", injection)},
		{"value/injection-message", "Messages hold control characters and markup.", member("error_msg", injection)},
		{"value/injection-code", "Error codes hold control characters and markup.", member("error_code", injection)},
		{"value/id-path", "Ids climb out of their path.", member("id", "../../../../v2/other/apps?x=1#y")},
		{"value/id-empty", "Ids are empty.", member("id", "")},
		{"value/id-dots", "Ids are two dots.", member("id", "..")},
		{"value/id-1-mb", "Ids have a million characters.", member("id", strings.Repeat("i", 1_000_000))},
		{"value/message-1-mb", "Messages have a million characters.", member("error_msg", strings.Repeat("m", 1_000_000))},
		{"value/secret-of-others", "Listings show the secrets of other apps in clear.", member("app_secret", "s3cret-of-somebody-else")},
		{"value/endless-pages", "Whatever page is asked for is full, and total grows with the offset.", on(http.MethodGet, fullPage)},
		{"value/total-max-long", "total is as large as it can be.", edit(func(body string, _ *http.Request) string { return setMember(body, "total", "9223372036854775807") })},
	}
}

// setMember replaces the text values of a member in a JSON text, and numbers.
func setMember(body, name, value string) string {
	key := `"` + name + `":`
	parts := strings.Split(body, key)
	for i := 1; i < len(parts); i++ {
		end := strings.IndexAny(parts[i], ",}")
		if strings.HasPrefix(parts[i], `"`) {
			end = endOfString(parts[i])
		}
		parts[i] = value + parts[i][end:]
	}
	return strings.Join(parts, key)
}

// endOfString is the length of the JSON string that s begins with.
func endOfString(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(s)
}

func fullPage(w http.ResponseWriter, r *http.Request) {
	var offset, limit int
	fmt.Sscan(r.URL.Query().Get("offset"), &offset)
	fmt.Sscan(r.URL.Query().Get("limit"), &limit)
	if limit <= 0 || limit > 500 {
		limit = 20
	}
	items := make([]string, limit)
	for i := range items {
		items[i] = strings.Replace(app, "356de8eb", fmt.Sprintf("%08x", offset+i), 1)
	}
	w.Header().Set("Content-Type", jsonType)
	fmt.Fprintf(w, `{"total":%d,"size":%d,"apps":[%s]}`, offset+limit+1000, limit, strings.Join(items, ","))
}
