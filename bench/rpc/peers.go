package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/rpc"
	"net/rpc/jsonrpc"
	"os"
	"strings"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
	"github.com/creachadair/jrpc2/handler"
	ethereum "github.com/ethereum/go-ethereum/rpc"
	stock "github.com/sourcegraph/jsonrpc2"
	golsp "go.lsp.dev/jsonrpc2"

	daemon "github.com/appgauge/appgauge/rpc"
	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// A peer is a server with one method. Each is set up as somebody who knows it
// would: handlers run inline where the library lets them, and get the params and
// give the result as raw JSON.
type peer struct {
	name   string
	header bool   // messages have a Content-Length, and are lines otherwise
	method string // "" is app/validate
	serve  func(conn) error
}

func (p peer) String() string {
	if p.header {
		return p.name + ", Content-Length"
	}
	return p.name + ", lines"
}

// peers are all servers. The daemon comes first, the library it is built on next.
func peers() []peer {
	return []peer{
		{name: "appgauge", serve: serveDaemon},
		{name: "stock", serve: serveStockLines},
		{name: "rpc/wire alone", serve: serveWire},
		{name: "jrpc2", serve: serveJRPC2(channel.Line)},
		{name: "go-ethereum", serve: serveEthereum, method: "app_validate"},
		{name: "net/rpc", serve: serveNetRPC, method: "App.Validate"},
		{name: "go.lsp.dev", serve: serveGoLSP(golsp.NewNDJSONStream)},
		{name: "appgauge", header: true, serve: serveDaemon},
		{name: "stock", header: true, serve: serveStockHeader},
		{name: "rpc/wire alone", header: true, serve: serveWire},
		{name: "jrpc2", header: true, serve: serveJRPC2(channel.LSP)},
		{name: "go.lsp.dev", header: true, serve: serveGoLSP(golsp.NewHeaderStream)},
	}
}

// check is what every server does: it checks a create request and says that it is
// valid.
func check(app []byte) (json.RawMessage, error) {
	if vs := document.Check(validate.Default(), app); vs != nil {
		return nil, fmt.Errorf("%d violations", len(vs))
	}
	return json.RawMessage(valid), nil
}

const valid = `{"valid":true,"edition":"2023-11","violations":[]}`

// first is the first of the params given by position. No server gets others.
func first(params []byte) []byte { return params[1 : len(params)-1] }

func serveDaemon(c conn) error { return daemon.New(daemon.Options{}).ServeStream(c) }

// serveDaemonTCP listens as the command does.
func serveDaemonTCP() error {
	s := daemon.New(daemon.Options{})
	address, err := s.Listen("tcp:127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(strings.TrimPrefix(address, "tcp:"))
	return s.Serve()
}

func handleStock(_ context.Context, _ *stock.Conn, req *stock.Request) (any, error) {
	return check(first(*req.Params))
}

func serveWire(c conn) error {
	<-wire.NewStream(c, wire.Options{}).Start(context.Background(), wire.HandlerFunc(handleStock)).DisconnectNotify()
	return nil
}

func serveStockLines(c conn) error {
	return serveStock(stock.NewPlainObjectStream(c))
}

func serveStockHeader(c conn) error {
	return serveStock(stock.NewBufferedStream(c, stock.VSCodeObjectCodec{}))
}

func serveStock(s stock.ObjectStream) error {
	<-stock.NewConn(context.Background(), s, stock.HandlerWithError(handleStock)).DisconnectNotify()
	return nil
}

func serveJRPC2(framing channel.Framing) func(conn) error {
	methods := handler.Map{"app/validate": func(_ context.Context, req *jrpc2.Request) (any, error) {
		var params json.RawMessage
		if err := req.UnmarshalParams(&params); err != nil {
			return nil, err
		}
		return check(first(params))
	}}
	return func(c conn) error {
		return jrpc2.NewServer(methods, nil).Start(framing(c, c)).Wait()
	}
}

// ethereumApp is a service in the form of go-ethereum.
type ethereumApp struct{}

// Validate is called app_validate.
func (ethereumApp) Validate(app json.RawMessage) (json.RawMessage, error) { return check(app) }

func serveEthereum(c conn) error {
	s := ethereum.NewServer()
	if err := s.RegisterName("app", ethereumApp{}); err != nil {
		return err
	}
	s.ServeCodec(ethereum.NewCodec(c), 0)
	return nil
}

// App is a service in the form of net/rpc.
type App struct{}

// Validate is called App.Validate.
func (App) Validate(app *json.RawMessage, result *json.RawMessage) (err error) {
	*result, err = check(*app)
	return err
}

func serveNetRPC(c conn) error {
	s := rpc.NewServer()
	if err := s.Register(App{}); err != nil {
		return err
	}
	s.ServeCodec(jsonrpc.NewServerCodec(c))
	return nil
}

func serveGoLSP(framer golsp.Framer) func(conn) error {
	return func(c conn) error {
		s := golsp.NewConn(framer(c))
		s.Go(context.Background(), func(_ context.Context, req *golsp.Request) (any, error) {
			result, err := check(first(req.Params()))
			return golsp.RawMessage(result), err
		})
		<-s.Done()
		return nil
	}
}

// conn is what all libraries can serve.
type conn interface {
	io.ReadWriteCloser
	SetWriteDeadline(time.Time) error
}

// serveAs serves one connection, on standard input and output, or on a TCP port that
// it prints.
func serveAs(name, on string) error {
	for _, p := range peers() {
		if p.String() != name {
			continue
		}
		if on == "stdio" {
			return p.serve(stdio{os.Stdin, os.Stdout})
		}
		if p.name == "appgauge" {
			return serveDaemonTCP()
		}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		fmt.Println(l.Addr())
		c, err := l.Accept()
		if err != nil {
			return err
		}
		return p.serve(c.(*net.TCPConn))
	}
	return fmt.Errorf("there is no server %q", name)
}

// stdio reads from one file and writes to the other.
type stdio struct {
	in *os.File
	*os.File
}

func (s stdio) Read(p []byte) (int, error) { return s.in.Read(p) }
