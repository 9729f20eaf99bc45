package wiretest

import (
	"context"
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
)

// SpecHandler answers the methods of the specification's examples.
func SpecHandler() jsonrpc2.Handler {
	return wire.HandlerFunc(func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
		params := json.RawMessage("[]")
		if req.Params != nil {
			params = *req.Params
		}
		switch req.Method {
		case "subtract":
			return subtract(params)
		case "sum":
			return sum(params)
		case "get_data":
			return []any{"hello", 5}, nil
		default:
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "Method not found"}
		}
	})
}

func sum(params json.RawMessage) (any, error) {
	var terms []int
	err := json.Unmarshal(params, &terms)
	total := 0
	for _, term := range terms {
		total += term
	}
	return total, invalidParams(err)
}

func subtract(params json.RawMessage) (any, error) {
	var named struct{ Minuend, Subtrahend int }
	if params[0] == '{' {
		err := json.Unmarshal(params, &named)
		return named.Minuend - named.Subtrahend, invalidParams(err)
	}
	var listed [2]int
	err := json.Unmarshal(params, &listed)
	return listed[0] - listed[1], invalidParams(err)
}

func invalidParams(err error) error {
	if err == nil {
		return nil
	}
	return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "Invalid params: " + err.Error()}
}
