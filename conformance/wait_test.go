package conformance_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// few are some cases: it is about whether they are run at all.
var few = []string{"list/limit/default-20"}

// A run waits for a gateway that is not up yet: nobody listens, or a proxy stands before
// it that says so.
func TestWait(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := ln.Addr().String()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: gateway.New(gateway.Options{})}
	defer srv.Close()
	served := make(chan error, 1)
	time.AfterFunc(300*time.Millisecond, func() {
		ln, err := net.Listen("tcp", address)
		if err == nil {
			err = srv.Serve(ln)
		}
		served <- err
	})
	res := run(t, &conformance.Runner{BaseURL: "http://" + address, Token: gateway.DemoToken, Only: few, Wait: time.Minute})
	if res.Conclusion != result.Conformant {
		select {
		case err := <-served:
			t.Fatalf("the gateway was not there: %v", err)
		default:
		}
		t.Errorf("late: %s: %s", res.Conclusion, res.Reason)
	}

	var asked atomic.Int64
	inner := gateway.New(gateway.Options{})
	proxy := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) < 3 {
			if r.Header.Get("X-Auth-Token") != "" {
				t.Error("the token was sent to what may not be the gateway")
			}
			http.Error(w, "starting", http.StatusServiceUnavailable)
			return
		}
		inner.ServeHTTP(w, r)
	})
	res = run(t, &conformance.Runner{Handler: proxy, Token: gateway.DemoToken, Only: few, Wait: time.Minute})
	if res.Conclusion != result.Conformant || asked.Load() < 3 {
		t.Errorf("behind a proxy: %s: %s", res.Conclusion, res.Reason)
	}
}

// It does not wait longer than it may, nor for what no waiting changes.
func TestWaitEnds(t *testing.T) {
	begin := time.Now()
	res := run(t, &conformance.Runner{BaseURL: "http://127.0.0.1:9", Token: "t1234", Only: few, Wait: 300 * time.Millisecond})
	if res.Conclusion != result.Aborted || !strings.Contains(res.Reason, "cannot be reached in 300ms: ") {
		t.Errorf("nobody there: %s: %s", res.Conclusion, res.Reason)
	}
	srv := httptest.NewTLSServer(gateway.New(gateway.Options{}))
	defer srv.Close()
	res = run(t, &conformance.Runner{BaseURL: srv.URL, Token: "t1234", Only: few, Wait: time.Hour})
	if res.Conclusion != result.Aborted || !strings.Contains(res.Reason, "certificate") {
		t.Errorf("a certificate that is not trusted: %s: %s", res.Conclusion, res.Reason)
	}
	if took := time.Since(begin); took > 30*time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestHints holds what is said of an address at which something else answers.
func TestHints(t *testing.T) {
	plain := httptest.NewServer(gateway.New(gateway.Options{}))
	defer plain.Close()
	secure := httptest.NewTLSServer(gateway.New(gateway.Options{}))
	defer secure.Close()
	plainHost, secureHost := strings.TrimPrefix(plain.URL, "http://"), strings.TrimPrefix(secure.URL, "https://")
	for _, tt := range []struct{ url, want string }{
		{"http://" + secureHost, "; it speaks TLS there, so write https://" + secureHost},
		{"https://" + plainHost, "; it speaks HTTP without TLS there, so write http://" + plainHost},
		{"https://" + secureHost, "; trust its authority by --ca-file"},
		{plain.URL + "/v2", "; /v2 is part of the operations' paths, so write " + plain.URL},
		{plain.URL + "/v2/", "; /v2 is part of the operations' paths, so write " + plain.URL},
		{plain.URL + "/elsewhere", "check the base URL, the project ID and the instance ID"},
		{"http://127.0.0.1:9", "connection refused"},
	} {
		res := run(t, &conformance.Runner{BaseURL: tt.url, Token: gateway.DemoToken, Only: few})
		if res.Conclusion != result.Aborted || !strings.HasSuffix(res.Reason, tt.want) {
			t.Errorf("%s: %s: %s; want …%s", tt.url, res.Conclusion, res.Reason, tt.want)
		}
	}
}
