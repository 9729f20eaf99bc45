package proxy_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/internal/proxy"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/conformance/traffic"
)

// through serves a proxy in front of the gateway. The report is of what passed until
// then.
func through(t *testing.T, behind http.Handler, seen func(*traffic.Exchange)) (address string, report func() *result.Result) {
	t.Helper()
	return throughTo(t, httptest.NewServer(behind), seen)
}

func throughTo(t *testing.T, target *httptest.Server, seen func(*traffic.Exchange)) (address string, report func() *result.Result) {
	t.Helper()
	t.Cleanup(target.Close)
	to, err := url.Parse(target.URL)
	if err != nil {
		t.Fatal(err)
	}
	judge := traffic.New(traffic.Options{Tokens: traffic.Tokens{Valid: gateway.DemoToken, Forbidden: gateway.DemoForbidden, Only: true}})
	live := traffic.NewLive(judge, seen)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	transport := proxy.NewTransport(nil)
	srv := proxy.NewServer(proxy.New(proxy.Options{To: to, Live: live, Transport: transport}))
	go srv.Serve(ln)
	t.Cleanup(func() {
		srv.Close()
		live.Close()
		transport.CloseIdleConnections()
	})
	return "http://" + ln.Addr().String(), func() *result.Result {
		live.Close()
		return judge.Report(nil).Gateways[0]
	}
}

const apps = "/v2/p/apigw/instances/i/apps"

// What a client sends and gets is the same as without the proxy.
func TestUnchanged(t *testing.T) {
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Header.Del("Connection")
		w.Header().Set("X-Odd", "a, b")
		w.Header().Add("Set-Cookie", "a=1")
		w.Header().Add("Set-Cookie", "b=2")
		w.Header().Set("Trailer", "X-Sum")
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprintf(w, "%s %s %d %v\n", r.Method, r.RequestURI, r.ContentLength, r.TransferEncoding)
		r.Header.Write(w)
		w.Write(body)
		w.Header().Set("X-Sum", "7")
	})
	direct := httptest.NewServer(echo)
	defer direct.Close()
	proxied, _ := through(t, echo, nil)
	for _, c := range []struct {
		name, method, path, body string
		header                   http.Header
		chunked                  bool
	}{
		{"plain", "GET", apps, "", nil, false},
		{"odd query", "GET", apps + "?a=%zz;b&limit=1&&x=%2f+", "", nil, false},
		{"odd path", "GET", "/v2/a%2Fb/apigw/instances/%2e%2e/apps//x", "", nil, false},
		{"body", "POST", apps, `{"name":"é"}`, http.Header{"Content-Type": {"application/json"}}, false},
		{"chunked", "POST", apps, `{"name":"é"}`, nil, true},
		{"headers", "PUT", apps + "/1", "x", http.Header{"X-A": {"1", "2"}, "Accept-Encoding": {"br"}, "X-Forwarded-For": {"1.2.3.4"}, "Cookie": {"a=b"}}, false},
		{"expect", "POST", apps, "body", http.Header{"Expect": {"100-continue"}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got [2]string
			for i, base := range []string{direct.URL, proxied} {
				var body io.Reader
				if c.body != "" {
					body = strings.NewReader(c.body)
				}
				if c.chunked {
					body = io.MultiReader(body)
				}
				req, err := http.NewRequest(c.method, base+"/", body)
				if err != nil {
					t.Fatal(err)
				}
				req.URL.Opaque = "//" + strings.TrimPrefix(base, "http://") + c.path
				if c.header != nil {
					req.Header = c.header.Clone()
				}
				res, err := http.DefaultTransport.RoundTrip(req)
				if err != nil {
					t.Fatal(err)
				}
				text, err := io.ReadAll(res.Body)
				if err != nil {
					t.Fatal(err)
				}
				res.Body.Close()
				res.Header.Del("Date")
				got[i] = fmt.Sprint(res.StatusCode, res.Header, res.Trailer, res.ContentLength, "\n", string(text))
				got[i] = strings.ReplaceAll(got[i], base, "")
			}
			if diff := cmp.Diff(got[0], got[1]); diff != "" {
				t.Errorf("(-direct +proxied):\n%s", diff)
			}
		})
	}
}

// Web sockets, streams and HTTP/2 pass.
func TestPasses(t *testing.T) {
	release := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		c, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer c.CloseNow()
		if kind, msg, err := c.Read(r.Context()); err == nil {
			c.Write(r.Context(), kind, append(msg, '!'))
		}
	})
	mux.HandleFunc(apps, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, r.Proto, "first")
		w.(http.Flusher).Flush()
		<-release
		fmt.Fprintln(w, "last")
	})
	server := httptest.NewUnstartedServer(mux)
	server.Start()
	address, _ := throughTo(t, server, nil)

	c, _, err := websocket.Dial(t.Context(), address+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseNow()
	if err := c.Write(t.Context(), websocket.MessageText, []byte("hello")); err != nil {
		t.Fatal(err)
	}
	if _, msg, err := c.Read(t.Context()); err != nil || string(msg) != "hello!" {
		t.Errorf("the web socket says %q, %v", msg, err)
	}

	h2 := &http.Transport{Protocols: new(http.Protocols)}
	h2.Protocols.SetUnencryptedHTTP2(true)
	defer h2.CloseIdleConnections()
	res, err := (&http.Client{Transport: h2}).Get(address + apps)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewReader(res.Body)
	if first, err := lines.ReadString('\n'); err != nil || !strings.Contains(first, "first") || res.ProtoMajor != 2 {
		t.Errorf("the stream begins with %q, %v, in %s", first, err, res.Proto)
	}
	close(release) // the first line came before the last was written
	if last, err := lines.ReadString('\n'); err != nil || last != "last\n" {
		t.Errorf("the stream ends with %q, %v", last, err)
	}
}

// The suite says of a gateway behind the proxy what it says of it directly, and the
// proxy finds what the suite does.
func TestSuiteThroughProxy(t *testing.T) {
	for _, fault := range []string{"", "limit/501-is-20"} {
		handler := func() http.Handler {
			if fault == "" {
				return gateway.New(gateway.Options{})
			}
			h, err := faults.Handler(gateway.Options{}, fault)
			if err != nil {
				t.Fatal(err)
			}
			return h
		}
		run := func(base string) []string {
			r := conformance.Runner{BaseURL: base, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, AppBudget: 600, Brief: true,
				Only: []string{"list/limit/*", "list/offset/*", "create/name/*"}}
			res, err := r.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, c := range res.Cases {
				out = append(out, fmt.Sprint(c.ID, " ", c.Verdict))
			}
			return out
		}
		direct := httptest.NewServer(handler())
		want := run(direct.URL)
		direct.Close()
		address, report := through(t, handler(), nil)
		if diff := cmp.Diff(want, run(address)); diff != "" {
			t.Errorf("%q: verdicts (-direct +proxied):\n%s", fault, diff)
		}
		res := report()
		var broken []string
		for _, c := range res.Cases {
			if c.Verdict == result.Fail {
				broken = append(broken, c.ID)
			}
		}
		if fault == "" && len(broken) > 0 || fault != "" && !slices.Contains(broken, "list/limit/above-maximum") {
			t.Errorf("%q: the proxy finds %v", fault, broken)
		}
		if res.Recording.Exchanges < 100 {
			t.Errorf("%q: only %d exchanges were judged", fault, res.Recording.Exchanges)
		}
	}
}

// A judge that is slower than the traffic delays nobody, keeps little, and says how much
// it passed over.
func TestSlowJudge(t *testing.T) {
	page := `{"total":0,"size":0,"apps":[]}` + strings.Repeat(" ", 100<<10)
	stuck := make(chan struct{})
	address, report := through(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, page) }),
		func(*traffic.Exchange) { <-stuck })
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	const n = 1200
	slowest := time.Duration(0)
	var buf bytes.Buffer
	for range n {
		began := time.Now()
		res, err := http.Get(address + apps)
		if err != nil {
			t.Fatal(err)
		}
		buf.Reset()
		if _, err := buf.ReadFrom(res.Body); err != nil || buf.Len() != len(page) {
			t.Fatalf("%d bytes came, %v", buf.Len(), err)
		}
		res.Body.Close()
		slowest = max(slowest, time.Since(began))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 90<<20 {
		t.Errorf("%d MB are kept of %d MB", grown>>20, n*len(page)>>20)
	}
	if slowest > 5*time.Second {
		t.Errorf("a request took %v", slowest)
	}
	close(stuck)
	got := report().Recording
	if got.PassedOver.Missed == 0 || got.PassedOver.Missed+got.Exchanges != n {
		t.Errorf("of %d exchanges %d were judged and %d missed", n, got.Exchanges, got.PassedOver.Missed)
	}
}
