package wire_test

import (
	"io"
	"net"
	"os"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// duplex is one end of an in-memory connection made of two pipes, as stdin and
// stdout are. It has no deadlines, and its halves close one by one.
type duplex struct {
	*io.PipeReader
	*io.PipeWriter
}

func (d duplex) Close() error {
	d.PipeReader.Close()
	return d.PipeWriter.Close()
}

func (d duplex) CloseWrite() error { return d.PipeWriter.Close() }

func newDuplex() (a, b duplex) {
	ar, bw := io.Pipe()
	br, aw := io.Pipe()
	return duplex{ar, aw}, duplex{br, bw}
}

// transports make both ends of a connection.
var transports = map[string]func(testing.TB) (client, server io.ReadWriteCloser){
	"pipe": func(testing.TB) (io.ReadWriteCloser, io.ReadWriteCloser) {
		client, server := newDuplex()
		return client, server
	},
	"os pipe": func(tb testing.TB) (io.ReadWriteCloser, io.ReadWriteCloser) {
		var ends [4]*os.File
		for i := range 2 {
			r, w, err := os.Pipe()
			if err != nil {
				tb.Fatal(err)
			}
			ends[2*i], ends[2*i+1] = r, w
		}
		return wire.Join(ends[0], ends[3]), wire.Join(ends[2], ends[1])
	},
	"tcp": tcpPair,
}

func tcpPair(tb testing.TB) (client, server io.ReadWriteCloser) {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	accepted := make(chan net.Conn, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			tb.Error(err)
		}
		accepted <- c
	}()
	client, err = net.Dial("tcp", l.Addr().String())
	if err != nil {
		tb.Fatal(err)
	}
	if server = <-accepted; server == nil {
		tb.FailNow()
	}
	return client, server
}

// session is the server's side of a connection.
type session struct {
	*wire.Stream
	*jsonrpc2.Conn
}

// wait returns when the server is done with the connection.
func (s session) wait() { <-s.DisconnectNotify() }

// serve runs h on the server's end of a new connection until the test ends.
func serve(tb testing.TB, transport string, opt wire.Options, h jsonrpc2.Handler) (client io.ReadWriteCloser, s session) {
	tb.Helper()
	client, server := transports[transport](tb)
	s.Stream = wire.NewStream(server, opt)
	s.Conn = s.Start(tb.Context(), h)
	tb.Cleanup(func() {
		client.Close()
		s.Conn.Close()
		s.wait()
	})
	return client, s
}

// each runs f for each transport and framing.
func each(t *testing.T, f func(t *testing.T, transport string, framing wire.Framing)) {
	for transport := range transports {
		for _, framing := range []wire.Framing{wire.Newline, wire.ContentLength} {
			t.Run(transport+"/"+framing.String(), func(t *testing.T) { f(t, transport, framing) })
		}
	}
}

func TestSpecification(t *testing.T) {
	exchanges, err := wiretest.Spec()
	if err != nil {
		t.Fatal(err)
	}
	if len(exchanges) != 15 {
		t.Fatalf("the transcript has %d exchanges, want 15", len(exchanges))
	}
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		client, _ := serve(t, transport, wire.Options{}, wiretest.SpecHandler())
		wiretest.Run(t, wiretest.NewClient(client, framing), exchanges)
	})
}
