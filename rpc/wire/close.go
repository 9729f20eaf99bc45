package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// linger is how long a closing connection waits for the peer: to take what is
// still to be written, and to read the error that closes the connection before
// its own writes are refused.
const linger = time.Second

// finish is called when the input has ended. It fails the calls that the peer
// can no longer answer, one at each call; then waits until every request is
// answered and the answers are written; and then returns why the input ended.
func (s *Stream) finish() (*jsonrpc2.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	for id := range s.outgoing {
		delete(s.outgoing, id)
		return &jsonrpc2.Response{ID: id, Error: internalError(ErrInputEnded.Error())}, nil
	}
	if !s.drains() {
		return nil, s.end
	}
	s.out.flush()
	for (s.calls.live() > 0 || s.running > 0) && s.out.err == nil && !s.closed {
		s.out.changed.Wait()
	}
	s.out.settle()
	if s.end != io.EOF || s.stopped {
		s.mu.Unlock()
		s.linger()
		s.mu.Lock()
	}
	return nil, s.end
}

// drains reports whether the peer may still take answers: it ended its output,
// or was told why it is no longer listened to.
func (s *Stream) drains() bool {
	var fault *Fault
	return s.end == io.EOF || errors.As(s.end, &fault)
}

// linger ends the output and reads on for a while, when it was this side that
// ended the input. Were the transport closed with input unread, TCP would reset
// the connection, and the peer would lose what was just sent.
func (s *Stream) linger() {
	half, ok := s.transport.(interface{ CloseWrite() error })
	if !ok || s.pause.setDeadline == nil || half.CloseWrite() != nil {
		return
	}
	if s.pause.setDeadline(time.Now().Add(linger)) == nil {
		s.src.drop()
	}
}

// expire is called by a timer when a transport without deadlines has let a
// limit pass. The reader is stuck in the transport then.
func (s *Stream) expire(f *Fault) {
	time.AfterFunc(linger, s.hangUp) // should the peer not take it
	s.refuse(null, f)
	s.mu.Lock()
	s.out.settle()
	s.mu.Unlock()
	s.hangUp()
}

// hangUp closes the transport because it is of no more use, which wakes the
// reader.
func (s *Stream) hangUp() {
	s.closeOnce.Do(func() {
		s.closeErr = s.transport.Close()
		close(s.hungUp)
	})
}

// Done is closed when the transport has been closed, by either [Stream.Close] or
// an error in writing to it. A read that the transport cannot break off may still
// be waiting then.
func (s *Stream) Done() <-chan struct{} { return s.hungUp }

// WriteErr returns why something could not be written to the peer, or nil.
func (s *Stream) WriteErr() error {
	if err := s.out.failure(); err != nil {
		return fmt.Errorf("wire: writing: %w", err)
	}
	return nil
}

// Shutdown ends the input as if the peer had: what was read is answered, and
// then the stream closes, and with it the connection that reads from it. It
// returns when that is done, or when ctx is. A transport without
// SetReadDeadline keeps its reader waiting: then Shutdown returns when all is
// answered, and closing the connection is left to the caller.
func (s *Stream) Shutdown(ctx context.Context) error {
	s.pause.stop()
	stop := context.AfterFunc(ctx, func() {
		s.mu.Lock()
		s.out.changed.Broadcast()
		s.mu.Unlock()
	})
	defer stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.closed && s.out.err == nil && ctx.Err() == nil {
		if s.pause.setDeadline == nil && s.out.parked && s.calls.live() == 0 && s.running == 0 {
			s.out.settle()
			return s.out.err
		}
		s.out.changed.Wait()
	}
	if s.closed {
		return nil
	}
	return errors.Join(s.out.err, ctx.Err())
}

// Close writes what is in the outbox, for as long as the peer takes it, and
// closes the transport.
func (s *Stream) Close() error {
	s.mu.Lock()
	s.closed = true
	s.out.changed.Broadcast()
	settled := make(chan struct{})
	if s.out.err == nil && (s.out.writing || len(s.out.buf) > 0) {
		go func() {
			s.mu.Lock()
			s.out.settle()
			s.mu.Unlock()
			close(settled)
		}()
		s.mu.Unlock()
		select {
		case <-settled:
		case <-time.After(linger):
		}
	} else {
		s.mu.Unlock()
	}
	s.out.timer.Stop()
	s.pause.close()
	s.hangUp()
	return s.closeErr
}
