package wire_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// timed are transports that work under a clock of testing/synctest: one with
// deadlines, and one without.
var timed = map[string]func() (client, server io.ReadWriteCloser){
	"deadlines": func() (io.ReadWriteCloser, io.ReadWriteCloser) { return net.Pipe() },
	"timers": func() (io.ReadWriteCloser, io.ReadWriteCloser) {
		client, server := newDuplex()
		return client, server
	},
}

func TestFrameTimeout(t *testing.T) {
	tests := []struct {
		name string
		send []string // a second apart
		want string   // the error replies before the end
		at   time.Duration
	}{
		{"word", []string{"hello"}, "frame time", 10 * time.Second},
		{"line", []string{`{"jsonrpc"`}, "frame time", 10 * time.Second},
		{"line by and by", strings.Split(strings.Repeat("[", 100), ""), "frame time", 10 * time.Second},
		{"long line", []string{"[" + strings.Repeat("1,", 1000)}, "message, frame time", 10 * time.Second},
		{"header", []string{"Content-Len"}, "frame time", 10 * time.Second},
		{"header by and by", strings.Split(strings.Repeat("X-A: b\n", 100), ""), "frame time", 10 * time.Second},
		{"body", []string{"Content-Length: 10\r\n\r\n", "1", "2", "3"}, "frame time", 10 * time.Second},
		{"body too long", []string{"Content-Length: 2000\r\n\r\n", "1", "2", "3"}, "message, frame time", 10 * time.Second},
		{"the second message", []string{"[]\n", "[", "]\n", "[1,"}, ", , frame time", 13 * time.Second},
	}
	for kind, pair := range timed {
		for _, tt := range tests {
			t.Run(kind+"/"+tt.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					rwc, server := pair()
					opt := tight
					opt.FrameTimeout = 10 * time.Second
					conn := wire.NewStream(server, opt).Start(t.Context(), wiretest.SpecHandler())
					start := time.Now()
					var sender sync.WaitGroup
					sender.Go(func() {
						for _, text := range tt.send {
							if _, err := io.WriteString(rwc, text); err != nil {
								return // closed, as it should be at some time
							}
							time.Sleep(time.Second)
						}
					})
					framing := wire.Newline
					if strings.HasPrefix(tt.send[0], "Content-L") || strings.HasPrefix(tt.name, "header by") {
						framing = wire.ContentLength
					}
					if tt.name == "header" {
						framing = wire.Newline // it was not told yet that this is a header
					}
					got, closed := collect(t, wiretest.NewClient(rwc, framing))
					for i, line := range got {
						_, _, line = cutCode(line)
						got[i] = line
					}
					if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" || !closed {
						t.Errorf("closed = %v, limits (-want +got):\n%s", closed, diff)
					}
					if passed := time.Since(start); passed != tt.at {
						t.Errorf("closed after %v, want %v", passed, tt.at)
					}
					<-conn.DisconnectNotify()
					sender.Wait()
				})
			})
		}
	}
}

// cutCode cuts a line of [collect] in its parts.
func cutCode(line string) (code, id, where string) {
	parts := append(strings.SplitN(line, " ", 3), "", "")
	return parts[0], parts[1], parts[2]
}

func TestIdleTimeout(t *testing.T) {
	handler := wire.HandlerFunc(func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
		if req.Method == "long" {
			time.Sleep(time.Hour)
		}
		return req.Method, nil
	})
	tests := []struct {
		name string
		send string
		at   time.Duration
	}{
		{"nothing sent", "", time.Minute},
		{"blank lines are nothing", "\n\n \n", time.Minute},
		{"after a request", one + "\n", time.Minute},
		{"after a long request", `{"jsonrpc":"2.0","id":1,"method":"long"}` + "\n", time.Hour + time.Minute},
		{"after a long notification", `{"jsonrpc":"2.0","method":"long"}` + "\n", time.Hour + time.Minute},
	}
	for kind, pair := range timed {
		for _, tt := range tests {
			t.Run(kind+"/"+tt.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					rwc, server := pair()
					conn := wire.NewStream(server, wire.Options{IdleTimeout: time.Minute, Long: long}).Start(t.Context(), handler)
					start := time.Now()
					go func() {
						if _, err := io.WriteString(rwc, tt.send); err != nil {
							t.Error(err)
						}
					}()
					msgs := receiveAll(t, wiretest.NewClient(rwc, wire.Newline))
					want := `{"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"Limit exceeded","data":` +
						`{"reason":"no message came for 1m0s","limit":"idle time","allowed":60000,"closes":true}}}`
					if len(msgs) == 0 {
						t.Fatal("the connection was closed without a word")
					}
					if diff := cmp.Diff(want, msgs[len(msgs)-1]); diff != "" {
						t.Errorf("the last message (-want +got):\n%s", diff)
					}
					if passed := time.Since(start); passed != tt.at {
						t.Errorf("closed after %v, want %v", passed, tt.at)
					}
					<-conn.DisconnectNotify()
				})
			})
		}
	}
}

// With no limits set to a connection's times it lives through long silences,
// in the midst of a message too.
func TestNoTimeouts(t *testing.T) {
	for kind, pair := range timed {
		t.Run(kind, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rwc, server := pair()
				conn := wire.NewStream(server, wire.Options{FrameTimeout: -1, WriteTimeout: -1}).Start(t.Context(), wiretest.SpecHandler())
				client := wiretest.NewClient(rwc, wire.Newline)
				for range 3 {
					time.Sleep(24 * time.Hour)
					if _, err := io.WriteString(rwc, one[:20]); err != nil {
						t.Fatal(err)
					}
					time.Sleep(24 * time.Hour)
					got, err := client.Exchange(t.Context(), []byte(one[20:]))
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(answers[0], string(got)); diff != "" {
						t.Errorf("(-want +got):\n%s", diff)
					}
				}
				client.Close()
				<-conn.DisconnectNotify()
			})
		})
	}
}

// A peer that does not take its replies is dropped, and what its requests
// occupy is freed.
func TestWriteTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rwc, server := net.Pipe()
		ended := make(chan error, 1)
		handler := wire.HandlerFunc(func(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
			if req.Method == "long" {
				<-ctx.Done()
				ended <- ctx.Err()
			}
			return nil, nil
		})
		var logged []string
		opt := wire.Options{WriteTimeout: 10 * time.Second, Long: long}
		opt.Logf = func(format string, args ...any) { logged = append(logged, fmt.Sprintf(format, args...)) }
		conn := wire.NewStream(server, opt).Start(t.Context(), handler)
		start := time.Now()
		if _, err := fmt.Fprintln(rwc, `{"jsonrpc":"2.0","id":1,"method":"long"}`+"\n"+one); err != nil {
			t.Fatal(err)
		}
		<-conn.DisconnectNotify()
		if passed := time.Since(start); passed > 10*time.Second || passed < 5*time.Second {
			t.Errorf("dropped after %v", passed)
		}
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the long request ended with %v", err)
		}
		synctest.Wait()
		if diff := cmp.Diff([]string{"jsonrpc2: protocol error: wire: writing: write pipe: i/o timeout\n"}, logged); diff != "" {
			t.Errorf("the log (-want +got):\n%s", diff)
		}
	})
}

// A peer that sends and does not read cannot make the server gather replies
// without end.
func TestReplyBacklogIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rwc, server := net.Pipe()
		handled := 0
		result := []byte(`"` + strings.Repeat("r", 1000) + `"`)
		conn := wire.NewStream(server, wire.Options{}).Start(t.Context(), wire.HandlerFunc(
			func(context.Context, *jsonrpc2.Conn, *jsonrpc2.Request) (any, error) {
				handled++
				return json.RawMessage(result), nil
			}))
		go func() {
			for {
				if _, err := fmt.Fprintln(rwc, one); err != nil {
					return
				}
			}
		}()
		time.Sleep(time.Second)
		synctest.Wait()
		if backlog := handled * len(result); backlog > 1<<20 {
			t.Errorf("%d replies of %d bytes wait for the peer", handled, len(result))
		}
		rwc.Close()
		<-conn.DisconnectNotify()
	})
}
