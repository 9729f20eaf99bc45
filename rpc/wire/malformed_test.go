package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// tight are limits that the malformed inputs can pass with few bytes.
var tight = wire.Options{MaxMessage: 1000, MaxHeader: 200, MaxSkip: 5000, MaxBatch: 4, FrameTimeout: 30 * time.Second}

// malformed lists inputs and the error replies they get, each written as its
// code, its id and what data points to. After each the connection either
// answers a proper request, or closes.
var malformed = []struct {
	name   string
	in     string // one or more lines, or whole header-framed messages
	want   []string
	closes bool
	opt    *wire.Options // nil: tight
	reason string
}{
	// Not JSON.
	{name: "word", in: "hello\n", want: []string{"-32700 null at 0"}},
	{name: "sentence", in: "hello, world\n", want: []string{"-32700 null at 0"}},
	{name: "unclosed object", in: `{"jsonrpc":"2.0","id":1,"method":"m"` + "\n", want: []string{"-32700 null at 36"}},
	{name: "unclosed string", in: `{"jsonrpc":"2.0","id":1,"method":"m` + "\n", want: []string{"-32700 null at 33"}},
	{name: "unclosed array", in: `[{"jsonrpc":"2.0","id":1,"method":"m"}` + "\n", want: []string{"-32700 null at 38"}},
	{name: "lone brace", in: "{\n", want: []string{"-32700 null at 1"}},
	{name: "lone bracket", in: "[\n", want: []string{"-32700 null at 1"}},
	{name: "closing brace", in: "}\n", want: []string{"-32700 null at 0"}},
	{name: "crossed closers", in: `{"jsonrpc":"2.0","id":1,"method":"m","params":[}]}` + "\n", want: []string{"-32700 null at 47"}},
	{name: "comma before closer", in: `{"jsonrpc":"2.0","id":1,"method":"m",}` + "\n", want: []string{"-32700 null at 37"}},
	{name: "comma in params", in: `{"jsonrpc":"2.0","id":1,"method":"m","params":[1,]}` + "\n", want: []string{"-32700 null at 49"}},
	{name: "two commas", in: `{"jsonrpc":"2.0",,"id":1,"method":"m"}` + "\n", want: []string{"-32700 null at 17"}},
	{name: "no colon", in: `{"jsonrpc" "2.0"}` + "\n", want: []string{"-32700 null at 11"}},
	{name: "no value", in: `{"jsonrpc":}` + "\n", want: []string{"-32700 null at 11"}},
	{name: "bare name", in: `{jsonrpc:"2.0"}` + "\n", want: []string{"-32700 null at 1"}},
	{name: "single quotes", in: `{'jsonrpc':'2.0'}` + "\n", want: []string{"-32700 null at 1"}},
	{name: "comment", in: `{"jsonrpc":"2.0" /* 2 */}` + "\n", want: []string{"-32700 null at 17"}},
	{name: "leading zero", in: `{"jsonrpc":"2.0","id":01,"method":"m"}` + "\n", want: []string{"-32700 null at 23"}},
	{name: "plus sign", in: `{"jsonrpc":"2.0","id":+1,"method":"m"}` + "\n", want: []string{"-32700 null at 22"}},
	{name: "hexadecimal number", in: `{"jsonrpc":"2.0","id":0x1,"method":"m"}` + "\n", want: []string{"-32700 null at 23"}},
	{name: "point without digits", in: `{"jsonrpc":"2.0","id":1.,"method":"m"}` + "\n", want: []string{"-32700 null at 24"}},
	{name: "exponent without digits", in: `{"jsonrpc":"2.0","id":1e,"method":"m"}` + "\n", want: []string{"-32700 null at 24"}},
	{name: "lone minus", in: `{"jsonrpc":"2.0","id":-,"method":"m"}` + "\n", want: []string{"-32700 null at 23"}},
	{name: "NaN", in: `{"jsonrpc":"2.0","id":NaN,"method":"m"}` + "\n", want: []string{"-32700 null at 22"}},
	{name: "misspelt true", in: `{"jsonrpc":"2.0","id":1,"method":"m","params":[ture]}` + "\n", want: []string{"-32700 null at 48"}},
	{name: "truncated null", in: "nul\n", want: []string{"-32700 null at 3"}},
	{name: "unknown escape", in: `{"jsonrpc":"2.0","id":1,"method":"\x"}` + "\n", want: []string{"-32700 null at 35"}},
	{name: "short unicode escape", in: `{"jsonrpc":"2.0","id":1,"method":"\u12"}` + "\n", want: []string{"-32700 null at 38"}},
	{name: "control character", in: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\tb\"}\n", want: []string{"-32700 null at 35"}},
	{name: "zero byte", in: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\x00b\"}\n", want: []string{"-32700 null at 35"}},
	{name: "invalid UTF-8", in: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\xffb\"}\n", want: []string{"-32700 null at 35"}},
	{name: "truncated UTF-8", in: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\xe4\xbd\"}\n", want: []string{"-32700 null at 35"}},
	{name: "overlong UTF-8", in: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xc0\xaf\"}\n", want: []string{"-32700 null at 34"}},
	{name: "UTF-8 of a surrogate", in: "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xed\xa0\x80\"}\n", want: []string{"-32700 null at 34"}},
	{name: "UTF-16", in: "\xff\xfe{\x00}\x00\n", want: []string{"-32700 null at 0"}},
	{name: "two messages in a line", in: `{"jsonrpc":"2.0","id":1,"method":"m"}{"jsonrpc":"2.0","id":2,"method":"m"}` + "\n", want: []string{"-32700 null at 37"}},
	{name: "text after a batch", in: "[] x\n", want: []string{"-32700 null at 3"}},
	{name: "message over two lines", in: "{\"jsonrpc\":\"2.0\",\n\"id\":1}\n", want: []string{"-32700 null at 17", "-32700 null at 4"}, reason: "a line is a message"},
	{name: "nested 200000 deep", in: `{"jsonrpc":"2.0","id":1,"method":"m","params":` + strings.Repeat("[", 200000) + strings.Repeat("]", 200000) + "}\n",
		want: []string{"-32700 null at 10045"}, opt: &wire.Options{}},
	{name: "objects nested 200000 deep", in: `{"jsonrpc":"2.0","id":1,"method":"m","params":` + strings.Repeat(`{"a":`, 200000) + "1" + strings.Repeat("}", 200000) + "}\n",
		want: []string{"-32700 null at 50041"}, opt: &wire.Options{}},
	{name: "200000 opening brackets", in: strings.Repeat("[", 200000) + "\n", want: []string{"-32700 null at 10000"}, opt: &wire.Options{}},

	// JSON, but no message.
	{name: "number", in: "1\n", want: []string{"-32600 null"}},
	{name: "string", in: `"hello"` + "\n", want: []string{"-32600 null"}},
	{name: "null", in: "null\n", want: []string{"-32600 null"}},
	{name: "empty object", in: "{}\n", want: []string{"-32600 null jsonrpc"}},
	{name: "no version", in: `{"id":1,"method":"m"}` + "\n", want: []string{"-32600 1 jsonrpc"}},
	{name: "version 1.0", in: `{"jsonrpc":"1.0","id":"a","method":"m"}` + "\n", want: []string{`-32600 "a" jsonrpc`}},
	{name: "version as number", in: `{"jsonrpc":2.0,"id":1,"method":"m"}` + "\n", want: []string{"-32600 1 jsonrpc"}},
	{name: "version null", in: `{"jsonrpc":null,"id":1,"method":"m"}` + "\n", want: []string{"-32600 1 jsonrpc"}},
	{name: "name in capitals", in: `{"JSONRPC":"2.0","id":1,"method":"m"}` + "\n", want: []string{"-32600 1 jsonrpc"}, reason: "names are case-sensitive (section 2)"},
	{name: "no method", in: `{"jsonrpc":"2.0","id":1}` + "\n", want: []string{"-32600 1 method"}},
	{name: "method as number", in: `{"jsonrpc":"2.0","id":-1,"method":1}` + "\n", want: []string{"-32600 -1 method"}},
	{name: "method null", in: `{"jsonrpc":"2.0","id":1,"method":null}` + "\n", want: []string{"-32600 1 method"}},
	{name: "method without id", in: `{"jsonrpc":"2.0","method":["m"]}` + "\n", want: []string{"-32600 null method"}},
	{name: "params as string", in: `{"jsonrpc":"2.0","id":1,"method":"m","params":"p"}` + "\n", want: []string{"-32600 1 params"}},
	{name: "params as number", in: `{"jsonrpc":"2.0","id":1,"method":"m","params":7}` + "\n", want: []string{"-32600 1 params"}},
	{name: "params as bool", in: `{"jsonrpc":"2.0","method":"m","params":true}` + "\n", want: []string{"-32600 null params"}},
	{name: "id as object", in: `{"jsonrpc":"2.0","id":{},"method":"m"}` + "\n", want: []string{"-32600 null id"}},
	{name: "id as array", in: `{"jsonrpc":"2.0","id":[1],"method":"m"}` + "\n", want: []string{"-32600 null id"}},
	{name: "id as bool", in: `{"jsonrpc":"2.0","id":false,"method":"m"}` + "\n", want: []string{"-32600 null id"}},
	{name: "two ids", in: `{"jsonrpc":"2.0","id":1,"id":2,"method":"m"}` + "\n", want: []string{"-32600 null id"}},
	{name: "two ids, one escaped", in: `{"jsonrpc":"2.0","id":1,"\u0069d":2,"method":"m"}` + "\n", want: []string{"-32600 null id"}},
	{name: "two methods", in: `{"jsonrpc":"2.0","id":1,"method":"a","method":"b"}` + "\n", want: []string{"-32600 1 method"}},
	{name: "two params", in: `{"jsonrpc":"2.0","id":1,"method":"a","params":[],"params":{}}` + "\n", want: []string{"-32600 1 params"}},
	{name: "two versions", in: `{"jsonrpc":"2.0","jsonrpc":"2.0","id":1,"method":"a"}` + "\n", want: []string{"-32600 1 jsonrpc"}},
	{name: "method and result", in: `{"jsonrpc":"2.0","id":1,"method":"m","result":1}` + "\n", want: []string{"-32600 1 result"}},
	{name: "method and error", in: `{"jsonrpc":"2.0","id":1,"method":"m","error":{}}` + "\n", want: []string{"-32600 1 error"}},
	{name: "result and error", in: `{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}}` + "\n", want: []string{"-32600 null error"}},
	{name: "response without id", in: `{"jsonrpc":"2.0","result":1}` + "\n", want: []string{"-32600 null id"}},
	{name: "response with bad id", in: `{"jsonrpc":"2.0","id":[],"result":1}` + "\n", want: []string{"-32600 null id"}},
	{name: "error as string", in: `{"jsonrpc":"2.0","id":1,"error":"no"}` + "\n", want: []string{"-32600 null error"}},
	{name: "error without message", in: `{"jsonrpc":"2.0","id":1,"error":{"code":1}}` + "\n", want: []string{"-32600 null error"}},
	{name: "error code with fraction", in: `{"jsonrpc":"2.0","id":1,"error":{"code":1.5,"message":"m"}}` + "\n", want: []string{"-32600 null error"}},
	{name: "response to no call", in: `{"jsonrpc":"2.0","id":77,"result":1}` + "\n", reason: "dropped: an answer is not answered"},
	{name: "error response with id null", in: `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}` + "\n", reason: "else two peers could complain to each other for ever"},

	// Batches.
	{name: "empty batch", in: "[]\n", want: []string{"-32600 null"}},
	{name: "batch of numbers", in: "[1,2]\n", want: []string{"-32600 null", "-32600 null"}},
	{name: "batch in a batch", in: "[[]]\n", want: []string{"-32600 null"}},
	{name: "batch with a gap", in: "[,1]\n", want: []string{"-32700 null at 1"}},
	{name: "batch not closed", in: `[{"jsonrpc":"2.0","id":1,"method":"m"},` + "\n", want: []string{"-32700 null at 39"}, reason: "one error, and nothing was run"},
	{name: "batch over its limit", in: "[1,2,3,4,5]\n", want: []string{"-32005 null batch"}},
	{name: "batch of mixed faults", in: `[{"jsonrpc":"2.0","id":1},{"jsonrpc":"2.0","id":2,"method":3},null]` + "\n",
		want: []string{"-32600 1 method", "-32600 2 method", "-32600 null"}},

	// Lines.
	{name: "long line", in: `"` + strings.Repeat("a", 1200) + "\"\n", want: []string{"-32005 null message"}},
	{name: "line long by one", in: `{"` + strings.Repeat("a", 997) + "\"}\n", want: []string{"-32005 null message"}},
	{name: "very long line", in: strings.Repeat("a", 4000) + "\n", want: []string{"-32005 null message"}},
	{name: "line too long to skip", in: "[" + strings.Repeat("1,", 20000) + "1]\n", want: []string{"-32005 null message", "-32005 null skip"}, closes: true},
	{name: "header after a line", in: "[]\nContent-Length: 2\n", want: []string{"-32600 null", "-32700 null at 0"}, reason: "the first message decides the framing"},
	{name: "text that looks like a header", in: "note: this is no header\n" + `{"jsonrpc":"2.0","method":"m"}` + "\n", want: []string{"-32700 null at 0"}},
	{name: "HTTP request", in: "POST / HTTP/1.1\r\nHost: localhost\r\n\r\n{}\n", want: []string{"-32700 null"}, closes: true},

	// Headers.
	{name: "empty body", in: "Content-Length: 0\r\n\r\n", want: []string{"-32700 null at 0"}},
	{name: "blank body", in: "Content-Length: 3\r\n\r\n \r\n", want: []string{"-32700 null at 3"}},
	{name: "body is not JSON", in: "Content-Length: 5\r\n\r\nhello", want: []string{"-32700 null at 0"}},
	{name: "body in Latin-1", in: "Content-Length: 3\r\n\r\n\"\xe9\"", want: []string{"-32700 null at 1"}},
	{name: "body too long", in: "Content-Length: 1200\r\n\r\n" + strings.Repeat("a", 1200), want: []string{"-32005 null message"}},
	{name: "body far too long", in: "Content-Length: 1000000\r\n\r\n", want: []string{"-32005 null message"}, closes: true},
	{name: "length past 64 bits", in: "Content-Length: 99999999999999999999999\r\n\r\n", want: []string{"-32005 null message"}, closes: true},
	{name: "length negative", in: "Content-Length: -5\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "length with plus sign", in: "Content-Length: +5\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "length in hexadecimal", in: "Content-Length: 0x5\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "length with fraction", in: "Content-Length: 5.0\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "length is a word", in: "Content-Length: five\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "length empty", in: "Content-Length:\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "length twice in one field", in: "Content-Length: 2, 2\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "two lengths that differ", in: "Content-Length: 2\r\nContent-Length: 3\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "no length", in: "Content-Type: application/json\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "header without colon", in: "Content-Length: 2\r\nhello\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "header without name", in: "Content-Length: 2\r\n: hello\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "blank before the colon", in: "Content-Length : 2\r\n\r\n[]\n", want: []string{"-32700 null at 0", "-32600 null"}, reason: "no header at all, so a line"},
	{name: "folded header", in: "Content-Length: 2\r\n folded\r\n\r\n[]", want: []string{"-32700 null"}, closes: true},
	{name: "long header", in: "Content-Length: 2\r\nX: " + strings.Repeat("a", 200) + "\r\n\r\n[]", want: []string{"-32005 null header"}, closes: true},
	{name: "many headers", in: "Content-Length: 2\r\n" + strings.Repeat("X: a\r\n", 40) + "\r\n[]", want: []string{"-32005 null header"}, closes: true},
	{name: "endless header line", in: "Content-Length: 2\r\nX: " + strings.Repeat("a", 4000), want: []string{"-32005 null header"}, closes: true},
	{name: "line after a header", in: "Content-Length: 2\r\n\r\n[]" + `{"jsonrpc":"2.0"}` + "\r\n\r\n", want: []string{"-32600 null", "-32700 null"}, closes: true},
	{name: "length too short", in: "Content-Length: 3\r\n\r\n[1]]]\r\n\r\n", want: []string{"-32600 null", "-32700 null"}, closes: true},
}

func TestMalformed(t *testing.T) {
	if len(malformed) < 60 {
		t.Fatalf("only %d malformed inputs", len(malformed))
	}
	for transport := range transports {
		for _, tt := range malformed {
			t.Run(transport+"/"+tt.name, func(t *testing.T) {
				opt := tight
				if tt.opt != nil {
					opt = *tt.opt
				}
				framing := wire.Newline
				if strings.HasPrefix(tt.in, "Content-") && !strings.HasPrefix(tt.in, "Content-Length :") {
					framing = wire.ContentLength
				}
				rwc, _ := serve(t, transport, opt, wiretest.SpecHandler())
				client := wiretest.NewClient(rwc, framing)
				go func() {
					// A connection that closes may refuse the rest.
					_, _ = io.WriteString(rwc, tt.in)
					_ = client.Send([]byte(`{"jsonrpc":"2.0","id":"probe","method":"get_data"}`))
				}()
				time.AfterFunc(20*time.Second, func() { rwc.Close() })
				got, closed := collect(t, client)
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("error replies (-want +got):\n%s", diff)
				}
				if closed != tt.closes {
					t.Errorf("closed = %v, want %v", closed, tt.closes)
				}
			})
		}
	}
}

// collect returns the error replies up to the answer to the probe, or to the
// end of the connection. Each must say what is wrong, and the last before the
// end that it is the last.
func collect(t *testing.T, client *wiretest.Client) (errs []string, closed bool) {
	t.Helper()
	said := false
	for {
		msg, err := client.Receive()
		if errors.Is(err, io.EOF) {
			if !said {
				t.Error("the connection was closed without an error that says so")
			}
			return errs, true
		}
		if err != nil {
			t.Fatal(err)
		}
		replies := []json.RawMessage{msg}
		if msg[0] == '[' {
			if err := json.Unmarshal(msg, &replies); err != nil {
				t.Fatalf("%v in %s", err, msg)
			}
		}
		for _, raw := range replies {
			var reply struct {
				ID    json.RawMessage
				Error *struct {
					Code    int
					Message string
					Data    wire.Detail
				}
			}
			if err := json.Unmarshal(raw, &reply); err != nil {
				t.Fatalf("%v in %s", err, raw)
			}
			if bytes.Equal(reply.ID, []byte(`"probe"`)) {
				return errs, false
			}
			if reply.Error == nil || reply.Error.Message == "" || reply.Error.Data.Reason == "" {
				t.Fatalf("not an error that says why: %s", raw)
			}
			data := reply.Error.Data
			said = data.Closes
			where := data.Member + data.Limit
			if data.Offset != nil {
				where = "at " + strconv.Itoa(*data.Offset)
			}
			errs = append(errs, strings.TrimSpace(fmt.Sprintf("%d %s %s", reply.Error.Code, reply.ID, where)))
		}
	}
}
