package lsp

import "github.com/sourcegraph/jsonrpc2"

func (s *server) exit(*jsonrpc2.Conn, *none) error {
	if s.phase == down {
		s.end(errExit)
	} else {
		s.end(ErrNoShutdown)
	}
	return nil
}
