package wire

import "io"

// A MessageConn is a transport that keeps messages apart by itself.
type MessageConn interface {
	// NextReader returns the next message to read from, or io.EOF when there
	// will be none. It is not called before the last message was read to its
	// end or given up.
	NextReader() (io.Reader, error)
	// WriteMessage sends one message. It must not keep message, and is never
	// called by two goroutines at once.
	WriteMessage(message []byte) error
	// Close makes NextReader and the reader it returned fail.
	io.Closer
}

// A messageReader is the source of a MessageConn.
type messageReader struct {
	conn  MessageConn
	opt   *Options
	pause *pause
	buf   buffer
	open  bool
	room  int64 // bytes of the present message that may still be thrown away
}

func (m *messageReader) next() ([]byte, error) {
	if err := m.skipRest(); err != nil {
		return nil, err
	}
	m.pause.frameEnds()
	var reader io.Reader
	err := m.wait(false, func() (err error) {
		reader, err = m.conn.NextReader()
		return err
	})
	if err != nil {
		return nil, err
	}
	m.buf.src, m.buf.err = reader, nil
	m.buf.r = m.buf.w
	limit := m.opt.MaxMessage
	for {
		err := m.wait(true, func() error { return m.buf.fill(limit + 1) })
		if err == io.EOF {
			return m.buf.unread(), nil
		}
		if err != nil {
			return nil, err
		}
		if len(m.buf.unread()) > limit {
			m.open, m.room = true, m.opt.MaxSkip
			return nil, limitFault("message", int64(limit), 0,
				"the message has more than the %d bytes allowed; the rest of it is skipped", limit)
		}
	}
}

// wait runs read, which may take its time.
func (m *messageReader) wait(inside bool, read func() error) error {
	if err := m.pause.before(inside); err != nil {
		return err
	}
	for {
		err := read()
		if err == nil || err == io.EOF {
			m.pause.after()
			return err
		}
		if err = m.pause.failed(err); err != nil {
			return err
		}
	}
}

func (m *messageReader) skipRest() error {
	for m.open {
		if m.room -= int64(len(m.buf.unread())); m.room < 0 {
			return limitFault("skip", m.opt.MaxSkip, 0,
				"the message has more than the %d bytes that are skipped at most", m.opt.MaxSkip).closing()
		}
		m.buf.r = m.buf.w
		err := m.wait(true, func() error { return m.buf.fill(largeBuffer) })
		if err == io.EOF {
			m.open = false
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (m *messageReader) drop() {}
