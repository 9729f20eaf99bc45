package hostile

import (
	"fmt"
	"io"
	"net/http"
)

// statuses answer everything alike.
func statuses() []Hostile {
	hostiles := []Hostile{
		{ID: "status/500-without-body", Does: "Every request gets 500 without a body.", wrap: always(func(w http.ResponseWriter, r *http.Request) { drain(r); w.WriteHeader(500) })},
		{ID: "status/429-for-ever", Does: "Every request gets 429 with Retry-After: 3600.", wrap: always(throttle("3600"))},
		{ID: "status/429-at-once", Does: "Every request gets 429 with Retry-After: 0.", wrap: always(throttle("0"))},
		{ID: "status/429-negative", Does: "Every request gets 429 with Retry-After: -1.", wrap: always(throttle("-1"))},
		{ID: "status/429-no-number", Does: "Every request gets 429 with a Retry-After that is neither number nor date.", wrap: always(throttle("soon"))},
		{ID: "status/429-date", Does: "Every request gets 429 until the year 9999.", wrap: always(throttle("Fri, 31 Dec 9999 23:59:59 GMT"))},
		{ID: "status/204", Does: "Every request gets 204.", wrap: always(func(w http.ResponseWriter, r *http.Request) { drain(r); w.WriteHeader(204) })},
		{ID: "status/999", Does: "Every request gets 999.", wrap: always(fixed(999, "{}"))},
		{ID: "status/html", Does: "Every request gets 200 with the page of a login.", wrap: always(answer("text/html", "<!doctype html><title>Log in</title><form></form>"))},
		{ID: "status/html-later", Does: "After 20 good answers every request gets the page of a proxy.", wrap: after(20, fixed(502, "<html><h1>502 Bad Gateway</h1></html>"))},
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
		hostiles = append(hostiles, Hostile{ID: id, Does: fmt.Sprintf("Every request gets %d and the body %q.", s.status, s.body), wrap: always(fixed(s.status, s.body))})
	}
	return append(hostiles,
		Hostile{ID: "status/500-later", Does: "After 20 good answers every request gets 500.", wrap: after(20, fixed(500, errorBody("APIG.9999", "System error")))},
		Hostile{ID: "status/401-later", Does: "After 20 good answers the token has expired.", wrap: after(20, fixed(401, errorBody("APIG.1001", "The token has expired")))},
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
