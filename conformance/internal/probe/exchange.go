package probe

import (
	"cmp"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// Exchange is an exchange while a run may still look at the answer.
type Exchange struct {
	result.Exchange

	// Request is what was sent.
	Request Request
	// Judgement is what the oracle says of the answer.
	Judgement oracle.Judgement

	Unsent bool // nothing of the request can have reached the gateway
	// Cut says that the answer was not read to its end, for it is too long or has too
	// many items. It has no value then, and the error of [Exchange.JSON] says why.
	Cut    bool
	record int // how much of a long body is kept

	mu  sync.Mutex
	raw string // the whole response body, until the exchange is recorded
	// value is raw as JSON, or unusable why it is none; parsed says that either
	// is set. Many cases look at one answer.
	value    any
	unusable error
	parsed   bool

	// Secrets are those of this request alone, that no app was created with.
	Secrets []string
}

// cut keeps the start of an answer that was not read to its end.
func (e *Exchange) cut(start string, why error) {
	e.Cut = true
	e.ResponseBody = strings.Clone(start[:min(len(start), e.record)])
	e.unusable, e.parsed = why, true
}

// JSON is the response body as JSON, the error why it is none.
func (e *Exchange) JSON() (any, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.parsed {
		return ParseJSON(e.raw)
	}
	return e.value, e.unusable
}

// Answer is the response body, of a long one that was shed or trimmed the start.
func (e *Exchange) Answer() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return cmp.Or(e.raw, e.ResponseBody)
}

// Shed lets go of a long body that was read: nobody reads it twice, and many of
// them are much.
func (e *Exchange) Shed() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.raw) > e.record {
		e.ResponseBody = strings.Clone(e.raw[:e.record])
		e.raw, e.value, e.unusable, e.parsed = "", nil, nil, false
	}
}

// Keep makes the body a part of the record, as far as it may be shown.
func (e *Exchange) Keep() {
	e.Shed()
	if e.raw != "" {
		e.ResponseBody, e.raw = e.raw, ""
	}
	e.value, e.unusable, e.parsed = nil, nil, false
}
