package explore

import (
	"context"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/internal/engine"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// anew is a transport to a gateway that can be made anew.
type anew struct {
	make func() http.Handler
	now  atomic.Pointer[http.RoundTripper]
}

func (a *anew) reset(context.Context) error {
	t := probe.NewHandlerTransport(a.make())
	a.now.Store(&t)
	return nil
}

// RoundTrip implements [http.RoundTripper].
func (a *anew) RoundTrip(r *http.Request) (*http.Response, error) {
	return (*a.now.Load()).RoundTrip(r)
}

// settingsFor explore a gateway without a port. If it is fresh, every sequence is
// played to one that was made anew.
func settingsFor(t testing.TB, fresh bool, h func() http.Handler) Settings {
	a := &anew{make: h}
	_ = a.reset(t.Context())
	s := Settings{
		Settings: engine.Settings{
			BaseURL: "http://gateway.invalid", Home: probe.Place{Project: result.DefaultProjectID, Instance: result.DefaultInstanceID},
			Auth: probe.Auth{Token: gateway.DemoToken, Forbidden: gateway.DemoForbidden}, Edition: validate.Default(), Budget: result.HandlerAppBudget,
			Concurrency: probe.MaxConcurrency, Timeout: 10 * time.Second, Transport: a, Seed: 1, Ledger: filepath.Join(t.TempDir(), "ledger"),
		},
		For: time.Minute,
		Others: map[string]probe.Place{
			SecondInstance: {Project: result.DefaultProjectID, Instance: Altered(result.DefaultInstanceID)},
			SecondProject:  {Project: Altered(result.DefaultProjectID), Instance: result.DefaultInstanceID},
		},
	}
	if fresh {
		s.Reset = a.reset
	}
	return s
}
