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
	member := func(name, value string) func(http.Handler) http.Handler {
		return edit(func(body string, _ *http.Request) string { return setMember(body, name, quote(value)) })
	}
	return []Hostile{
		{ID: "value/leaks-token", lawful: true, Does: "Every error repeats the token.", wrap: edit(func(body string, r *http.Request) string {
			return setMember(body, "error_msg", quote("Refused token "+r.Header.Get("X-Auth-Token")))
		})},
		{ID: "value/leaks-request", lawful: true, Does: "Every answer has headers and members that repeat the request's headers and body.", wrap: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(io.LimitReader(r.Body, 64<<10))
				r.Body = io.NopCloser(strings.NewReader(string(body)))
				rec := httptest.NewRecorder()
				next.ServeHTTP(rec, r)
				debug := quote(fmt.Sprint(r.Header, string(body)))
				w.Header().Set("Content-Type", rec.Header().Get("Content-Type"))
				w.Header().Set("X-Debug", r.Header.Get("X-Auth-Token"))
				w.WriteHeader(rec.Code)
				io.WriteString(w, strings.Replace(rec.Body.String(), "{", `{"debug":`+debug+",", 1))
			})
		}},
		{ID: "value/injection-name", Does: "Names hold control characters and markup.", wrap: member("name", injection)},
		{ID: "value/injection-id", Does: "Ids hold control characters and markup.", wrap: member("id", injection)},
		{ID: "value/injection-message", lawful: true, Does: "Messages hold control characters and markup.", wrap: member("error_msg", injection)},
		{ID: "value/injection-code", lawful: true, Does: "Error codes hold control characters and markup.", wrap: member("error_code", injection)},
		{ID: "value/id-path", Does: "Ids climb out of their path.", wrap: member("id", "../../../../v2/other/apps?x=1#y")},
		{ID: "value/id-empty", Does: "Ids are empty.", wrap: member("id", "")},
		{ID: "value/id-dots", Does: "Ids are two dots.", wrap: member("id", "..")},
		{ID: "value/id-1-mb", Does: "Ids have a million characters.", wrap: member("id", strings.Repeat("i", 1_000_000))},
		{ID: "value/message-1-mb", Does: "Messages have a million characters.", wrap: member("error_msg", strings.Repeat("m", 1_000_000))},
		{ID: "value/secret-of-others", lawful: true, Does: "Listings show the secrets of other apps in clear.", wrap: member("app_secret", "s3cret-of-somebody-else")},
		{ID: "value/endless-pages", Does: "Whatever page is asked for is full, and total grows with the offset.", wrap: on(http.MethodGet, fullPage)},
		{ID: "value/total-max-long", Does: "total is as large as it can be.", wrap: edit(func(body string, _ *http.Request) string { return setMember(body, "total", "9223372036854775807") })},
	}
}

// edit changes the text of every body.
func edit(f func(body string, r *http.Request) string) func(http.Handler) http.Handler {
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

// getMember is the JSON string that is the first value of a member; "" if there is
// none.
func getMember(body, name string) string {
	_, rest, ok := strings.Cut(body, `"`+name+`":`)
	if !ok || !strings.HasPrefix(rest, `"`) {
		return ""
	}
	return rest[:endOfString(rest)]
}

// quote is a text as a JSON string.
func quote(text string) string {
	quoted, _ := json.Marshal(text) // a string is always JSON
	return string(quoted)
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
