package wire

import (
	"bytes"
	"io"
)

// A source yields the messages of one connection.
type source interface {
	// next returns the next message, valid until the call after. The error is
	// io.EOF at the end of input, a *Fault for input that must be answered,
	// after which next may be called again unless the fault closes, or what
	// the transport said.
	next() ([]byte, error)
	// drop reads and forgets input until it ends.
	drop()
}

// A frameReader is the source of a stream of bytes.
type frameReader struct {
	buf   buffer
	opt   *Options
	pause *pause

	mode  Framing
	tell  func(Framing) // is told the mode when it changes
	agree bool          // one whole message has come in this mode
	used  int           // bytes at the front of buf that the last message took
	seen  int           // bytes at the front of buf that are known to hold no line end

	skip     int64 // bytes still to be thrown away, or -1 for the rest of the line
	skipRoom int64 // how many more may be
}

func newFrameReader(src io.Reader, opt *Options, p *pause, tell func(Framing)) *frameReader {
	return &frameReader{buf: buffer{src: src}, opt: opt, pause: p, mode: opt.Framing, tell: tell}
}

func (f *frameReader) setMode(m Framing) {
	f.mode = m
	f.tell(m)
}

func (f *frameReader) next() ([]byte, error) {
	f.buf.r += f.used
	f.used, f.seen = 0, 0
	if err := f.skipRest(); err != nil {
		return nil, err
	}
	f.pause.frameEnds()
	if f.mode == Auto {
		if err := f.detect(); err != nil {
			return nil, err
		}
	}
	if f.mode == Newline {
		return f.line()
	}
	return f.headed()
}

// fill reads more of a message of which no more than most bytes are wanted.
// inside is false while no byte of it has arrived.
func (f *frameReader) fill(most int, inside bool) error {
	if err := f.pause.before(inside); err != nil {
		return err
	}
	for {
		err := f.buf.fill(most)
		if err == nil {
			f.pause.after()
			return nil
		}
		if err = f.pause.failed(err); err != nil {
			return err
		}
	}
}

// line returns the next line that is not blank. The last one needs no line
// end. The limit counts all of the line but its end.
func (f *frameReader) line() ([]byte, error) {
	limit := f.opt.MaxMessage
	for {
		rest := f.buf.unread()
		if end := bytes.IndexByte(rest[f.seen:], '\n'); end >= 0 {
			end += f.seen
			f.used = end + 1
			if text, err := f.text(rest[:end]); text != nil || err != nil {
				return text, err
			}
			f.buf.r += f.used
			f.used, f.seen = 0, 0
			continue
		}
		if len(rest) > limit+1 { // 1 for the CR of a line end yet to come
			f.skip, f.skipRoom = -1, f.opt.MaxSkip
			return nil, f.longLine()
		}
		f.seen = len(rest)
		err := f.fill(limit+2, len(trim(rest)) > 0)
		if err == nil {
			continue
		}
		if rest = f.buf.unread(); err == io.EOF && len(rest) > 0 {
			f.used = len(rest)
			if text, err := f.text(rest); text != nil || err != nil {
				return text, err
			}
		}
		return nil, err
	}
}

// text returns the message in a line, or nil where the line is blank.
func (f *frameReader) text(line []byte) ([]byte, error) {
	if len(bytes.TrimSuffix(line, []byte("\r"))) > f.opt.MaxMessage {
		return nil, f.longLine()
	}
	line = trim(line)
	if len(line) == 0 {
		return nil, nil
	}
	f.agree = true
	return line, nil
}

func (f *frameReader) longLine() *Fault {
	f.agree = true
	limit := f.opt.MaxMessage
	return limitFault("message", int64(limit), 0,
		"the line has more than the %d bytes allowed in a message; it is skipped, send less at once", limit)
}

// skipRest throws away what is left of a message that was too long.
func (f *frameReader) skipRest() error {
	for f.skip != 0 {
		rest := f.buf.unread()
		n := len(rest)
		if f.skip > 0 {
			n = int(min(int64(n), f.skip))
			f.skip -= int64(n)
		} else if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			n = i + 1
			f.skip = 0
		}
		f.buf.r += n
		if f.skip == 0 {
			return nil
		}
		if f.skipRoom -= int64(n); f.skipRoom < 0 {
			return limitFault("skip", f.opt.MaxSkip, 0,
				"the line has more than the %d bytes that are skipped at most", f.opt.MaxSkip).closing()
		}
		if err := f.fill(largeBuffer, true); err != nil {
			return err
		}
	}
	return nil
}

// drop throws away all input until it ends or the transport fails, as it does
// when its deadline passes or when it is closed.
func (f *frameReader) drop() {
	for {
		f.buf.r = f.buf.w
		if err := f.buf.fill(largeBuffer); err != nil {
			return
		}
	}
}

// trim cuts the white space of JSON off both ends.
func trim(text []byte) []byte { return bytes.Trim(text, " \t\r\n") }
