package wire_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
)

// A server on standard input and output would pass os.Stdin and os.Stdout.
func ExampleStream_Start() {
	in := strings.NewReader(`{"jsonrpc":"2.0","id":-1,"method":"greet","params":["you"]}` + "\n" +
		`{"jsonrpc":"2.0","id":2,"method":` + "\n" +
		`{"jsonrpc":"2.0","id":3,"method":"greet","params":["all"]}`)
	greet := func(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
		return fmt.Sprintf("hello %s", *req.Params), nil
	}
	transport := wire.Join(in, os.Stdout)
	conn := wire.NewStream(transport, wire.Options{}).Start(context.Background(), wire.HandlerFunc(greet))
	<-conn.DisconnectNotify()
	// Output:
	// {"jsonrpc":"2.0","id":-1,"result":"hello [\"you\"]"}
	// {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error","data":{"reason":"the message ends where a value must stand","offset":33}}}
	// {"jsonrpc":"2.0","id":3,"result":"hello [\"all\"]"}
}
