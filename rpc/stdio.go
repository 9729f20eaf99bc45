package rpc

import (
	"io"

	"github.com/appgauge/appgauge/rpc/wire"
)

// ServeStdio serves a pair of streams such as stdin and stdout, as
// [Server.ServeStream] does.
func (s *Server) ServeStdio(in io.Reader, out io.Writer) error {
	return s.ServeStream(wire.Join(in, out))
}
