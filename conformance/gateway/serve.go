package gateway

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// ServeOptions bound what a client can hold up. The zero value works.
type ServeOptions struct {
	// ReadHeaderTimeout is for a request's header; 0 means 5 s.
	ReadHeaderTimeout time.Duration
	// ReadTimeout is for a whole request; 0 means 15 s.
	ReadTimeout time.Duration
	// WriteTimeout is for an answer, from the end of the request's header on; 0
	// means 30 s.
	WriteTimeout time.Duration
	// IdleTimeout is for the next request on a connection; 0 means 60 s.
	IdleTimeout time.Duration
	// MaxHeaderBytes bounds a request's header; 0 means 16 KiB.
	MaxHeaderBytes int
	// Grace is how long requests under way may take to finish when the context
	// ends; 0 means 5 s.
	Grace time.Duration
	// Hosts are names by which this gateway may be called, beside localhost and the
	// IP address that the connection came in on. Requests to other hosts are
	// answered 421: a web page could send them.
	Hosts []string
	// Log receives what goes wrong on connections; nil means nothing is logged.
	Log *slog.Logger
}

// Serve answers on ln by h until ctx ends, over HTTP/1.1 and, where the client
// begins with it, HTTP/2 without TLS. Then it stops to accept, lets the requests
// under way finish and returns nil; those that outlast the grace are cut off and
// make an error. ln is closed.
func Serve(ctx context.Context, ln net.Listener, h http.Handler, o ServeOptions) error {
	def(&o.ReadHeaderTimeout, 5*time.Second)
	def(&o.ReadTimeout, 15*time.Second)
	def(&o.WriteTimeout, 30*time.Second)
	def(&o.IdleTimeout, time.Minute)
	def(&o.MaxHeaderBytes, 16<<10)
	def(&o.Grace, 5*time.Second)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	srv := &http.Server{
		Handler:           onlyKnownHosts(h, o.Hosts, o.Log),
		ReadHeaderTimeout: o.ReadHeaderTimeout,
		ReadTimeout:       o.ReadTimeout,
		WriteTimeout:      o.WriteTimeout,
		IdleTimeout:       o.IdleTimeout,
		MaxHeaderBytes:    o.MaxHeaderBytes,
		Protocols:         new(http.Protocols),
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn),
	}
	srv.Protocols.SetHTTP1(true)
	srv.Protocols.SetUnencryptedHTTP2(true)
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	// The context that ended cannot bound the stop as well.
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), o.Grace)
	defer cancel()
	err := srv.Shutdown(grace)
	if err != nil {
		err = errors.Join(errors.New("requests were cut off"), err, srv.Close())
	}
	<-failed
	return err
}
