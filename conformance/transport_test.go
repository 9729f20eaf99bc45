package conformance_test

import (
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// Over TLS a run speaks HTTP/2 and trusts the given authorities, and no others.
func TestHTTP2WithItsOwnAuthority(t *testing.T) {
	var one, two atomic.Int64
	inner := gateway.New(gateway.Options{})
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 {
			two.Add(1)
		} else {
			one.Add(1)
		}
		inner.ServeHTTP(w, r)
	}))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	defer srv.Close()
	r := runner(nil)
	r.Handler, r.BaseURL = nil, srv.URL
	res := run(t, r)
	if res.Conclusion != result.Aborted || !strings.Contains(res.Reason, "certificate") || one.Load()+two.Load() > 0 {
		t.Errorf("without the authority: %s: %s", res.Conclusion, res.Reason)
	}
	r.RootCAs = x509.NewCertPool()
	r.RootCAs.AddCert(srv.Certificate())
	res = run(t, r)
	if res.Totals.Failed+res.Totals.Errored > 0 || two.Load() == 0 || one.Load() > 0 {
		t.Errorf("%s: %s; %d requests over HTTP/1, %d over HTTP/2", res.Conclusion, res.Reason, one.Load(), two.Load())
	}
}

// The gateway may stand under a path, and a proxy of the environment is used.
func TestBaseURLWithAPath(t *testing.T) {
	srv := httptest.NewServer(http.StripPrefix("/edge/one", gateway.New(gateway.Options{})))
	defer srv.Close()
	r := runner(nil)
	r.Handler, r.BaseURL = nil, srv.URL+"/edge/one/"
	if res := run(t, r); res.Totals.Failed+res.Totals.Errored > 0 {
		t.Errorf("%s: %s", res.Conclusion, res.Reason)
	}
}

// What cannot be reached is told apart from what does not conform.
func TestWhatCannotBeReached(t *testing.T) {
	status := func(n int) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(n)
			w.Write([]byte(`{"error_code":"APIG.0","error_msg":"no"}`))
		})
	}
	// The reference gateway has a page to try it at all other paths.
	beside := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			http.NotFound(w, r)
			return
		}
		http.Error(w, "405 method not allowed", http.StatusMethodNotAllowed)
	})
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<!doctype html><title>Log in</title>")) })
	for _, c := range []struct {
		name string
		r    *conformance.Runner
		want string
	}{
		{"wrong token", &conformance.Runner{Handler: gateway.New(gateway.Options{}), Token: "wrong"}, "refused the token"},
		{"token without permission", &conformance.Runner{Handler: gateway.New(gateway.Options{}), Token: gateway.DemoForbidden}, "no permission"},
		{"wrong path", &conformance.Runner{Handler: status(404), Token: "x1234"}, "nothing at this address"},
		{"path beside the gateway", &conformance.Runner{Handler: beside, Token: "x1234"}, "answered 404 to a query and 405 to a creation: there is nothing at this address"},
		{"path beside it, read-only", &conformance.Runner{Handler: beside, Token: "x1234", ReadOnly: true}, "answered 404: there is nothing at this address"},
		{"page of a login", &conformance.Runner{Handler: page, Token: "x1234"}, "answered 200: no answer is JSON"},
		{"nobody there", &conformance.Runner{BaseURL: "http://127.0.0.1:9", Token: "x1234"}, "cannot be reached"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := run(t, c.r)
			if res.Conclusion != result.Aborted || !strings.Contains(res.Reason, c.want) {
				t.Errorf("%s: %s; want aborted: …%s…", res.Conclusion, res.Reason, c.want)
			}
			if n := res.Totals; n.Errored+n.Unverified != n.Cases || n.Cases == 0 {
				t.Errorf("not every case is said not to be run: %+v", n)
			}
		})
	}
}

// A gateway that speaks no JSON where it lists, or finds nothing there, is tested
// as long as it creates: it breaks the rules.
func TestHalfAGatewayIsTested(t *testing.T) {
	inner := gateway.New(gateway.Options{})
	for name, list := range map[string]http.HandlerFunc{
		"not JSON":  func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<p>apps</p>")) },
		"not found": http.NotFound,
	} {
		res := run(t, runner(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				list(w, r)
				return
			}
			inner.ServeHTTP(w, r)
		})))
		if res.Conclusion != result.Nonconformant || res.Totals.Failed < 10 {
			t.Errorf("%s: %s: %s", name, res.Conclusion, res.Reason)
		}
	}
}

func TestWrongOptionsAreUsageErrors(t *testing.T) {
	g := gateway.New(gateway.Options{})
	for name, r := range map[string]*conformance.Runner{
		"no gateway":        {Token: "t"},
		"no token":          {Handler: g},
		"same tokens":       {Handler: g, Token: "t", ForbiddenToken: "t"},
		"line in the token": {Handler: g, Token: "a\nb"},
		"no host":           {BaseURL: "localhost:80", Token: "t"},
		"other scheme":      {BaseURL: "ftp://x", Token: "t"},
		"user in the URL":   {BaseURL: "http://u:p@x", Token: "t"},
		"query in the URL":  {BaseURL: "http://x?a=b", Token: "t"},
		"negative budget":   {Handler: g, Token: "t", AppBudget: -1},
		"no such shard":     {Handler: g, Token: "t", Shard: result.Shard{Index: 3, Count: 2}},
		"no such case":      {Handler: g, Token: "t", Only: []string{"nothing"}},
		"known, no reason":  {Handler: g, Token: "t", Known: []result.KnownFailure{{Case: "list/limit/*"}}},
		"all is known":      {Handler: g, Token: "t", Known: []result.KnownFailure{{Case: "*", Reason: "r"}}},
		"ledger cannot be":  {Handler: g, Token: "t", Ledger: "/dev/null/x"},
	} {
		if _, err := r.Run(t.Context()); err == nil {
			t.Errorf("%s: no error", name)
		} else if _, ok := err.(*result.UsageError); !ok {
			t.Errorf("%s: %T: %v", name, err, err)
		}
	}
}
