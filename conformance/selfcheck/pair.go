package selfcheck

import (
	"context"
	"math/rand/v2"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/result"
)

// PairResult is what the suite said of a gateway with two faults, which may hide
// each other.
type PairResult struct {
	Inner string `json:"inner"`
	Outer string `json:"outer"`
	// Caught says that a case that was expected to catch one of the two did. Both
	// says that each was caught by a case of its own: neither hid the other.
	Caught bool `json:"caught"`
	Both   bool `json:"both"`

	Outcome *Outcome `json:"outcome"`
}

// pairCount is how many pairs of faults are tried: of some 300,000, a sample that is the
// same every time.
const pairCount = 200

// pairs are of different themes, for faults of one theme often are variations of
// the same line of code.
func pairs() [][2]faults.Fault {
	all := faults.All()
	rng := rand.New(rand.NewPCG(20231130, pairCount))
	theme := func(f faults.Fault) string { t, _, _ := strings.Cut(f.ID, "/"); return t }
	var out [][2]faults.Fault
	for len(out) < pairCount {
		a, b := all[rng.IntN(len(all))], all[rng.IntN(len(all))]
		if a.ID != b.ID && (theme(a) != theme(b) || theme(a) == "pages") {
			out = append(out, [2]faults.Fault{a, b})
		}
	}
	return out
}

func (o Options) pairs(r *Report, j *jobs, cases []result.Case) {
	r.Pairs = make([]PairResult, 0, pairCount)
	for i, p := range pairs() {
		if !o.selected("", i) {
			continue
		}
		r.Pairs = append(r.Pairs, PairResult{Inner: p[0].ID, Outer: p[1].ID})
		res := &r.Pairs[len(r.Pairs)-1]
		j.add(p[0].ID+" in "+p[1].ID, func(ctx context.Context) (*Outcome, error) {
			h, err := faults.Handler(gateway.Options{}, p[0].ID, p[1].ID)
			if err != nil {
				return nil, err
			}
			return suite(ctx, h)
		}, func(out *Outcome) {
			inner, outer := len(expected(cases, p[0], out)) > 0, len(expected(cases, p[1], out)) > 0
			res.Outcome = out
			res.Caught = inner || outer
			res.Both = inner && outer
		})
	}
}
