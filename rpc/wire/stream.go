package wire

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// A Stream is a [jsonrpc2.ObjectStream] that hands over only well-formed
// messages and answers all others itself. Requests are handed over under ids
// of its own; the replies leave with the caller's.
type Stream struct {
	opt       Options
	transport io.Closer
	src       source
	pause     *pause
	out       outbox
	mu        *sync.Mutex // of out; guards what stands under it
	closeOnce sync.Once
	closeErr  error
	hungUp    chan struct{} // closed with the transport

	calls    calls
	outgoing map[jsonrpc2.ID]struct{} // this side's calls without an answer yet
	running  int                      // goroutines of long requests
	last     bool                     // handlers have nothing to do after their answer
	ended    bool                     // the peer can send nothing more
	closed   bool

	// All below belongs to the goroutine in ReadObject.
	bridge  bridge
	scan    scanner
	env     envelope
	batch   *batch
	member  int   // where the open batch's next member starts, -1 after the last
	end     error // why there is no more input
	stopped bool  // it was Shutdown that ended it
	methods interner
	arena   arena
}

var _ jsonrpc2.ObjectStream = (*Stream)(nil)

// NewStream returns a stream of messages over a stream of bytes. It makes use
// of the methods SetReadDeadline, SetWriteDeadline and CloseWrite where
// transport has them, as a [net.Conn] does.
func NewStream(transport io.ReadWriteCloser, opt Options) *Stream {
	s := newStream(transport, opt)
	if t, ok := transport.(readDeadliner); ok && t.SetReadDeadline(time.Time{}) == nil {
		s.pause.setDeadline = t.SetReadDeadline
	}
	s.src = newFrameReader(transport, &s.opt, s.pause, s.out.setMode)
	s.out.init(newByteSink(transport, s.opt.WriteTimeout), s.opt.Framing, s.opt.FlushDelay, s.hangUp)
	return s
}

// NewMessageStream returns a stream over a transport that keeps messages apart
// by itself. Options.Framing and MaxHeader have no meaning there.
func NewMessageStream(transport MessageConn, opt Options) *Stream {
	s := newStream(transport, opt)
	s.src = &messageReader{conn: transport, opt: &s.opt, pause: s.pause}
	s.out.init(messageSink{transport}, Newline, s.opt.FlushDelay, s.hangUp)
	return s
}

func newStream(transport io.Closer, opt Options) *Stream {
	s := &Stream{opt: opt.withDefaults(), transport: transport, outgoing: map[jsonrpc2.ID]struct{}{}, hungUp: make(chan struct{})}
	s.mu = &s.out.mu
	s.pause = &pause{
		frame:  s.opt.FrameTimeout,
		idle:   s.opt.IdleTimeout,
		busy:   s.busy,
		expire: s.expire,
		park:   s.out.park,
		unpark: s.out.unpark,
		now:    time.Now,
	}
	return s
}

// Start runs the stream with h, wrapped by [Stream.Handler]. The connection's
// own log goes to Options.Logf, unless opts say otherwise.
func (s *Stream) Start(ctx context.Context, h jsonrpc2.Handler, opts ...jsonrpc2.ConnOpt) *jsonrpc2.Conn {
	opts = append([]jsonrpc2.ConnOpt{jsonrpc2.SetLogger(logger(s.opt.Logf))}, opts...)
	return jsonrpc2.NewConn(ctx, s, s.Handler(h), opts...)
}

type logger func(format string, args ...any)

func (l logger) Printf(format string, args ...any) { l(format, args...) }

// ReadObject stores the next request, notification or response in v. It
// returns [io.EOF] when the input has ended and all that was asked is
// answered, and a *[Fault] when the input made it impossible to go on.
func (s *Stream) ReadObject(v any) error {
	for {
		req, resp, err := s.receive()
		if err != nil {
			return err
		}
		if req != nil || resp != nil {
			return s.bridge.store(v, req, resp)
		}
	}
}

// receive takes one step: it hands over a message, or answers one, or fails.
func (s *Stream) receive() (*jsonrpc2.Request, *jsonrpc2.Response, error) {
	if s.batch != nil {
		req, resp := s.nextMember()
		return req, resp, nil
	}
	if s.end != nil {
		resp, err := s.finish()
		return nil, resp, err
	}
	data, err := s.src.next()
	if err != nil {
		s.stumble(err)
		return nil, nil, nil
	}
	s.scan.reset(data)
	i := s.scan.space(0)
	switch {
	case i == len(data):
		s.refuse(null, parseFault(i, "the message is empty"))
	case data[i] == '{':
		if i = s.scan.envelope(i, &s.env); i < 0 {
			s.refuse(null, s.scan.fault)
		} else if s.endsAt(i) {
			req, resp := s.admit(nil)
			return req, resp, nil
		}
	case data[i] == '[':
		s.openBatch(i)
	default:
		if i = s.scan.value(i); i < 0 {
			s.refuse(null, s.scan.fault)
		} else if s.endsAt(i) {
			s.refuse(null, invalidFault("", "a message must be an object, or an array of objects"))
		}
	}
	return nil, nil, nil
}

// endsAt reports whether the message ends at i, and answers it when it does
// not.
func (s *Stream) endsAt(i int) bool {
	i = s.scan.space(i)
	if i == len(s.scan.data) {
		return true
	}
	s.refuse(null, parseFault(i, "there is more after the end of the message"))
	return false
}

// stumble deals with an error of the source.
func (s *Stream) stumble(err error) {
	var fault *Fault
	if errors.As(err, &fault) {
		if !fault.told {
			s.refuse(null, fault)
		}
		if !fault.Detail.Closes {
			return
		}
	} else if err == errStopped {
		err, s.stopped = io.EOF, true
	} else if failed := s.WriteErr(); failed != nil {
		err = failed // why the transport was closed
	}
	s.end = err
}

// admit hands over the message in s.env, or answers it; then both results are
// nil. b is the batch it stands in, or nil.
func (s *Stream) admit(b *batch) (*jsonrpc2.Request, *jsonrpc2.Response) {
	e := &s.env
	kind, fault := e.classify()
	switch {
	case fault != nil:
		s.refuseIn(b, e.replyID(), fault)
		return nil, s.brokenResponse(fault)
	case kind == response:
		return nil, s.admitResponse()
	case kind == notification:
		s.mu.Lock()
		s.out.arm()
		s.mu.Unlock()
		return s.request(jsonrpc2.ID{}), nil
	}
	s.mu.Lock()
	s.out.arm()
	if s.calls.live() >= s.opt.MaxInFlight {
		s.mu.Unlock()
		limit := s.opt.MaxInFlight
		s.refuseIn(b, e.id, limitFault("in flight", int64(limit), 0,
			"%d requests are in flight; wait for some of them to be answered", limit))
		return nil, nil
	}
	id := s.calls.add(e.id, b)
	if b != nil {
		b.waiting++
	}
	s.mu.Unlock()
	return s.request(id), nil
}

// request returns s.env as the library's type, in memory of its own.
func (s *Stream) request(id jsonrpc2.ID) *jsonrpc2.Request {
	e := &s.env
	it := s.arena.request(len(e.method) + len(e.params) + len(e.meta))
	it.req.ID = id
	it.req.Notif = e.id == nil
	it.req.Method = s.methods.text(e.method)
	if e.params != nil {
		it.params = s.arena.bytes(e.params)
		it.req.Params = &it.params
	}
	if e.meta != nil {
		meta := json.RawMessage(s.arena.bytes(e.meta))
		it.req.Meta = &meta
	}
	return &it.req
}

// admitResponse returns s.env, a response, if one of our calls waits for it.
func (s *Stream) admitResponse() *jsonrpc2.Response {
	if id, ok := s.answered(s.env.id); ok {
		return s.env.answer(id)
	}
	s.opt.Logf("wire: dropped a response to no call of ours, id %s", clip(s.env.id))
	return nil
}

// brokenResponse ends the call that a faulty response seems to be for.
func (s *Stream) brokenResponse(f *Fault) *jsonrpc2.Response {
	e := &s.env
	if e.method != nil || e.result == nil && e.error == nil || e.id == nil || !isID(e.id) {
		return nil
	}
	if id, ok := s.answered(e.id); ok {
		return &jsonrpc2.Response{ID: id, Error: f.reply()}
	}
	return nil
}

// answered reports whether a call of ours has this id, and takes it off the
// list.
func (s *Stream) answered(raw []byte) (jsonrpc2.ID, bool) {
	id, ok := ownID(raw)
	if !ok {
		return id, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok = s.outgoing[id]
	delete(s.outgoing, id)
	return id, ok
}

// refuse answers a message with a fault.
func (s *Stream) refuse(id []byte, f *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.appendReply(id, &jsonrpc2.Response{Error: f.reply()}, true) // a broken transport shows in the next read
}

func (s *Stream) refuseIn(b *batch, id []byte, f *Fault) {
	if b == nil {
		s.refuse(id, f)
		return
	}
	s.refuseMember(b, id, f)
}

// appendReply puts a reply into the outbox. It is called with mu held.
func (s *Stream) appendReply(id []byte, resp *jsonrpc2.Response, last bool) error {
	size := len(headID) + len(id) + len(`,"result":}`)
	if resp.Result != nil {
		size += len(*resp.Result)
	}
	mark := s.out.open(size)
	s.out.buf = appendResponse(s.out.buf, id, resp)
	s.out.close(mark, size)
	return s.out.posted(true, last)
}

// WriteObject puts a message of the library's into the outbox.
func (s *Stream) WriteObject(v any) error {
	req, resp, err := s.bridge.load(v)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if req != nil {
		return s.send(req)
	}
	return s.reply(resp)
}

// reply answers a request that was handed over. It is called with mu held.
func (s *Stream) reply(resp *jsonrpc2.Response) error {
	c := s.calls.find(resp.ID)
	if c == nil {
		return ErrAnswered
	}
	var err error
	last := s.last && c.cancel == nil
	if b := c.batch; b != nil {
		s.appendMember(b, c.id, resp)
		b.waiting--
		s.calls.remove(resp.ID)
		err = s.closeBatch(b, last)
	} else {
		id := c.id
		s.calls.remove(resp.ID) // leaves id as it is until the next add
		err = s.appendReply(id, resp, last)
	}
	s.out.changed.Broadcast()
	return err
}

// send sends a call or notification of this side. It is called with mu held.
func (s *Stream) send(req *jsonrpc2.Request) error {
	if !req.Notif {
		if s.ended {
			return ErrInputEnded
		}
		s.outgoing[req.ID] = struct{}{}
	}
	size := 128
	if req.Params != nil {
		size += len(*req.Params)
	}
	mark := len(s.out.buf)
	s.out.open(size)
	buf, err := appendRequest(s.out.buf, req)
	if err != nil {
		s.out.buf = s.out.buf[:mark]
		delete(s.outgoing, req.ID)
		return err
	}
	s.out.buf = buf
	s.out.close(mark, size)
	return s.out.posted(!req.Notif, false)
}

// busy reports whether a request is in flight.
func (s *Stream) busy() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls.live() > 0 || s.running > 0
}
