package probe

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

const (
	// firstRate is how many requests are sent a second once the gateway was found
	// to limit them, until its limit is known.
	firstRate = 16
	// rampGrowth and probeGrowth are by which share the rate grows a second while the
	// limit is unknown, and when more than it is tried.
	rampGrowth  = 1.5
	probeGrowth = 0.1
	// under is how far below the limit the rate is set, and firstDrop by what share it
	// falls if that is still too much, twice as much each further time.
	under     = 0.97
	firstDrop = 0.05
	// firstCalm is for how long the rate stays at the limit before more is tried, calm
	// once more was too much. It is three times as long each further time.
	firstCalm = time.Second
	calm      = 10 * time.Second
	// tolerated is how many refusals among 32 answers that ask for no pause make the
	// rate fall.
	tolerated = 4
	// inVain is how often in a row the client slows down although nothing was
	// taken since, before the gateway is given up, and patience how long.
	inVain   = 7
	patience = time.Minute
)

// throttle is the pace of all requests of a client: none at all until the gateway
// refuses some for their rate, then what it was seen to take, and a little more
// from time to time. It is safe for concurrent use.
//
// A limit is most often a token bucket: so many requests at once, and so many a second
// from then on. How many at once is what was taken at first. The rate grows with each
// request taken, which is exponential in time; when the bucket is empty it is past the
// limit by as much as it takes to empty it, and falls back by that.
type throttle struct {
	// most is the rate that the user allows; [rate.Inf] if he sets none.
	most    rate.Limit
	limiter *rate.Limiter
	// turn is held by the one request that waits for the limiter, so that all others
	// see the rate as it is when their turn comes.
	turn chan struct{}
	// paced says that there is anything to wait for.
	paced atomic.Bool

	mu    sync.Mutex
	quiet time.Time // until then the gateway asked to be left alone
	// answers holds one bit for each of the last answers, the latest the lowest: 1
	// if it was a refusal. asked is the same for refusals that ask for a pause.
	answers, asked uint64
	learned        bool
	// known says that the gateway's limit was met from below.
	known bool
	since time.Time     // when the rate fell last, or the pause then ended
	taken int           // requests since
	calm  time.Duration // after since
	pause time.Duration // the one before since
	drop  float64
	// Of what was sent from began until first, when the first refusal came, firstTaken
	// requests were taken in firstTime.
	began, first time.Time
	firstTaken   int
	firstTime    time.Duration
	// vain is how often the rate fell since a request was taken, vainSince from when on.
	vain      int
	vainSince time.Time
}

func newThrottle(most float64) *throttle {
	now := time.Now()
	t := &throttle{most: rate.Inf, turn: make(chan struct{}, 1), calm: firstCalm, drop: firstDrop, began: now, since: now}
	if most > 0 {
		t.most = rate.Limit(most)
		t.paced.Store(true)
	}
	t.limiter = rate.NewLimiter(t.most, 1)
	return t
}

// start is when, and at which rate, a request was sent.
type start struct {
	at   time.Time
	rate rate.Limit
	// delayed says that the rate kept it waiting, not only a pause.
	delayed bool
}

// wait waits until a request may be sent.
func (t *throttle) wait(ctx context.Context) (start, error) {
	if !t.paced.Load() {
		return start{at: time.Now(), rate: rate.Inf}, ctx.Err()
	}
	select {
	case t.turn <- struct{}{}:
	case <-ctx.Done():
		return start{}, ctx.Err()
	}
	defer func() { <-t.turn }()
	for {
		t.mu.Lock()
		pause := time.Until(t.quiet)
		t.mu.Unlock()
		if pause <= 0 {
			break
		}
		if err := Sleep(ctx, pause); err != nil {
			return start{}, err
		}
	}
	delayed := t.limiter.Tokens() < 1
	if err := t.limiter.Wait(ctx); err != nil {
		// It does not wait for a deadline in vain.
		return start{}, cmp.Or(ctx.Err(), context.DeadlineExceeded)
	}
	return start{at: time.Now(), rate: t.limiter.Limit(), delayed: delayed}, nil
}

// took notes an answer that is no refusal.
func (t *throttle) took(s start) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.answers <<= 1
	t.asked <<= 1
	if t.first.IsZero() || !s.at.After(t.first) {
		t.firstTaken++
		t.firstTime = max(t.firstTime, s.at.Sub(t.began))
	}
	if s.at.Before(t.since) {
		return // it says nothing of the rate now
	}
	t.taken++
	t.vain = 0
	if !t.learned || !s.delayed {
		return // more would not be used
	}
	t.set(t.limiter.Limit() + rate.Limit(t.growth(time.Now())))
}

// growth is by which share the rate grows a second, so by how much with each request
// taken.
func (t *throttle) growth(now time.Time) float64 {
	if !t.known {
		return rampGrowth
	}
	tried := now.Sub(t.since) - t.calm
	if tried <= 0 {
		return 0
	}
	return probeGrowth * max(1, tried.Seconds()/2)
}

// refused notes a refusal of a request that was sent by the start. pause is how long
// the gateway asks to be left alone, 0 if it does not say. hopeless reports that
// slowing down does not help.
func (t *throttle) refused(s start, pause time.Duration) (hopeless bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	t.answers <<= 1
	t.asked <<= 1
	t.answers |= 1
	if t.first.IsZero() {
		t.first = now
	}
	if pause > 0 {
		t.asked |= 1
		t.paced.Store(true)
		if until := now.Add(pause); until.After(t.quiet) {
			t.quiet = until
		}
	}
	// What was sent before the rate fell says nothing of the rate now.
	if t.learned && !s.at.After(t.since) || !t.tooFast() {
		return false
	}
	t.slowDown(now, s.rate)
	return t.vain >= inVain || t.vain >= 3 && now.Sub(t.vainSince) > patience
}

// limited reports whether the gateway was found to limit the rate.
func (t *throttle) limited() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.learned
}

// tooFast tells a limit from a refusal that has another reason: a fault of one
// machine of many, or of a proxy.
func (t *throttle) tooFast() bool {
	among := func(answers uint64, last int) int { return bits.OnesCount64(answers << (64 - last)) }
	if t.learned {
		return t.taken == 0 && !t.known || t.asked&1 == 1 || among(t.answers, 32) >= tolerated
	}
	return among(t.asked, 24) >= 2 || among(t.asked, 64) >= 3 || among(t.answers, 32) >= 6 || among(t.answers, 4) == 4
}

func (t *throttle) slowDown(now time.Time, at rate.Limit) {
	if t.vain++; t.vain == 1 {
		t.vainSince = now
	}
	limit := t.limiter.Limit()
	switch {
	case !t.learned:
		limit = min(firstRate, limit/2)
	case t.taken == 0:
		t.known = false
		limit = min(limit, at) / 2
	default:
		probed := t.known && now.Sub(t.since) > t.calm
		limit = t.met(at, now)
		if probed {
			t.calm = max(calm, 3*t.calm)
		}
		t.known = true
	}
	t.learned, t.taken, t.answers, t.asked = true, 0, 0, 0
	t.pause = max(t.quiet.Sub(now), 0)
	t.since = now.Add(t.pause)
	t.set(limit)
	t.paced.Store(true)
}

// met is the gateway's limit, or a little less, if it was met at that rate.
func (t *throttle) met(limit rate.Limit, now time.Time) rate.Limit {
	r, growth := float64(limit), t.growth(now)
	var at float64
	if growth > 0 {
		spare := max(0, float64(t.firstTaken-1)-r/2*t.firstTime.Seconds())
		if t.pause == 0 { // so many refusals had to come together
			spare += min(spare, tolerated-1)
		}
		at = max(r/2, under*(r-math.Sqrt(2*spare*growth*r)))
		t.drop = firstDrop
	} else {
		at = (1 - t.drop) * r
		t.drop = min(2*t.drop, 0.5)
	}
	// It allowed as much in that time as was taken, but for what it saved up in the pause.
	least := float64(t.taken) / (now.Sub(t.since) + t.pause).Seconds()
	return rate.Limit(max(at, under*min(least, r)))
}

// set sets the rate within what the user allows.
func (t *throttle) set(limit rate.Limit) { t.limiter.SetLimit(min(limit, t.most)) }

// stop lets all requests through that wait, for they will not be sent.
func (t *throttle) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.quiet = time.Time{}
	t.set(rate.Inf)
}

// revive begins anew after the client gave up: slowly, if the gateway limits the rate,
// and if slowing down was in vain, two more refusals tell.
func (t *throttle) revive() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.learned {
		return
	}
	t.known, t.taken, t.since = false, 0, time.Now()
	t.set(firstRate)
	if t.vain > 0 {
		t.vain, t.vainSince = inVain-2, t.since
	}
}

// vainly is how often the pace slowed down since anything was taken.
func (t *throttle) vainly() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.vain
}

// mistaken forgets what was learned: what was refused was not refused for the pace.
func (t *throttle) mistaken() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.learned, t.known, t.vain, t.answers, t.asked = false, false, 0, 0, 0
	t.quiet, t.since = time.Time{}, time.Now()
	t.set(rate.Inf)
	t.paced.Store(t.most != rate.Inf)
}
