package probe

import (
	"context"
	"sync"
	"time"
)

// MaxConcurrency is how many requests a client that was given no Concurrency has
// under way at once at most: as many workers are worth starting.
const MaxConcurrency = 32

const (
	// startConcurrency is how many requests are under way at once at first.
	startConcurrency = 8
	// slowAnswer is the mean time of an answer below which more requests at once
	// gain nothing: the time goes by on the processor, not on the way.
	slowAnswer = 2 * time.Millisecond
	// longAnswer is the mean time of an answer from which on waiting is what takes a
	// run's time.
	longAnswer = 20 * time.Millisecond
	// worthIt is by how much the throughput must grow for more to stay at once, free by
	// how much the mean time of an answer may grow for it to cost nothing.
	worthIt, free = 1.15, 1.25
	// restRounds is for how many rounds it stays as it is after growing was in
	// vain.
	restRounds = 20
)

// gate bounds how many requests are under way at once. The bound grows as long as
// that makes the answers come faster, and shrinks if none come. A round is as many
// answers as the bound. It is safe for concurrent use.
type gate struct {
	places chan struct{}

	mu      sync.Mutex
	bound   int
	most    int
	surplus int // how many places vanish when they become free

	answers int  // of this round
	crowded bool // somebody had to wait in this round
	spoilt  bool // something was refused or failed in this round
	began   time.Time
	took    time.Duration // all answers of the round together
	long    bool          // the answers of the round before took long
	before  float64       // answers a second before the bound grew, 0 if it did not
	mean    time.Duration // of an answer then
	earlier int           // the bound then
	mixed   bool          // the bound grew in the middle of what is under way
	rest    int           // rounds until it may grow again
}

func newGate(most int) *gate {
	if most <= 0 {
		most = MaxConcurrency
	}
	g := &gate{places: make(chan struct{}, most), most: most, bound: min(startConcurrency, most), began: time.Now()}
	for range g.bound {
		g.places <- struct{}{}
	}
	return g
}

// enter waits for a place.
func (g *gate) enter(ctx context.Context) error {
	select {
	case <-g.places:
		return nil
	default:
	}
	g.mu.Lock()
	g.crowded = true
	g.mu.Unlock()
	select {
	case <-g.places:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the place back after took. smooth says that an answer came that
// refused nothing for the pace.
func (g *gate) leave(took time.Duration, smooth bool) {
	g.mu.Lock()
	g.answers++
	g.took += took
	g.spoilt = g.spoilt || !smooth
	if g.answers >= g.bound {
		g.round()
	}
	gone := g.surplus > 0
	if gone {
		g.surplus--
	}
	g.mu.Unlock()
	if !gone {
		g.places <- struct{}{}
	}
}

// slow reports whether answers take long.
func (g *gate) slow() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.long
}

// choke halves the bound: an answer did not come in time.
func (g *gate) choke() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.resize(max(g.bound/2, 1))
	g.before, g.rest = 0, restRounds
}

// round ends a round.
func (g *gate) round() {
	now := time.Now()
	speed := float64(g.answers) / max(now.Sub(g.began), time.Microsecond).Seconds()
	mean := g.took / time.Duration(g.answers)
	g.long = mean >= longAnswer
	switch {
	case g.spoilt || !g.crowded:
		g.before = 0
	case g.mixed:
		g.mixed = false
	case g.before > 0 && speed < worthIt*g.before && float64(mean) > free*float64(g.mean):
		g.resize(g.earlier)
		g.before, g.rest = 0, restRounds
	case g.rest > 0:
		g.rest--
		g.before = 0
	case mean >= slowAnswer && g.bound < g.most:
		g.before, g.mean, g.earlier, g.mixed = speed, mean, g.bound, true
		g.resize(min(2*g.bound, g.most))
	default:
		g.before = 0
	}
	g.answers, g.took, g.crowded, g.spoilt, g.began = 0, 0, false, false, now
}

func (g *gate) resize(bound int) {
	more := bound - g.bound
	g.bound = bound
	// Places that are to vanish need not.
	back := min(more, g.surplus)
	if more > 0 {
		g.surplus -= back
		for range more - back {
			g.places <- struct{}{}
		}
		return
	}
	g.surplus -= more
}
