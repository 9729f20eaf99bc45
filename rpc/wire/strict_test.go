package wire_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// strange lists how a connection may not begin under Options.Strict. Each is
// followed by messages, which must not run.
var strange = []struct{ name, in string }{
	{"POST", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n\r\n"},
	{"POST with a long path", "POST /" + strings.Repeat("a", 9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"},
	{"POST with a path over all limits", "POST /" + strings.Repeat("a", 300_000) + " HTTP/1.1\r\n\r\n"},
	{"POST after blank lines", "\r\n \t\n" + "POST / HTTP/1.1\r\n\r\n"},
	{"POST after a byte order mark", "\uFEFF" + "POST / HTTP/1.1\r\n\r\n"},
	{"GET", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
	{"HTTP 0.9", "GET /\r\n"},
	{"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
	{"OPTIONS", "OPTIONS / HTTP/1.1\r\n\r\n"},
	{"CONNECT", "CONNECT localhost:80 HTTP/1.1\r\n\r\n"},
	{"COPY", "COPY / HTTP/1.1\r\n\r\n"},
	{"method that is a literal", "null / HTTP/1.1\r\n\r\n"},
	{"method that is a number", "1 / HTTP/1.1\r\n\r\n"},
	{"method that is the header's name", "Content-Length / HTTP/1.1\r\n\r\n"},
	{"method that is a field without its colon", "Content-Length"},
	{"TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n"},
	{"SOCKS", "\x05\x01\x00\n"},
	{"SSH", "SSH-2.0-OpenSSH_9.9\r\n"},
	{"SMTP", "EHLO localhost\r\n"},
	{"other header that starts alike", "Content-Type: application/json\r\n"},
	{"other header", "Cookie: a=b\r\n"},
	{"longer name", "Content-Length-X: 2\r\n"},
	{"word", "hello\n"},
	{"text", `"hello"` + "\n"},
	{"closing brace", "}\n"},
	{"zero byte", "\x00\n"},
	{"half a byte order mark", "\xef\xbb\n"},
	{"length that is a path", "Content-Length: /x HTTP/1.1\r\n\r\n"},
}

func TestStrictRefuses(t *testing.T) {
	for _, tt := range strange {
		for _, step := range []int{1, 7, 1 << 20} { // bytes written at once
			if step == 1 && len(tt.in) > 1000 {
				continue
			}
			t.Run(fmt.Sprintf("%s by %d", tt.name, step), func(t *testing.T) {
				var ran atomic.Int64
				count := wire.HandlerFunc(func(context.Context, *jsonrpc2.Conn, *jsonrpc2.Request) (any, error) {
					ran.Add(1)
					return 0, nil
				})
				rwc, s := serve(t, "tcp", wire.Options{Strict: true}, count)
				go func() {
					// A connection that is closed may refuse the rest.
					_ = writeBy(rwc, tt.in+one+"\n"+header(two), step)
					_ = rwc.(interface{ CloseWrite() error }).CloseWrite()
				}()
				msg, err := wiretest.NewClient(rwc, framingOf(tt.in)).Receive()
				if err != nil || !strings.Contains(string(msg), `"code":-32700`) || !strings.Contains(string(msg), `"closes":true`) {
					t.Errorf("reply %s, %v; want an error that closes", msg, err)
				}
				s.wait()
				if n := ran.Load(); n > 0 {
					t.Errorf("%d requests ran", n)
				}
			})
		}
	}
}

// writeBy writes step bytes at once.
func writeBy(w io.Writer, text string, step int) error {
	for text != "" {
		n := min(step, len(text))
		if _, err := io.WriteString(w, text[:n]); err != nil {
			return err
		}
		text = text[n:]
	}
	return nil
}

// framingOf is the framing in which the refusal comes: that of the header, if
// only its value is wrong.
func framingOf(in string) wire.Framing {
	if strings.HasPrefix(in, "Content-Length: ") {
		return wire.ContentLength
	}
	return wire.Newline
}

// TestStrictAccepts sends what begins as it may.
func TestStrictAccepts(t *testing.T) {
	for _, tt := range wellFormed {
		if strings.Contains(tt.name, "first") {
			continue // another header than Content-Length
		}
		for _, step := range []int{1, 1 << 20} {
			t.Run(fmt.Sprintf("%s by %d", tt.name, step), func(t *testing.T) {
				rwc, _ := serve(t, "tcp", wire.Options{Strict: true}, wiretest.SpecHandler())
				go func() {
					if err := writeBy(rwc, tt.in, step); err != nil {
						t.Error(err)
					}
					halfClose(t, rwc)
				}()
				if diff := cmp.Diff(answers, receiveAll(t, wiretest.NewClient(rwc, tt.framing))); diff != "" {
					t.Errorf("replies (-want +got):\n%s", diff)
				}
			})
		}
	}
}
