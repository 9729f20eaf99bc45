package selfcheck

import (
	"context"
	"net/http"
	"sync"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/result"
)

// OrderResult tells whether the order of the cases, and how many of them run at
// once, changes any verdict on one gateway.
type OrderResult struct {
	Gateway string `json:"gateway"`
	// Runs were made, each shuffled by another seed; Same of them gave the
	// verdicts that the first one gave.
	Runs int `json:"runs"`
	Same int `json:"same"`
	// Differ are cases with more than one verdict.
	Differ []string `json:"differ,omitempty"`
}

// orderRuns is how many shuffled runs are compared.
const orderRuns = 20

// orderFaults are the faults of the gateway whose verdicts are compared beside
// those on the reference gateway: one of each kind, none of which depends on
// chance or time.
var orderFaults = [...]string{
	"name/max-65", "key/first-underscore-accepted", "secret/type-number", "body/trailing-text-ignored", "auth/list-wrong-403",
	"item/bind-num-text", "limit/501-is-20", "offset/one-based", "filter/status-ignored", "isolation/project-ignored",
	"storage/remark-trimmed",
}

func (o Options) orders(r *Report, j *jobs) {
	faulty := func() http.Handler {
		h, err := faults.Handler(gateway.Options{}, orderFaults[:]...)
		if err != nil {
			panic(err) // a test looks every one of them up
		}
		return h
	}
	r.Orders = []OrderResult{{Gateway: "the reference gateway"}, {Gateway: "a gateway with 11 faults"}}
	for i, handler := range []func() http.Handler{func() http.Handler { return gateway.New(gateway.Options{}) }, faulty} {
		res := &r.Orders[i]
		var mu sync.Mutex
		var first *Outcome
		for n := range orderRuns {
			if !o.selected("", n) {
				continue
			}
			j.add(func(ctx context.Context) (*Outcome, error) {
				return run(ctx, &conformance.Runner{Handler: handler(), Seed: uint64(n + 1), Concurrency: []int{1, 2, 8, 32}[n%4]})
			}, func(out *Outcome) {
				mu.Lock()
				defer mu.Unlock()
				res.Runs++
				if first == nil {
					first = out
				}
				if out.same(first) {
					res.Same++
					return
				}
				res.Differ = append(res.Differ, difference(first, out)...)
			})
		}
	}
}

// difference lists the cases with another verdict.
func difference(a, b *Outcome) []string {
	verdict := func(o *Outcome) map[string]result.Verdict {
		out := map[string]result.Verdict{}
		for v, ids := range map[result.Verdict][]string{
			result.Fail: o.Failed, result.Warn: o.Warned, result.Unverified: o.Unverified, result.Errored: o.Errored,
		} {
			for _, id := range ids {
				out[id] = v
			}
		}
		return out
	}
	va, vb := verdict(a), verdict(b)
	var out []string
	for id, v := range va {
		if vb[id] != v {
			out = append(out, id)
		}
	}
	for id := range vb {
		if _, both := va[id]; !both {
			out = append(out, id)
		}
	}
	return out
}
