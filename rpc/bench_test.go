package rpc

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/sourcegraph/jsonrpc2"
)

// BenchmarkHandle is the cost of a method, from a request as package wire hands it
// over to the result.
func BenchmarkHandle(b *testing.B) {
	for name, req := range map[string]struct{ method, params string }{
		"valid, by name":     {"app/validate", `{"app":{"name":"app_demo","remark":"Demo app"}}`},
		"valid, by position": {"app/validate", `[{"name":"app_demo","remark":"Demo app"}]`},
		"invalid":            {"app/validate", `[{"name":"1"}]`},
		"valid text":         {"app/validateText", `["{\"name\":\"app_demo\"}"]`},
		"field":              {"app/validateField", `["name","app_demo","2023-11","en"]`},
	} {
		b.Run(name, func(b *testing.B) {
			s := New(Options{})
			params := json.RawMessage(req.params)
			r := &jsonrpc2.Request{Method: req.method, Params: &params}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.handle(context.Background(), nil, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
