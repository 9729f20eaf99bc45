package conformance_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

// A run waits for a slow gateway not much longer than its requests take if as many of
// them as may be are always under way. The aim is 1.3 times as long; what could
// poison a listing is sent one request at a time, which takes it to twice and more. The clock is that of the test's bubble: it
// counts what is waited for, not what the processor takes.
func TestSlowAnswers(t *testing.T) {
	const latency, atOnce = 150 * time.Millisecond, 32
	for name, budget := range map[string]int{"600 apps": 600, "40 apps": 40} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var requests atomic.Int64
				g := gateway.New(gateway.Options{Token: "good", ForbiddenToken: "none"})
				slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					requests.Add(1)
					time.Sleep(latency)
					g.ServeHTTP(w, r)
				})
				began := time.Now()
				res, err := (&conformance.Runner{Handler: slow, Token: "good", ForbiddenToken: "none", AppBudget: budget, Brief: true}).Run(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if res.Conclusion == result.Nonconformant || res.Conclusion == result.Aborted {
					t.Fatalf("the run is %s: %s", res.Conclusion, res.Reason)
				}
				ideal := time.Duration(requests.Load()) * latency / atOnce
				took := time.Since(began)
				t.Logf("%d requests took %s, %.2f times as long as at best", requests.Load(), took, took.Seconds()/ideal.Seconds())
				if took > ideal*11/4 {
					t.Errorf("%d requests took %s, want at most 2.75 × %s", requests.Load(), took, ideal)
				}
			})
		})
	}
}
