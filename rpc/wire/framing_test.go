package wire_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

const (
	one = `{"jsonrpc":"2.0","id":1,"method":"sum","params":[1]}`
	two = `{"jsonrpc":"2.0","id":2,"method":"sum","params":[2]}`
)

// answers are the replies to one and two.
var answers = []string{`{"jsonrpc":"2.0","id":1,"result":1}`, `{"jsonrpc":"2.0","id":2,"result":2}`}

// wellFormed lists ways to send the messages one and two.
var wellFormed = []struct {
	name    string
	in      string
	framing wire.Framing
}{
	{"lines", one + "\n" + two + "\n", wire.Newline},
	{"lines with CR", one + "\r\n" + two + "\r\n", wire.Newline},
	{"last line not ended", one + "\n" + two, wire.Newline},
	{"last line ended by CR", one + "\n" + two + "\r", wire.Newline},
	{"blank lines", "\n\r\n \t\n" + one + "\n\n\n" + two + "\n\n", wire.Newline},
	{"blanks around messages", "  " + one + "\t \n " + two + " \r\n", wire.Newline},
	{"byte order mark", "\uFEFF" + one + "\n" + two + "\n", wire.Newline},
	{"headers", header(one) + header(two), wire.ContentLength},
	{"LF alone", "Content-Length: 52\n\n" + one + "Content-Length: 52\n\n" + two, wire.ContentLength},
	{"LF and CR LF mixed", "Content-Length: 52\n\r\n" + one + "Content-Length: 52\r\n\n" + two, wire.ContentLength},
	{"lower case", "content-length: 52\r\n\r\n" + one + "content-length:52\r\n\r\n" + two, wire.ContentLength},
	{"upper case", "CONTENT-LENGTH:\t52 \r\n\r\n" + one + header(two), wire.ContentLength},
	{"content type first", "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n" + header(one) + header(two), wire.ContentLength},
	{"unknown header first", "X-Trace: a:b\r\n" + header(one) + header(two), wire.ContentLength},
	{"header without value", "Content-Length: 52\r\nX-Trace:\r\n\r\n" + one + header(two), wire.ContentLength},
	{"the same length twice", "Content-Length: 52\r\nContent-Length: 52\r\n\r\n" + one + header(two), wire.ContentLength},
	{"leading zeros", "Content-Length: 0052\r\n\r\n" + one + header(two), wire.ContentLength},
	{"blank lines between messages", "\r\n\n" + header(one) + "\r\n\n\r\n" + header(two), wire.ContentLength},
	{"line ends in a message", header("{\n"+one[1:]) + header("\r\n"+two+"\n"), wire.ContentLength},
	{"byte order mark before headers", "\uFEFF" + header(one) + header(two), wire.ContentLength},
}

func header(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

func TestFraming(t *testing.T) {
	for _, step := range []int{1, 7, 1 << 20} { // bytes written at once
		for _, tt := range wellFormed {
			t.Run(fmt.Sprintf("%s by %d", tt.name, step), func(t *testing.T) {
				rwc, _ := serve(t, "pipe", wire.Options{}, wiretest.SpecHandler())
				go func() {
					for rest := tt.in; rest != ""; {
						n := min(step, len(rest))
						if _, err := io.WriteString(rwc, rest[:n]); err != nil {
							t.Error(err)
						}
						rest = rest[n:]
					}
					halfClose(t, rwc)
				}()
				got := receiveAll(t, wiretest.NewClient(rwc, tt.framing))
				if diff := cmp.Diff(answers, got); diff != "" {
					t.Errorf("replies (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// A framing that is fixed does not go by what the first message looks like.
func TestFramingFixed(t *testing.T) {
	tests := []struct {
		fixed wire.Framing
		in    string
		want  []string
	}{
		{wire.Newline, "Content-Length: 52\n" + one + "\n" + two + "\n", append([]string{"-32700"}, answers...)},
		{wire.ContentLength, one + "\n" + header(one), []string{"-32700"}},
	}
	for _, tt := range tests {
		t.Run(tt.fixed.String(), func(t *testing.T) {
			rwc, _ := serve(t, "pipe", wire.Options{Framing: tt.fixed}, wiretest.SpecHandler())
			go func() {
				_, _ = io.WriteString(rwc, tt.in) // the second is cut off
				_ = rwc.(duplex).CloseWrite()
			}()
			got := receiveAll(t, wiretest.NewClient(rwc, tt.fixed))
			for i, msg := range got {
				if strings.Contains(msg, `"code":-32700`) {
					got[i] = "-32700"
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("replies (-want +got):\n%s", diff)
			}
		})
	}
}

func halfClose(t *testing.T, rwc io.Closer) {
	if err := rwc.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
		t.Error(err)
	}
}

// receiveAll returns all messages up to the end of the connection.
func receiveAll(t *testing.T, client *wiretest.Client) []string {
	t.Helper()
	var all []string
	for {
		msg, err := client.Receive()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.TrimSpace(string(msg)))
	}
}
