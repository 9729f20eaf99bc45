// Command generate writes the files that follow from the table of methods.
package main

import (
	"fmt"
	"os"

	"github.com/appgauge/appgauge/rpc"
)

func main() {
	doc, err := rpc.OpenRPC()
	if err == nil {
		// The path is seen from the folder that go generate runs in.
		err = os.WriteFile("../schemas/openrpc.json", doc, 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
