package wiretest_test

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

func TestDiff(t *testing.T) {
	tests := []struct {
		name, want, got string
		same            bool
	}{
		{"equal", `{"id":1,"result":2}`, `{"id":1,"result":2}`, true},
		{"order of members", `{"id":1,"result":2}`, `{"result": 2, "id": 1}`, true},
		{"another value", `{"id":1,"result":2}`, `{"id":1,"result":3}`, false},
		{"another type", `{"id":1}`, `{"id":"1"}`, false},
		{"more members", `{"id":1}`, `{"id":1,"result":null}`, false},
		{"order of replies", `[{"id":1},{"id":2}]`, `[{"id":2},{"id":1}]`, true},
		{"fewer replies", `[{"id":1},{"id":2}]`, `[{"id":1}]`, false},
		{"a reply twice", `[{"id":1},{"id":2}]`, `[{"id":1},{"id":1}]`, false},
		{"data not told", `{"error":{"code":1}}`, `{"error":{"code":1,"data":[]}}`, true},
		{"data told", `{"error":{"code":1,"data":[1]}}`, `{"error":{"code":1,"data":[]}}`, false},
		{"data told in a batch", `[{"error":{"code":1,"data":[1]}}]`, `[{"error":{"code":1,"data":[]}}]`, false},
		{"data not told in a batch", `[{"error":{"code":1}}]`, `[{"error":{"code":1,"data":[]}}]`, true},
		{"another code", `{"error":{"code":1}}`, `{"error":{"code":2,"data":[]}}`, false},
		{"result for error", `{"error":{"code":1}}`, `{"result":1}`, false},
		{"answer for none", ``, `{"id":1}`, false},
		{"none for none", ``, ``, true},
		{"none for answer", `{"id":1}`, ``, false},
		{"not JSON", `{"id":1}`, `{"id":1`, false},
		{"batch for answer", `{"id":1}`, `[{"id":1}]`, false},
	}
	for _, tt := range tests {
		var got []byte
		if tt.got != "" {
			got = []byte(tt.got)
		}
		if diff := wiretest.Diff(tt.want, got); (diff == "") != tt.same {
			t.Errorf("%s: Diff = %q, same should be %v", tt.name, diff, tt.same)
		}
	}
}

func TestParse(t *testing.T) {
	got, err := wiretest.Parse([]byte("comment\n-- a --\nnote\n--> {\n}\n<-- 1\n2\n-- b --\n--> x\n<--\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []wiretest.Exchange{{Name: "a", Send: "{\n}", Want: "1\n2"}, {Name: "b", Send: "x"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, text := range []string{"-- a --\n--> x\n", "-- a --\n<-- x\n", "-- a --\n<-- x\n--> y\n"} {
		if _, err := wiretest.Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), "a") {
			t.Errorf("Parse(%q) = %v, want an error that names the exchange", text, err)
		}
	}
}

// A server that answers too often, or in the wrong framing, or never, is
// found out.
func TestClientFindsFaults(t *testing.T) {
	probe := `{"jsonrpc":"2.0","id":"wiretest probe 1","result":1}`
	tests := []struct {
		name, out, want string
		framing         wire.Framing
	}{
		{"two answers", "1\n2\n" + probe + "\n", "2 answers", wire.Newline},
		{"half a line", `{"jsonrpc`, "midst of a line", wire.Newline},
		{"no header", "{}\n", "no header", wire.ContentLength},
		{"two headers", "Content-Length: 2\r\nX: y\r\n\r\n{}", "does not end", wire.ContentLength},
		{"short body", "Content-Length: 20\r\n\r\n{}", "unexpected EOF", wire.ContentLength},
		{"nothing", "", "EOF", wire.Newline},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			near, far := net.Pipe()
			go io.Copy(io.Discard, far)
			go func() {
				io.WriteString(far, tt.out)
				far.Close()
			}()
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			_, err := wiretest.NewClient(near, tt.framing).Exchange(ctx, []byte("[]"))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Exchange = %v, want an error with %q", err, tt.want)
			}
		})
	}
}
