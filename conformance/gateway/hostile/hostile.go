package hostile

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Hostile is one hostile gateway.
type Hostile struct {
	// ID is stable: "body/endless".
	ID string
	// Does says what the gateway does.
	Does string

	// wrap stands in front of the reference gateway, alter changes it; either may
	// be nil.
	wrap  func(next http.Handler) http.Handler
	alter func(*Gateway, *gateway.Behaviour)
	// lawful says that the gateway breaks no statement of the pages.
	lawful bool
}

// Handler is the gateway: the reference gateway behind what is hostile. Many
// kinds never ask it.
func (h Hostile) Handler(o gateway.Options) http.Handler { return h.Open(o) }

// Lawful reports whether the gateway breaks no statement of the pages, which have
// no operation that deletes, and leave open what an error code may be, which
// members an answer has besides, and what other clients do. Such a gateway does
// harm by what is left behind, or deleted, or by what a report would show.
func (h Hostile) Lawful() bool { return h.lawful || h.Deletes() }

// Deletes reports whether the gateway is hostile in deleting alone, so that apps
// stay behind.
func (h Hostile) Deletes() bool { return strings.HasPrefix(h.ID, "delete/") }

// Lookup finds a hostile gateway by its ID.
func Lookup(id string) (Hostile, bool) {
	for _, h := range All() {
		if h.ID == id {
			return h, true
		}
	}
	return Hostile{}, false
}

// All lists the hostile gateways, by theme.
func All() []Hostile {
	return slices.Concat(bodies(), headers(), connections(), statuses(), texts(), values(), operations(), deaths(), identities(), messages(), echoes(), crowds())
}

// always attacks every request.
func always(attack http.HandlerFunc) func(http.Handler) http.Handler {
	return func(http.Handler) http.Handler { return attack }
}

// after attacks every request but the first n.
func after(n int64, attack http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		var count atomic.Int64
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if count.Add(1) > n {
				attack(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// every attacks each n-th request.
func every(n int64, attack http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		var count atomic.Int64
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if count.Add(1)%n == 0 {
				attack(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// on attacks requests of one method.
func on(method string, attack http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == method {
				attack(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// drain reads a request to its end. Only then does the server notice that the
// client has gone.
func drain(r *http.Request) { io.Copy(io.Discard, io.LimitReader(r.Body, 1<<20)) }

// success is the status of an operation that went well.
func success(r *http.Request) int {
	switch r.Method {
	case http.MethodPost:
		return http.StatusCreated
	case http.MethodDelete:
		return http.StatusNoContent
	}
	return http.StatusOK
}

// answer answers every request that went well by one text.
func answer(contentType, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		drain(r)
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(success(r))
		io.WriteString(w, text)
	}
}

const jsonType = "application/json"
