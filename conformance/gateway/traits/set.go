package traits

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Set is traits that go together, in the order of [All].
type Set []Trait

// Combine is the set of the traits of these IDs, given in any order. The error
// says which ID is unknown, or which two exclude each other.
func Combine(ids ...string) (Set, error) {
	all := All()
	var s Set
	for _, id := range ids {
		i := index(all, id)
		if i < 0 {
			return nil, fmt.Errorf("no trait %q", id)
		}
		for _, t := range s {
			if !Compatible(t, all[i]) {
				return nil, fmt.Errorf("traits %q and %q exclude each other", t.ID, id)
			}
		}
		s = append(s, all[i])
	}
	return sorted(all, s), nil
}

// Compatible reports whether one gateway can have both traits.
func Compatible(a, b Trait) bool {
	return a.Dimension != b.Dimension && !slices.Contains(a.Excludes, b.Dimension) && !slices.Contains(b.Excludes, a.Dimension)
}

// Handler is the gateway with all the traits, which must be compatible. They are
// applied in the order of [All], whatever the order here.
func Handler(o gateway.Options, list ...Trait) http.Handler {
	o.Alter = slices.Clip(o.Alter)
	for _, t := range sorted(All(), list) {
		o.Alter = append(o.Alter, t.Alter)
	}
	return gateway.New(o)
}

func sorted(all []Trait, list []Trait) Set {
	s := slices.Clone(list)
	slices.SortStableFunc(s, func(a, b Trait) int { return cmp.Compare(index(all, a.ID), index(all, b.ID)) })
	return s
}

// Handler is the gateway with the traits of the set.
func (s Set) Handler(o gateway.Options) http.Handler { return Handler(o, s...) }

// String names the traits: "order/newest-first + secret/clear".
func (s Set) String() string {
	ids := make([]string, len(s))
	for i, t := range s {
		ids[i] = t.ID
	}
	return strings.Join(ids, " + ")
}

// Partial reports whether some statement may be unverifiable on the gateway.
func (s Set) Partial() bool { return slices.ContainsFunc(s, func(t Trait) bool { return t.Partial }) }

// Pairs lists every two traits that are compatible, in the order of [All].
func Pairs() []Set {
	all := All()
	var out []Set
	for i, a := range all {
		for _, b := range all[i+1:] {
			if Compatible(a, b) {
				out = append(out, Set{a, b})
			}
		}
	}
	return out
}

// Random lists n sets of so many compatible traits, the same for the same seed.
// A dimension is drawn first and then one of its traits, so that a question with
// many answers is not asked more often than others.
func Random(seed uint64, n, size int) []Set {
	all := All()
	byDimension := map[string][]Trait{}
	var dimensions []string
	for _, t := range all {
		if byDimension[t.Dimension] == nil {
			dimensions = append(dimensions, t.Dimension)
		}
		byDimension[t.Dimension] = append(byDimension[t.Dimension], t)
	}
	rng := rand.New(rand.NewPCG(seed, uint64(size)))
	size = min(size, len(dimensions)/2) // so that there is always one more to find
	out := make([]Set, n)
	for i := range out {
		var s Set
		for _, d := range rng.Perm(len(dimensions)) {
			list := byDimension[dimensions[d]]
			t := list[rng.IntN(len(list))]
			if len(s) < size && !slices.ContainsFunc(s, func(other Trait) bool { return !Compatible(t, other) }) {
				s = append(s, t)
			}
		}
		out[i] = sorted(all, s)
	}
	return out
}
