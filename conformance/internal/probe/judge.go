package probe

import (
	"context"
	"net/http"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// Do sends the request, reads the answer and has it judged. It returns an exchange in
// any case. The error is a [*TransientError] if no answer came, or none of the
// gateway's own, for a reason that another attempt may not meet; [ErrGone] once the
// gateway was given up; and otherwise says why there can be no answer. Status is 0 if
// none was read.
func (c *Client) Do(ctx context.Context, r Request) (*Exchange, error) {
	if c.oracle == nil {
		return c.send(ctx, r)
	}
	pending := c.oracle.Begin(c.Described(r), time.Now())
	ex, err := c.send(ctx, r)
	var a oracle.Answer
	if err == nil {
		a = oracle.Answer{Status: ex.Status, Body: ex.raw, Cut: ex.Cut}
		if ex.parsed {
			a.Doc = &ex.doc
		}
		a.Date, _ = http.ParseTime(ex.ResponseHeader.Get("Date"))
	}
	ex.Request, ex.Judgement = r, pending.Judge(a, time.Now())
	// What was read of the answer lives as long as the exchange needs it, no longer.
	ex.Judgement.Doc, ex.Judgement.Page, ex.Judgement.App = jsonvalue.Document{}, nil, nil
	if len(ex.Judgement.Findings) > 0 && c.onFinding != nil {
		c.onFinding(ex)
	}
	return ex, err
}

// Described is the request as the oracle knows it.
func (c *Client) Described(r Request) oracle.Request {
	out := oracle.Request{At: c.place, Query: r.Query, Body: r.Body, ContentType: r.ContentType, ID: r.ID, Refutes: r.Refutes, Chunked: r.Chunked, Expect: r.Expect}
	if r.At != nil {
		out.At = *r.At
	}
	switch r.Op {
	case OpQuery:
		out.Op = oracle.List
	case OpDelete:
		out.Op = oracle.Delete
	}
	switch r.Auth.Kind {
	case CredMissing, CredEmpty:
		out.Credential = oracle.Missing
	case CredWrong:
		out.Credential = oracle.Unknown
	case CredForbidden:
		out.Credential = oracle.Forbidden
	case CredSigned:
		switch f := r.Auth.Forgery; {
		case f.Stale():
			out.Credential = oracle.Stale
		case f != sign.Genuine:
			out.Credential = oracle.Forged
		}
	}
	return out
}
