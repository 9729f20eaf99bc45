package engine

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/internal/world"
)

// scanHome reads the whole listing of the run's place. Of a listing too long to
// be read it reads what holds the nonce.
func (x *run) scanHome(ctx context.Context) *probe.Snapshot {
	limit := int(x.Edition.Page.MaxLimit)
	s := x.Scan(ctx, nil, nil, limit)
	if len(s.Pages) < probe.MaxPages || s.Problem == "" {
		return s
	}
	x.log(ctx, slog.LevelWarn, "the listing is too long to be read whole", "pages", len(s.Pages))
	return x.Scan(ctx, nil, probe.Params{}.With("name", x.nonce), limit)
}

// settle reads the whole listing when every created app is listed, or when
// patience is over.
func (x *run) settle(ctx context.Context) {
	settled := x.waitFor(ctx, func() *probe.Snapshot { return x.scanHome(ctx) }, x.shows(x.scene.Subjects()))
	x.awaitFilters(ctx, nil, x.scene.Subjects())
	x.oracle.Settled()
	x.blameStrays(x.scene.Rejected, settled)
	x.scene.Settle(settled)
}

// Settle waits until the apps, all of one place, show in its listings, or patience is
// over. From then on one that is missing is a finding.
func (x *run) Settle(ctx context.Context, at *probe.Place, made []*stimulus.Planted) {
	x.waitFor(ctx, func() *probe.Snapshot { return x.Scan(ctx, at, nil, int(x.Edition.Page.MaxLimit)) }, x.shows(made))
	x.awaitFilters(ctx, at, made)
	x.oracle.Settled()
}

// shows reports whether a listing has all the apps, and none that was deleted.
func (x *run) shows(apps []*stimulus.Planted) func(*probe.Snapshot) bool {
	return func(s *probe.Snapshot) bool {
		if slices.ContainsFunc(s.Apps, func(a probe.Sighting) bool { return x.world.Dropped(a.App.Text("id")) }) {
			return false
		}
		return !slices.ContainsFunc(apps, func(p *stimulus.Planted) bool { return s.Find(p.ID) == nil })
	}
}

// awaitFilters waits until the apps that were created last show in filtered listings,
// too, and those that were deleted last do not: a gateway may answer these from another
// store.
func (x *run) awaitFilters(ctx context.Context, at *probe.Place, subjects []*stimulus.Planted) {
	deadline := time.Now().Add(world.Patience)
	type sought struct {
		id   string
		q    probe.Params
		gone bool
	}
	var all []sought
	for _, id := range x.world.LastDropped(4) {
		all = append(all, sought{id, probe.Params{}.With("id", id), true}, sought{id, probe.Params{}.With("name", x.nonce), true})
	}
	for _, p := range subjects[max(0, len(subjects)-4):] {
		name := p.App.Text("name")
		for _, q := range []probe.Params{
			probe.Params{}.With("id", p.ID), probe.Params{}.With("app_key", p.App.Text("app_key")), probe.Params{}.With("name", name),
			probe.Params{}.With("name", name).With("precise_search", "name"), probe.Params{}.With("id", p.ID).With("status", "1"),
			probe.Params{}.With("id", p.ID).With("creator", "USER"),
		} {
			all = append(all, sought{p.ID, q, false})
		}
	}
	probe.Parallel(ctx, x.Concurrency, len(all), func(i int) {
		for !x.scene.Impatient.Load() {
			began := time.Now()
			s := x.Scan(ctx, at, all[i].q, int(x.Edition.Page.MaxLimit))
			if (s.Find(all[i].id) == nil) == all[i].gone || s.Problem != "" || began.After(deadline) || probe.Sleep(ctx, 100*time.Millisecond) != nil {
				return
			}
		}
	})
}

// waitFor reads a whole listing until it is complete, or patience is over.
func (x *run) waitFor(ctx context.Context, scan func() *probe.Snapshot, complete func(*probe.Snapshot) bool) *probe.Snapshot {
	deadline := time.Now().Add(world.Patience)
	for {
		began := time.Now()
		s := scan()
		switch {
		case s.Problem != "" || complete(s):
			return s
		case began.After(deadline):
			// What did not come by now will not come later either.
			x.scene.Impatient.Store(true)
			return s
		case probe.Sleep(ctx, 100*time.Millisecond) != nil:
			return s
		}
	}
}

// blameStrays looks for apps of this run that nobody was told of, and gives them
// to the rejected requests that explain them.
func (x *run) blameStrays(listings ...*probe.Snapshot) {
	for _, s := range listings {
		if s == nil {
			continue
		}
		for i := range s.Apps {
			app := s.Apps[i].App
			if x.before.Find(app.Text("id")) != nil || !x.world.Discover(app) {
				continue
			}
			x.scene.Strays = append(x.scene.Strays, s.Apps[i])
			for _, t := range x.scene.Trials {
				if t.Explains(app) {
					t.Strays = append(t.Strays, app)
				}
			}
		}
	}
}
