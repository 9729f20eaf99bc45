package lsp

import "github.com/sourcegraph/jsonrpc2"

// shutdown leaves the process running until exit.
func (s *server) shutdown(*jsonrpc2.Conn, *none) (any, error) {
	s.phase = down
	return nil, nil
}
