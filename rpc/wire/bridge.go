package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"

	"github.com/sourcegraph/jsonrpc2"
)

// A bridge moves messages between this package and the library's Conn.
//
// Conn passes its messages in an unexported struct of two pointers, whose only
// open door is JSON: a request would be encoded here to be decoded there, two
// times over. So the bridge looks through that struct where its type is
// exactly the one known, and takes the door where it is not.
type bridge struct {
	known atomic.Value // the reflect.Type of *jsonrpc2.anyMessage, once seen
}

// anyMessage mirrors jsonrpc2.anyMessage of v0.2.3.
type anyMessage struct {
	request  *jsonrpc2.Request
	response *jsonrpc2.Response
}

// isMirrored reports whether t points to a struct laid out as [anyMessage] is.
func isMirrored(t reflect.Type) bool {
	if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return false
	}
	theirs, ours := t.Elem(), reflect.TypeFor[anyMessage]()
	if theirs.PkgPath() != reflect.TypeFor[jsonrpc2.Conn]().PkgPath() || theirs.NumField() != ours.NumField() {
		return false
	}
	for i := range ours.NumField() {
		a, b := theirs.Field(i), ours.Field(i)
		if a.Name != b.Name || a.Type != b.Type || a.Offset != b.Offset {
			return false
		}
	}
	return true
}

// mirror returns what v points to, or nil where v is something else.
func (b *bridge) mirror(v any) *anyMessage {
	t := reflect.TypeOf(v)
	if t == nil || t != b.known.Load() {
		if t == nil || !isMirrored(t) {
			return nil
		}
		b.known.Store(t)
	}
	return (*anyMessage)(reflect.ValueOf(v).UnsafePointer())
}

// store puts a request or a response into v, the argument of ReadObject.
func (b *bridge) store(v any, req *jsonrpc2.Request, resp *jsonrpc2.Response) error {
	if m := b.mirror(v); m != nil {
		m.request, m.response = req, resp
		return nil
	}
	var from any = req
	if req == nil {
		from = resp
	}
	data, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

// load returns the request or the response in v, the argument of WriteObject.
func (b *bridge) load(v any) (*jsonrpc2.Request, *jsonrpc2.Response, error) {
	if m := b.mirror(v); m != nil {
		if (m.request == nil) == (m.response == nil) {
			return nil, nil, errors.New("wire: a message must be either a request or a response")
		}
		return m.request, m.response, nil
	}
	data, err := json.Marshal(v)
	if err != nil {
		return nil, nil, err
	}
	var s scanner
	var e envelope
	s.reset(data)
	if data[0] != '{' || s.envelope(0, &e) < 0 {
		return nil, nil, fmt.Errorf("wire: %T is not a message", v)
	}
	if e.method != nil {
		req := new(jsonrpc2.Request)
		return req, nil, json.Unmarshal(data, req)
	}
	resp := new(jsonrpc2.Response)
	return nil, resp, json.Unmarshal(data, resp)
}
