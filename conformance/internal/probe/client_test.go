package probe

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// reset breaks the connection off in the hardest way.
func reset(w http.ResponseWriter) { panic(http.ErrAbortHandler) }

// What a proxy gets wrong now and then leaves no trace but attempts, over a real
// connection; a creation that it may have passed on is an error, and not repeated.
func TestFaultsOnTheWay(t *testing.T) {
	for name, fault := range map[string]func(http.ResponseWriter){
		"502":   func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) },
		"504":   func(w http.ResponseWriter) { w.WriteHeader(http.StatusGatewayTimeout) },
		"reset": reset,
		"cut off": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			w.Write([]byte(`{"total":`))
			reset(w)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var n, faults atomic.Int64
			var mu sync.Mutex
			created := map[string]int{}
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					mu.Lock()
					created[r.Header.Get("Content-Type")]++
					mu.Unlock()
				}
				if n.Add(1)%40 == 0 {
					faults.Add(1)
					fault(w)
					return
				}
			}))
			srv.Start()
			defer srv.Close()
			c := clientOf(nil, func(o *Options) { o.Base, o.Transport = srv.URL, NewTransport(8, nil) })
			defer c.CloseIdle()
			var repeated, untold atomic.Int64
			Parallel(t.Context(), 8, 800, func(i int) {
				r := Request{Op: Operation(i % 3), ID: "1", Body: "{}", ContentType: "x/" + strconv.Itoa(i)}
				ex, err := c.Do(t.Context(), r)
				if ex.Attempts > 1 {
					repeated.Add(1)
				}
				_, transient := errors.AsType[*TransientError](err)
				switch {
				case err == nil && ex.Status == http.StatusOK:
				case transient && r.Op == OpCreate && ex.Attempts == 1:
					untold.Add(1)
				default:
					t.Errorf("request %d: status %d, %v", i, ex.Status, err)
				}
			})
			if c.GaveUp() || repeated.Load() == 0 || untold.Load() == 0 || faults.Load() == 0 {
				t.Errorf("of %d faults %d were repeated and %d left; given up: %t", faults.Load(), repeated.Load(), untold.Load(), c.GaveUp())
			}
			for body, n := range created {
				if n != 1 {
					t.Errorf("creation %s was sent %d times", body, n)
				}
			}
		})
	}
}

// A redirect is an answer, and is not followed.
func TestRedirectsAreNotFollowed(t *testing.T) {
	var elsewhere atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	srv := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer srv.Close()
	c := clientOf(nil, func(o *Options) { o.Base, o.Transport = srv.URL, NewTransport(8, nil) })
	for _, op := range []Operation{OpCreate, OpQuery, OpDelete} {
		ex, err := c.Do(t.Context(), Request{Op: op, ID: "1", Body: "{}"})
		if err != nil || ex.Status != http.StatusTemporaryRedirect || ex.Attempts != 1 {
			t.Errorf("operation %d: status %d after %d attempts, %v", op, ex.Status, ex.Attempts, err)
		}
	}
	if elsewhere.Load() > 0 {
		t.Error("the redirect was followed")
	}
}

// A certificate that is not trusted is no fault that might pass.
func TestUntrustedCertificatesAreNotTriedAgain(t *testing.T) {
	srv := httptest.NewTLSServer(http.NotFoundHandler())
	defer srv.Close()
	srv.Config.ErrorLog = nil
	c := clientOf(nil, func(o *Options) { o.Base, o.Transport = srv.URL, NewTransport(8, nil) })
	ex, err := c.Do(t.Context(), Request{Op: OpQuery})
	if _, transient := errors.AsType[*TransientError](err); err == nil || transient || ex.Attempts != 1 {
		t.Errorf("%d attempts, %v", ex.Attempts, err)
	}
}
