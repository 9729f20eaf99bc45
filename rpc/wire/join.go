package wire

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// Join makes one transport of two halves, such as standard input and output.
// It has the deadlines of its halves, where they have any, and passes on what
// [NewStream] needs to know of w.
func Join(r io.ReadCloser, w io.WriteCloser) io.ReadWriteCloser { return joined{r, w} }

type joined struct {
	io.ReadCloser
	w io.WriteCloser
}

func (j joined) Write(p []byte) (int, error) { return j.w.Write(p) }

// CloseWrite ends the output.
func (j joined) CloseWrite() error { return j.w.Close() }

// Close closes both halves.
func (j joined) Close() error { return errors.Join(j.w.Close(), j.ReadCloser.Close()) }

// SetReadDeadline implements [readDeadliner].
func (j joined) SetReadDeadline(t time.Time) error {
	if d, ok := j.ReadCloser.(readDeadliner); ok {
		return d.SetReadDeadline(t)
	}
	return os.ErrNoDeadline
}

// SetWriteDeadline implements [writeDeadliner].
func (j joined) SetWriteDeadline(t time.Time) error {
	if d, ok := j.w.(writeDeadliner); ok {
		return d.SetWriteDeadline(t)
	}
	return os.ErrNoDeadline
}

// SyscallConn implements [syscall.Conn] for writing.
func (j joined) SyscallConn() (syscall.RawConn, error) {
	if c, ok := j.w.(syscall.Conn); ok {
		return c.SyscallConn()
	}
	return nil, errors.ErrUnsupported
}
