package sign

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Authorize signs an HTTP request that is about to be sent with the body, and names the
// project of its path in X-Project-Id, as the official clients do. The host is not
// signed, nor does the official Go SDK sign it: a proxy may change it.
func Authorize(req *http.Request, body string, k Keys, f Forgery, at time.Time) {
	signed := http.Header{}
	if accept := req.Header["Accept"]; accept != nil {
		signed["Accept"] = accept
	}
	if p := project(req.URL.EscapedPath()); p != "" {
		req.Header["X-Project-Id"] = []string{p}
		signed["X-Project-Id"] = []string{p}
	}
	made := Forge(f, k, Request{
		Method: req.Method, Path: req.URL.EscapedPath(), Query: req.URL.RawQuery, Header: signed, Body: body,
	}, at)
	for name, values := range made {
		req.Header[name] = values
	}
}

// project is the project ID of a path, "" if it has none, or one that no header can carry.
func project(path string) string {
	_, rest, _ := strings.Cut(path, "/v2/")
	id, _, _ := strings.Cut(rest, "/")
	id, err := url.PathUnescape(id)
	if err != nil || strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return id
}
