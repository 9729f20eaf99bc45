package traffic

import (
	"compress/flate"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Tap is a transport that has what passes through it judged, and changes nothing of it.
type Tap struct {
	// Base sends the requests.
	Base http.RoundTripper
	// Live judges them.
	Live *Live

	elsewhere atomic.Int64
}

// maxTapped is how many bytes of a body are looked at: more than the largest page has.
const maxTapped = 4 << 20

// RoundTrip implements [http.RoundTripper].
func (t *Tap) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.Contains(req.URL.Path, mark) || req.Header.Get("Upgrade") != "" {
		t.elsewhere.Add(1)
		return t.Base.RoundTrip(req)
	}
	started := time.Now()
	ticket := t.Live.Begin(started)
	if ticket == nil {
		return t.Base.RoundTrip(req)
	}
	x := &tapped{ex: &Exchange{}, ticket: ticket}
	x.ex.Method, x.ex.URL, x.ex.Header, x.ex.Started = req.Method, req.URL.String(), req.Header.Clone(), started
	if req.Body != nil && req.Body != http.NoBody {
		x.sent.expect(req.ContentLength)
		clone := *req // a transport must not change the request
		clone.Body = &tee{ReadCloser: req.Body, into: &x.sent}
		req = &clone
	}
	res, err := t.Base.RoundTrip(req)
	if err != nil {
		x.ex.Error = err.Error()
		x.end()
		return res, err
	}
	x.ex.Status, x.ex.Proto, x.ex.ResponseHeader = res.StatusCode, res.Proto, res.Header.Clone()
	if res.StatusCode == http.StatusSwitchingProtocols || res.Body == nil || res.Body == http.NoBody {
		x.end()
		return res, nil
	}
	x.came.expect(res.ContentLength)
	res.Body = &tee{ReadCloser: res.Body, into: &x.came, end: x.end}
	return res, nil
}

// Elsewhere is how many requests were none of a gateway's.
func (t *Tap) Elsewhere() int64 { return t.elsewhere.Load() }

// tapped is an exchange that passes.
type tapped struct {
	ex         *Exchange
	ticket     *Ticket
	sent, came copied
	once       sync.Once
}

// end has the exchange judged.
func (x *tapped) end() {
	x.once.Do(func() {
		ex := x.ex
		ex.Millis = float64(time.Since(ex.Started)) / float64(time.Millisecond)
		ex.Body, ex.BodyHidden = x.sent.text()
		ex.ResponseBody, ex.AnswerHidden = x.came.text()
		if ex.Status != 0 && !ex.AnswerHidden {
			ex.ResponseBody, ex.AnswerHidden = decoded(ex.ResponseBody, ex.ResponseHeader.Get("Content-Encoding"))
		}
		if ex.Header.Get("Content-Encoding") != "" {
			ex.BodyHidden = true
		}
		x.ticket.End(ex)
	})
}

// copied is what was read of a body.
type copied struct {
	mu     sync.Mutex
	buf    strings.Builder
	cut    bool
	failed bool
	whole  bool
	length int64 // as announced; 0 or less: it was not
}

func (c *copied) add(p []byte, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if room := maxTapped - c.buf.Len(); len(p) > room {
		p, c.cut = p[:room], true
	}
	c.buf.Write(p)
	c.whole = c.whole || err == io.EOF
	c.failed = c.failed || err != nil && err != io.EOF
}

// expect makes room for a body of so many bytes, if it is known how many.
func (c *copied) expect(n int64) {
	if c.length = n; n > 0 {
		c.buf.Grow(int(min(n, maxTapped)))
	}
}

// text is the body, and whether some of it was not read.
func (c *copied) text() (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	whole := c.whole || int64(c.buf.Len()) == c.length
	return c.buf.String(), c.cut || c.failed || !whole
}

// tee is a body that is copied while it is read.
type tee struct {
	io.ReadCloser
	into *copied
	end  func()
}

func (t *tee) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	t.into.add(p[:n], err)
	if err != nil && t.end != nil {
		t.end()
	}
	return n, err
}

func (t *tee) Close() error {
	err := t.ReadCloser.Close()
	if t.end != nil {
		t.end()
	}
	return err
}

// decoded is the body without its content encoding, and whether that could not be undone.
func decoded(body, encoding string) (string, bool) {
	var in io.Reader
	switch strings.ToLower(encoding) {
	case "", "identity":
		return body, false
	case "gzip", "x-gzip":
		unzipped, err := gzip.NewReader(strings.NewReader(body))
		if err != nil {
			return "", true
		}
		in = unzipped
	case "deflate":
		in = flate.NewReader(strings.NewReader(body))
	default:
		return "", true
	}
	text, err := io.ReadAll(io.LimitReader(in, maxTapped+1))
	return string(text), err != nil || len(text) > maxTapped
}
