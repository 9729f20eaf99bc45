package wire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// ids are ids that are easy to change by decoding and encoding them.
var ids = []string{
	`0`, `-0`, `1`, `-1`, `1.5`, `1.0`, `1e3`, `1E+3`, `-1.25e-7`,
	`18446744073709551615`, `18446744073709551616`, `-9223372036854775809`, `9007199254740993`,
	`1` + strings.Repeat("0", 400), `1e999`,
	`null`, `""`, `" "`, `"1"`, `"null"`,
	`"<&>"`, `"\u003c"`, `"\/"`, `"/"`, `"\u00e9"`, `"é"`, `"😀"`, `"\ud83d\ude00"`, `"\ud800"`, `"\u0000"`,
	`"\"\\\b\f\n\r\t"`,
	`"` + strings.Repeat("x", 300) + `"`,
	`"` + strings.Repeat("long ", 20000) + `"`,
}

func TestIDsComeBackExactly(t *testing.T) {
	each(t, func(t *testing.T, transport string, framing wire.Framing) {
		rwc, _ := serve(t, transport, wire.Options{}, wiretest.SpecHandler())
		client := wiretest.NewClient(rwc, framing)
		for _, id := range ids {
			tests := map[string]struct{ call, want string }{
				"result": {`{"jsonrpc":"2.0","id":%s,"method":"sum","params":[1]}`, `{"jsonrpc":"2.0","id":%s,"result":1}`},
				"error":  {`{"jsonrpc":"2.0","id":%s,"method":"no"}`, `{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"Method not found"}}`},
				"fault": {`{"jsonrpc":"2.0","id":%s,"method":7}`,
					`{"jsonrpc":"2.0","id":%s,"error":{"code":-32600,"message":"Invalid Request","data":{"reason":"the member \"method\" must be a string","member":"method"}}}`},
				"batch": {`[{"jsonrpc":"2.0","id":%s,"method":"sum","params":[1]}]`, `[{"jsonrpc":"2.0","id":%s,"result":1}]`},
			}
			for name, tt := range tests {
				got, err := client.Exchange(t.Context(), fmt.Appendf(nil, tt.call, id))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(fmt.Sprintf(tt.want, id), string(got)); diff != "" {
					t.Errorf("%s with id %.40s (-want +got):\n%s", name, id, diff)
				}
			}
		}
	})
}
