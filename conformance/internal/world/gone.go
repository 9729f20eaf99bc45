package world

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// Patience is how long a created app may take to be listed. The pages promise
// no instant; a gateway may be made of several machines.
const Patience = 1500 * time.Millisecond

// stillListed are the entries, by their numbers, whose apps are listed although
// their deletion was confirmed. A gateway made of several machines may need a
// moment to forget an app. A listing that cannot be read tells of nothing.
func stillListed(ctx context.Context, c *probe.Client, home probe.Place, gone []ledgerEntry) map[int]bool {
	byPlace := map[probe.Place][]ledgerEntry{}
	for _, e := range gone {
		at := home
		if own := e.place(); own != nil {
			at = *own
		}
		byPlace[at] = append(byPlace[at], e)
	}
	listed := map[int]bool{}
	var mu sync.Mutex
	deadline := time.Now().Add(Patience)
	places := slices.Collect(maps.Keys(byPlace))
	probe.Parallel(ctx, len(places), len(places), func(i int) {
		left := byPlace[places[i]]
		for {
			began := time.Now()
			s := c.Scan(ctx, &places[i], nil, 500)
			if s.Err != nil {
				return
			}
			left = slices.DeleteFunc(left, func(e ledgerEntry) bool { return s.Find(e.ID) == nil })
			if len(left) == 0 {
				return
			}
			if began.After(deadline) || probe.Sleep(ctx, 100*time.Millisecond) != nil {
				break
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for _, e := range left {
			listed[e.N] = true
		}
	})
	return listed
}
