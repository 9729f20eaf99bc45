package wire_test

import (
	"context"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// TestAnswerBeforeSlowHandler sends two requests at once, of which the second takes
// its time. The answer to the first does not wait for it, nor does what the second
// says before it is done.
func TestAnswerBeforeSlowHandler(t *testing.T) {
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		release := make(chan struct{})
		client, _ := serve(t, transport, wire.Options{}, wire.HandlerFunc(func(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
			if req.Method == "slow" {
				if err := conn.Notify(ctx, "working", nil); err != nil {
					return nil, err
				}
				<-release
			}
			return req.Method, nil
		}))
		c := wiretest.NewClient(client, framing)
		if err := c.Send([]byte(`{"jsonrpc":"2.0","id":1,"method":"quick"}`), []byte(`{"jsonrpc":"2.0","id":2,"method":"slow"}`)); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`{"jsonrpc":"2.0","id":1,"result":"quick"}`, `{"jsonrpc":"2.0","method":"working"}`} {
			got, err := c.Receive()
			if err != nil || string(got) != want {
				t.Fatalf("got %s, %v; want %s", got, err, want)
			}
		}
		close(release)
		if got, err := c.Receive(); err != nil || string(got) != `{"jsonrpc":"2.0","id":2,"result":"slow"}` {
			t.Fatalf("got %s, %v", got, err)
		}
	})
}
