package launch

import (
	"context"
	"net"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// builtin serves the reference gateway on a free port of loopback, until stop is
// called.
func builtin(ctx context.Context, e *validate.Edition) (baseURL string, stop func() error, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	// The run deletes its apps after ctx has ended: the gateway outlives it.
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan error, 1)
	handler := gateway.New(gateway.Options{Edition: e})
	go func() { done <- gateway.Serve(ctx, ln, handler, gateway.ServeOptions{}) }()
	return "http://" + ln.Addr().String(), func() error {
		cancel()
		return <-done
	}, nil
}
