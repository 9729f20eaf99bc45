package hostile

import (
	"fmt"
	"io"
	"net/http"
)

// statuses answer everything alike.
func statuses() []Hostile {
	hostiles := []Hostile{
		{"status/500-without-body", "Every request gets 500 without a body.", always(func(w http.ResponseWriter, r *http.Request) { drain(r); w.WriteHeader(500) })},
		{"status/429-for-ever", "Every request gets 429 with Retry-After: 3600.", always(throttle("3600"))},
		{"status/429-at-once", "Every request gets 429 with Retry-After: 0.", always(throttle("0"))},
		{"status/429-negative", "Every request gets 429 with Retry-After: -1.", always(throttle("-1"))},
		{"status/429-no-number", "Every request gets 429 with a Retry-After that is neither number nor date.", always(throttle("soon"))},
		{"status/429-date", "Every request gets 429 until the year 9999.", always(throttle("Fri, 31 Dec 9999 23:59:59 GMT"))},
		{"status/204", "Every request gets 204.", always(func(w http.ResponseWriter, r *http.Request) { drain(r); w.WriteHeader(204) })},
		{"status/999", "Every request gets 999.", always(fixed(999, "{}"))},
		{"status/html", "Every request gets 200 with the page of a login.", always(answer("text/html", "<!doctype html><title>Log in</title><form></form>"))},
		{"status/html-later", "After 20 good answers every request gets the page of a proxy.", after(20, fixed(502, "<html><h1>502 Bad Gateway</h1></html>"))},
	}
	for _, s := range []struct {
		status int
		body   string
	}{
		{200, "{}"}, {200, "[]"}, {200, "null"}, {200, ""}, {201, "{}"}, {400, errorBody("APIG.2011", "Invalid parameter value,parameterName:name.")},
		{401, errorBody("APIG.1002", "Incorrect token")}, {403, errorBody("APIG.1005", "No permissions")},
		{404, errorBody("APIG.0101", "No such API")}, {500, errorBody("APIG.9999", "System error")}, {503, ""},
	} {
		id := fmt.Sprintf("status/%d", s.status)
		if s.status == 200 {
			id += map[string]string{"{}": "-object", "[]": "-array", "null": "-null", "": "-nothing"}[s.body]
		}
		hostiles = append(hostiles, Hostile{id, fmt.Sprintf("Every request gets %d and the body %q.", s.status, s.body), always(fixed(s.status, s.body))})
	}
	return append(hostiles,
		Hostile{"status/500-later", "After 20 good answers every request gets 500.", after(20, fixed(500, errorBody("APIG.9999", "System error")))},
		Hostile{"status/401-later", "After 20 good answers the token has expired.", after(20, fixed(401, errorBody("APIG.1001", "The token has expired")))},
	)
}

func fixed(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		drain(r)
		w.Header().Set("Content-Type", jsonType)
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

func throttle(after string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", after)
		fixed(429, errorBody("APIG.0308", "The throttling threshold has been reached"))(w, r)
	}
}

func errorBody(code, msg string) string {
	return fmt.Sprintf(`{"error_code":%q,"error_msg":%q}`, code, msg)
}
