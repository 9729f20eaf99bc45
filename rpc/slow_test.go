package rpc

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/appgauge/appgauge/rpc/wire"
)

// patience is far more than any limit of these tests: what is tested is that the
// server does not wait for ever.
const patience = 20 * time.Second

// TestSlowBody begins a POST and a WebSocket message, and never ends them.
func TestSlowBody(t *testing.T) {
	s := newServer(t, Options{Limits: wire.Options{FrameTimeout: 100 * time.Millisecond}})
	addresses := serve(t, s, "http:127.0.0.1:0", "ws:127.0.0.1:0")
	const want = `"limit":"frame time","allowed":100,"closes":true`

	c := dial(t, addresses[0])
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(c)
	resp, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(body), want) {
		t.Errorf("the POST got %s, %v", body, err)
	}
	if _, err := r.ReadByte(); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the connection is not closed: %v", err)
	}

	ws := dialWebSocket(t, addresses[1], nil)
	w, err := ws.Writer(t.Context(), websocket.MessageText)
	if err == nil {
		// More than the client's buffer, so that the first part leaves.
		_, err = w.Write([]byte(`{"jsonrpc":"` + strings.Repeat("x", 10_000)))
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, got, err := ws.Read(t.Context()); err != nil || !strings.Contains(string(got), want) {
		t.Errorf("the WebSocket got %s, %v", got, err)
	}
	if _, _, err := ws.Read(t.Context()); err == nil {
		t.Error("the WebSocket is not closed")
	}
}

// TestIdle leaves connections alone until they are closed; over HTTP, after an
// answer: before it, the time is that of a header.
func TestIdle(t *testing.T) {
	s := newServer(t, Options{Limits: wire.Options{IdleTimeout: 50 * time.Millisecond}})
	addresses := serve(t, s, "tcp:127.0.0.1:0", "http:127.0.0.1:0", "ws:127.0.0.1:0")
	for _, address := range addresses[:2] {
		c := dial(t, address)
		if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
			t.Fatal(err)
		}
		want := `"limit":"idle time"`
		if address == addresses[1] {
			want = `"limit":20`
			if _, err := io.WriteString(c, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"+
				`Content-Length: 50`+"\r\n\r\n"+`{"jsonrpc":"2.0","id":1,"method":"page/normalize"}`); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := io.ReadAll(c); err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s: got %q, %v; want %s", address, got, err, want)
		}
	}
	ws := dialWebSocket(t, addresses[2], nil)
	if _, got, err := ws.Read(t.Context()); err != nil || !strings.Contains(string(got), `"limit":"idle time"`) {
		t.Errorf("the WebSocket got %s, %v", got, err)
	}
	waitFor(t, "the end of all connections", func() bool { return len(s.open) == 0 })
}

// TestBinaryMessage sends what is no text.
func TestBinaryMessage(t *testing.T) {
	ws := dialWebSocket(t, serve(t, newServer(t, Options{}), "ws:127.0.0.1:0")[0], nil)
	if err := ws.Write(t.Context(), websocket.MessageBinary, []byte(`{"jsonrpc":"2.0","id":1,"method":"rules/list"}`)); err != nil {
		t.Fatal(err)
	}
	if _, got, err := ws.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusUnsupportedData {
		t.Errorf("got %s, %v; want that the WebSocket is closed with status 1003", got, err)
	}
}

// TestKeepAlive sends several POST requests over one connection.
func TestKeepAlive(t *testing.T) {
	s := newServer(t, Options{})
	address := serve(t, s, "http:127.0.0.1:0")[0]
	c := dial(t, address)
	r := bufio.NewReader(c)
	const call = `{"jsonrpc":"2.0","id":1,"method":"page/normalize"}`
	for range 3 {
		if _, err := io.WriteString(c, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n"+call); err != nil {
			t.Fatal(err)
		}
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(body), `"result"`) {
			t.Errorf("got %s %s, %v", resp.Status, body, err)
		}
	}
}
