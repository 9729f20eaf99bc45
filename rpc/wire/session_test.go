package wire_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// long marks the methods that tests use as long ones.
func long(req *jsonrpc2.Request) bool { return req.Method == "long" }

func TestHalfCloseLosesNoReply(t *testing.T) {
	const requests = 10000
	answer := wire.HandlerFunc(func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
		return *req.Params, nil
	})
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		opt := wire.Options{Long: long, MaxInFlight: requests}
		rwc, _ := serve(t, transport, opt, answer)
		client := wiretest.NewClient(rwc, framing)
		go func() {
			for i := range requests {
				method := "short"
				if i%10 == 9 {
					method = "long"
				}
				if err := client.Send(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":%q,"params":[%d]}`, i, method, i)); err != nil {
					t.Error(err)
					return
				}
			}
			halfClose(t, rwc)
		}()
		seen := make([]int, requests)
		for _, msg := range receiveAll(t, client) {
			var reply struct {
				ID     int
				Result []int
			}
			if err := json.Unmarshal([]byte(msg), &reply); err != nil {
				t.Fatalf("%v in %s", err, msg)
			}
			if len(reply.Result) != 1 || reply.Result[0] != reply.ID {
				t.Fatalf("a reply with another request's result: %s", msg)
			}
			seen[reply.ID]++
		}
		for id, n := range seen {
			if n != 1 {
				t.Fatalf("request %d got %d replies", id, n)
			}
		}
	})
}

// Requests and notifications that are not long run in the order they came.
func TestOrder(t *testing.T) {
	const edits = 2000
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		var applied []int
		rwc, s := serve(t, transport, wire.Options{}, wire.HandlerFunc(
			func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
				if req.Notif {
					var edit []int
					if err := json.Unmarshal(*req.Params, &edit); err != nil {
						return nil, err
					}
					applied = append(applied, edit...)
				}
				return len(applied), nil
			}))
		client := wiretest.NewClient(rwc, framing)
		var msgs [][]byte
		var want []string
		for i := range edits {
			msgs = append(msgs, fmt.Appendf(nil, `{"jsonrpc":"2.0","method":"edit","params":[%d]}`, i))
			if i%100 == 0 {
				msgs = append(msgs, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":"count"}`, i))
				want = append(want, fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"result":%d}`, i, i+1))
			}
		}
		go func() {
			if err := client.Send(msgs...); err != nil {
				t.Error(err)
			}
			halfClose(t, rwc)
		}()
		if diff := cmp.Diff(want, receiveAll(t, client)); diff != "" {
			t.Errorf("replies (-want +got):\n%s", diff)
		}
		s.wait()
		for i, edit := range applied {
			if edit != i {
				t.Fatalf("edit %d was applied at place %d", edit, i)
			}
		}
	})
}

// A reply does not wait for a slow request behind it.
func TestReplyDoesNotWaitForTheNextRequest(t *testing.T) {
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		received := make(chan struct{})
		rwc, _ := serve(t, transport, wire.Options{}, wire.HandlerFunc(
			func(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
				if req.Method == "slow" {
					select {
					case <-received:
					case <-time.After(20 * time.Second):
						t.Error("the reply to the fast request did not come")
					}
				}
				return req.Method, nil
			}))
		client := wiretest.NewClient(rwc, framing)
		go func() {
			if err := client.Send(
				[]byte(`{"jsonrpc":"2.0","id":1,"method":"fast"}`),
				[]byte(`{"jsonrpc":"2.0","id":2,"method":"slow"}`)); err != nil {
				t.Error(err)
			}
		}()
		for i, want := range []string{`{"jsonrpc":"2.0","id":1,"result":"fast"}`, `{"jsonrpc":"2.0","id":2,"result":"slow"}`} {
			got, err := client.Receive()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if i == 0 {
				close(received)
			}
		}
	})
}

// writeCounter counts the writes of a connection.
type writeCounter struct {
	net.Conn
	writes atomic.Int64
}

func (w *writeCounter) Write(p []byte) (int, error) {
	w.writes.Add(1)
	return w.Conn.Write(p)
}

// CloseWrite lets the server close gracefully as it does with a bare
// connection.
func (w *writeCounter) CloseWrite() error { return w.Conn.(*net.TCPConn).CloseWrite() }

func TestRepliesShareWrites(t *testing.T) {
	const requests = 1000
	client, server := tcpPair(t)
	counter := &writeCounter{Conn: server.(net.Conn)}
	var msgs [][]byte
	for i := range requests {
		msgs = append(msgs, fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":"get_data"}`, i))
	}
	// All is sent before the server starts, so that it has all to read.
	c := wiretest.NewClient(client, wire.Newline)
	if err := c.Send(msgs...); err != nil {
		t.Fatal(err)
	}
	halfClose(t, client)
	conn := wire.NewStream(counter, wire.Options{FlushDelay: time.Minute}).Start(t.Context(), wiretest.SpecHandler())
	if n := len(receiveAll(t, c)); n != requests {
		t.Errorf("%d replies, want %d", n, requests)
	}
	<-conn.DisconnectNotify()
	if n := counter.writes.Load(); n > requests/20 {
		t.Errorf("%d writes for %d replies", n, requests)
	}
}

func TestPanicIsAnInternalError(t *testing.T) {
	panicky := wire.HandlerFunc(func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
		switch req.Method {
		case "nil":
			return *req.Params, nil // there are none
		case "long", "error", "note":
			panic(errors.New("secret"))
		}
		return "fine", nil
	})
	const internal = `{"code":-32603,"message":"Internal error","data":{"reason":"the handler of this method panicked"}}`
	exchanges := []wiretest.Exchange{
		{Name: "runtime error", Send: `{"jsonrpc":"2.0","id":1,"method":"nil"}`, Want: `{"jsonrpc":"2.0","id":1,"error":` + internal + `}`},
		{Name: "error", Send: `{"jsonrpc":"2.0","id":2,"method":"error"}`, Want: `{"jsonrpc":"2.0","id":2,"error":` + internal + `}`},
		{Name: "notification", Send: `{"jsonrpc":"2.0","method":"note"}`},
		{Name: "batch", Send: `[{"jsonrpc":"2.0","id":3,"method":"error"},{"jsonrpc":"2.0","id":4,"method":"m"}]`,
			Want: `[{"jsonrpc":"2.0","id":3,"error":` + internal + `},{"jsonrpc":"2.0","id":4,"result":"fine"}]`},
		{Name: "lives on", Send: `{"jsonrpc":"2.0","id":5,"method":"m"}`, Want: `{"jsonrpc":"2.0","id":5,"result":"fine"}`},
	}
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		var logged atomic.Int64
		opt := wire.Options{Long: long, Logf: func(string, ...any) { logged.Add(1) }}
		rwc, _ := serve(t, transport, opt, panicky)
		client := wiretest.NewClient(rwc, framing)
		wiretest.Run(t, client, exchanges)
		if err := client.Send([]byte(`{"jsonrpc":"2.0","id":6,"method":"long"}`)); err != nil {
			t.Fatal(err)
		}
		got, err := client.Receive()
		if err != nil {
			t.Fatal(err)
		}
		if diff := wiretest.Diff(`{"jsonrpc":"2.0","id":6,"error":`+internal+`}`, got); diff != "" {
			t.Errorf("in a goroutine (-want +got):\n%s", diff)
		}
		if n := logged.Load(); n != 5 {
			t.Errorf("%d lines in the log, want one for each panic", n)
		}
	})
}

// A handler that panics after it has answered does not answer twice.
func TestPanicAfterAnswer(t *testing.T) {
	rwc, _ := serve(t, "pipe", wire.Options{}, handlerFunc(func(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
		if err := conn.Reply(ctx, req.ID, "first"); err != nil {
			t.Error(err)
		}
		if err := conn.Reply(ctx, req.ID, "second"); !errors.Is(err, wire.ErrAnswered) {
			t.Errorf("the second reply: %v, want ErrAnswered", err)
		}
		panic("after all")
	}))
	client := wiretest.NewClient(rwc, wire.Newline)
	got, err := client.Exchange(t.Context(), []byte(one))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"jsonrpc":"2.0","id":1,"result":"first"}`, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

type handlerFunc func(context.Context, *jsonrpc2.Conn, *jsonrpc2.Request)

func (f handlerFunc) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	f(ctx, conn, req)
}

func TestRespond(t *testing.T) {
	type named struct{ Text string }
	tests := []struct {
		name   string
		result any
		err    error
		want   string
	}{
		{"value", named{"<&>"}, nil, `"result":{"Text":"<&>"}`},
		{"raw", json.RawMessage(`{"a" : 1}`), nil, `"result":{"a" : 1}`},
		{"raw over lines", json.RawMessage("{\n  \"a\": 1\n}\n"), nil, `"result":{   "a": 1 } `},
		{"nil", nil, nil, `"result":null`},
		{"nil raw", json.RawMessage(nil), nil, `"result":null`},
		{"not JSON", func() {}, nil, `"error":{"code":-32603,"message":"Internal error","data":{"reason":"json: unsupported type: func()"}}`},
		{"plain error", nil, errors.New("no"), `"error":{"code":-32603,"message":"Internal error","data":{"reason":"no"}}`},
		{"coded error", nil, fmt.Errorf("wrapped: %w", &jsonrpc2.Error{Code: 7, Message: "<\"é\n>"}), `"error":{"code":7,"message":"<\"é\n>"}`},
		{"error without code", nil, &jsonrpc2.Error{Message: "m"}, `"error":{"code":-32603,"message":"m"}`},
		{"error with bad data", nil, &jsonrpc2.Error{Code: 1, Message: "m", Data: ptr(json.RawMessage(`{`))},
			`"error":{"code":-32603,"message":"Internal error","data":{"reason":"the error has data that is not JSON"}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, framing := range []wire.Framing{wire.Newline, wire.ContentLength} {
				rwc, _ := serve(t, "pipe", wire.Options{}, wire.HandlerFunc(
					func(context.Context, *jsonrpc2.Conn, *jsonrpc2.Request) (any, error) { return tt.result, tt.err }))
				client := wiretest.NewClient(rwc, framing)
				if err := client.Send([]byte(one)); err != nil {
					t.Fatal(err)
				}
				got, err := client.Receive()
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(`{"jsonrpc":"2.0","id":1,`+tt.want+`}`, string(got)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", framing, diff)
				}
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

// A handler may keep its request: what it holds is never written over.
func TestRequestsMayBeKept(t *testing.T) {
	const requests = 3000
	var kept []*jsonrpc2.Request
	rwc, s := serve(t, "pipe", wire.Options{}, wire.HandlerFunc(
		func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
			kept = append(kept, req)
			return nil, nil
		}))
	client := wiretest.NewClient(rwc, wire.Newline)
	go func() {
		for i := range requests {
			// Of every size, up to past what shares memory.
			if err := client.Send(fmt.Appendf(nil, `{"jsonrpc":"2.0","method":"m%d","params":["%0*d"],"meta":%d}`, i, i, i, i)); err != nil {
				t.Error(err)
			}
		}
		halfClose(t, rwc)
	}()
	receiveAll(t, client)
	s.wait()
	if len(kept) != requests {
		t.Fatalf("%d requests, want %d", len(kept), requests)
	}
	for i, req := range kept {
		want := fmt.Sprintf(`m%d ["%0*d"] %d`, i, i, i, i)
		if got := fmt.Sprintf("%s %s %s", req.Method, *req.Params, *req.Meta); got != want {
			t.Fatalf("request %d has become %.80s", i, got)
		}
	}
}
