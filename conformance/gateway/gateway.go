package gateway

import (
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// Gateway is the reference gateway. It is safe for concurrent use.
type Gateway struct {
	options   Options
	behaviour *Behaviour
}

// New makes a gateway without apps.
func New(o Options) *Gateway {
	o = o.withDefaults()
	return &Gateway{options: o, behaviour: newBehaviour(o, NewStore(o.MaxApps, o.MaxAllApps))}
}

// ServeHTTP implements [http.Handler].
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !g.options.Log.Enabled(r.Context(), slog.LevelInfo) {
		g.serve(w, r)
		return
	}
	start := time.Now()
	counted := &counter{ResponseWriter: w, status: http.StatusOK}
	// Deferred, so that an answer cut short by a panic is logged, too.
	defer func() {
		g.options.Log.LogAttrs(r.Context(), slog.LevelInfo, "request",
			slog.String("method", r.Method),
			slog.String("path", r.URL.EscapedPath()),
			slog.Int("status", counted.status),
			slog.Int64("received", max(r.ContentLength, 0)),
			slog.Int64("sent", counted.bytes),
			slog.Duration("took", time.Since(start)),
		)
	}()
	g.serve(counted, r)
}

func (g *Gateway) serve(w http.ResponseWriter, r *http.Request) {
	b := g.behaviour
	x, route := newExchange(r, w, g.options.MaxBody, g.options.Extended)
	if g.options.Extended {
		w.Header().Set("X-Request-Id", randomHex())
	}
	switch {
	case route == nil && !inAPI(r.URL.Path):
		g.options.Page.ServeHTTP(w, r)
	case route == nil:
		b.Send(w, x, b.Fail(x, notFound(r.URL.Path)))
	case x.Op == 0:
		reply := b.Fail(x, methodNotAllowed(r.Method))
		reply.Header.Set("Allow", route.allow)
		b.Send(w, x, reply)
	default:
		b.Send(w, x, b.Handle(x))
	}
}

// pointer is the page of a gateway that has none.
func pointer(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "appgauge reference gateway; the API is at "+appsPath)
}

// counter notes what was answered, for the log.
type counter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (c *counter) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets [http.ResponseController] reach the connection.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }
