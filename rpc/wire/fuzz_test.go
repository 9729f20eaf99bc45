package wire_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// fuzzed has a method of each kind.
var fuzzed = wire.HandlerFunc(func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	switch req.Method {
	case "panic":
		panic("fuzz")
	case "m":
		return nil, &jsonrpc2.Error{Code: 1, Message: req.Method}
	}
	if req.Params != nil {
		return *req.Params, nil
	}
	return nil, nil
})

// seed adds the inputs of the tables.
func seed(f *testing.F) {
	for _, tt := range malformed {
		if len(tt.in) < 2000 {
			f.Add([]byte(tt.in))
		}
	}
	for _, tt := range wellFormed {
		f.Add([]byte(tt.in))
	}
	for _, id := range ids {
		if len(id) < 2000 {
			f.Add(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%s,"method":"panic"}`+"\n"+`[{"jsonrpc":"2.0","id":%[1]s,"method":"long"},{"id":%[1]s}]`, id))
		}
	}
}

// talk sends in to a server, ends the input, and returns all of the output.
func talk(t *testing.T, in []byte) []byte {
	t.Helper()
	rwc, server := newDuplex()
	conn := wire.NewStream(server, wire.Options{Long: long, MaxBatch: 10}).Start(t.Context(), fuzzed)
	go func() {
		_, _ = rwc.Write(in) // refused after the server has closed
		_ = rwc.CloseWrite()
	}()
	out, err := io.ReadAll(rwc)
	if err != nil {
		t.Fatal(err)
	}
	<-conn.DisconnectNotify()
	return out
}

// Properties: whatever lines a connection gets, as lines or each with a header,
// all output is valid JSON-RPC in the same framing, each request is answered
// exactly once under its own id, and a proper request after them is answered
// too.
func FuzzLines(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		const first, probe = `{"jsonrpc":"2.0","id":"first","method":"m"}`, `{"jsonrpc":"2.0","id":"probe","method":"m"}`
		lines := slices.Concat([]byte(first+"\n"), in, []byte("\n"+probe))
		var want []string
		var headed bytes.Buffer
		for line := range bytes.SplitSeq(lines, []byte("\n")) {
			if line = bytes.Trim(line, " \t\r"); len(line) > 0 {
				want = append(want, expected(line)...)
				headed.WriteString(header(string(line)))
			}
		}
		slices.Sort(want)
		for framing, in := range map[wire.Framing][]byte{wire.Newline: lines, wire.ContentLength: headed.Bytes()} {
			got := answeredIDs(t, framing, talk(t, in))
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: ids answered (-want +got):\n%s", framing, diff)
			}
		}
	})
}

// Properties: whatever a connection gets, all output is valid JSON-RPC in one
// framing, and the connection ends when its input does.
func FuzzSession(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		out := talk(t, in)
		framing := wire.Newline
		if bytes.HasPrefix(out, []byte("Content-Length")) {
			framing = wire.ContentLength
		}
		answeredIDs(t, framing, out)
	})
}

// answeredIDs checks the output of a server and returns the ids it answers.
func answeredIDs(t *testing.T, framing wire.Framing, out []byte) (ids []string) {
	t.Helper()
	client := wiretest.NewClient(struct {
		io.Reader
		io.WriteCloser
	}{bytes.NewReader(out), nil}, framing)
	for _, msg := range receiveAll(t, client) {
		ids = append(ids, replyIDs(t, []byte(msg))...)
	}
	return ids
}

// replyIDs checks a message from the server and returns the ids of the replies
// in it.
func replyIDs(t *testing.T, msg []byte) (ids []string) {
	t.Helper()
	if !json.Valid(msg) || !utf8.Valid(msg) {
		t.Fatalf("the server sent what is not JSON: %q", msg)
	}
	replies := []json.RawMessage{msg}
	if msg[0] == '[' {
		if err := json.Unmarshal(msg, &replies); err != nil || len(replies) == 0 {
			t.Fatalf("not a batch of replies: %s", msg)
		}
	}
	for _, raw := range replies {
		var reply struct {
			JSONRPC string
			ID      json.RawMessage
			Result  json.RawMessage
			Error   *struct {
				Code    *int
				Message *string
			}
		}
		if err := json.Unmarshal(raw, &reply); err != nil {
			t.Fatalf("not a reply: %s: %v", raw, err)
		}
		failed := reply.Error != nil && reply.Error.Code != nil && reply.Error.Message != nil
		if reply.JSONRPC != "2.0" || reply.ID == nil || (reply.Result != nil) == failed {
			t.Fatalf("not a reply: %s", raw)
		}
		ids = append(ids, string(reply.ID))
	}
	return ids
}

// expected returns the ids under which a line must be answered, worked out
// with encoding/json.
func expected(line []byte) []string {
	if !json.Valid(line) || !utf8.Valid(line) || line[0] != '{' && line[0] != '[' {
		return []string{"null"}
	}
	if line[0] == '{' {
		return expectedOf(line)
	}
	var members []json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		panic(err) // it was valid
	}
	if len(members) == 0 || len(members) > 10 {
		return []string{"null"}
	}
	var ids []string
	for _, member := range members {
		ids = append(ids, expectedOf(member)...)
	}
	return ids
}

func expectedOf(message json.RawMessage) []string {
	if message[0] != '{' {
		return []string{"null"}
	}
	count := map[string]int{}
	value := map[string]string{}
	dec := json.NewDecoder(bytes.NewReader(message))
	if _, err := dec.Token(); err != nil {
		panic(err) // it was valid
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			panic(err)
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			panic(err)
		}
		count[name.(string)]++
		value[name.(string)] = string(raw)
	}
	id := "null"
	if count["id"] == 1 && !strings.ContainsAny(value["id"][:1], "{[tf") {
		id = value["id"]
	}
	if count["method"] == 0 && (count["result"] > 0 || count["error"] > 0) {
		id = "null" // a response, and its id is none of the peer's requests
	}
	for _, name := range []string{"jsonrpc", "id", "method", "params", "result", "error", "meta"} {
		if count[name] > 1 {
			return []string{id}
		}
	}
	var version string
	if json.Unmarshal([]byte(value["jsonrpc"]), &version) != nil || version != "2.0" {
		return []string{id}
	}
	if count["method"] == 0 && (count["result"] > 0 || count["error"] > 0) {
		return expectedOfResponse(count, value)
	}
	proper := count["method"] == 1 && value["method"][0] == '"' && count["result"] == 0 && count["error"] == 0 &&
		(count["params"] == 0 || strings.ContainsAny(value["params"][:1], "{[n")) &&
		(count["id"] == 0 || !strings.ContainsAny(value["id"][:1], "{[tf"))
	if proper && count["id"] == 0 {
		return nil
	}
	return []string{id}
}

// expectedOfResponse returns what a response to no call is answered with:
// nothing when it is a proper one.
func expectedOfResponse(count map[string]int, value map[string]string) []string {
	var e struct {
		Code    *int64
		Message *string
	}
	wrong := json.Unmarshal([]byte(value["error"]), &e) != nil || e.Code == nil || e.Message == nil
	switch {
	case count["id"] == 0 || strings.ContainsAny(value["id"][:1], "{[tf"):
	case count["error"] == 0 || value["error"] == "null" && count["result"] > 0:
		return nil
	case (count["result"] == 0 || value["result"] == "null") && !wrong:
		return nil
	}
	return []string{"null"}
}
