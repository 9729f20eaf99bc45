package gateway_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// start serves h until the returned function stops it and gives Serve's error.
func start(t *testing.T, h http.Handler, o gateway.ServeOptions) (addr string, stop func() error) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- gateway.Serve(ctx, ln, h, o) }()
	return ln.Addr().String(), func() error {
		cancel()
		return <-done
	}
}

// TestServeStops holds that a request under way is answered and the port is free
// afterwards.
func TestServeStops(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	addr, stop := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		io.WriteString(w, "answered")
	}), gateway.ServeOptions{})
	got := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + addr)
		if err != nil {
			got <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		got <- string(body)
	}()
	<-entered
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	// The port closes first; only then may the request end.
	for {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			break
		}
		c.Close()
	}
	close(release)
	if body := <-got; body != "answered" {
		t.Errorf("the request under way got %q", body)
	}
	if err := <-stopped; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestServeCutsOff(t *testing.T) {
	entered := make(chan struct{})
	addr, stop := start(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
	}), gateway.ServeOptions{Grace: 20 * time.Millisecond})
	go http.Get("http://" + addr)
	<-entered
	if err := stop(); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Serve: %v, want a deadline exceeded", err)
	}
}

// TestServeTimeouts holds that clients which dawdle or flood are dropped.
func TestServeTimeouts(t *testing.T) {
	addr, stop := start(t, gateway.New(gateway.Options{}), gateway.ServeOptions{
		ReadHeaderTimeout: 50 * time.Millisecond, ReadTimeout: 100 * time.Millisecond,
		IdleTimeout: 50 * time.Millisecond, MaxHeaderBytes: 4 << 10, Hosts: []string{"x"},
	})
	defer stop()
	for _, tt := range []struct{ name, send, want string }{
		{"half a header", "GET / HTTP/1.1\r\nHost: x\r\n", ""},
		{"half a body", "POST " + apps + " HTTP/1.1\r\nHost: x\r\nX-Auth-Token: demo-token\r\nContent-Length: 99\r\n\r\n{", "400"},
		{"idle", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "200"},
		{"long header", "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 16<<10) + "\r\n\r\n", "431"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := net.Dial("tcp", addr)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			io.WriteString(c, tt.send)
			answer, _ := io.ReadAll(c) // ends when the server drops the connection
			if status := strings.TrimPrefix(strings.SplitN(string(answer)+"   ", " ", 3)[1], " "); status != tt.want {
				t.Errorf("status %q, want %q, in\n%s", status, tt.want, answer)
			}
		})
	}
}

func TestServeHTTP2(t *testing.T) {
	addr, stop := start(t, gateway.New(gateway.Options{}), gateway.ServeOptions{})
	defer stop()
	p := new(http.Protocols)
	p.SetUnencryptedHTTP2(true)
	client := &http.Client{Transport: &http.Transport{Protocols: p}}
	defer client.CloseIdleConnections()
	resp, err := client.Get("http://" + addr)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.ProtoMajor != 2 || resp.StatusCode != 200 {
		t.Errorf("%s %s", resp.Proto, resp.Status)
	}
}

// TestServeHosts calls the gateway by names that are its own, and by others, as a
// page of a site does whose name was made to resolve to this machine.
func TestServeHosts(t *testing.T) {
	addr, stop := start(t, gateway.New(gateway.Options{}), gateway.ServeOptions{Hosts: []string{"Gateway.example"}})
	defer stop()
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{
		addr: 200, "127.0.0.1": 200, "localhost:" + port: 200, "LOCALHOST": 200, "gateway.example:" + port: 200, "gateway.example": 200,
		"evil.example:" + port: 421, "x.gateway.example": 421, "localhost.evil.example": 421, "localhost.": 421,
		"127.0.0.2:" + port: 421, "0.0.0.0:" + port: 421, "[::1]:" + port: 421,
	} {
		for _, path := range []string{"/", apps} {
			req, err := http.NewRequest(http.MethodGet, "http://"+addr+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Host = host
			req.Header.Set("X-Auth-Token", gateway.DemoToken)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode != want || err != nil || want == 421 && !strings.Contains(string(body), `"error_code":"APIG.0101"`) {
				t.Errorf("%s at %s: %s %s, %v; want %d", path, host, resp.Status, body, err, want)
			}
		}
	}
}
