package wire_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// messages is a MessageConn of channels.
type messages struct {
	in     chan io.Reader
	out    chan string
	closed chan struct{}
	once   sync.Once
}

func newMessages() *messages {
	return &messages{in: make(chan io.Reader), out: make(chan string, 100), closed: make(chan struct{})}
}

func (m *messages) NextReader() (io.Reader, error) {
	select {
	case r, ok := <-m.in:
		if !ok {
			return nil, io.EOF
		}
		return r, nil
	case <-m.closed:
		return nil, io.ErrClosedPipe
	}
}

func (m *messages) WriteMessage(p []byte) error {
	m.out <- string(p)
	return nil
}

func (m *messages) Close() error {
	m.once.Do(func() { close(m.closed); close(m.out) })
	return nil
}

// Exchange implements [wiretest.Exchanger] in the way of [wiretest.Client].
func (m *messages) Exchange(ctx context.Context, message []byte) ([]byte, error) {
	const probe = `{"jsonrpc":"2.0","id":"probe","method":"wiretest/probe"}`
	for _, text := range []string{string(message), probe} {
		select {
		case m.in <- iotest.HalfReader(strings.NewReader(text)):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	var answer []byte
	for out := range m.out {
		if strings.Contains(out, `"probe"`) {
			return answer, nil
		}
		answer = []byte(out)
	}
	return nil, errors.New("closed")
}

func TestMessageTransport(t *testing.T) {
	exchanges, err := wiretest.Spec()
	if err != nil {
		t.Fatal(err)
	}
	m := newMessages()
	conn := wire.NewMessageStream(m, wire.Options{MaxMessage: 1000, MaxSkip: 5000}).Start(t.Context(), wiretest.SpecHandler())
	wiretest.Run(t, m, exchanges)
	wiretest.Run(t, m, []wiretest.Exchange{
		{Name: "empty", Send: "", Want: `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}`},
		{Name: "over lines", Send: "\n{\n" + one[1:] + "\n\n", Want: answers[0]},
		{Name: "two", Send: one + "\n" + two, Want: `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}`},
		{Name: "header", Send: header(one), Want: `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}`},
		{Name: "too long", Send: strings.Repeat("a", 3000),
			Want: `{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"Limit exceeded","data":` +
				`{"reason":"the message has more than the 1000 bytes allowed; the rest of it is skipped","limit":"message","allowed":1000}}}`},
		{Name: "lives on", Send: one, Want: answers[0]},
	})
	m.in <- bytes.NewReader(bytes.Repeat([]byte("a"), 10000))
	<-conn.DisconnectNotify()
	var last string
	for out := range m.out {
		last = out
	}
	want := `{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"Limit exceeded","data":` +
		`{"reason":"the message has more than the 5000 bytes that are skipped at most","limit":"skip","allowed":5000,"closes":true}}}`
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("the last message (-want +got):\n%s", diff)
	}
}

// One message and the end, as with the body of an HTTP request: the answer
// comes even when its method is a long one.
func TestMessageTransportEnds(t *testing.T) {
	m := newMessages()
	handler := wire.HandlerFunc(func(context.Context, *jsonrpc2.Conn, *jsonrpc2.Request) (any, error) {
		time.Sleep(10 * time.Millisecond)
		return "done", nil
	})
	conn := wire.NewMessageStream(m, wire.Options{Long: long}).Start(t.Context(), handler)
	m.in <- strings.NewReader(`[{"jsonrpc":"2.0","id":1,"method":"long"},{"jsonrpc":"2.0","id":2,"method":"long"}]`)
	close(m.in)
	<-conn.DisconnectNotify()
	if diff := wiretest.Diff(`[{"jsonrpc":"2.0","id":1,"result":"done"},{"jsonrpc":"2.0","id":2,"result":"done"}]`, []byte(<-m.out)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMessageTransportTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMessages()
		conn := wire.NewMessageStream(m, wire.Options{IdleTimeout: time.Minute}).Start(t.Context(), wiretest.SpecHandler())
		m.in <- strings.NewReader(one)
		if diff := cmp.Diff(answers[0], <-m.out); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		start := time.Now()
		if last := <-m.out; !strings.Contains(last, `"idle time"`) {
			t.Errorf("the last message is %s", last)
		}
		if passed := time.Since(start); passed != time.Minute {
			t.Errorf("closed after %v", passed)
		}
		<-conn.DisconnectNotify()

		m = newMessages()
		conn = wire.NewMessageStream(m, wire.Options{}).Start(t.Context(), wiretest.SpecHandler())
		start = time.Now()
		r, w := io.Pipe()
		m.in <- r
		go func() {
			<-m.closed
			w.CloseWithError(io.ErrClosedPipe)
		}()
		if last := <-m.out; !strings.Contains(last, `"frame time"`) {
			t.Errorf("the last message is %s", last)
		}
		if passed := time.Since(start); passed != 30*time.Second {
			t.Errorf("closed after %v", passed)
		}
		<-conn.DisconnectNotify()
	})
}
