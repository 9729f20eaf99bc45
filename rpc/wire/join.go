package wire

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// Join makes one transport of two halves, such as standard input and output.
// It closes those that can be closed, has their deadlines where they have any,
// and passes on what [NewStream] needs to know of w to write without waiting.
func Join(r io.Reader, w io.Writer) io.ReadWriteCloser { return joined{r, w} }

type joined struct {
	io.Reader
	io.Writer
}

// CloseWrite ends the output.
func (j joined) CloseWrite() error { return closeHalf(j.Writer) }

// Close closes both halves.
func (j joined) Close() error { return errors.Join(closeHalf(j.Writer), closeHalf(j.Reader)) }

func closeHalf(half any) error {
	c, ok := half.(io.Closer)
	if !ok {
		return nil
	}
	if err := c.Close(); !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil // the output was ended before
}

// SetReadDeadline fails for most files. Some, such as pipes that this process
// was given in non-blocking mode, have deadlines.
func (j joined) SetReadDeadline(t time.Time) error {
	if d, ok := j.Reader.(readDeadliner); ok {
		return d.SetReadDeadline(t)
	}
	return os.ErrNoDeadline
}

// SetWriteDeadline is SetReadDeadline for the output.
func (j joined) SetWriteDeadline(t time.Time) error {
	if d, ok := j.Writer.(writeDeadliner); ok {
		return d.SetWriteDeadline(t)
	}
	return os.ErrNoDeadline
}

// SyscallConn implements [syscall.Conn] for the output.
func (j joined) SyscallConn() (syscall.RawConn, error) {
	if c, ok := j.Writer.(syscall.Conn); ok {
		return c.SyscallConn()
	}
	return nil, errors.ErrUnsupported
}
