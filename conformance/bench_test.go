package conformance_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// concurrency is the same for the run and for the client it is compared with.
const concurrency = 8

// overHTTP is a run of the whole suite against a gateway on loopback.
func overHTTP(h http.Handler) (*conformance.Runner, func()) {
	srv := httptest.NewServer(h)
	return &conformance.Runner{
		BaseURL: srv.URL, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, AppBudget: 600, Concurrency: concurrency,
	}, srv.Close
}

// BenchmarkRun is a whole run over HTTP on loopback. Compare it with
// BenchmarkBareClient: the same requests, sent by a client that does nothing else.
func BenchmarkRun(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		r, stop := overHTTP(gateway.New(gateway.Options{}))
		res, err := r.Run(b.Context())
		if err != nil || res.Conclusion != result.Conformant {
			b.Fatal(err, res)
		}
		b.ReportMetric(float64(res.Requests), "requests/op")
		stop()
	}
}

// BenchmarkBareClient sends the requests of a run by net/http alone: as many at
// once, every answer read and thrown away.
func BenchmarkBareClient(b *testing.B) {
	sent := requestsOfARun(b)
	b.ReportAllocs()
	for b.Loop() {
		srv := httptest.NewServer(gateway.New(gateway.Options{}))
		client := &http.Client{
			Transport:     &http.Transport{MaxIdleConnsPerHost: concurrency, DisableCompression: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
		next := make(chan recorded)
		var wg sync.WaitGroup
		for range concurrency {
			wg.Go(func() {
				for r := range next {
					req, err := http.NewRequestWithContext(b.Context(), r.method, srv.URL+r.uri, bytes.NewReader(r.body))
					if err != nil {
						b.Error(err)
						continue
					}
					req.Header = r.header.Clone()
					resp, err := client.Do(req)
					if err != nil {
						b.Error(err)
						continue
					}
					io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
				}
			})
		}
		for _, r := range sent {
			next <- r
		}
		close(next)
		wg.Wait()
		client.CloseIdleConnections()
		srv.Close()
		b.ReportMetric(float64(len(sent)), "requests/op")
	}
}

type recorded struct {
	method, uri string
	header      http.Header
	body        []byte
}

func requestsOfARun(b *testing.B) []recorded {
	inner := gateway.New(gateway.Options{})
	var mu sync.Mutex
	var out []recorded
	r, stop := overHTTP(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		req.Body = io.NopCloser(bytes.NewReader(body))
		mu.Lock()
		out = append(out, recorded{req.Method, req.URL.RequestURI(), req.Header.Clone(), body})
		mu.Unlock()
		inner.ServeHTTP(w, req)
	}))
	defer stop()
	if _, err := r.Run(b.Context()); err != nil {
		b.Fatal(err)
	}
	return out
}
