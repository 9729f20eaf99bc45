package world

import (
	"context"
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
	deadline := time.Now().Add(Patience)
	for at, left := range byPlace {
		for {
			s := c.Scan(ctx, &at, nil, 500)
			if s.Err != nil {
				break
			}
			var there []ledgerEntry
			for _, e := range left {
				if s.Find(e.ID) != nil {
					there = append(there, e)
				}
			}
			if left = there; len(left) == 0 {
				break
			}
			if time.Now().After(deadline) || probe.Sleep(ctx, 100*time.Millisecond) != nil {
				for _, e := range left {
					listed[e.N] = true
				}
				break
			}
		}
	}
	return listed
}
