package probe

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// maxRefusals is how often one request is sent while it is refused for the pace.
	maxRefusals = 16
	// maxAttempts is how often one that may be repeated is sent otherwise, and
	// maxTimeouts if nothing comes, or nobody is there.
	maxAttempts = 4
	maxTimeouts = 2
	// firstWait is the pause before the second attempt, and twice as long before each
	// further one up to maxBackoff.
	firstWait  = 100 * time.Millisecond
	maxBackoff = time.Second
	// maxWait is the longest pause that a gateway may ask for.
	maxWait = 30 * time.Second
)

// TransientError says that a request has no answer that tells anything of the
// gateway: none came, or one of a gateway, or a proxy in front of it, that is too
// busy or not there. What was to be tried by the request remains untried.
type TransientError struct {
	// Status is 429, 502, 503 or 504, or 0 if no answer came.
	Status int
	// Attempts is how often the request was sent.
	Attempts int
	// Err is why no answer came, or why no more attempts were made; it may be nil.
	Err error
	// Wait is the pause that the gateway asked for, if it was too long.
	Wait time.Duration
	// Full says that creations alone are refused: the gateway takes no more apps.
	Full bool
}

// Error implements error.
func (e *TransientError) Error() string {
	sent := "the request"
	if e.Attempts > 1 {
		sent = fmt.Sprintf("%d attempts", e.Attempts)
	}
	switch {
	case e.Full:
		return fmt.Sprintf("answered %d to every creation, while queries are answered", e.Status)
	case e.Err != nil:
		return e.Err.Error()
	case e.Wait > 0:
		return fmt.Sprintf("answered %d to %s, with Retry-After asking to wait another %s", e.Status, sent, e.Wait)
	}
	return fmt.Sprintf("answered %d to %s", e.Status, sent)
}

// Unwrap returns Err.
func (e *TransientError) Unwrap() error { return e.Err }

// tooBusyError says that no pace is slow enough for the gateway.
type tooBusyError struct {
	status int
}

func (e tooBusyError) Error() string {
	return fmt.Sprintf("it answers %d to every request, however slowly they are sent", e.status)
}

// troubled reports whether the status says that the request was not answered for
// its content.
func troubled(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// decision is what follows from an attempt: another one after a pause, or the end
// with an error or none.
type decision struct {
	again bool
	wait  time.Duration
	err   error
	// hopeless says that no pace is slow enough.
	hopeless bool
}

// judge decides what follows from the attempt.
//
//   - A request that was refused for the pace was not carried out, and is sent again
//     at a slower pace. A 429 is such a refusal. A 503 is one too unless it may come
//     from behind the request: see [refusedUnseen].
//   - A query or a deletion does no harm if it is carried out twice, and is sent again
//     after a 502, 503 or 504, or if the connection breaks.
//   - A creation of which something was written is not, for it may have been carried
//     out.
func (c *Client) judge(r Request, ex *Exchange, err error, s start) decision {
	switch {
	case err != nil:
		return c.judgeFailure(r, ex, err)
	case !troubled(ex.Status):
		c.pace.took(s)
		return decision{}
	case ex.Status == http.StatusTooManyRequests || ex.Status == http.StatusServiceUnavailable:
		return c.judgeRefusal(r, ex, s)
	}
	// That one could not be passed on says nothing of the pace.
	return transient(ex, r.Op != OpCreate, maxAttempts)
}

func (c *Client) judgeFailure(r Request, ex *Exchange, err error) decision {
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	_, slow := errors.AsType[tooSlow](err)
	if slow {
		c.gate.choke()
	}
	if untrusted || ex.Method == "" {
		return decision{err: err}
	}
	most := maxAttempts
	if op, ok := errors.AsType[*net.OpError](err); slow || ok && op.Op == "dial" {
		most = maxTimeouts
	}
	if (r.Op == OpCreate && !ex.Unsent) || ex.Attempts >= most {
		return decision{err: &TransientError{Attempts: ex.Attempts, Err: err}}
	}
	return decision{again: true, wait: backoff(ex.Attempts)}
}

// transient is another attempt after a pause, if one is left and it may be made.
func transient(ex *Exchange, again bool, most int) decision {
	if !again || ex.Attempts >= most {
		return decision{err: &TransientError{Status: ex.Status, Attempts: ex.Attempts}}
	}
	return decision{again: true, wait: backoff(ex.Attempts)}
}

func (c *Client) judgeRefusal(r Request, ex *Exchange, s start) decision {
	pause, told := retryAfter(ex.ResponseHeader, time.Now())
	if pause > maxWait {
		return decision{err: &TransientError{Status: ex.Status, Attempts: ex.Attempts, Wait: pause}}
	}
	if r.Op == OpCreate && c.creations.areFull() {
		return transient(ex, false, 0) // that says nothing of the pace
	}
	if told && pause == 0 && ex.Attempts == 1 {
		return decision{again: true} // as asked; the next answer tells whether it is a limit
	}
	if c.pace.refused(s, pause) {
		err := &TransientError{Status: ex.Status, Attempts: ex.Attempts, Err: tooBusyError{ex.Status}}
		if r.Op != OpCreate {
			c.giveUp(err)
		}
		return decision{err: err, hopeless: true}
	}
	may := r.Op != OpCreate || ex.Status == http.StatusTooManyRequests || refusedUnseen(ex, told)
	most := maxRefusals
	if ex.Status == http.StatusServiceUnavailable && !told && !c.pace.limited() {
		most = maxAttempts // others get through: it is about this request
	}
	d := transient(ex, may, most)
	if pause > 0 {
		d.wait = 0 // all requests keep the pause
	}
	return d
}

// refusedUnseen reports whether a 503 to a creation says that it was not carried
// out: it asks to try again by Retry-After, or is the page of a proxy that passed
// nothing on, as nginx, HAProxy and load balancers send it. It is not if it is an
// error of the gateway's own, in JSON, which may fail halfway; nor if it is Envoy's
// word that the connection behind it broke.
func refusedUnseen(ex *Exchange, told bool) bool {
	body := strings.TrimSpace(ex.Answer())
	return told || !strings.HasPrefix(body, "{") && !strings.HasPrefix(body, "upstream connect error or disconnect/reset")
}

// backoff is the pause after so many attempts.
func backoff(attempts int) time.Duration {
	return min(firstWait<<(attempts-1), maxBackoff)
}

// retryAfter reads Retry-After: seconds, or an HTTP date, which is taken by the clock
// that the answer shows if it shows one.
func retryAfter(h http.Header, now time.Time) (wait time.Duration, told bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if s, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(s) * time.Second, true
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return max(until.Sub(now), 0), true
}
