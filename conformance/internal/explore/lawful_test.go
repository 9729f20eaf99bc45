package explore

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/result"
)

// Nothing is found in gateways that obey the pages in their own way, each with five
// random traits. A few are tried; APPGAUGE_EXPLORE_LAWFUL is how many more are.
func TestLawful(t *testing.T) {
	n, d := 8, 400*time.Millisecond
	if text := os.Getenv("APPGAUGE_EXPLORE_LAWFUL"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
		d = time.Second
	}
	const seed, size = 20240229, 5
	var sequences, requests atomic.Int64
	slots := make(chan struct{}, 16) // many gateways make their clients wait
	var wg sync.WaitGroup
	for i, set := range traits.Random(seed, n, size) {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			s := settingsFor(t, false, func() http.Handler { return set.Handler(gateway.Options{}) })
			s.For, s.Seed, s.Ledger = d, uint64(i+1), fmt.Sprintf("%s-%d", s.Ledger, i)
			o, err := Run(t.Context(), s)
			if err != nil {
				t.Error(err)
				return
			}
			sequences.Add(int64(o.Coverage.Sequences))
			requests.Add(o.Result.Requests)
			if o.Result.Conclusion == result.Nonconformant || o.Result.Conclusion == result.Aborted {
				t.Errorf("%s is said to be %s: %s", set, o.Result.Conclusion, o.Result.Reason)
			}
			for _, f := range o.Found {
				if f.Case.Verdict == result.Fail {
					t.Errorf("%s: %s shows %s", set, f.Sequence, f.Case.Findings[0].Text)
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d gateways, %d sequences, %d requests", n, sequences.Load(), requests.Load())
}
