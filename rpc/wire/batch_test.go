package wire_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// A batch waits for its long members, and nothing else waits for the batch.
func TestBatchWaitsForLongMembers(t *testing.T) {
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		release := make(chan struct{})
		rwc, _ := serve(t, transport, wire.Options{Long: long}, wire.HandlerFunc(
			func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
				if req.Method == "long" {
					<-release
				}
				return req.Method, nil
			}))
		client := wiretest.NewClient(rwc, framing)
		got, err := client.Exchange(t.Context(), []byte(`[
			{"jsonrpc":"2.0","id":1,"method":"long"},
			{"jsonrpc":"2.0","id":2,"method":"short"},
			{"jsonrpc":"2.0","method":"note"},
			{"jsonrpc":"2.0","id":3,"method":"long"}]`))
		if err != nil || got != nil {
			t.Fatalf("before the long members are done: %s, %v", got, err)
		}
		close(release)
		if got, err = client.Receive(); err != nil {
			t.Fatal(err)
		}
		want := `[{"jsonrpc":"2.0","id":1,"result":"long"},{"jsonrpc":"2.0","id":2,"result":"short"},{"jsonrpc":"2.0","id":3,"result":"long"}]`
		if diff := wiretest.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestBatchReplyLimit(t *testing.T) {
	big := json.RawMessage(`"` + strings.Repeat("a", 400) + `"`)
	rwc, _ := serve(t, "pipe", wire.Options{MaxBatchReply: 1000}, wire.HandlerFunc(
		func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
			if req.Method == "big" {
				return big, nil
			}
			return nil, nil
		}))
	got, err := wiretest.NewClient(rwc, wire.Newline).Exchange(t.Context(), []byte(`[
		{"jsonrpc":"2.0","id":1,"method":"big"},
		{"jsonrpc":"2.0","id":2,"method":"big"},
		{"jsonrpc":"2.0","id":3,"method":"big"},
		{"jsonrpc":"2.0","id":4,"method":"small"}]`))
	if err != nil {
		t.Fatal(err)
	}
	var replies []struct {
		ID    int
		Error struct{ Data wire.Detail }
	}
	if err := json.Unmarshal(got, &replies); err != nil {
		t.Fatal(err)
	}
	limits := map[int]string{}
	for _, r := range replies {
		limits[r.ID] = r.Error.Data.Limit
	}
	if diff := cmp.Diff(map[int]string{1: "", 2: "", 3: "batch reply", 4: "batch reply"}, limits); diff != "" {
		t.Errorf("limits passed (-want +got):\n%s", diff)
	}
}

// An error reply is small, but a member's id need not be.
func TestBatchOfLongIDs(t *testing.T) {
	id := `"` + strings.Repeat("i", 5000) + `"`
	rwc, _ := serve(t, "pipe", wire.Options{}, wiretest.SpecHandler())
	got, err := wiretest.NewClient(rwc, wire.Newline).Exchange(t.Context(),
		fmt.Appendf(nil, `[{"jsonrpc":"2.0","id":%s,"method":"get_data"},{"jsonrpc":"2.0","id":%[1]s}]`, id))
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`[{"jsonrpc":"2.0","id":%s,"result":["hello",5]},{"jsonrpc":"2.0","id":%[1]s,"error":{"code":-32600,"message":"Invalid Request"}}]`, id)
	if diff := wiretest.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestInFlightLimit(t *testing.T) {
	release := make(chan struct{})
	rwc, _ := serve(t, "pipe", wire.Options{Long: long, MaxInFlight: 2}, wire.HandlerFunc(
		func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
			if req.Method == "long" {
				<-release
			}
			return req.Method, nil
		}))
	client := wiretest.NewClient(rwc, wire.Newline)
	go func() {
		for i := range 4 {
			if err := client.Send(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":"long"}`, i)); err != nil {
				t.Error(err)
			}
		}
	}()
	for i := range 2 {
		got, err := client.Receive()
		if err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"error":{"code":-32005,"message":"Limit exceeded","data":`+
			`{"reason":"2 requests are in flight; wait for some of them to be answered","limit":"in flight","allowed":2}}}`, i+2)
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	close(release)
	for range 2 {
		if _, err := client.Receive(); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := client.Exchange(t.Context(), []byte(one)); err != nil || string(got) != `{"jsonrpc":"2.0","id":1,"result":"sum"}` {
		t.Errorf("after the limit: %s, %v", got, err)
	}
}
