package conformance_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// hostileHandlers are gateways that are out to hurt whoever calls them. A run against
// each must end soon, with a verdict for every case, and not be taken in.
func hostileHandlers(t *testing.T) map[string]http.Handler {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(bytes.Repeat([]byte(`{"apps":[],"total":0,"size":0}          `), 1<<20))
	z.Close()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("the redirect was followed, with the header %v", r.Header)
	}))
	t.Cleanup(elsewhere.Close)
	answer := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if r.Method == http.MethodPost {
				w.WriteHeader(http.StatusCreated)
			}
			io.WriteString(w, body)
		}
	}
	var requests atomic.Int64
	alive := gateway.New(gateway.Options{})
	return map[string]http.Handler{
		"endless body": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			block := bytes.Repeat([]byte(" "), 1<<16)
			for {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}),
		"dripping body": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				io.WriteString(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		}),
		"truncated body": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, `{"total":`)
		}),
		"compressed bomb": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb.Bytes())
		}),
		"no answer": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }),
		"resets": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.(*net.TCPConn).SetLinger(0)
				conn.Close()
			}
		}),
		"redirects": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusTemporaryRedirect)
		}),
		"deep JSON":         answer(strings.Repeat("[", 200_000)),
		"deep closed JSON":  answer(strings.Repeat(`{"a":`, 200_000) + "1" + strings.Repeat("}", 200_000)),
		"invalid UTF-8":     answer("{\"apps\":[{\"id\":\"\xff\"}],\"total\":1,\"size\":1,\"id\":\"\xff\"}"),
		"duplicate members": answer(`{"id":"a","id":"b","apps":[],"apps":[],"total":0,"size":0}`),
		"not JSON":          answer("<html>It works!</html>"),
		"header flood": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for i := range 20_000 {
				w.Header().Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 50))
			}
		}),
		"500 to everything": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
			io.WriteString(w, `{"error_code":"APIG.9999","error_msg":"System error"}`)
		}),
		"429 to everything": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
		}),
		"same id to everything": answer(`{"id":"1","name":"n","apps":[{"id":"1"}],"total":99999999,"size":1}`),
		"death in the middle": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if requests.Add(1) > 400 {
				panic(http.ErrAbortHandler)
			}
			alive.ServeHTTP(w, r)
		}),
		"endless pages": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				alive.ServeHTTP(w, r)
				return
			}
			n := requests.Add(1)
			fmt.Fprintf(w, `{"total":1000000,"size":2,"apps":[{"id":"x%d"},{"id":"y%d"}]}`, n, n)
		}),
	}
}

func TestHostileGateways(t *testing.T) {
	suite := len(conformance.Cases(validate.Default()))
	for name, handler := range hostileHandlers(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := httptest.NewUnstartedServer(handler)
			srv.Config.ErrorLog = nil
			srv.Start()
			defer srv.Close()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			r := &conformance.Runner{
				BaseURL: srv.URL, Token: "demo-token", ForbiddenToken: "forbidden-token", Timeout: 300 * time.Millisecond,
				Ledger: filepath.Join(t.TempDir(), "ledger"), // of apps that stay behind
			}
			res, err := r.Run(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if ctx.Err() != nil {
				t.Error("the run did not end in a minute")
			}
			if res.Conclusion == result.Conformant || res.Conclusion == result.Partial {
				t.Errorf("the gateway is said to be %s: %s", res.Conclusion, res.Reason)
			}
			if len(res.Cases) != suite {
				t.Errorf("%d of %d cases have a verdict", len(res.Cases), suite)
			}
			t.Logf("%s: %s (%d requests)", res.Conclusion, res.Reason, res.Requests)
		})
	}
}

// A run takes little memory even from a gateway that sends as much as it may.
func TestHostileGatewayTakesLittleMemory(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Write(bytes.Repeat([]byte(" "), 3<<20))
	}))
	defer srv.Close()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	r := &conformance.Runner{BaseURL: srv.URL, Token: "demo-token", Only: []string{"list/filter/*"}, Ledger: filepath.Join(t.TempDir(), "ledger")}
	res, err := r.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 30<<20 {
		t.Errorf("after %d requests %d MB are still held", res.Requests, kept>>20)
	}
	if res.Conclusion == result.Conformant {
		t.Error("the gateway is said to be conformant")
	}
	runtime.KeepAlive(res)
}
