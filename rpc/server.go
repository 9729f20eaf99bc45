package rpc

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
)

// A Server answers the methods of [Methods] over any number of connections.
type Server struct {
	opt     Options
	guard   guard
	methods map[string]*Method
	handler jsonrpc2.Handler

	// ctx is the context of every request; stop ends what Shutdown did not wait for.
	ctx  context.Context
	stop context.CancelFunc
	open chan struct{} // holds an element for each open connection
	runs chan struct{} // holds an element for each run of the suite

	mu        sync.Mutex
	sessions  map[*session]struct{}
	endpoints []endpoint
	running   int       // calls of long methods
	idle      sync.Cond // running is 0
	closing   bool
}

// A session is one connection on which messages go both ways.
type session struct {
	stream *wire.Stream
	conn   *jsonrpc2.Conn
}

// An endpoint is an address at which the server listens.
type endpoint interface {
	// serve takes connections until the listener is closed.
	serve() error
	// shutdown closes the listener and waits for what the server does not know
	// as sessions. It is called once, serve or no serve.
	shutdown(ctx context.Context) error
}

// New returns a server that serves nothing yet.
func New(opt Options) *Server {
	s := &Server{opt: opt.withDefaults(), methods: map[string]*Method{}, sessions: map[*session]struct{}{}}
	s.idle.L = &s.mu
	s.guard = newGuard(s.opt)
	s.open = make(chan struct{}, s.opt.MaxConnections)
	s.runs = make(chan struct{}, s.opt.MaxRuns)
	s.ctx, s.stop = context.WithCancel(context.Background())
	for _, m := range Methods() {
		s.methods[m.Name] = &m
	}
	s.handler = wire.HandlerFunc(s.handle)
	return s
}

// handle answers one request.
func (s *Server) handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	m, ok := s.methods[req.Method]
	if !ok {
		return nil, coded(unknownMethod(req.Method))
	}
	if m.Long {
		s.count(1)
		defer s.count(-1)
	}
	c := call{ctx, conn, s}
	var result any
	var err error
	if req.Params == nil {
		result, err = m.call(c, nil)
	} else {
		result, err = m.call(c, *req.Params)
	}
	if err != nil {
		return nil, coded(err)
	}
	return result, nil
}

// count counts the calls of long methods.
func (s *Server) count(by int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running += by; s.running == 0 {
		s.idle.Broadcast()
	}
}

func unknownMethod(name string) *MethodError {
	err := &MethodError{Method: name}
	for _, m := range Methods() {
		err.Known = append(err.Known, m.Name)
	}
	return err
}

// limits are the limits of a connection that comes from a socket.
func (s *Server) limits() wire.Options {
	o := s.opt.Limits
	o.Long = func(req *jsonrpc2.Request) bool {
		m, ok := s.methods[req.Method]
		return ok && m.Long
	}
	o.Logf = s.opt.Logf
	return o
}

// ServeStream serves one stream of bytes, which may be idle for as long as it
// likes. It returns when the input has ended and everything is answered, or after
// [Server.Shutdown]; and when an answer cannot be written, with the reason.
func (s *Server) ServeStream(rw io.ReadWriteCloser) error {
	limits := s.limits()
	limits.IdleTimeout = 0
	return s.serve(wire.NewStream(rw, limits))
}

func (s *Server) serve(stream *wire.Stream) error {
	session := s.begin(stream)
	if session == nil {
		return stream.Close()
	}
	defer s.end(session)
	select {
	case <-session.conn.DisconnectNotify():
	case <-stream.Done():
		// The reader may still wait for its input; what runs is of no more use.
		_ = session.conn.Close()
	}
	return stream.WriteErr()
}

// begin starts a connection. It returns nil when the server is closing.
func (s *Server) begin(stream *wire.Stream) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return nil
	}
	n := &session{stream: stream, conn: stream.Start(s.ctx, s.handler)}
	s.sessions[n] = struct{}{}
	return n
}

func (s *Server) end(n *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, n)
}

// shutdown answers what was read and closes the connection. It stops waiting for
// that when ctx is done.
func (n *session) shutdown(ctx context.Context) {
	// What goes wrong with a connection that is given up is of no more interest.
	_ = n.stream.Shutdown(ctx)
	_ = n.conn.Close()
}

// Serve takes connections at the addresses of [Server.Listen] until
// [Server.Shutdown]. It returns at once when one of them fails.
func (s *Server) Serve() error {
	s.mu.Lock()
	endpoints := s.endpoints
	s.mu.Unlock()
	failed := make(chan error, len(endpoints))
	for _, e := range endpoints {
		go func() { failed <- e.serve() }()
	}
	for range endpoints {
		if err := <-failed; err != nil && !errors.Is(err, net.ErrClosed) {
			return err
		}
	}
	return nil
}

// Shutdown stops listening, answers every request that was read, and closes all
// connections. When ctx is done first, it closes the connections, cancels the
// requests that are still running, waits for them to clean up, and returns the
// context's error.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.closing = true
	endpoints := s.endpoints
	var wg sync.WaitGroup
	for n := range s.sessions {
		wg.Go(func() { n.shutdown(ctx) })
	}
	s.mu.Unlock()
	for _, e := range endpoints {
		wg.Go(func() {
			if err := e.shutdown(ctx); err != nil {
				s.opt.Logf("rpc: %v", err)
			}
		})
	}
	wg.Wait()
	s.stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.running > 0 {
		s.idle.Wait() // what was cancelled may have to clean up
	}
	return ctx.Err()
}
