package selfcheck

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/result"
)

// LawfulResult is what the suite said of a gateway that obeys the pages in its
// own way. It is small, for there are thousands.
type LawfulResult struct {
	// ID names the trait, or the traits: "order/newest-first + secret/clear".
	ID string `json:"id"`
	// Does and Why are of a trait alone.
	Does string `json:"does,omitempty"`
	Why  string `json:"why,omitempty"`
	// Partial says that the gateway leaves some statements unverifiable.
	Partial bool `json:"partial,omitempty"`
	// Alarm says that the suite was wrong about the gateway: a case failed or
	// got no answer, or more must cases were left open than the gateway allows.
	Alarm      bool              `json:"alarm"`
	Conclusion result.Conclusion `json:"conclusion"`
	// Open is how many must cases stayed unverified.
	Open    int     `json:"open,omitempty"`
	Seconds float64 `json:"seconds"`
	// Outcome says which cases they were; it is kept of an alarm alone.
	Outcome *Outcome `json:"outcome,omitempty"`

	measured bool
}

// DefaultPairs is how many pairs of traits are tried by default, AllPairs stands
// for as many as there are.
const (
	DefaultPairs = 600
	AllPairs     = 1<<31 - 1
)

// Random sets of traits are the same every time.
const (
	setSeed  = 20231130
	setCount = 300
	setSize  = 5
)

// waitDimensions are the questions whose answers make a client wait.
var waitDimensions = [...]string{"pace", "throttling", "visibility"}

// slowTraits are globs on the IDs of those with which a run takes a minute and more.
var slowTraits = [...]string{"transport/150ms", "throttle/50-per-second*"}

func (o Options) lawful(r *Report, j *jobs) {
	add := func(res *LawfulResult, s traits.Set) {
		run := func(ctx context.Context) (*Outcome, error) { return suite(ctx, s.Handler(gateway.Options{})) }
		then := func(out *Outcome) { res.judge(out, r) }
		if waits(s) {
			j.addWaiting(res.ID, run, then)
		} else {
			j.add(res.ID, run, then)
		}
	}
	all := traits.All()
	r.Lawful = make([]LawfulResult, 0, len(all))
	for i, t := range all {
		if o.selected(t.ID, i) && !o.tooSlow(traits.Set{t}) {
			r.Lawful = append(r.Lawful, LawfulResult{ID: t.ID, Does: t.Does, Why: t.Why, Partial: t.Partial})
			add(&r.Lawful[len(r.Lawful)-1], traits.Set{t})
		}
	}
	pairs := traits.Pairs()
	r.PairsOf = len(pairs)
	if len(o.Only) == 0 {
		pairs = sample(pairs, o.Pairs)
	}
	sets := func(list []traits.Set) []LawfulResult {
		out := make([]LawfulResult, 0, len(list))
		for i, s := range list {
			if o.selected(s.String(), i) && !o.tooSlow(s) {
				out = append(out, LawfulResult{ID: s.String(), Partial: s.Partial()})
				add(&out[len(out)-1], s)
			}
		}
		return out
	}
	r.LawfulPairs = sets(pairs)
	r.LawfulSets = sets(randomSets())
}

func randomSets() []traits.Set { return traits.Random(setSeed, setCount, setSize) }

// sample is n of the pairs, or [DefaultPairs] if n is 0, in their order. They are
// the same every time, and a larger sample holds the smaller ones.
func sample(pairs []traits.Set, n int) []traits.Set {
	if n == 0 {
		n = DefaultPairs
	}
	drawn := rand.New(rand.NewPCG(setSeed, 2)).Perm(len(pairs))[:min(n, len(pairs))]
	slices.Sort(drawn)
	out := make([]traits.Set, len(drawn))
	for i, at := range drawn {
		out[i] = pairs[at]
	}
	return out
}

// tooSlow reports whether the gateway is left out because only a part is measured.
func (o Options) tooSlow(s traits.Set) bool {
	return o.Every > 1 && slices.ContainsFunc(s, func(t traits.Trait) bool {
		return slices.ContainsFunc(slowTraits[:], func(pattern string) bool { return result.Match(pattern, t.ID) })
	})
}

// waits reports whether a run against the gateway is mostly waiting for it.
func waits(s traits.Set) bool {
	return slices.ContainsFunc(s, func(t traits.Trait) bool { return slices.Contains(waitDimensions[:], t.Dimension) })
}

// judge takes down what the suite said. A gateway that is partial may leave must
// cases open, but not most of them: such a run has not looked at it.
func (l *LawfulResult) judge(out *Outcome, r *Report) {
	allowed := 0
	if l.Partial {
		allowed = r.Musts / 2
	}
	l.Conclusion, l.Open, l.Seconds, l.measured = out.Conclusion, out.Open, out.Seconds, true
	l.Alarm = len(out.Failed) > 0 || len(out.Errored) > 0 || out.Open > allowed || out.Cases != r.Cases || out.Late ||
		out.Conclusion == result.Nonconformant || out.Conclusion == result.Aborted
	if l.Alarm {
		l.Outcome = out
	}
}

// said is why a result is an alarm, in a sentence.
func (l *LawfulResult) said() string {
	about := l.ID
	if l.Does != "" {
		about += " (" + l.Does + ")"
	}
	var also strings.Builder
	if l.Open > 0 {
		fmt.Fprintf(&also, ", with %d must cases open", l.Open)
	}
	if l.Outcome.Late {
		fmt.Fprintf(&also, ", and its run was ended after %v", limit)
	}
	return fmt.Sprintf("%s is said to be %s%s%s", about, l.Conclusion, also.String(), l.Outcome.first())
}
