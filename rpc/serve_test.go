package rpc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// serve lets a server listen at addresses until the test ends, and returns what the
// addresses came to be.
func serve(tb testing.TB, s *Server, addresses ...string) []string {
	tb.Helper()
	var opened []string
	for _, address := range addresses {
		got, err := s.Listen(address)
		if err != nil {
			tb.Fatal(err)
		}
		opened = append(opened, got)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve() }()
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := s.Shutdown(ctx); err != nil {
			tb.Errorf("Shutdown: %v", err)
		}
		if err := <-ended; err != nil {
			tb.Errorf("Serve: %v", err)
		}
	})
	return opened
}

// newServer is a server that logs to the test.
func newServer(tb testing.TB, opt Options) *Server {
	if opt.Logf == nil {
		opt.Logf = func(string, ...any) {}
	}
	return New(opt)
}

// dial connects to an address as Listen returns it.
func dial(tb testing.TB, address string) net.Conn {
	tb.Helper()
	c, err := tryDial(address)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.Close() })
	return c
}

func tryDial(address string) (net.Conn, error) {
	network, rest, _ := strings.Cut(address, ":")
	if network != "unix" {
		network = "tcp"
	}
	return net.Dial(network, rest)
}

// An httpClient sends each message as a POST request.
type httpClient struct {
	url    string
	client http.Client
	header http.Header
}

// Exchange implements [wiretest.Exchanger].
func (c *httpClient) Exchange(ctx context.Context, message []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(message))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	for name, values := range c.header {
		req.Header[name] = values
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return nil, err
	case resp.StatusCode == http.StatusNoContent && len(body) == 0:
		return nil, nil
	case resp.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%s: %s", resp.Status, body)
	}
	return body, nil
}

// A wsClient sends each message over one WebSocket.
type wsClient struct {
	conn   *websocket.Conn
	probes int
}

// Exchange implements [wiretest.Exchanger]; see [wiretest.Client.Exchange].
func (c *wsClient) Exchange(ctx context.Context, message []byte) ([]byte, error) {
	c.probes++
	probe := fmt.Sprintf(`{"jsonrpc":"2.0","id":"probe %d","method":"probe"}`, c.probes)
	for _, m := range [][]byte{message, []byte(probe)} {
		if err := c.conn.Write(ctx, websocket.MessageText, m); err != nil {
			return nil, err
		}
	}
	var answer []byte
	for {
		_, got, err := c.conn.Read(ctx)
		if err != nil {
			return nil, err
		}
		var reply struct{ ID any }
		if json.Unmarshal(got, &reply) == nil && reply.ID == fmt.Sprintf("probe %d", c.probes) {
			return answer, nil
		}
		if answer != nil {
			return nil, errors.New("more than one answer")
		}
		answer = got
	}
}

func dialWebSocket(tb testing.TB, address string, opt *websocket.DialOptions) *websocket.Conn {
	tb.Helper()
	c, _, err := websocket.Dial(tb.Context(), urlOf(address), opt)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.CloseNow() })
	return c
}

// urlOf makes a URL of an address as Listen returns it.
func urlOf(address string) string {
	network, rest, _ := strings.Cut(address, ":")
	return network + "://" + rest
}

// TestSpecification holds the specification's examples over every transport.
func TestSpecification(t *testing.T) {
	exchanges, err := wiretest.Spec()
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(t, Options{})
	s.handler = wiretest.SpecHandler()
	addresses := serve(t, s, "unix:"+filepath.Join(t.TempDir(), "own", "s"), "tcp:127.0.0.1:0", "http:127.0.0.1:0", "ws:127.0.0.1:0")
	for _, framing := range []wire.Framing{wire.Newline, wire.ContentLength} {
		for _, address := range addresses[:2] {
			network, _, _ := strings.Cut(address, ":")
			t.Run(network+"/"+framing.String(), func(t *testing.T) {
				wiretest.Run(t, wiretest.NewClient(dial(t, address), framing), exchanges)
			})
		}
		t.Run("stdio/"+framing.String(), func(t *testing.T) {
			in, toServer := io.Pipe()
			fromServer, out := io.Pipe()
			ended := make(chan error)
			go func() { ended <- s.ServeStdio(in, out) }()
			wiretest.Run(t, wiretest.NewClient(twoWay{fromServer, toServer}, framing), exchanges)
			toServer.Close()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("http", func(t *testing.T) {
		wiretest.Run(t, &httpClient{url: urlOf(addresses[2])}, exchanges)
	})
	t.Run("ws", func(t *testing.T) {
		wiretest.Run(t, &wsClient{conn: dialWebSocket(t, addresses[3], nil)}, exchanges)
	})
}

// TestLimits passes each limit over each transport on which it can be passed.
func TestLimits(t *testing.T) {
	call := func(n int) string {
		return `{"jsonrpc":"2.0","id":1,"method":"rules/list","params":{},"x":"` + strings.Repeat("x", n) + `"}`
	}
	s := newServer(t, Options{Limits: wire.Options{MaxMessage: 1000, MaxBatch: 2}})
	addresses := serve(t, s, "tcp:127.0.0.1:0", "http:127.0.0.1:0", "ws:127.0.0.1:0")
	clients := map[string]wiretest.Exchanger{
		"newline":        wiretest.NewClient(dial(t, addresses[0]), wire.Newline),
		"Content-Length": wiretest.NewClient(dial(t, addresses[0]), wire.ContentLength),
		"http":           &httpClient{url: urlOf(addresses[1])},
		"ws":             &wsClient{conn: dialWebSocket(t, addresses[2], nil)},
	}
	tests := []struct{ message, limit string }{
		{call(1000), "message"},
		{call(1 << 14), "message"},
		{"[" + call(0) + "," + call(0) + "," + call(0) + "]", "batch"},
		{call(0), ""},
	}
	for name, client := range clients {
		for _, tt := range tests {
			got, err := client.Exchange(t.Context(), []byte(tt.message))
			if err != nil {
				t.Errorf("%s, %.100s: %v", name, tt.message, err)
				continue
			}
			var reply struct {
				Error struct {
					Code int
					Data struct{ Limit string }
				}
			}
			if err := json.Unmarshal(got, &reply); err != nil {
				t.Fatal(err)
			}
			if reply.Error.Data.Limit != tt.limit || tt.limit != "" && reply.Error.Code != wire.CodeLimit {
				t.Errorf("%s, %.100s: answered %.300s; want an error about the limit %q", name, tt.message, got, tt.limit)
			}
		}
	}
}

// TestConnectionLimit opens one connection too many.
func TestConnectionLimit(t *testing.T) {
	s := newServer(t, Options{MaxConnections: 2})
	addresses := serve(t, s, "tcp:127.0.0.1:0", "http:127.0.0.1:0")
	hold := []net.Conn{dial(t, addresses[0]), dial(t, addresses[0])}
	for _, c := range hold {
		exchangeLine(t, c, `{"jsonrpc":"2.0","id":1,"method":"rules/list"}`)
	}
	const want = `"limit":"connections","allowed":2,"closes":true`
	got, err := io.ReadAll(dial(t, addresses[0]))
	if err != nil || !strings.Contains(string(got), want) {
		t.Errorf("the third connection got %q, %v; want an error with %s", got, err, want)
	}
	resp, err := http.Post(urlOf(addresses[1]), "application/json", strings.NewReader(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(body), want) {
		t.Errorf("the POST got %s %s, %v", resp.Status, body, err)
	}
	hold[0].Close()
	waitFor(t, "the place of the closed connection", func() bool { return len(s.open) < 2 })
	exchangeLine(t, dial(t, addresses[0]), `{"jsonrpc":"2.0","id":1,"method":"rules/list"}`)
}

// exchangeLine sends a line and returns the answer.
func exchangeLine(tb testing.TB, c net.Conn, line string) string {
	tb.Helper()
	got, err := wiretest.NewClient(c, wire.Newline).Exchange(tb.Context(), []byte(line))
	if err != nil {
		tb.Fatalf("%s: %v", line, err)
	}
	return string(got)
}

// waitFor waits until something happens that has no channel.
func waitFor(tb testing.TB, what string, done func() bool) {
	tb.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			tb.Fatalf("%s did not happen", what)
		}
	}
}
