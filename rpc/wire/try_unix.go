//go:build unix

package wire

import (
	"errors"
	"io"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// A tryWriter writes to a file or socket of the operating system as much as
// that takes without waiting.
type tryWriter struct {
	raw   syscall.RawConn
	waits bool // a write waits, as it does for standard output
	room  int  // what a pipe takes at once when poll says that it takes something

	step func(fd uintptr) bool // the method of the same name, bound once
	p    []byte
	n    int
	err  error
}

// newTryWrite returns a function that writes to w as much as w takes without
// waiting, or nil where there is no way to.
func newTryWrite(w io.Writer) func([]byte) (int, error) {
	transport, ok := w.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := transport.SyscallConn()
	if err != nil {
		return nil
	}
	t := &tryWriter{raw: raw, waits: true, room: 512} // POSIX: PIPE_BUF is no less
	if runtime.GOOS == "linux" {
		t.room = 4096
	}
	t.step = t.attempt
	err = raw.Control(func(fd uintptr) {
		flags, err := unix.FcntlInt(fd, unix.F_GETFL, 0)
		t.waits = err != nil || flags&unix.O_NONBLOCK == 0
	})
	if err != nil {
		return nil
	}
	return t.write
}

func (t *tryWriter) write(p []byte) (int, error) {
	t.p, t.n, t.err = p, 0, nil
	rawErr := t.raw.Write(t.step)
	t.p = nil
	if t.err == unix.EAGAIN || t.err == unix.EINTR {
		t.n, t.err = 0, nil
	}
	return max(t.n, 0), errors.Join(t.err, rawErr)
}

func (t *tryWriter) attempt(fd uintptr) bool {
	if t.waits && !t.ready(int(fd)) {
		return true
	}
	t.n, t.err = unix.Write(int(fd), t.p)
	return true
}

// ready reports whether a file whose writes wait is sure to take all of p now.
func (t *tryWriter) ready(fd int) bool {
	if len(t.p) > t.room {
		return false
	}
	files := [1]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
	n, err := unix.Poll(files[:], 0)
	return err == nil && n == 1 && files[0].Revents == unix.POLLOUT
}
