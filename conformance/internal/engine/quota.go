package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
)

// room is how many apps of this run the gateway takes at a time, once it was found to
// take no more. It is safe for concurrent use.
type room struct {
	mu    sync.Mutex
	known bool
	apps  int
	why   string
}

// learn notes that the gateway takes no more than so many apps, and how it said so.
func (r *room) learn(apps int, why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known, r.apps, r.why = true, max(r.apps, apps), cmp.Or(r.why, why)
}

// left is how many more apps there is room for; limited reports whether that is known.
func (r *room) left(present int) (n int, limited bool, why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return max(r.apps-present, 0), r.known, r.why
}

// full reports whether the gateway is known to take no more apps.
func (x *run) full() (why string, full bool) {
	n, limited, why := x.room.left(x.world.Present())
	return why, limited && n == 0
}

// limited reports whether the gateway takes fewer apps than the run would create.
func (x *run) limited() bool {
	_, limited, _ := x.room.left(0)
	return limited
}

// most is n, or for how many apps there is room if that is less.
func (x *run) most(n int) int {
	if left, limited, _ := x.room.left(x.world.Present()); limited {
		return min(n, left)
	}
	return n
}

// rotate creates what there was no room for, some apps at a time: those that the listing
// has shown make room for the next ones. What cases of all kinds look at stays.
func (x *run) rotate(ctx context.Context) {
	for ctx.Err() == nil {
		var waiting []*stimulus.Planted
		for _, p := range x.scene.Planted() {
			// What the gateway may refuse for its content was perhaps refused for room.
			if p.Full = p.Full || x.saysFull(p); p.Full {
				waiting = append(waiting, p)
			}
		}
		if len(waiting) == 0 {
			return
		}
		core := x.core()
		rank := func(p *stimulus.Planted) int {
			if i := slices.Index(core, p.Spec.ID); i >= 0 {
				return i
			}
			return len(core)
		}
		slices.SortStableFunc(waiting, func(a, b *stimulus.Planted) int { return cmp.Compare(rank(a), rank(b)) })
		x.settle(ctx)
		x.vacate(ctx)
		n := x.most(min(len(waiting), x.world.Limit()-x.world.Present()-x.late-x.spare()))
		if n <= 0 {
			return
		}
		made := x.plantAll(ctx, waiting[:n])
		x.count()
		if made == 0 {
			return
		}
	}
}

// plantAll creates the specimens in place of what was planted in vain, and returns how
// many are not in vain again.
func (x *run) plantAll(ctx context.Context, waiting []*stimulus.Planted) (made int) {
	again := make([]*stimulus.Planted, len(waiting))
	probe.Parallel(ctx, x.Concurrency, len(waiting), func(i int) { again[i] = x.Plant(ctx, waiting[i].Spec) })
	for i, p := range again {
		if p != nil && !p.Full {
			*waiting[i] = *p
			made++
		}
	}
	return made
}

// core are the specimens that stay where they are, as far as they leave room for others.
func (x *run) core() []string {
	core := stimulus.Core()
	n, _, _ := x.room.left(0)
	return core[:min(len(core), (n+1)/2)]
}

// vacate deletes the run's apps but for the core.
func (x *run) vacate(ctx context.Context) {
	core := x.core()
	var ids []string
	for _, p := range x.scene.Planted() {
		if p.OK() && !p.Gone && p.Req.At == nil && !slices.Contains(core, p.Spec.ID) {
			ids = append(ids, p.ID)
		}
	}
	gone := x.world.Drop(ctx, x.Concurrency, ids...)
	for _, p := range x.scene.Planted() {
		p.Gone = p.Gone || p.ID != "" && slices.Contains(gone, p.ID)
	}
	x.count()
}

// count notes how many apps should be listed, and why there are not more.
func (x *run) count() {
	if _, limited, why := x.room.left(0); limited {
		x.scene.NoRoom = noRoom(why)
	}
	x.scene.Listed = len(x.before.Apps)
	for _, p := range x.scene.Planted() {
		if p.OK() && !p.Gone && p.Req.At == nil {
			x.scene.Listed++
		}
	}
}

// noRoom is why an app was not created.
func noRoom(why string) string { return fmt.Sprintf("the gateway takes no more apps: %s", why) }
