package conformance_test

import (
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// Row 17 of the field report: a proxy answers one request in 40 by a 502. No clause is
// broken, next to no case stays without an answer, no app is left, and what stays has one
// cause.
func TestProxyFailsNowAndThen(t *testing.T) {
	t.Parallel()
	var n atomic.Int64
	behind := gateway.New(gateway.Options{})
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1)%40 != 0 {
			behind.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		w.Write([]byte("<html><title>502 Bad Gateway</title></html>"))
	})
	res, err := (&conformance.Runner{Handler: h, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, AppBudget: result.HandlerAppBudget, Brief: true}).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	errored := 0
	for _, c := range res.Cases {
		switch c.Verdict {
		case result.Fail, result.Warn:
			t.Errorf("%s: %v: %s", c.ID, c.Verdict, c.Message())
		case result.Errored:
			errored++
			t.Logf("%s: %s", c.ID, c.Message())
		}
	}
	if errored > 10 || len(res.Causes) > 1 || len(res.Apps.Left) > 0 {
		t.Errorf("%d cases have no answer, of %d causes, and %d apps are left", errored, len(res.Causes), len(res.Apps.Left))
	}
}
