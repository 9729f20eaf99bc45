package wire

import (
	"bytes"
	"io"
	"time"
)

// A sink writes whole messages.
type sink interface {
	// write writes all of messages.
	write(messages []byte) error
	// try writes what can be written without waiting for the peer, which may
	// be nothing, and returns how many bytes that was.
	try(messages []byte) (int, error)
}

// A byteSink writes to a stream of bytes.
type byteSink struct {
	w           io.Writer
	setDeadline func(time.Time) error // nil: the transport has none
	timeout     time.Duration
	armed       time.Time
	tryWrite    func([]byte) (int, error) // nil: no way to
}

type writeDeadliner interface{ SetWriteDeadline(time.Time) error }

func newByteSink(w io.Writer, timeout time.Duration) *byteSink {
	s := &byteSink{w: w, timeout: timeout, tryWrite: newTryWrite(w)}
	if d, ok := w.(writeDeadliner); ok && timeout > 0 && d.SetWriteDeadline(time.Time{}) == nil {
		s.setDeadline = d.SetWriteDeadline
	}
	return s
}

// write writes piece by piece, so that the deadline is one for making progress
// and not for the whole of a large message.
func (s *byteSink) write(messages []byte) error {
	for len(messages) > 0 {
		piece := messages
		if s.setDeadline != nil {
			piece = messages[:min(len(messages), roof)]
		}
		if err := s.arm(); err != nil {
			return err
		}
		n, err := s.w.Write(piece)
		if err != nil {
			return err
		}
		messages = messages[n:]
	}
	return nil
}

func (s *byteSink) try(messages []byte) (int, error) {
	if s.tryWrite == nil {
		return 0, nil
	}
	if err := s.arm(); err != nil {
		return 0, err
	}
	return s.tryWrite(messages)
}

// arm sets the deadline anew when half of it is gone, and no more often.
func (s *byteSink) arm() error {
	if s.setDeadline == nil {
		return nil
	}
	now := time.Now()
	if s.armed.Sub(now) >= s.timeout/2 {
		return nil
	}
	s.armed = now.Add(s.timeout)
	return s.setDeadline(s.armed)
}

// A messageSink writes to a transport that keeps messages apart itself. No
// message has a line end inside it, so the line ends tell where each ends.
type messageSink struct{ conn MessageConn }

func (s messageSink) write(messages []byte) error {
	for len(messages) > 0 {
		end := bytes.IndexByte(messages, '\n')
		if err := s.conn.WriteMessage(messages[:end]); err != nil {
			return err
		}
		messages = messages[end+1:]
	}
	return nil
}

func (messageSink) try([]byte) (int, error) { return 0, nil }
