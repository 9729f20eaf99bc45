package wire_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// asking is a long method that asks the client something before it answers.
var asking = wire.HandlerFunc(func(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	if req.Method != "long" {
		return req.Method, nil
	}
	if err := conn.Notify(ctx, "progress", map[string]int{"done": 1}); err != nil {
		return nil, err
	}
	var answer json.RawMessage
	if err := conn.Call(ctx, "ask", []string{"é\n"}, &answer, jsonrpc2.StringID()); err != nil {
		return nil, fmt.Errorf("the client did not answer: %w", err)
	}
	return answer, nil
})

func TestCallsToTheClient(t *testing.T) {
	const failed = `{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error"}}`
	tests := []struct{ name, answer, want string }{
		{"result", `{"jsonrpc":"2.0","id":"0","result":{"b":1,"a":[2]}}`, `{"jsonrpc":"2.0","id":1,"result":{"b":1,"a":[2]}}`},
		{"null result", `{"jsonrpc":"2.0","result":null,"id":"0"}`, `{"jsonrpc":"2.0","id":1,"result":null}`},
		{"result and null error", `{"jsonrpc":"2.0","id":"0","result":5,"error":null}`, `{"jsonrpc":"2.0","id":1,"result":5}`},
		{"id with an escape", `{"jsonrpc":"2.0","id":"\u0030","result":5}`, `{"jsonrpc":"2.0","id":1,"result":5}`},
		{"in a batch", `[{"jsonrpc":"2.0","id":"0","result":5}]`, `{"jsonrpc":"2.0","id":1,"result":5}`},
		{"error", `{"jsonrpc":"2.0","id":"0","error":{"code":-7,"message":"no","data":[1]}}`,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-7,"message":"no","data":[1]}}`},
		{"error and null result", `{"jsonrpc":"2.0","id":"0","result":null,"error":{"code":-7,"message":"no"}}`,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-7,"message":"no"}}`},
	}
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				client, _ := askedClient(t, transport, framing)
				if err := client.Send([]byte(tt.answer)); err != nil {
					t.Fatal(err)
				}
				got, err := client.Receive()
				if err != nil {
					t.Fatal(err)
				}
				if diff := wiretest.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
		t.Run("faulty answer", func(t *testing.T) {
			client, _ := askedClient(t, transport, framing)
			if err := client.Send([]byte(`{"jsonrpc":"2.0","id":"0","result":1,"error":{"code":1,"message":"m"}}`)); err != nil {
				t.Fatal(err)
			}
			for _, want := range []string{
				`{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request"}}`,
				`{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"Invalid Request"}}`,
			} {
				got, err := client.Receive()
				if err != nil {
					t.Fatal(err)
				}
				if diff := wiretest.Diff(want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
		t.Run("half-close instead of an answer", func(t *testing.T) {
			client, rwc := askedClient(t, transport, framing)
			halfClose(t, rwc)
			got := receiveAll(t, client)
			if len(got) != 1 {
				t.Fatalf("got %d messages, want 1: %s", len(got), got)
			}
			if diff := wiretest.Diff(failed, []byte(got[0])); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	})
}

// askedClient returns a client that has called the method long of [asking] and
// has been asked.
func askedClient(t *testing.T, transport string, framing wire.Framing) (*wiretest.Client, io.Closer) {
	t.Helper()
	rwc, _ := serve(t, transport, wire.Options{Long: long}, asking)
	client := wiretest.NewClient(rwc, framing)
	if err := client.Send([]byte(`{"jsonrpc":"2.0","id":1,"method":"long"}`)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`{"jsonrpc":"2.0","method":"progress","params":{"done":1}}`,
		`{"jsonrpc":"2.0","method":"ask","params":["é\n"],"id":"0"}`,
	} {
		got, err := client.Receive()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	}
	return client, rwc
}

func TestCallAfterTheInputEnded(t *testing.T) {
	errs := make(chan error, 1)
	ended := make(chan struct{})
	rwc, _ := serve(t, "pipe", wire.Options{Long: long}, wire.HandlerFunc(
		func(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
			<-ended
			var err error
			for err == nil || !errors.Is(err, wire.ErrInputEnded) {
				err = conn.Call(ctx, "ask", nil, nil)
				if err == nil {
					break
				}
			}
			errs <- err
			return nil, conn.Notify(ctx, "bye", nil)
		}))
	client := wiretest.NewClient(rwc, wire.Newline)
	if err := client.Send([]byte(`{"jsonrpc":"2.0","id":1,"method":"long"}`)); err != nil {
		t.Fatal(err)
	}
	halfClose(t, rwc)
	close(ended)
	msgs := receiveAll(t, client)
	if err := <-errs; !errors.Is(err, wire.ErrInputEnded) {
		t.Errorf("a call at the end of input: %v, want ErrInputEnded", err)
	}
	last := msgs[len(msgs)-2:]
	if diff := cmp.Diff([]string{`{"jsonrpc":"2.0","method":"bye"}`, `{"jsonrpc":"2.0","id":1,"result":null}`}, last); diff != "" {
		t.Errorf("what still went out (-want +got):\n%s", diff)
	}
}

// Two connections of this package understand each other.
func TestBothEnds(t *testing.T) {
	for transport := range transports {
		for _, framing := range []wire.Framing{wire.Newline, wire.ContentLength} {
			t.Run(transport+"/"+framing.String(), func(t *testing.T) {
				rwc, _ := serve(t, transport, wire.Options{Long: long}, asking)
				client := wire.NewStream(rwc, wire.Options{Framing: framing}).Start(t.Context(), wire.HandlerFunc(
					func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
						return req.Method + " answered", nil
					}))
				defer client.Close()
				var wg sync.WaitGroup
				for range 4 {
					wg.Go(func() {
						for i := range 200 {
							method, want := "short", "short"
							if i%20 == 0 {
								method, want = "long", "ask answered"
							}
							var got string
							if err := client.Call(t.Context(), method, nil, &got); err != nil {
								t.Error(err)
								return
							}
							if got != want {
								t.Errorf("%s returned %q, want %q", method, got, want)
							}
						}
					})
				}
				wg.Wait()
			})
		}
	}
}
