package traits

import (
	"fmt"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// others are what other clients do in the instance.
func others() []Trait {
	const dimension, why = "other clients", "The pages do not say that an instance is empty, or that nobody else uses it."
	return []Trait{
		{ID: "existing/300", Dimension: dimension, Why: why, Does: "An instance holds 300 apps of others.", Alter: existing(300)},
		{ID: "existing/700", Dimension: dimension, Why: why, Does: "An instance holds 700 apps of others, more than a page shows.", Alter: existing(700)},
		{ID: "neighbour/busy", Dimension: dimension, Why: why, Does: "Another user creates an app at every tenth listing.", Alter: neighbour},
		{ID: "neighbour/every-20ms", Dimension: dimension, Why: why, Does: "Among 700 apps of others one appears or vanishes every 20 ms.", Alter: all(existing(700), coming(20*time.Millisecond))},
	}
}

// existing lets every space hold n apps before its first request.
func existing(n int) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		filled := map[gateway.Space]bool{}
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			mu.Lock()
			if !filled[x.Space] && b.Authorize(x) == nil {
				filled[x.Space] = true
				for i := range n {
					b.Store.Add(x.Space, foreign(b, i))
				}
			}
			mu.Unlock()
			return next(x)
		}
	}
}

// foreign is an app of somebody else, old and in use.
func foreign(b *gateway.Behaviour, i int) *gateway.App {
	a := &gateway.App{
		ID: b.NewID(), Name: fmt.Sprintf("app_%03d", i), Key: b.NewKey(), Secret: b.NewSecret(),
		Created: time.Date(2020, 5, 27, 10, 38, 3, i*1000, time.UTC), Creator: "USER", Status: 1, BindNum: i % 5,
	}
	if i%2 == 0 {
		a.Remark, a.HasRemark = "remark of an older app", true
	}
	return a
}

// neighbour adds an app of somebody else at every tenth listing.
func neighbour(b *gateway.Behaviour) {
	count := counter()
	next := b.List
	b.List = func(x *gateway.Exchange) *gateway.Reply {
		if n := count(); n%10 == 9 {
			b.Store.Add(x.Space, foreign(b, n))
		}
		return next(x)
	}
}

// coming lets an app of somebody else appear and the oldest such app vanish, in
// turn, in every space. No goroutine does it: a request finds done what is due.
func coming(every time.Duration) alter {
	type space struct {
		since time.Time
		done  int
		ids   []string
	}
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		spaces := map[gateway.Space]*space{}
		due := func(sp gateway.Space) {
			mu.Lock()
			defer mu.Unlock()
			s := spaces[sp]
			if s == nil {
				s = &space{since: time.Now()}
				spaces[sp] = s
			}
			n := int(time.Since(s.since) / every)
			for s.done = max(s.done, n-20); s.done < n; s.done++ {
				if s.done%2 == 0 {
					a := foreign(b, 1000+s.done)
					if b.Store.Add(sp, a) {
						s.ids = append(s.ids, a.ID)
					}
				} else if len(s.ids) > 0 {
					b.Store.Remove(sp, s.ids[0])
					s.ids = s.ids[1:]
				}
			}
		}
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if b.Authorize(x) == nil {
				due(x.Space)
			}
			return next(x)
		}
	}
}
