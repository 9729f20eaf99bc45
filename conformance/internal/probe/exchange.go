package probe

import (
	"cmp"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
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
	// many items. Its document has no value then, and an error that says why.
	Cut    bool
	record int // how much of a long body is kept

	mu  sync.Mutex
	raw string // the whole response body, until the exchange is recorded
	// doc is what raw says; parsed says that it is set. Many cases look at one answer.
	doc    jsonvalue.Document
	parsed bool

	// Secrets are those of this request alone, that no app was created with.
	Secrets []string
}

// cut keeps the start of an answer that was not read to its end.
func (e *Exchange) cut(start string, why error) {
	e.Cut = true
	e.ResponseBody, e.raw = strings.Clone(start[:min(len(start), e.record)]), ""
	e.doc, e.parsed = jsonvalue.Document{Cut: true, Err: why}, true
}

// Document is the response body, read as far as it can be: what is wrong inside it is
// a flaw.
func (e *Exchange) Document() jsonvalue.Document {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.parsed {
		return jsonvalue.Read(e.raw)
	}
	return e.doc
}

// Object is the response body if it is an object, flawed or not, and else nil.
func (e *Exchange) Object() jsonvalue.Object {
	body, _ := e.Document().Value.(jsonvalue.Object)
	return body
}

// JSON is the response body as JSON without a flaw, the error why it is none.
func (e *Exchange) JSON() (any, error) {
	doc := e.Document()
	switch {
	case doc.Err != nil:
		return nil, doc.Err
	case doc.Cut:
		return nil, cutError{}
	case len(doc.Flaws) > 0:
		return nil, flawError(doc.Flaws[0])
	}
	return doc.Value, nil
}

// flawError is a flaw as an error.
type flawError jsonvalue.Flaw

// Error implements error.
func (e flawError) Error() string { return e.Path + " " + e.What }

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
		e.raw, e.doc, e.parsed = "", jsonvalue.Document{}, false
	}
}

// Keep makes the body a part of the record, as far as it may be shown.
func (e *Exchange) Keep() {
	e.Shed()
	if e.raw != "" {
		e.ResponseBody, e.raw = e.raw, ""
	}
	e.doc, e.parsed = jsonvalue.Document{}, false
}
