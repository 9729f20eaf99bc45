package probe

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A handler is answered for as a server would.
func TestHandlerTransport(t *testing.T) {
	for _, tt := range []struct {
		name    string
		handler http.HandlerFunc
		status  int
		header  http.Header
		body    string
	}{
		{"nothing", func(http.ResponseWriter, *http.Request) {}, 200, http.Header{}, ""},
		{"no status", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a text") }, 200,
			http.Header{"Content-Type": {"text/plain; charset=utf-8"}}, "a text"},
		{"header after the status", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("A", "1")
			w.WriteHeader(201)
			w.Header().Set("A", "2")
			w.WriteHeader(500)
		}, 201, http.Header{"A": {"1"}}, ""},
		{"hints before the status", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(404)
		}, 404, http.Header{}, ""},
		{"in pieces", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "x/y")
			for _, s := range []string{"a", "", "b"} {
				io.WriteString(w, s)
				w.(http.Flusher).Flush()
			}
		}, 200, http.Header{"Content-Type": {"x/y"}}, "ab"},
		{"echo", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "x/y")
			body, _ := io.ReadAll(r.Body)
			io.WriteString(w, r.Method+" "+r.RequestURI+" "+r.Host+" "+string(body))
		}, 200, http.Header{"Content-Type": {"x/y"}}, "POST /p?q=1 h.invalid body"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req, err := http.NewRequest("POST", "http://h.invalid/p?q=1", bytes.NewBufferString("body"))
			if err != nil {
				t.Fatal(err)
			}
			resp, err := handlerTransport{tt.handler}.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != tt.status || string(body) != tt.body {
				t.Errorf("%d %q, want %d %q", resp.StatusCode, body, tt.status, tt.body)
			}
			if diff := cmp.Diff(tt.header, resp.Header); diff != "" {
				t.Errorf("header (-want +got):\n%s", diff)
			}
		})
	}
}

// A handler that writes without end is stopped when nobody waits any more, or when it
// wrote more than anybody reads.
func TestHandlerTransportEndsEndlessAnswers(t *testing.T) {
	for _, k := range []struct {
		name  string
		pause time.Duration
		most  time.Duration
	}{
		{"slowly", time.Millisecond, 50 * time.Millisecond},
		{"quickly", 0, time.Minute},
	} {
		ended := make(chan struct{})
		ctx, cancel := context.WithTimeout(t.Context(), k.most)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, "GET", "http://h.invalid/", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := handlerTransport{http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			defer close(ended)
			for err := error(nil); err == nil; {
				_, err = w.Write(make([]byte, 1<<10))
				time.Sleep(k.pause)
			}
		})}.RoundTrip(req)
		if (err != nil) != (k.pause > 0) {
			t.Errorf("%s: error %v", k.name, err)
		}
		if err == nil {
			if n, err := io.Copy(io.Discard, resp.Body); n != maxBody || err != nil {
				t.Errorf("%s: %d bytes are kept (%v)", k.name, n, err)
			}
		}
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Errorf("%s: the handler still writes", k.name)
		}
	}
}
