package rpc

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/rpc/wire"
)

// httpEndpoint serves POST requests, each with one message, which may be a batch.
type httpEndpoint struct {
	listener net.Listener
	server   *http.Server
}

func newHTTP(s *Server, l net.Listener) *httpEndpoint {
	e := newHTTPServer(s, l, (*poster)(s))
	e.server.BaseContext = func(net.Listener) context.Context { return s.ctx }
	return e
}

// newHTTPServer sets the limits of this server to one of package net/http.
func newHTTPServer(s *Server, l net.Listener, h http.Handler) *httpEndpoint {
	limits := s.limits()
	return &httpEndpoint{l, &http.Server{
		Handler:           h,
		ReadHeaderTimeout: max(limits.FrameTimeout, 0),
		IdleTimeout:       max(limits.IdleTimeout, 0),
		MaxHeaderBytes:    limits.MaxHeader,
		ErrorLog:          log.New(logWriter(s.opt.Logf), "", 0),
	}}
}

func (e *httpEndpoint) serve() error {
	if err := e.server.Serve(e.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (e *httpEndpoint) shutdown(ctx context.Context) error {
	err := errors.Join(e.server.Shutdown(ctx), e.server.Close())
	if closed := e.listener.Close(); !errors.Is(closed, net.ErrClosed) {
		err = errors.Join(err, closed)
	}
	return err
}

// A poster answers POST requests.
type poster Server

func (p *poster) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	// The deadline of the connection's last answer may have passed meanwhile.
	_ = control.SetWriteDeadline(time.Time{})
	if why := p.admit(w, r); why != nil {
		refuse(w, r, why)
		return
	}
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s := (*Server)(p)
	limits := s.limits()
	limits.IdleTimeout = -1
	limits.FlushDelay = -1
	x := &exchange{
		// One byte more than is allowed is enough to tell.
		body:    io.LimitReader(r.Body, int64(limits.MaxMessage)+1),
		control: control,
		closed:  make(chan struct{}),
	}
	ctx := context.WithValue(r.Context(), oneWay{}, true)
	conn := wire.NewMessageStream(x, limits).Start(ctx, s.handler)
	<-x.closed
	<-conn.DisconnectNotify()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.reply == nil && r.Context().Err() != nil {
		// The caller is gone, or this server could not wait for the end of its
		// request. No answer may be taken for one.
		panic(http.ErrAbortHandler)
	}
	if limits.WriteTimeout > 0 {
		_ = control.SetWriteDeadline(time.Now().Add(limits.WriteTimeout))
	}
	if x.reply == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	writeJSON(w, http.StatusOK, x.reply)
}

// admit returns why a request must not go on, and lets pages of the origins that
// are allowed read the answer.
func (p *poster) admit(w http.ResponseWriter, r *http.Request) *refusal {
	if why := p.guard.admit(r); why != nil {
		return why
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Vary", "Origin")
		if r.Method == http.MethodOptions {
			// A browser asks so before it sends JSON to another site. It sends no
			// token along.
			h.Set("Access-Control-Allow-Methods", http.MethodPost)
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
			h.Set("Access-Control-Max-Age", "600")
			return nil
		}
	}
	if r.Method != http.MethodPost {
		return &refusal{http.StatusMethodNotAllowed, "methods are called by POST, not by " + r.Method}
	}
	if why := p.guard.authorize(r); why != nil {
		return why
	}
	if !isJSON(r) {
		return &refusal{http.StatusUnsupportedMediaType, "the Content-Type must be application/json, in UTF-8"}
	}
	return nil
}

// An exchange is a request and its answer, as a transport of one message each way.
type exchange struct {
	body    io.Reader
	read    atomic.Bool // the body, to its end
	control *http.ResponseController
	once    sync.Once
	closed  chan struct{}

	mu    sync.Mutex
	reply []byte
}

func (x *exchange) NextReader() (io.Reader, error) {
	if x.body == nil {
		return nil, io.EOF
	}
	body := x.body
	x.body = nil
	return readerFunc(func(p []byte) (int, error) {
		n, err := body.Read(p)
		if err == io.EOF {
			x.read.Store(true)
		}
		return n, err
	}), nil
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// WriteMessage keeps the first message, which is the answer: methods send nothing
// else where the context is one-way.
func (x *exchange) WriteMessage(message []byte) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.reply == nil {
		x.reply = append([]byte{}, message...)
	}
	return nil
}

func (x *exchange) Close() error {
	x.once.Do(func() {
		if !x.read.Load() {
			// Wakes a reader that waits for the rest of the body. The connection
			// is of no use after that.
			_ = x.control.SetReadDeadline(time.Unix(1, 0))
		}
		close(x.closed)
	})
	return nil
}

// logWriter turns lines into calls.
type logWriter func(format string, args ...any)

func (l logWriter) Write(line []byte) (int, error) {
	l("rpc: %s", line)
	return len(line), nil
}
