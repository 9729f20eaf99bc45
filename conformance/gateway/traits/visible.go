package traits

import (
	"slices"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// visibility is when a created or deleted app shows: at once in the reference
// gateway.
func visibility() []Trait {
	const dimension, why = "visibility", "The pages promise no immediate visibility."
	return []Trait{
		{ID: "visible/after-150ms", Dimension: dimension, Why: why, Does: "Created and deleted apps show in listings after 150 ms.", Alter: behind(150*time.Millisecond, 150*time.Millisecond)},
		{ID: "visible/after-250ms", Dimension: dimension, Why: why, Does: "Created and deleted apps show in listings after 250 ms.", Alter: behind(250*time.Millisecond, 250*time.Millisecond)},
		{ID: "visible/filtered-after-300ms", Dimension: dimension, Why: why, Does: "Created and deleted apps show at once in plain listings, and after 300 ms in filtered ones.", Alter: behind(0, 300*time.Millisecond)},
		{ID: "visible/filtered-later", Dimension: dimension, Why: why, Does: "Created and deleted apps show in plain listings after 50 ms, and in filtered ones after 300 ms.", Alter: behind(50*time.Millisecond, 300*time.Millisecond)},
		{ID: "visible/deleted-after-250ms", Dimension: dimension, Why: why, Does: "A created app shows at once, and a deleted one still does for 250 ms.", Alter: lingering(250 * time.Millisecond)},
	}
}

// behind lists the apps of a space as they were some time ago, as a replica does
// that is behind: in plain listings by one time, in filtered ones by another.
func behind(plain, filtered time.Duration) alter {
	type state struct {
		at   time.Time
		apps []*gateway.App
	}
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		history := map[gateway.Space][]state{}
		// change does a write and keeps the state after it.
		change := func(sp gateway.Space, write func()) {
			mu.Lock()
			defer mu.Unlock()
			h := history[sp]
			if h == nil {
				h = []state{{apps: b.Store.Apps(sp)}}
			}
			write()
			// The time that matters is the caller's, not that of b.Now.
			now := time.Now()
			for len(h) > 1 && now.Sub(h[1].at) > max(plain, filtered) {
				h = h[1:]
			}
			history[sp] = append(h, state{now, b.Store.Apps(sp)})
		}
		insert, remove, candidates := b.Insert, b.Delete, b.Candidates
		b.Insert = func(x *gateway.Exchange, a *gateway.App) (refusal *validate.Answer) {
			change(x.Space, func() { refusal = insert(x, a) })
			return refusal
		}
		b.Delete = func(x *gateway.Exchange) (r *gateway.Reply) {
			change(x.Space, func() { r = remove(x) })
			return r
		}
		b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
			lag := plain
			if q.Filtered() {
				lag = filtered
			}
			mu.Lock()
			defer mu.Unlock()
			h := history[x.Space]
			if lag == 0 || h == nil {
				return candidates(x, q)
			}
			i := len(h) - 1
			for i > 0 && time.Since(h[i].at) < lag {
				i--
			}
			return h[i].apps
		}
	}
}

// lingering lists an app some time after it was deleted, in its old place.
func lingering(after time.Duration) alter {
	type ghost struct {
		at    time.Time
		app   *gateway.App
		place int
	}
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		ghosts := map[gateway.Space][]ghost{}
		remove, candidates := b.Delete, b.Candidates
		b.Delete = func(x *gateway.Exchange) *gateway.Reply {
			mu.Lock()
			defer mu.Unlock()
			before := b.Store.Apps(x.Space)
			r := remove(x)
			i := slices.IndexFunc(before, func(a *gateway.App) bool { return a.ID == x.AppID })
			if i >= 0 && !slices.Contains(b.Store.Apps(x.Space), before[i]) {
				ghosts[x.Space] = append(ghosts[x.Space], ghost{time.Now(), before[i], i})
			}
			return r
		}
		b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
			mu.Lock()
			defer mu.Unlock()
			apps := slices.Clone(candidates(x, q))
			recent := slices.DeleteFunc(ghosts[x.Space], func(g ghost) bool { return time.Since(g.at) > after })
			ghosts[x.Space] = recent
			for _, g := range slices.Backward(recent) {
				apps = slices.Insert(apps, min(g.place, len(apps)), g.app)
			}
			return apps
		}
	}
}
