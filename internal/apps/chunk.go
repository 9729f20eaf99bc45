package apps

import (
	"bytes"
	"context"
	"io"
	"slices"
	"unicode/utf8"
)

// chunkSize is how much of a stream a worker takes at once: enough to make the
// handing over cheap, and little enough to keep a chunk or two for every worker
// of a large machine in memory.
const chunkSize = 256 << 10

// chunk is some consecutive records of a stream: lines, or what is between two
// separators.
type chunk struct {
	text   []byte
	spot         // where it begins
	offset int64 // likewise, as in [Result]
	// problem, where set, stands where the chunk ends.
	problem *Problem
	// turn is closed when everything before this chunk is written, done when this
	// one is.
	turn <-chan struct{}
	done chan struct{}
}

// spot is a place in a stream, counted as in [Position].
type spot struct {
	line   int64
	column int
}

// pass moves s past text.
func (s *spot) pass(text []byte) {
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		s.line += int64(bytes.Count(text[:i], []byte{'\n'})) + 1
		s.column = 1
		text = text[i+1:]
	}
	s.column += utf8.RuneCount(text)
}

// splitter cuts a stream into chunks that end with a separator.
type splitter struct {
	source  *source
	sep     byte // newline, or RS
	maxLine int
	buffers <-chan []byte // to use for chunks, used before or nil
	chunks  chan<- *chunk

	spot         // of the next chunk
	offset int64 // likewise
	turn   <-chan struct{}
}

// split sends everything that the source holds in chunks, until ctx ends.
func (s *splitter) split(ctx context.Context) {
	first := make(chan struct{})
	close(first)
	s.turn = first
	s.spot = spot{1, 1}

	most := max(chunkSize, s.maxLine+1)
	buf := s.buffer()
	for {
		if len(buf) == most {
			// A whole buffer without a separator: no record may be so long.
			var err error
			if buf, err = s.skipLine(buf); err != nil {
				s.end(ctx, buf, err)
				return
			}
			continue
		}
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, min(cap(buf), most-len(buf)))
		}
		free := buf[len(buf):min(cap(buf), most)]
		n, err := s.source.r.Read(free)
		buf = buf[:len(buf)+n]
		if i := bytes.LastIndexByte(free[:n], s.sep); i >= 0 {
			lines := len(buf) - n + i + 1
			next := append(s.buffer(), buf[lines:]...)
			s.send(buf[:lines], nil)
			buf = next
		}
		if err != nil {
			s.end(ctx, buf, err)
			return
		}
	}
}

// buffer is an empty buffer with room; it waits until there is one.
func (s *splitter) buffer() []byte {
	buf := <-s.buffers
	if buf == nil {
		buf = make([]byte, 0, chunkSize)
	}
	return buf
}

// send sends text, which ends with a separator or at the end of the stream, and the
// problem that follows it.
func (s *splitter) send(text []byte, p *Problem) {
	done := make(chan struct{})
	s.chunks <- &chunk{text: text, spot: s.spot, offset: s.offset, problem: p, turn: s.turn, done: done}
	s.turn = done
	s.pass(text)
	s.offset += int64(len(text))
}

// end sends the last record, which no separator ends. Where the reason of the end is
// ctx, the line is not whole, and not wanted.
func (s *splitter) end(ctx context.Context, buf []byte, err error) {
	switch {
	case err == io.EOF:
		s.send(buf, nil)
	case ctx.Err() == nil:
		// The line that could not be read to its end is reported, not checked.
		s.send(buf[:0], &Problem{
			File: s.source.name, Line: s.line, Offset: s.offset, Kind: ReadFailed, Err: pathless(err),
		})
	}
}

// skipLine reads over a record of which buf is the beginning and reports it as too
// long. It returns what follows the record in a buffer, and the error that ended
// the reading.
func (s *splitter) skipLine(buf []byte) (next []byte, err error) {
	p := &Problem{File: s.source.name, Line: s.line, Offset: s.offset, Kind: LongLine, Limit: int64(s.maxLine)}
	size := int64(len(buf))
	after := s.spot
	after.pass(buf)
	for {
		var n int
		// No more than fits into the next buffer, in which what follows goes on.
		n, err = s.source.r.Read(buf[:min(cap(buf), chunkSize)])
		if i := bytes.IndexByte(buf[:n], s.sep); i >= 0 {
			after.pass(buf[:i+1])
			p.Size = size + int64(i)
			next = append(s.buffer(), buf[i+1:n]...)
			break
		}
		size += int64(n)
		after.pass(buf[:n])
		if err != nil {
			p.Size = size
			next = s.buffer()
			break
		}
	}
	s.send(buf[:0], p)
	s.spot = after
	s.offset += p.Size + 1
	return next, err
}
