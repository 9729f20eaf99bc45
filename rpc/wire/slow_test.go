package wire_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// TestAnswerBeforeSlowHandler sends two requests at once, of which the second takes
// its time. The answer to the first does not wait for it, nor does what the second
// says before it is done.
func TestAnswerBeforeSlowHandler(t *testing.T) {
	const quick, working, done = `{"jsonrpc":"2.0","id":1,"result":"quick"}`, `{"jsonrpc":"2.0","method":"working"}`, `{"jsonrpc":"2.0","id":2,"result":"done"}`
	for second, before := range map[string][]string{
		`{"jsonrpc":"2.0","id":2,"method":"slow"}`:                     {quick},
		`{"jsonrpc":"2.0","id":2,"method":"chatty"}`:                   {quick, working},
		`{"jsonrpc":"2.0","method":"slow"}`:                            {quick},
		`[{"jsonrpc":"2.0","id":2,"method":"slow"},{"jsonrpc":"2.0"}]`: {quick},
	} {
		each(t, func(t *testing.T, transport string, framing wire.Framing) {
			release := make(chan struct{})
			client, _ := serve(t, transport, wire.Options{}, wire.HandlerFunc(func(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
				switch req.Method {
				case "quick":
					return "quick", nil
				case "chatty":
					if err := conn.Notify(ctx, "working", nil); err != nil {
						return nil, err
					}
				}
				<-release
				return "done", nil
			}))
			t.Cleanup(func() {
				select {
				case <-release:
				default:
					close(release)
				}
			})
			c := wiretest.NewClient(client, framing)
			if err := c.Send([]byte(`{"jsonrpc":"2.0","id":1,"method":"quick"}`), []byte(second)); err != nil {
				t.Fatal(err)
			}
			hangUp := time.AfterFunc(20*time.Second, func() { client.Close() })
			defer hangUp.Stop()
			for _, want := range before {
				got, err := c.Receive()
				if err != nil || string(got) != want {
					t.Fatalf("%s: got %s, %v; want %s before it is done", second, got, err, want)
				}
			}
			close(release)
			if !strings.Contains(second, `"id"`) {
				return
			}
			if got, err := c.Receive(); err != nil || !strings.Contains(string(got), done) {
				t.Fatalf("%s: got %s, %v; want %s", second, got, err, done)
			}
		})
	}
}
