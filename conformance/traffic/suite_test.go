package traffic_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/internal/har"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/conformance/traffic"
)

// recorded runs the suite against a gateway and records its traffic, as the proxy would.
func recorded(t *testing.T, h http.Handler) (*result.Result, []byte) {
	t.Helper()
	var out bytes.Buffer
	w := har.NewWriter(&out)
	judge := traffic.New(traffic.Options{Tokens: traffic.Tokens{Valid: gateway.DemoToken, Forbidden: gateway.DemoForbidden, Only: true}})
	live := traffic.NewLive(judge, func(ex *traffic.Exchange) {
		redacted, offends := judge.Redacted(ex)
		if err := w.Add(&redacted, offends); err != nil {
			t.Error(err)
		}
	})
	r := &conformance.Runner{
		BaseURL: "http://gateway.example", Transport: &traffic.Tap{Base: probe.NewHandlerTransport(h), Live: live},
		Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, AppBudget: result.HandlerAppBudget,
		Ledger: filepath.Join(t.TempDir(), "ledger"), Brief: true,
	}
	res, err := r.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	live.Close()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if n := judge.Report(nil).Gateways[0].Recording.PassedOver.Missed; n > 0 {
		t.Errorf("%d exchanges were missed", n)
	}
	return res, out.Bytes()
}

// checked judges an archive.
func checked(t *testing.T, archive []byte) *result.Result {
	t.Helper()
	spool, err := har.NewSpool()
	if err != nil {
		t.Fatal(err)
	}
	defer spool.Close()
	_, err = har.Read(bytes.NewReader(archive), traffic.Relevant, func(e *har.Entry) error {
		e.Where = fmt.Sprintf("entry %d", e.Number)
		return spool.Add(e.Exchange)
	})
	if err != nil {
		t.Fatal(err)
	}
	judge := traffic.New(traffic.Options{Tokens: traffic.Tokens{Only: true}})
	if err := spool.Each(func(ex *traffic.Exchange) error { judge.Observe(ex); return nil }); err != nil {
		t.Fatal(err)
	}
	judge.Flush()
	return judge.Report(nil).Gateways[0]
}

// broken are the must clauses that findings blame.
func broken(r *result.Result) []string {
	var out []string
	for _, c := range r.Clauses {
		if c.State == "broken" {
			out = append(out, c.ID)
		}
	}
	return out
}

// spread is about n of the items, evenly.
func spread[T any](all []T, n int) []T {
	var out []T
	for i := range n {
		if at := i * len(all) / n; n < len(all) || i < len(all) {
			out = append(out, all[min(at, len(all)-1)])
		}
	}
	return out
}

// TestSuiteChecked holds that what a run of the suite finds on a faulty gateway is found
// again in the record of its traffic, and nothing on a lawful one. APPGAUGE_TRAFFIC=200
// tries so many faults, and half as many traits.
func TestSuiteChecked(t *testing.T) {
	nFaults, nTraits, least := 2, 2, 0.9
	if n, err := strconv.Atoi(os.Getenv("APPGAUGE_TRAFFIC")); err == nil {
		nFaults, nTraits, least = n, n/2, 0.9
	}
	var mu sync.Mutex
	var wanted, found, musts, wholly, partly int
	var missed []string
	slots := make(chan struct{}, 4)
	var wg sync.WaitGroup
	for _, f := range spread(faults.All(), nFaults) {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			res, archive := recorded(t, f.Handler(gateway.Options{}))
			want, got := broken(res), broken(checked(t, archive))
			mu.Lock()
			defer mu.Unlock()
			if len(want) == 0 {
				return
			}
			t.Logf("%s: want %v, got %v", f.ID, want, got)
			musts++
			wanted += len(want)
			lost := slices.DeleteFunc(slices.Clone(want), func(c string) bool { return slices.Contains(got, c) })
			found += len(want) - len(lost)
			if len(lost) < len(want) {
				partly++
			}
			if len(lost) == 0 {
				wholly++
			} else {
				missed = append(missed, fmt.Sprintf("%s: want %v, got %v", f.ID, want, got))
			}
			if more := slices.DeleteFunc(slices.Clone(got), func(c string) bool { return slices.Contains(want, c) }); len(more) > 0 {
				missed = append(missed, fmt.Sprintf("%s: found besides: %v", f.ID, more))
			}
		})
	}
	all := traits.All()
	all = slices.DeleteFunc(all, func(tr traits.Trait) bool {
		return strings.HasPrefix(tr.ID, "throttle/") || tr.ID == "transport/150ms"
	})
	lawful := 0
	for _, tr := range spread(all, min(nTraits, len(all))) {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			_, archive := recorded(t, tr.Handler(gateway.Options{}))
			res := checked(t, archive)
			mu.Lock()
			defer mu.Unlock()
			lawful++
			for _, c := range res.Cases {
				if c.Verdict == result.Fail {
					t.Errorf("lawful %s: %s: %s", tr.ID, c.ID, c.Message())
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(missed)
	t.Logf("%d faulty gateways on which the run found must clauses broken: some of them found in the record of %d, all in that of %d; of %d clauses, %d; %d lawful gateways", musts, partly, wholly, wanted, found, lawful)
	t.Log(strings.Join(missed, "\n"))
	if musts == 0 || float64(partly) < least*float64(musts) {
		t.Errorf("what the run found was found again in %d of %d records, fewer than %.0f %%", partly, musts, 100*least)
	}
}
