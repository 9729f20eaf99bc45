package probe

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
)

// handlerTransport answers requests by a handler in the same process.
type handlerTransport struct{ handler http.Handler }

// NewHandlerTransport is a transport that calls the handler.
func NewHandlerTransport(h http.Handler) http.RoundTripper { return handlerTransport{h} }

func (t handlerTransport) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	ctx := req.Context()
	in := req.WithContext(ctx)
	in.Header = req.Header.Clone()
	target := *req.URL
	in.URL = &target
	in.RequestURI = target.RequestURI()
	in.RemoteAddr = "127.0.0.1:1"
	in.Host = target.Host
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := &answer{ctx: ctx, header: http.Header{}}
	done := make(chan error, 1)
	if trace := httptrace.ContextClientTrace(ctx); trace != nil && trace.WroteHeaderField != nil {
		trace.WroteHeaderField("Host", []string{in.Host}) // from here on it may have been carried out
	}
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("the handler panicked: %v", p)
				return
			}
			done <- nil
		}()
		t.handler.ServeHTTP(w, in)
	}()
	select {
	case err := <-done:
		if err != nil {
			return nil, err
		}
		return w.response(req), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// answer is what a handler answers. The body can be read without another copy.
type answer struct {
	ctx    context.Context // of the request
	header http.Header
	sent   http.Header // header as it was when it was sent, nil before
	status int
	body   strings.Builder
	read   reading
	useful int   // how much of the body
	cut    error // why that is not all
}

// Header implements [http.ResponseWriter].
func (w *answer) Header() http.Header { return w.header }

// WriteHeader implements [http.ResponseWriter].
func (w *answer) WriteHeader(status int) {
	if status < 100 || status > 999 {
		panic("invalid status " + strconv.Itoa(status)) // as a server does
	}
	informs := status < 200 && status != http.StatusSwitchingProtocols
	if w.sent != nil || informs {
		return
	}
	w.status, w.sent = status, w.header.Clone()
	if n, err := strconv.Atoi(w.sent.Get("Content-Length")); err == nil && 0 < n {
		w.body.Grow(min(n, 2*readAhead))
	}
}

// Write implements [http.ResponseWriter]. It fails when nobody waits for the
// answer, or for more of it, any more.
func (w *answer) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	if w.sent == nil {
		if _, typed := w.header["Content-Type"]; !typed && w.header.Get("Transfer-Encoding") == "" {
			w.header.Set("Content-Type", http.DetectContentType(p))
		}
		w.WriteHeader(http.StatusOK)
	}
	for n := 0; n < len(p); {
		if w.cut != nil {
			return n, w.cut
		}
		piece := p[n:min(n+readAhead, len(p))]
		w.body.Write(piece)
		n += len(piece)
		w.useful, w.cut = enough(&w.read, w.body.String())
	}
	return len(p), w.cut
}

// Flush implements [http.Flusher].
func (w *answer) Flush() {
	if w.sent == nil {
		w.WriteHeader(http.StatusOK)
	}
}

func (w *answer) response(req *http.Request) *http.Response {
	w.Flush()
	text := w.body.String()[:w.useful]
	return &http.Response{
		Status: fmt.Sprintf("%03d %s", w.status, http.StatusText(w.status)), StatusCode: w.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, ContentLength: -1, Body: &wholeBody{Reader: strings.NewReader(text), text: text, cut: w.cut}, Request: req,
	}
}

// wholeBody is a body of which nothing was read yet, and all is there.
type wholeBody struct {
	*strings.Reader
	text string
	cut  error
}

// Close implements [io.Closer].
func (*wholeBody) Close() error { return nil }
