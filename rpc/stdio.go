package rpc

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// ServeStdio serves a pair of streams such as stdin and stdout, as
// [Server.ServeStream] does.
func (s *Server) ServeStdio(in io.Reader, out io.Writer) error {
	return s.ServeStream(stdio{in, out})
}

// stdio makes one stream of two.
type stdio struct {
	io.Reader
	io.Writer
}

// SetReadDeadline fails for most files; some, such as pipes that this process was
// given open in non-blocking mode, have deadlines.
func (s stdio) SetReadDeadline(t time.Time) error {
	if d, ok := s.Reader.(interface{ SetReadDeadline(time.Time) error }); ok {
		return d.SetReadDeadline(t)
	}
	return os.ErrNoDeadline
}

// SetWriteDeadline is SetReadDeadline for the output.
func (s stdio) SetWriteDeadline(t time.Time) error {
	if d, ok := s.Writer.(interface{ SetWriteDeadline(time.Time) error }); ok {
		return d.SetWriteDeadline(t)
	}
	return os.ErrNoDeadline
}

// SyscallConn gives package wire the output's file, which it then writes to without
// waiting where it can.
func (s stdio) SyscallConn() (syscall.RawConn, error) {
	if c, ok := s.Writer.(syscall.Conn); ok {
		return c.SyscallConn()
	}
	return nil, errors.ErrUnsupported
}

// CloseWrite ends the output.
func (s stdio) CloseWrite() error {
	if c, ok := s.Writer.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// Close closes both streams where they can be closed.
func (s stdio) Close() error {
	err := s.CloseWrite()
	if c, ok := s.Reader.(io.Closer); ok {
		err = errors.Join(err, c.Close())
	}
	if errors.Is(err, os.ErrClosed) {
		return nil // CloseWrite was called before
	}
	return err
}
