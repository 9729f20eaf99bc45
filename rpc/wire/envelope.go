package wire

import (
	"bytes"
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"
)

// An envelope holds the values of one message object's members, as they stand
// in the message. A member that is absent is nil; those the specification does
// not name are ignored, save meta, which [jsonrpc2.Request] has a place for.
type envelope struct {
	version, id, method, params, result, error, meta []byte
	twice                                            string // a member that stands there twice
}

// member returns the place for the value of the member with this name, or nil.
func (e *envelope) member(name []byte) *[]byte {
	switch string(name) {
	case "jsonrpc":
		return &e.version
	case "id":
		return &e.id
	case "method":
		return &e.method
	case "params":
		return &e.params
	case "result":
		return &e.result
	case "error":
		return &e.error
	case "meta":
		return &e.meta
	}
	return nil
}

// envelope fills e from the object at i and returns the index after it.
func (s *scanner) envelope(i int, e *envelope) int {
	*e = envelope{}
	if i = s.open(i); i < 0 {
		return -1
	}
	d := s.data
	i = s.space(i)
	if i < len(d) && d[i] == '}' {
		s.depth--
		return i + 1
	}
	for {
		start := i
		if i >= len(d) || d[i] != '"' {
			return s.fail(i, "a member name in double quotes must stand here")
		}
		if i = s.str(i); i < 0 {
			return -1
		}
		name := unquote(d[start:i])
		place := e.member(name)
		if i = s.colon(i); i < 0 {
			return -1
		}
		valueStart := i
		if i = s.value(i); i < 0 {
			return -1
		}
		if place != nil {
			if *place != nil && e.twice == "" {
				e.twice = string(name)
			}
			*place = d[valueStart:i:i]
		}
		depth := s.depth
		if i = s.separator(s.space(i), '}'); i < 0 || s.depth < depth {
			return i
		}
	}
}

// kind is what a message is for.
type kind uint8

const (
	request kind = iota
	notification
	response
)

// classify says what e is, or what is wrong with it. The fault of a message
// with a readable id is answered under that id; see [envelope.replyID].
func (e *envelope) classify() (kind, *Fault) {
	isResponse := e.method == nil && (e.result != nil || e.error != nil)
	switch {
	case e.twice != "":
		return 0, invalidFault(e.twice, "the member %q stands there twice", e.twice)
	case e.version == nil:
		return 0, invalidFault("jsonrpc", `the member "jsonrpc" is missing; it must be "2.0"`)
	case string(e.version) != `"2.0"` && (e.version[0] != '"' || string(unquote(e.version)) != "2.0"):
		return 0, invalidFault("jsonrpc", `the member "jsonrpc" must be the string "2.0"`)
	case isResponse:
		return response, e.checkResponse()
	case e.method == nil:
		return 0, invalidFault("method", `the member "method" is missing`)
	case e.method[0] != '"':
		return 0, invalidFault("method", `the member "method" must be a string`)
	case e.result != nil:
		return 0, invalidFault("result", `a message with "method" must not have "result"`)
	case e.error != nil:
		return 0, invalidFault("error", `a message with "method" must not have "error"`)
	case e.params != nil && e.params[0] != '{' && e.params[0] != '[' && e.params[0] != 'n':
		return 0, invalidFault("params", `the member "params" must be an object or an array`)
	case e.id == nil:
		return notification, nil
	case !isID(e.id):
		return 0, invalidFault("id", `the member "id" must be a string, a number or null`)
	}
	return request, nil
}

// checkResponse also drops the null that peers of JSON-RPC 1.0 put in the
// place of the one member of result and error that is absent.
func (e *envelope) checkResponse() *Fault {
	if e.result != nil && string(e.error) == "null" {
		e.error = nil
	}
	if e.error != nil && string(e.result) == "null" {
		e.result = nil
	}
	switch {
	case e.result != nil && e.error != nil:
		return invalidFault("error", `a response must not have both "result" and "error"`)
	case e.id == nil:
		return invalidFault("id", `the response has no member "id"`)
	case !isID(e.id):
		return invalidFault("id", `the member "id" must be a string, a number or null`)
	case e.error != nil:
		var shape struct {
			Code    *int64
			Message *string
		}
		if err := json.Unmarshal(e.error, &shape); err != nil || shape.Code == nil || shape.Message == nil {
			return invalidFault("error", `the member "error" must be an object with an integer "code" and a string "message"`)
		}
	}
	return nil
}

// replyID is the id under which a fault in e is answered: the caller's own
// where it can be told, else null. A faulty response is answered under null
// too, as its id is one of ours and not the peer's.
func (e *envelope) replyID() []byte {
	isResponse := e.method == nil && (e.result != nil || e.error != nil)
	if e.id == nil || !isID(e.id) || e.twice == "id" || isResponse {
		return null
	}
	return e.id
}

// answer returns e, a response, as the library's type.
func (e *envelope) answer(id jsonrpc2.ID) *jsonrpc2.Response {
	resp := &jsonrpc2.Response{ID: id}
	if e.error != nil {
		resp.Error = new(jsonrpc2.Error)
		if err := json.Unmarshal(e.error, resp.Error); err != nil {
			panic(err) // checkResponse let it pass
		}
		return resp
	}
	result := json.RawMessage(bytes.Clone(e.result))
	resp.Result = &result
	return resp
}
