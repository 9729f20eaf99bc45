package main

import (
	"bytes"
	"io"
	"net/http"
	"sync"
)

// sent is a request as the suite sent it.
type sent struct {
	method, path string // path with the query
	header       http.Header
	body         []byte
}

// recorder keeps the requests that pass through it, in the order of their start.
type recorder struct {
	next http.RoundTripper

	mu       sync.Mutex
	sent     []sent
	statuses map[int]int // of the answers
}

// newTransport is what sends, for the suite as for the bare client.
func newTransport(concurrency int) *http.Transport {
	return &http.Transport{MaxIdleConnsPerHost: concurrency, DisableCompression: true}
}

// RoundTrip implements [http.RoundTripper].
func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	s := sent{method: req.Method, path: req.URL.RequestURI(), header: req.Header.Clone()}
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		req.Body.Close()
		s.body = body
		req = req.Clone(req.Context())
		req.Body = io.NopCloser(bytes.NewReader(body))
	}
	r.mu.Lock()
	r.sent = append(r.sent, s)
	r.mu.Unlock()
	resp, err := r.next.RoundTrip(req)
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.statuses == nil {
			r.statuses = map[int]int{}
		}
		r.statuses[resp.StatusCode]++
	}
	return resp, err
}

// replay sends the requests again, so many at once, and reads the answers.
func replay(base string, list []sent, concurrency int, by http.RoundTripper) error {
	client := &http.Client{Transport: by}
	defer client.CloseIdleConnections()
	next := make(chan sent)
	errs := make(chan error, concurrency)
	var wg sync.WaitGroup
	for range concurrency {
		wg.Go(func() {
			var failed error
			for s := range next {
				if failed == nil {
					failed = send(client, base, s)
				}
			}
			errs <- failed
		})
	}
	for _, s := range list {
		next <- s
	}
	close(next)
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func send(client *http.Client, base string, s sent) error {
	var body io.Reader
	if s.body != nil {
		body = bytes.NewReader(s.body)
	}
	req, err := http.NewRequest(s.method, base+s.path, body)
	if err != nil {
		return err
	}
	req.Header = s.header.Clone()
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}
