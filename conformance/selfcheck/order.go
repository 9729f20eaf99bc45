package selfcheck

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
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

// orderFaults are the faults of the gateway whose verdicts are compared like
// those on the reference gateway: one of each kind, none of which depends on
// chance or time.
var orderFaults = [...]string{
	"name/max-65", "key/first-underscore-accepted", "secret/type-number", "body/trailing-text-ignored", "auth/list-wrong-403",
	"item/bind-num-text", "limit/501-is-20", "offset/one-based", "filter/status-ignored", "isolation/project-ignored",
	"storage/remark-trimmed",
}

// fewFaults and fewTraits are those of another such gateway, which is unlike the
// reference in what the pages leave open as well.
var (
	fewFaults = [...]string{"name/last-space-trimmed", "limit/501-is-20", "isolation/project-ignored"}
	fewTraits = [...]string{"unique/name-409", "search/exact-any-case"}
)

// orderGateways are the gateways of the shuffled runs. A test looks up every fault
// and trait.
func orderGateways() []orderGateway {
	return []orderGateway{
		{name: "the reference gateway"},
		{"a gateway with 11 faults", orderFaults[:], nil},
		{"a gateway with 3 faults and 2 traits", fewFaults[:], fewTraits[:]},
	}
}

type orderGateway struct {
	name           string
	faults, traits []string
}

// open is the gateway; its faults are outside of its traits.
func (g orderGateway) open() (http.Handler, error) {
	set, err := traits.Combine(g.traits...)
	if err != nil {
		return nil, err
	}
	var o gateway.Options
	for _, t := range set {
		o.Alter = append(o.Alter, t.Alter)
	}
	return faults.Handler(o, g.faults...)
}

func (o Options) orders(r *Report, j *jobs) {
	all := orderGateways()
	r.Orders = make([]OrderResult, len(all))
	for i, g := range all {
		res := &r.Orders[i]
		res.Gateway = g.name
		var mu sync.Mutex
		var first *Outcome
		for n := range orderRuns {
			// Two at least are compared, one request at a time with 32.
			if !o.selected("", n) && n != orderRuns-1 {
				continue
			}
			j.add(g.name+", shuffled", func(ctx context.Context) (*Outcome, error) {
				h, err := g.open()
				if err != nil {
					return nil, err
				}
				return run(ctx, &conformance.Runner{Handler: h, Seed: uint64(n + 1), Concurrency: []int{1, 2, 8, 32}[n%4]})
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
				slices.Sort(res.Differ)
				res.Differ = slices.Compact(res.Differ)
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
