package wire

import (
	"encoding/json"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/sourcegraph/jsonrpc2"
)

// grab is an ObjectStream that keeps what Conn passes to it.
type grab struct {
	read, written chan any
	closed        chan struct{}
}

func (g grab) ReadObject(v any) error {
	g.read <- v
	<-g.closed
	return io.EOF
}

func (g grab) WriteObject(v any) error { g.written <- v; return nil }

func (g grab) Close() error { close(g.closed); return nil }

// The library's message type is the one the bridge knows. Should this fail
// after an update of the library, all still works, but slower: bring
// anyMessage up to date.
func TestBridgeKnowsTheLibrary(t *testing.T) {
	g := grab{make(chan any, 1), make(chan any, 1), make(chan struct{})}
	conn := jsonrpc2.NewConn(t.Context(), g, nil)
	defer conn.Close()
	if err := conn.Notify(t.Context(), "m", nil); err != nil {
		t.Fatal(err)
	}
	var b bridge
	for name, v := range map[string]any{"ReadObject": <-g.read, "WriteObject": <-g.written} {
		if b.mirror(v) == nil {
			t.Errorf("the bridge does not know %T, the argument of %s", v, name)
		}
	}
}

// Where the type is not the known one, messages pass as JSON.
func TestBridgeByJSON(t *testing.T) {
	raw := func(s string) *json.RawMessage { m := json.RawMessage(s); return &m }
	requests := []*jsonrpc2.Request{
		{Method: "m", ID: jsonrpc2.ID{Num: 7}, Params: raw(`{"a":1}`)},
		{Method: "m", ID: jsonrpc2.ID{Str: "s", IsString: true}, Meta: raw(`[1]`)},
		{Method: "m", Notif: true},
	}
	var b bridge
	for _, want := range requests {
		got := new(jsonrpc2.Request)
		if err := b.store(got, want, nil); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("store (-want +got):\n%s", diff)
		}
		got, resp, err := b.load(want)
		if err != nil || resp != nil {
			t.Fatal(resp, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("load (-want +got):\n%s", diff)
		}
	}
	responses := []*jsonrpc2.Response{
		{ID: jsonrpc2.ID{Num: 7}, Result: raw(`{"a":1}`)},
		{ID: jsonrpc2.ID{Num: 7}, Error: &jsonrpc2.Error{Code: 1, Message: "m", Data: raw(`"d"`)}},
	}
	for _, want := range responses {
		got := new(jsonrpc2.Response)
		if err := b.store(got, nil, want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("store (-want +got):\n%s", diff)
		}
		req, got, err := b.load(want)
		if err != nil || req != nil {
			t.Fatal(req, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("load (-want +got):\n%s", diff)
		}
	}
	for _, v := range []any{7, "m", []int{1}, nil} {
		if _, _, err := b.load(v); err == nil {
			t.Errorf("load(%v) took it for a message", v)
		}
	}
}
