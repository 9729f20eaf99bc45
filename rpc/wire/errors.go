package wire

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sourcegraph/jsonrpc2"
)

const (
	// CodeLimit is the code of an answer to input over one of the limits in
	// [Options]. It lies in the range the specification leaves to servers
	// (section 5.1), and has this meaning in Ethereum's EIP-1474 too.
	CodeLimit = -32005
	// CodeCancelled is the code of an answer to a request that
	// $/cancelRequest cancelled (LSP 3.17, ErrorCodes.RequestCancelled).
	CodeCancelled = -32800
)

var (
	// ErrCancelled is the cause of a request context that $/cancelRequest
	// cancelled; see [context.Cause].
	ErrCancelled = errors.New("wire: the caller cancelled the request")
	// ErrAnswered is returned by a reply to a request that was answered
	// before, or that was never made.
	ErrAnswered = errors.New("wire: no such request, or it was answered before")
	// ErrInputEnded is returned by a call to a peer that can no longer answer,
	// since it has ended its side of the stream.
	ErrInputEnded = errors.New("wire: the peer has ended its output and cannot answer")
)

// Detail is the data member of the error replies that this package writes by
// itself.
type Detail struct {
	// Reason says in a sentence what is wrong, and where it helps, what to do.
	Reason string `json:"reason"`
	// Offset is the position of the first offending byte, counted from 0 at
	// the start of the message. It is absent where no one byte is at fault.
	Offset *int `json:"offset,omitempty"`
	// Member is the member of the request object that is at fault.
	Member string `json:"member,omitempty"`
	// Limit names the limit that was passed: message, header, batch, batch
	// reply, in flight, skip, frame time, idle time.
	Limit string `json:"limit,omitempty"`
	// Allowed is the limit's value: bytes, members, requests or milliseconds.
	Allowed int64 `json:"allowed,omitempty"`
	// Actual is the value found, where it is known, in the unit of Allowed.
	Actual int64 `json:"actual,omitempty"`
	// Closes is true where the connection is closed after this reply.
	Closes bool `json:"closes,omitempty"`
}

// A Fault is input that is answered with an error. One that closes the
// connection is returned from ReadObject, so that it reaches the connection's
// logger.
type Fault struct {
	Code   int64
	Detail Detail
	told   bool // the peer has been answered already
}

// Error returns the reason.
func (f *Fault) Error() string { return "wire: " + f.Detail.Reason }

// reply is the fault as the error member of a response.
func (f *Fault) reply() *jsonrpc2.Error {
	e := &jsonrpc2.Error{Code: f.Code, Message: messageOf(f.Code)}
	e.SetError(f.Detail)
	return e
}

// closing marks the fault as one that ends the connection.
func (f *Fault) closing() *Fault {
	f.Detail.Closes = true
	return f
}

func parseFault(offset int, reason string) *Fault {
	return &Fault{Code: jsonrpc2.CodeParseError, Detail: Detail{Reason: reason, Offset: &offset}}
}

func invalidFault(member, format string, args ...any) *Fault {
	return &Fault{Code: jsonrpc2.CodeInvalidRequest, Detail: Detail{Reason: fmt.Sprintf(format, args...), Member: member}}
}

func limitFault(limit string, allowed, actual int64, format string, args ...any) *Fault {
	reason := fmt.Sprintf(format, args...)
	return &Fault{Code: CodeLimit, Detail: Detail{Reason: reason, Limit: limit, Allowed: allowed, Actual: actual}}
}

// messageOf returns the message member that goes with code: the
// specification's own words for its codes (section 5.1).
func messageOf(code int64) string {
	switch code {
	case jsonrpc2.CodeParseError:
		return "Parse error"
	case jsonrpc2.CodeInvalidRequest:
		return "Invalid Request"
	case CodeLimit:
		return "Limit exceeded"
	case CodeCancelled:
		return "Request cancelled"
	default:
		return "Internal error"
	}
}

// internalError is the answer to a request whose handler failed in a way that
// is not the caller's fault.
func internalError(reason string) *jsonrpc2.Error {
	data, err := json.Marshal(Detail{Reason: reason})
	if err != nil {
		panic(err) // a struct of strings and numbers always marshals
	}
	return &jsonrpc2.Error{
		Code:    jsonrpc2.CodeInternalError,
		Message: messageOf(jsonrpc2.CodeInternalError),
		Data:    (*json.RawMessage)(&data),
	}
}
