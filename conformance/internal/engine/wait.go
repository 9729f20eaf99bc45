package engine

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// waitPause is how long a gateway that does not answer yet is left alone.
const waitPause = 250 * time.Millisecond

// await waits until the gateway answers at all, as long as it may. A refusal is an
// answer: the token is not sent. What waiting cannot change, such as a certificate that
// is not trusted, ends it, and is for the preflight to tell.
func (x *run) await(ctx context.Context) {
	if x.Wait == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, x.Wait)
	defer cancel()
	x.announce("waiting for the gateway")
	for ctx.Err() == nil && !x.up(ctx) {
		if probe.Sleep(ctx, waitPause) != nil {
			return
		}
	}
}

// up reports whether it is of no use to wait any longer.
func (x *run) up(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, x.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, x.BaseURL+x.Home.Path(), nil)
	if err != nil {
		return true
	}
	resp, err := x.Transport.RoundTrip(req)
	if err != nil {
		return hopeless(err)
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return false // a proxy is up, and what is behind it is not
	}
	return true
}

// hopeless reports whether the connection fails for a reason that time does not change.
func hopeless(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	_, ok := errors.AsType[tls.RecordHeaderError](err)
	return ok
}
