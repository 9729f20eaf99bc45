package apps

import (
	"bytes"
	"context"
	"io"
	"slices"
)

// chunkSize is how much of a stream a worker takes at once: enough to make the
// handing over cheap, and little enough to keep a chunk or two for every worker
// of a large machine in memory.
const chunkSize = 256 << 10

// chunk is some consecutive lines of a stream.
type chunk struct {
	text         []byte
	line, offset int64 // of the first line, as in [Result]
	// problem, where set, stands where the chunk ends.
	problem *Problem
	// turn is closed when everything before this chunk is written, done when this
	// one is.
	turn <-chan struct{}
	done chan struct{}
}

// splitter cuts a stream into chunks that end at a newline.
type splitter struct {
	source  *source
	maxLine int
	buffers <-chan []byte // to use for chunks, used before or nil
	chunks  chan<- *chunk

	line, offset int64 // of the next chunk
	turn         <-chan struct{}
}

// split sends everything that the source holds in chunks, until ctx ends.
func (s *splitter) split(ctx context.Context) {
	first := make(chan struct{})
	close(first)
	s.turn = first
	s.line = 1

	most := max(chunkSize, s.maxLine+1)
	buf := s.buffer()
	for {
		if len(buf) == most {
			// A whole buffer without a newline: no line may be so long.
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
		if i := bytes.LastIndexByte(free[:n], '\n'); i >= 0 {
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

// send sends text, which ends at a newline or at the end of the stream, and the
// problem that follows it.
func (s *splitter) send(text []byte, p *Problem) {
	done := make(chan struct{})
	s.chunks <- &chunk{text: text, line: s.line, offset: s.offset, problem: p, turn: s.turn, done: done}
	s.turn = done
	s.line += int64(bytes.Count(text, []byte{'\n'}))
	s.offset += int64(len(text))
}

// end sends the last line, which no newline ends. Where the reason of the end is
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

// skipLine reads over a line of which buf is the beginning and reports it as too
// long. It returns what follows the line in a buffer, and the error that ended
// the reading.
func (s *splitter) skipLine(buf []byte) (next []byte, err error) {
	p := &Problem{File: s.source.name, Line: s.line, Offset: s.offset, Kind: LongLine, Limit: int64(s.maxLine)}
	size := int64(len(buf))
	for {
		var n int
		n, err = s.source.r.Read(buf[:cap(buf)])
		if i := bytes.IndexByte(buf[:n], '\n'); i >= 0 {
			p.Size = size + int64(i)
			next = append(s.buffer(), buf[i+1:n]...)
			break
		}
		size += int64(n)
		if err != nil {
			p.Size = size
			next = s.buffer()
			break
		}
	}
	s.send(buf[:0], p)
	s.line++
	s.offset += p.Size + 1
	return next, err
}
