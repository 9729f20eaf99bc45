package rpc

import (
	"context"
	"net"

	"github.com/appgauge/appgauge/rpc/wire"
)

// streams serves connections that carry messages as a stream of bytes: TCP and
// unix sockets.
type streams struct {
	server   *Server
	listener net.Listener
}

func (e *streams) serve() error {
	limits := e.server.limits()
	limits.Strict = true // browsers reach ports, and what they send is not JSON-RPC
	for {
		c, err := e.listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			// Its errors went to the log of the connection.
			_ = e.server.serve(wire.NewStream(c, limits))
		}()
	}
}

func (e *streams) shutdown(context.Context) error { return e.listener.Close() }
