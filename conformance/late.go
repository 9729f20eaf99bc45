package conformance

import (
	"context"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/world"
)

// late creates one of the case's own apps, unless the plan left it out.
func (t *T) late(specimen string) *planted {
	t.mu.Lock()
	p := t.find(specimen)
	t.mu.Unlock()
	if p != nil {
		return p
	}
	p = t.plant(t.ctx, *t.shelf.get(specimen))
	t.mu.Lock()
	t.planted = append(t.planted, p)
	t.mu.Unlock()
	return p
}

// await looks again and again until what it sees will do, or patience is over.
func (t *T) await(look func(context.Context) (*probe.Snapshot, bool)) *probe.Snapshot {
	deadline := time.Now().Add(world.Patience)
	for {
		s, enough := look(t.ctx)
		if !enough && time.Now().After(deadline) {
			t.impatient = true
		}
		if enough || t.impatient || probe.Sleep(t.ctx, 100*time.Millisecond) != nil {
			return s
		}
	}
}
