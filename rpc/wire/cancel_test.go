package wire_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// untilCancelled is a long method that ends when its context does.
var untilCancelled = wire.HandlerFunc(func(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	if req.Method != "long" {
		return req.Method, nil
	}
	<-ctx.Done()
	if !errors.Is(context.Cause(ctx), wire.ErrCancelled) {
		return nil, fmt.Errorf("cancelled because of %w", context.Cause(ctx))
	}
	return nil, ctx.Err()
})

const cancelled = `"error":{"code":-32800,"message":"Request cancelled"}}`

func TestCancel(t *testing.T) {
	tests := []struct{ name, id, cancel string }{
		{"number", `7`, `7`},
		{"negative", `-7`, `-7`},
		{"fraction", `0.5`, `0.5`},
		{"string", `"a"`, `"a"`},
		{"empty string", `""`, `""`},
		{"written with an escape", `"a/b"`, `"\u0061\/b"`},
		{"past 64 bits", `18446744073709551616`, `18446744073709551616`},
	}
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		rwc, _ := serve(t, transport, wire.Options{Long: long}, untilCancelled)
		client := wiretest.NewClient(rwc, framing)
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				// The exchange's own probe tells that no answer has come yet.
				for _, msg := range []string{
					`{"jsonrpc":"2.0","id":` + tt.id + `,"method":"long"}`,
					`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"another"}}`,
				} {
					if got, err := client.Exchange(t.Context(), []byte(msg)); err != nil || got != nil {
						t.Fatalf("before it is cancelled: %s, %v", got, err)
					}
				}
				go func() {
					if err := client.Send([]byte(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":` + tt.cancel + `}}`)); err != nil {
						t.Error(err)
					}
				}()
				got, err := client.Receive()
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(`{"jsonrpc":"2.0","id":`+tt.id+`,`+cancelled, string(got)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	})
}

func TestCancelInBatch(t *testing.T) {
	rwc, _ := serve(t, "pipe", wire.Options{Long: long}, untilCancelled)
	client := wiretest.NewClient(rwc, wire.Newline)
	go func() {
		if err := client.Send(
			[]byte(`[{"jsonrpc":"2.0","id":1,"method":"long"},{"jsonrpc":"2.0","id":2,"method":"m"},{"jsonrpc":"2.0","id":3,"method":"long"}]`),
			[]byte(`[{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":3}},{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}]`),
		); err != nil {
			t.Error(err)
		}
	}()
	got, err := client.Receive()
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"jsonrpc":"2.0","id":1,` + cancelled + `,{"jsonrpc":"2.0","id":2,"result":"m"},{"jsonrpc":"2.0","id":3,` + cancelled + `]`
	if diff := wiretest.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A cancel of what is not running does nothing, and one that makes no sense is
// an error where it can be answered.
func TestCancelOfNothing(t *testing.T) {
	const wrong = `"error":{"code":-32602,"message":"$/cancelRequest needs params of the form {\"id\": <string or number>}"}}`
	exchanges := []wiretest.Exchange{
		{Name: "unknown id", Send: `{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}`},
		{Name: "no params", Send: `{"jsonrpc":"2.0","method":"$/cancelRequest"}`},
		{Name: "id as object", Send: `{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}`},
		{Name: "params as array", Send: `{"jsonrpc":"2.0","method":"$/cancelRequest","params":[1]}`},
		{Name: "request", Send: `{"jsonrpc":"2.0","id":1,"method":"$/cancelRequest","params":{"id":1}}`, Want: `{"jsonrpc":"2.0","id":1,"result":null}`},
		{Name: "request without params", Send: `{"jsonrpc":"2.0","id":2,"method":"$/cancelRequest"}`, Want: `{"jsonrpc":"2.0","id":2,` + wrong},
		{Name: "lives on", Send: one, Want: `{"jsonrpc":"2.0","id":1,"result":"sum"}`},
	}
	rwc, _ := serve(t, "pipe", wire.Options{Long: long}, untilCancelled)
	wiretest.Run(t, wiretest.NewClient(rwc, wire.Newline), exchanges)
}

// When the connection is lost, long requests end for another reason than the
// caller's wish.
func TestLostConnectionEndsLongRequests(t *testing.T) {
	causes := make(chan error, 1)
	rwc, s := serve(t, "tcp", wire.Options{Long: long}, wire.HandlerFunc(
		func(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
			if req.Method == "long" {
				<-ctx.Done()
				causes <- context.Cause(ctx)
			}
			return nil, nil
		}))
	client := wiretest.NewClient(rwc, wire.Newline)
	if got, err := client.Exchange(t.Context(), []byte(`{"jsonrpc":"2.0","id":1,"method":"long"}`)); err != nil || got != nil {
		t.Fatal(got, err)
	}
	if err := s.Conn.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-causes; !errors.Is(err, context.Canceled) || errors.Is(err, wire.ErrCancelled) {
		t.Errorf("the context's cause is %v, want context.Canceled", err)
	}
}
