package probe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

const (
	// recordBody is how many bytes of a long answer are kept until secrets are
	// redacted, beside as many as the token may take.
	recordBody = 2 * ShowBody
	// deadAfter is how many exchanges in a row may come to nothing before the
	// gateway is given up, and deadInAll how many in the whole run. downAfter is how
	// many in a row may be answered 502, 503 or 504.
	deadAfter = 5
	deadInAll = 40
	downAfter = 20
)

// ShowBody is how many bytes of a long answer are shown in reports.
const ShowBody = 8 << 10

// ErrGone says that the gateway was given up.
var ErrGone = errors.New("the gateway stopped answering, so nothing more was sent")

// Client sends requests to one gateway, with manners. It is safe for concurrent
// use.
type Client struct {
	base      string
	home      string // the address of the run's own place
	auth      Auth
	transport http.RoundTripper
	pace      *throttle
	creations creations
	gate      *gate
	timeout   time.Duration
	record    int // recordBody, and what a credential may take

	reader  jsonvalue.Reader
	headers headers
	buffers buffers

	sent     atomic.Int64
	streak   atomic.Int64
	failures atomic.Int64
	gone     atomic.Bool
	// onGone is called once when the gateway is given up.
	onGone func(error)

	oracle    *oracle.Oracle
	onFinding func(*Exchange)
	place     Place
}

// Options are what a client needs to know. The zero Rate is unlimited.
type Options struct {
	// Base is the gateway's address, without a slash at its end; Home the place of
	// requests that name none.
	Base      string
	Home      Place
	Auth      Auth
	Transport http.RoundTripper
	// Rate is how many requests are sent a second at most, Timeout bounds each.
	// Concurrency is how many are under way at once at most; 0 is [MaxConcurrency].
	// The client finds out how many are of use, so that callers may start as many
	// workers.
	Rate        float64
	Timeout     time.Duration
	Concurrency int
	// OnGone is called once if the gateway is given up; it may be nil.
	OnGone func(error)
	// Oracle judges every answer; nil is nobody. OnFinding is called for each answer
	// that it finds something in, from any goroutine; it may be nil.
	Oracle    *oracle.Oracle
	OnFinding func(*Exchange)
}

func NewClient(o Options) *Client {
	c := &Client{
		base: o.Base, home: o.Base + o.Home.Path(), timeout: o.Timeout,
		auth:      o.Auth,
		buffers:   make(buffers, cmp.Or(o.Concurrency, MaxConcurrency)),
		record:    recordBody + 12*o.Auth.longest(),
		transport: o.Transport, onGone: o.OnGone, oracle: o.Oracle, onFinding: o.OnFinding, place: o.Home,
		pace: newThrottle(o.Rate), gate: newGate(o.Concurrency),
	}
	return c
}

// Requests is how many requests were sent, retries included.
func (c *Client) Requests() int64 { return c.sent.Load() }

// GaveUp reports whether the gateway was given up.
func (c *Client) GaveUp() bool { return c.gone.Load() }

// Slow reports whether waiting for answers is what takes the time.
func (c *Client) Slow() bool { return c.gate.slow() }

// Revive forgets that requests came to nothing: the next few decide anew whether
// the gateway is given up.
func (c *Client) Revive() {
	c.gone.Store(false)
	c.streak.Store(0)
	c.failures.Store(0)
	c.pace.revive()
}

// Hurry makes requests wait no longer than that for their answers. No request may
// be under way.
func (c *Client) Hurry(timeout time.Duration) { c.timeout = min(c.timeout, timeout) }

// parse makes the value of the answer's body, unless it is long and has to wait
// to be judged.
func (c *Client) parse(ex *Exchange, op Operation) {
	if ex.Cut || len(ex.raw) > keepParsed && op != OpQuery {
		return
	}
	ex.doc, ex.parsed = c.reader.Read(ex.raw), true
	if ex.doc.Cut {
		ex.cut(ex.raw, cutError{})
	}
}

// CloseIdle closes the connections that are not in use.
func (c *Client) CloseIdle() {
	if t, ok := c.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// send sends the request, again if it may be, and reads the answer. The error is as
// that of [Client.Do].
func (c *Client) send(ctx context.Context, r Request) (*Exchange, error) {
	ex := &Exchange{}
	for attempt := 1; ; attempt++ {
		if c.gone.Load() {
			if ex.Method == "" {
				ex.Error = ErrGone.Error()
			}
			return ex, ErrGone
		}
		if err := c.gate.enter(ctx); err != nil {
			ex.Error = err.Error()
			return ex, err
		}
		// Whoever has a place and waits lets nobody else start at a pace that is known
		// to be too fast.
		s, err := c.pace.wait(ctx)
		if err != nil || c.gone.Load() {
			c.gate.leave(0, false)
			if err != nil {
				ex.Error = err.Error()
				return ex, err
			}
			continue
		}
		unsent, err := c.once(ctx, r, ex)
		ex.Attempts, ex.Unsent = attempt, unsent && err != nil
		c.gate.leave(time.Since(s.at), err == nil && !troubled(ex.Status))
		if err != nil && ctx.Err() != nil {
			return ex, err
		}
		if err == nil {
			c.parse(ex, r.Op)
		}
		d := c.judge(r, ex, err, s)
		if r.Op == OpCreate && err == nil {
			d = c.judgeCreation(ctx, ex, d)
		}
		if !d.again {
			if d.err != nil {
				ex.Error = d.err.Error()
			}
			c.count(ex, d.err)
			return ex, d.err
		}
		if err := Sleep(ctx, d.wait); err != nil {
			return ex, err
		}
	}
}

func Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// count keeps the tally of failures, and gives the gateway up when it is full. An
// answer of [maxBody] is one of them too, for it takes long to read.
func (c *Client) count(ex *Exchange, err error) {
	if err == nil {
		c.streak.Store(0)
		if why, ok := ex.doc.Err.(cutError); ok && why.tooLong && c.failures.Add(1) >= deadInAll {
			c.giveUp(fmt.Errorf("too many of its answers are longer than %d MiB", maxBody>>20))
		}
		return
	}
	if t, ok := errors.AsType[*TransientError](err); ok && t.Status != 0 {
		if t.Full {
			return // it answers all else
		}
		if c.streak.Add(1) >= downAfter {
			c.giveUp(err)
		}
		return
	}
	streak, all := c.streak.Add(downAfter/deadAfter), c.failures.Add(1)
	if streak >= downAfter || all >= deadInAll {
		c.giveUp(err)
	}
}

func (c *Client) giveUp(why error) {
	if c.gone.Swap(true) {
		return
	}
	c.pace.stop()
	if c.onGone != nil {
		c.onGone(why)
	}
}

// once sends the request a single time. unsent reports that nothing of it can
// have reached the gateway.
func (c *Client) once(ctx context.Context, r Request, ex *Exchange) (unsent bool, err error) {
	*ex = Exchange{Exchange: result.Exchange{Started: time.Now(), Attempts: ex.Attempts}, record: c.record}
	defer func() {
		ex.Millis = float64(time.Since(ex.Started).Microseconds()) / 1000
		if err != nil {
			ex.Error = err.Error()
		}
	}()
	ctx, cancel := context.WithTimeoutCause(ctx, c.timeout, tooSlow(c.timeout))
	defer cancel()
	var wrote atomic.Bool // the transport goes on when ctx ends
	if r.Op == OpCreate {
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
			WroteHeaderField: func(string, []string) { wrote.Store(true) },
		})
	}
	req, err := c.build(ctx, r)
	if err != nil {
		return true, err
	}
	ex.Method, ex.URL, ex.Header, ex.Body = req.Method, req.URL.String(), c.header(r), r.Body
	c.sent.Add(1)
	// The transport alone follows no redirect: the token goes to no other address
	// than the one that was given.
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return !wrote.Load(), err
	}
	defer resp.Body.Close()
	ex.Proto, ex.ResponseHeader = resp.Proto, c.headers.answer(resp.Header)
	body, cut, err := c.readBody(resp)
	ex.ResponseBytes = len(body)
	if err != nil {
		ex.ResponseBody = strings.Clone(body[:min(len(body), c.record)])
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return false, fmt.Errorf("the answer broke off: %w", err)
	}
	ex.Status = resp.StatusCode
	if s := sign.Digits(req.Header); s != "" && strings.Contains(body, s) {
		ex.Secrets = []string{s} // who has it may send the request again
	}
	if cut != nil {
		ex.cut(body, cut)
		return false, nil
	}
	ex.raw = body
	return false, nil
}

// tooSlow is how long was waited for an answer in vain.
type tooSlow time.Duration

func (d tooSlow) Error() string {
	return fmt.Sprintf("no complete answer within %s", time.Duration(d))
}

// readBody reads the body into a buffer that is used again, so that what is kept
// is as long as the body. cut says why it was not read to its end.
func (c *Client) readBody(resp *http.Response) (body string, cut, err error) {
	if whole, ok := resp.Body.(*wholeBody); ok {
		return whole.text, whole.cut, nil
	}
	buf := c.buffers.take()
	defer c.buffers.give(buf)
	cut, err = readAll(buf, resp.Body)
	if cut != nil {
		return buf.String(), cut, nil
	}
	return c.reader.Text(buf.Bytes()), nil, err
}

func (c *Client) build(ctx context.Context, r Request) (*http.Request, error) {
	target, method := c.home, http.MethodGet
	if r.At != nil {
		target = c.base + r.At.Path()
	}
	var body io.Reader
	switch r.Op {
	case OpCreate:
		method, body = http.MethodPost, strings.NewReader(r.Body)
	case OpQuery:
		if r.Query != "" {
			target += "?" + r.Query
		}
	case OpDelete:
		method, target = http.MethodDelete, target+"/"+url.PathEscape(r.ID)
	}
	req, err := http.NewRequestWithContext(ctx, method, target, body)
	if err != nil {
		return nil, err
	}
	req.Header = maps.Clone(c.header(r))
	if r.Chunked {
		req.ContentLength = -1 // not known
	}
	c.auth.sign(req, r, time.Now())
	return req, nil
}

// Written is the request as reports show it, for who wants to send it by other means.
func (c *Client) Written(r Request) (*result.Exchange, error) {
	req, err := c.build(context.Background(), r)
	if err != nil {
		return nil, err
	}
	return &result.Exchange{Method: req.Method, URL: req.URL.String(), Header: c.header(r), Body: r.Body}, nil
}

// header is the request's header as it is shown, which many requests have in common.
func (c *Client) header(r Request) http.Header {
	return c.headers.request(headerKind{create: r.Op == OpCreate, contentType: r.ContentType, chunked: r.Chunked, expect: r.Expect, auth: r.Auth}, func() http.Header {
		h := http.Header{"Accept": {"application/json"}, "User-Agent": {"appgauge"}}
		if r.Op == OpCreate {
			switch r.ContentType {
			case "":
				h.Set("Content-Type", "application/json")
			case NoContentType:
			default:
				h.Set("Content-Type", r.ContentType)
			}
		}
		if r.Chunked {
			h.Set("Transfer-Encoding", "chunked") // for the reports; the transport sees to it by itself
		}
		if r.Expect {
			h.Set("Expect", "100-continue")
		}
		c.auth.show(h, r.Auth)
		return h
	})
}

// NoContentType as a request's contentType sends the body undeclared.
const NoContentType = "none"
