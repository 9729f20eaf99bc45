package probe

import (
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// As many requests are under way at once as make the answers come faster.
func TestConcurrencyFollowsTheGateway(t *testing.T) {
	const requests = 1500
	flight := func(latency func(now int64) time.Duration) (http.HandlerFunc, *atomic.Int64) {
		var now, most atomic.Int64
		return func(http.ResponseWriter, *http.Request) {
			n := now.Add(1)
			defer now.Add(-1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			time.Sleep(latency(n))
		}, &most
	}
	const slow = 150 * time.Millisecond
	for _, k := range []struct {
		name        string
		latency     func(now int64) time.Duration
		concurrency int
		peak        [2]int64 // least and most at once
		most        time.Duration
	}{
		{"slow answers", func(int64) time.Duration { return slow }, 0, [2]int64{32, 32}, 13 * requests * slow / 32 / 10},
		{"quick answers", func(int64) time.Duration { return time.Millisecond }, 0, [2]int64{8, 8}, time.Second},
		{"the user's bound", func(int64) time.Duration { return slow }, 12, [2]int64{12, 12}, 13 * requests * slow / 12 / 10},
		{"one at a time", func(int64) time.Duration { return slow }, 1, [2]int64{1, 1}, 11 * requests * slow / 10},
		// A gateway with eight workers takes no more by having more to do.
		{"a queue", func(n int64) time.Duration { return 20 * time.Millisecond * time.Duration(max(n, 8)) / 8 }, 0, [2]int64{8, 16}, 6 * time.Second},
	} {
		t.Run(k.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				handler, most := flight(k.latency)
				c := clientOf(handler, func(o *Options) { o.Concurrency = k.concurrency })
				began := time.Now()
				Parallel(t.Context(), MaxConcurrency, requests, func(int) {
					if _, err := c.Do(t.Context(), Request{Op: OpQuery}); err != nil {
						t.Error(err)
					}
				})
				if n := most.Load(); n < k.peak[0] || n > k.peak[1] {
					t.Errorf("%d requests at once, want %d to %d", n, k.peak[0], k.peak[1])
				}
				if took := time.Since(began); took > k.most {
					t.Errorf("it took %s, want %s at most", took, k.most)
				}
			})
		})
	}
}

// A gateway that answers nothing when too much is asked at once is asked less.
func TestTimeoutsNarrowTheGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now atomic.Int64
		c := clientOf(func(_ http.ResponseWriter, r *http.Request) {
			defer now.Add(-1)
			if now.Add(1) > 4 {
				<-r.Context().Done()
				return
			}
			time.Sleep(50 * time.Millisecond)
		})
		failed := 0
		for range 10 {
			var transient atomic.Int64
			Parallel(t.Context(), MaxConcurrency, 40, func(int) {
				if _, err := c.Do(t.Context(), Request{Op: OpQuery}); err != nil {
					if _, ok := errors.AsType[*TransientError](err); !ok && err != ErrGone {
						t.Error(err)
					}
					transient.Add(1)
				}
			})
			failed = int(transient.Load())
		}
		if failed > 0 {
			t.Errorf("%d of the last 40 requests failed", failed)
		}
	})
}

// However the bound changes, no place is lost and none is made up.
func TestGateKeepsItsPlaces(t *testing.T) {
	g := newGate(32)
	for i := range 1000 {
		g.mu.Lock()
		g.resize(1 + (i*i)%32)
		g.mu.Unlock()
		held := 0
		for len(g.places) > 0 && held < i%40 {
			if err := g.enter(t.Context()); err != nil {
				t.Fatal(err)
			}
			held++
		}
		for range held {
			g.leave(0, false)
		}
		if n := len(g.places) - g.surplus; n != g.bound {
			t.Fatalf("after %d changes there are %d places, want %d", i+1, n, g.bound)
		}
	}
}
