package wire

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/sourcegraph/jsonrpc2"
)

// Every message is appended without its framing; see [outbox.frame].

const (
	headID     = `{"jsonrpc":"2.0","id":`
	headMethod = `{"jsonrpc":"2.0","method":`
)

// appendResponse appends the answer to the request with the caller's id. An
// error without a code is an internal one: the library makes those of plain Go
// errors. Neither result nor error is a null result.
func appendResponse(dst, id []byte, resp *jsonrpc2.Response) []byte {
	dst = append(dst, headID...)
	dst = append(dst, id...)
	switch {
	case resp.Error != nil:
		e := *resp.Error
		if e.Code == 0 {
			e.Code = jsonrpc2.CodeInternalError
		}
		raw, err := marshal(&e)
		if err != nil {
			raw, _ = marshal(internalError("the error has data that is not JSON"))
		}
		dst = append(dst, `,"error":`...)
		dst = append(dst, raw...)
	case resp.Result == nil || len(*resp.Result) == 0:
		dst = append(dst, `,"result":null`...)
	default:
		dst = append(dst, `,"result":`...)
		dst = appendLine(dst, *resp.Result)
	}
	if resp.Meta != nil {
		dst = append(dst, `,"meta":`...)
		dst = appendLine(dst, *resp.Meta)
	}
	return append(dst, '}')
}

// appendRequest appends a call or notification of this side's own.
func appendRequest(dst []byte, req *jsonrpc2.Request) ([]byte, error) {
	dst = append(dst, headMethod...)
	dst = appendQuoted(dst, req.Method)
	if req.Params != nil {
		dst = append(dst, `,"params":`...)
		dst = appendLine(dst, *req.Params)
	}
	if req.Meta != nil {
		dst = append(dst, `,"meta":`...)
		dst = appendLine(dst, *req.Meta)
	}
	for _, field := range req.ExtraFields {
		raw, err := marshal(field.Value)
		if err != nil {
			return nil, err
		}
		dst = append(dst, ',')
		dst = appendQuoted(dst, field.Name)
		dst = append(dst, ':')
		dst = append(dst, raw...)
	}
	if !req.Notif {
		dst = append(dst, `,"id":`...)
		if req.ID.IsString {
			dst = appendQuoted(dst, req.ID.Str)
		} else {
			dst = strconv.AppendUint(dst, req.ID.Num, 10)
		}
	}
	return append(dst, '}'), nil
}

// appendLine appends raw on one line. In valid JSON a line end can only be
// white space between tokens, so a blank takes its place.
func appendLine(dst []byte, raw json.RawMessage) []byte {
	start := len(dst)
	dst = append(dst, raw...)
	for added := dst[start:]; ; {
		i := bytes.IndexByte(added, '\n')
		if i < 0 {
			return dst
		}
		added[i] = ' '
		added = added[i+1:]
	}
}

// marshal is json.Marshal without the escapes that are meant for HTML.
func marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}
