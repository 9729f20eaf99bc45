package conformance

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

const (
	// maxBody is how many bytes of an answer are read. A page of 500 apps that
	// are as large as can be, every character of the remarks escaped, has some
	// 2 MB.
	maxBody = 4 << 20
	// maxHeader bounds the header of an answer, in bytes.
	maxHeader = 256 << 10
	// recordBody and showBody are how many bytes of an answer are kept until
	// secrets are redacted, and how many are shown in reports.
	recordBody = 64 << 10
	showBody   = 8 << 10
	// maxAttempts is how often one request is sent at most.
	maxAttempts = 6
	// maxWait bounds one pause before another attempt.
	maxWait = 30 * time.Second
	// deadAfter is how many exchanges in a row may come to nothing before the
	// gateway is given up, and deadInAll how many in the whole run.
	deadAfter = 5
	deadInAll = 40
)

// errGone says that the gateway was given up.
var errGone = errors.New("the gateway stopped answering, so nothing more was sent")

// client sends requests to one gateway, with manners. It is safe for concurrent
// use.
type client struct {
	base      string
	home      place
	good      string
	forbidden string
	http      *http.Client
	limit     *rate.Limiter
	timeout   time.Duration

	sent     atomic.Int64
	streak   atomic.Int64
	failures atomic.Int64
	gone     atomic.Bool
	// quiet holds the time, in Unix nanoseconds, until which a 429 asked
	// everybody to wait.
	quiet atomic.Int64
	// onGone is called once when the gateway is given up.
	onGone func(error)
}

// newTransport is an HTTP transport for runs: proxies from the environment,
// HTTP/2 where the gateway offers it, caFile's certificates beside the system's.
func newTransport(concurrency int, roots *x509.CertPool) *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           concurrency + 2,
		MaxIdleConnsPerHost:    concurrency + 2,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: maxHeader,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		// A run asks for no compression: what comes is what is counted.
		DisableCompression: true,
	}
}

// do sends the request and reads the answer. It returns an exchange in any case;
// Status is 0 where no answer could be read, and the error says why.
func (c *client) do(ctx context.Context, r request) (*Exchange, error) {
	ex := &Exchange{}
	for attempt := 1; ; attempt++ {
		if c.gone.Load() {
			if ex.Method == "" {
				ex.Error = errGone.Error()
			}
			return ex, errGone
		}
		if err := c.pause(ctx); err != nil {
			ex.Error = err.Error()
			return ex, err
		}
		unsent, err := c.once(ctx, r, ex)
		ex.Attempts, ex.unsent = attempt, unsent && err != nil
		if err != nil && ctx.Err() != nil {
			return ex, err
		}
		wait, again := c.again(r, ex, err, unsent, attempt)
		if again && (attempt == maxAttempts || wait > maxWait) && err == nil {
			err = fmt.Errorf("answered %d to %s, and asks to wait %s more", ex.Status, times(attempt), wait)
			ex.Error, again = err.Error(), false
		}
		c.count(err)
		if !again {
			return ex, err
		}
		if err := sleep(ctx, wait); err != nil {
			return ex, err
		}
	}
}

// pause waits for the rate limit, and for the end of the quiet a 429 asked for.
func (c *client) pause(ctx context.Context) error {
	if until := c.quiet.Load(); until != 0 {
		if wait := time.Until(time.Unix(0, until)); wait > 0 {
			if err := sleep(ctx, wait); err != nil {
				return err
			}
		}
	}
	if c.limit != nil {
		return c.limit.Wait(ctx)
	}
	return ctx.Err()
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// again decides whether the request may be sent once more, and when. A request
// that creates is repeated only where the gateway said that it did nothing, or
// never saw it.
func (c *client) again(r request, ex *Exchange, err error, unsent bool, attempt int) (time.Duration, bool) {
	if err != nil {
		return 100 * time.Millisecond, attempt == 1 && (r.op != opCreate || unsent)
	}
	if ex.Status != http.StatusTooManyRequests && ex.Status != http.StatusServiceUnavailable {
		return 0, false
	}
	wait, told := retryAfter(ex.ResponseHeader.Get("Retry-After"), time.Now())
	switch {
	case told && 0 < wait && wait <= maxWait:
		c.quiet.Store(time.Now().Add(wait).UnixNano())
	case told:
	case ex.Status == http.StatusServiceUnavailable:
		return 0, false
	default:
		wait = 100 * time.Millisecond << (attempt - 1)
	}
	return wait, true
}

// retryAfter reads a Retry-After header: seconds or an HTTP date.
func retryAfter(text string, now time.Time) (time.Duration, bool) {
	if s, err := strconv.ParseUint(strings.TrimSpace(text), 10, 31); err == nil {
		return time.Duration(s) * time.Second, true
	}
	if t, err := http.ParseTime(text); err == nil {
		return max(t.Sub(now), 0), true
	}
	return 0, false
}

func times(n int) string {
	if n == 1 {
		return "the request"
	}
	return fmt.Sprintf("%d attempts", n)
}

// count keeps the tally of failures, and gives the gateway up when it is full.
func (c *client) count(err error) {
	if err == nil {
		c.streak.Store(0)
		return
	}
	streak, all := c.streak.Add(1), c.failures.Add(1)
	if (streak >= deadAfter || all >= deadInAll) && !c.gone.Swap(true) && c.onGone != nil {
		c.onGone(err)
	}
}

// once sends the request a single time. unsent reports that nothing of it can
// have reached the gateway.
func (c *client) once(ctx context.Context, r request, ex *Exchange) (unsent bool, err error) {
	attempts := ex.Attempts
	*ex = Exchange{Started: time.Now(), Attempts: attempts}
	defer func() {
		ex.Millis = float64(time.Since(ex.Started).Microseconds()) / 1000
		if err != nil {
			ex.Error = err.Error()
		}
	}()
	ctx, cancel := context.WithTimeoutCause(ctx, c.timeout, fmt.Errorf("no complete answer within %s", c.timeout))
	defer cancel()
	wrote := false
	if r.op == opCreate {
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
			WroteHeaderField: func(string, []string) { wrote = true },
		})
	}
	req, err := c.build(ctx, r)
	if err != nil {
		return true, err
	}
	ex.Method, ex.URL, ex.Header, ex.Body = req.Method, req.URL.String(), req.Header, r.body
	c.sent.Add(1)
	resp, err := c.http.Do(req)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return !wrote, err
	}
	defer resp.Body.Close()
	ex.Proto, ex.ResponseHeader = resp.Proto, resp.Header
	body, err := readBody(resp)
	ex.ResponseBytes = len(body)
	if err != nil {
		ex.ResponseBody = string(body[:min(len(body), recordBody)])
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return false, fmt.Errorf("the answer broke off: %w", err)
	}
	ex.Status = resp.StatusCode
	ex.raw = body
	return false, nil
}

func readBody(resp *http.Response) ([]byte, error) {
	var buf bytes.Buffer
	if n := resp.ContentLength; 0 < n && n <= maxBody {
		buf.Grow(int(n) + bytes.MinRead)
	}
	_, err := buf.ReadFrom(io.LimitReader(resp.Body, maxBody+1))
	if err == nil && buf.Len() > maxBody {
		buf.Truncate(maxBody)
		err = fmt.Errorf("its body has more than %d MiB", maxBody>>20)
	}
	return buf.Bytes(), err
}

func (c *client) build(ctx context.Context, r request) (*http.Request, error) {
	at := c.home
	if r.at != nil {
		at = *r.at
	}
	target, method := c.base+at.path(), http.MethodGet
	var body io.Reader
	switch r.op {
	case opCreate:
		method, body = http.MethodPost, strings.NewReader(r.body)
	case opQuery:
		if r.query != "" {
			target += "?" + r.query
		}
	case opDelete:
		method, target = http.MethodDelete, target+"/"+url.PathEscape(r.id)
	}
	req, err := http.NewRequestWithContext(ctx, method, target, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "appgauge")
	if r.op == opCreate {
		switch r.contentType {
		case "":
			req.Header.Set("Content-Type", "application/json")
		case noContentType:
		default:
			req.Header.Set("Content-Type", r.contentType)
		}
	}
	switch r.auth.kind {
	case credGood:
		req.Header.Set("X-Auth-Token", c.good)
	case credForbidden:
		req.Header.Set("X-Auth-Token", c.forbidden)
	case credEmpty:
		req.Header.Set("X-Auth-Token", "")
	case credWrong:
		req.Header.Set("X-Auth-Token", r.auth.value)
	}
	return req, nil
}

// noContentType as a request's contentType sends the body undeclared.
const noContentType = "none"
