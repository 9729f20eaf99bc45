package rpc

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/internal/hosts"
	"github.com/appgauge/appgauge/rpc/wire"
)

// A guard decides which HTTP requests are let in. It is what keeps web pages out:
// any page may make a browser send requests to ports of this machine.
type guard struct {
	hosts   []string // lower case, without port
	origins []string // lower case
	token   *[sha256.Size]byte
}

func newGuard(opt Options) guard {
	g := guard{hosts: hosts.Lower(opt.Hosts)}
	for _, o := range opt.Origins {
		g.origins = append(g.origins, strings.ToLower(strings.TrimSuffix(o, "/")))
	}
	if opt.Token != "" {
		sum := sha256.Sum256([]byte(opt.Token))
		g.token = &sum
	}
	return g
}

// A refusal is why a request is not let in.
type refusal struct {
	status int
	reason string
}

// admit returns why a request must not go on, nil where it may.
func (g *guard) admit(r *http.Request) *refusal {
	switch {
	case !hosts.Known(r, g.hosts):
		return &refusal{http.StatusMisdirectedRequest, fmt.Sprintf("this server is not known as %q; call it by its IP address or as localhost, or allow that host", r.Host)}
	case r.URL.Path != "/":
		return &refusal{http.StatusNotFound, fmt.Sprintf("there is nothing at %q; the methods are called at /", r.URL.Path)}
	case !g.allowsOrigin(r):
		return &refusal{http.StatusForbidden, fmt.Sprintf("pages of %q may not call this server unless that origin is allowed", r.Header.Get("Origin"))}
	}
	return nil
}

// allowsOrigin checks the Origin header, which browsers send and others do not.
func (g *guard) allowsOrigin(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	return len(origins) == 0 || len(origins) == 1 && slices.Contains(g.origins, strings.ToLower(origins[0]))
}

// authorize checks the bearer token, in a time that does not depend on it.
func (g *guard) authorize(r *http.Request) *refusal {
	if g.token == nil {
		return nil
	}
	const scheme = "bearer "
	given := r.Header.Get("Authorization")
	if len(given) < len(scheme) || !strings.EqualFold(given[:len(scheme)], scheme) {
		return &refusal{http.StatusUnauthorized, "a bearer token is needed in the header Authorization"}
	}
	sum := sha256.Sum256([]byte(strings.TrimSpace(given[len(scheme):])))
	if subtle.ConstantTimeCompare(sum[:], g.token[:]) != 1 {
		return &refusal{http.StatusUnauthorized, "the bearer token is not the right one"}
	}
	return nil
}

// isJSON reports whether the body is declared to be JSON. Browsers send such a
// body to another site only after they have asked it.
func isJSON(r *http.Request) bool {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, ok := params["charset"]
	return err == nil && kind == "application/json" && (!ok || strings.EqualFold(charset, "utf-8"))
}

// refuse answers a request that is not let in.
func refuse(w http.ResponseWriter, r *http.Request, why *refusal) {
	h := w.Header()
	switch why.status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="appgauge"`)
	case http.StatusMethodNotAllowed:
		h.Set("Allow", "POST, OPTIONS")
	}
	// What the request holds is not read.
	h.Set("Connection", "close")
	writeJSON(w, why.status, errorReply(jsonrpc2.CodeInvalidRequest, "Invalid Request", wire.Detail{Reason: why.reason, Closes: true}))
}

func writeJSON(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a peer that is gone needs no answer
}
