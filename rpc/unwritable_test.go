package rpc

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/rpc/wire"
)

var errFull = errors.New("no space left")

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errFull }

// TestUnwritable serves streams whose output takes nothing, as that of a full
// disk, with an input that ends and with one that does not.
func TestUnwritable(t *testing.T) {
	for _, message := range []string{
		`{"jsonrpc":"2.0","id":1,"method":"rules/list"}`,
		`[{"jsonrpc":"2.0","id":1,"method":"rules/list"}]`,
		`hello`,
		`{"jsonrpc":"2.0","id":1,"method":"conformance/run","params":{"run":["list/limit/*"]}}`,
	} {
		for _, endless := range []bool{false, true} {
			in := io.Reader(strings.NewReader(message + "\n"))
			if endless {
				waiting, w := io.Pipe()
				t.Cleanup(func() { w.Close() })
				in = io.MultiReader(in, waiting)
			}
			ended := make(chan error, 1)
			go func() { ended <- newServer(t, Options{}).ServeStream(wire.Join(in, fullWriter{})) }()
			select {
			case err := <-ended:
				if !errors.Is(err, errFull) {
					t.Errorf("%s: %v, want %v", message, err, errFull)
				}
			case <-time.After(patience):
				t.Errorf("%s: still served, though no answer can be written", message)
			}
		}
	}
}
