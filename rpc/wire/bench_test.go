package wire_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"strconv"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
)

// The benchmarks compare this package's stream with the library's own, under
// the same handler, on one connection over loopback TCP. One operation is one
// request and its reply. The client costs next to nothing: it writes prepared
// bytes and counts replies.

func echo(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	return *req.Params, nil
}

var contenders = []struct {
	name   string
	header bool
	serve  func(net.Conn) *jsonrpc2.Conn
}{
	{"wire/newline", false, serveWire},
	{"wire/header", true, serveWire},
	{"stock/plain", false, func(c net.Conn) *jsonrpc2.Conn {
		return jsonrpc2.NewConn(context.Background(), jsonrpc2.NewPlainObjectStream(c), jsonrpc2.HandlerWithError(echo))
	}},
	{"stock/vscode", true, func(c net.Conn) *jsonrpc2.Conn {
		stream := jsonrpc2.NewBufferedStream(c, jsonrpc2.VSCodeObjectCodec{})
		return jsonrpc2.NewConn(context.Background(), stream, jsonrpc2.HandlerWithError(echo))
	}},
}

func serveWire(c net.Conn) *jsonrpc2.Conn {
	return wire.NewStream(c, wire.Options{}).Start(context.Background(), wire.HandlerFunc(echo))
}

// appendCall appends a framed request of a usual size.
func appendCall(dst []byte, id int, header bool) []byte {
	body := fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":"app/validateField","params":{"field":"name","value":"orders-service","edition":"2023-11"}}`, id)
	if header {
		dst = fmt.Appendf(dst, "Content-Length: %d\r\n\r\n", len(body))
		return append(dst, body...)
	}
	return append(append(dst, body...), '\n')
}

// readReply reads one reply and throws it away.
func readReply(r *bufio.Reader, header bool) error {
	line, err := r.ReadSlice('\n')
	if err != nil || !header {
		return err
	}
	n, err := strconv.Atoi(string(bytes.TrimSpace(line[len("Content-Length: "):])))
	if err != nil {
		return err
	}
	_, err = r.Discard(n + len("\r\n"))
	return err
}

func BenchmarkPipelined(b *testing.B) {
	for _, c := range contenders {
		b.Run(c.name, func(b *testing.B) {
			client := connect(b, c.serve)
			const chunk = 256
			var calls []byte
			for i := range chunk {
				calls = appendCall(calls, 1000+i, c.header)
			}
			rest := b.N
			b.ReportAllocs()
			b.ResetTimer()
			go func() {
				for ; rest > 0; rest -= chunk {
					if rest < chunk {
						calls = calls[:len(calls)/chunk*rest] // all calls have one length
					}
					if _, err := client.Write(calls); err != nil {
						b.Error(err)
						return
					}
				}
			}()
			r := bufio.NewReaderSize(client, 64<<10)
			for range b.N {
				if err := readReply(r, c.header); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "req/s")
		})
	}
}

func BenchmarkPingPong(b *testing.B) {
	for _, c := range contenders {
		b.Run(c.name, func(b *testing.B) {
			client := connect(b, c.serve)
			call := appendCall(nil, 1000, c.header)
			r := bufio.NewReader(client)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := client.Write(call); err != nil {
					b.Fatal(err)
				}
				if err := readReply(r, c.header); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// connect returns the client's end of a TCP connection that serve serves.
func connect(tb testing.TB, serve func(net.Conn) *jsonrpc2.Conn) *net.TCPConn {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	served := make(chan *jsonrpc2.Conn, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			close(served)
			return
		}
		served <- serve(c)
	}()
	client, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		tb.Fatal(err)
	}
	conn, ok := <-served
	if !ok {
		tb.Fatal("the server did not accept")
	}
	tb.Cleanup(func() {
		client.Close()
		<-conn.DisconnectNotify()
	})
	return client.(*net.TCPConn)
}
