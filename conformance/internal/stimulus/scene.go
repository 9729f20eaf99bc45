package stimulus

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Runner is what cases may ask of the run they are part of; package engine is one.
// It is safe for concurrent use.
type Runner interface {
	// Do sends a request that creates nothing.
	Do(ctx context.Context, r probe.Request) (*probe.Exchange, error)
	// Post sends a request that may create an app, within the first most apps of
	// the budget; beyond them the error is [world.ErrBudget].
	Post(ctx context.Context, r probe.Request, most int) (*probe.Exchange, error)
	// PostInVain is Post for a request that should create no app: one that comes of it
	// is deleted at once, if it may be.
	PostInVain(ctx context.Context, r probe.Request, most int) (*probe.Exchange, error)
	// Plant creates the specimen.
	Plant(ctx context.Context, s Specimen) *Planted
	// Drop deletes apps of this run at once, unless they are to be kept, and gives the
	// IDs of those that are gone.
	Drop(ctx context.Context, ids ...string) (gone []string)
	// Settle waits until the apps, all of one place, show in its listings, or patience is
	// over. From then on one that is missing is a finding.
	Settle(ctx context.Context, at *probe.Place, made []*Planted)
	// Scan reads the whole listing of the filter in pages of limit apps; a nil at
	// is the run's own place.
	Scan(ctx context.Context, at *probe.Place, filter probe.Params, limit int) *probe.Snapshot
	// Ours reports whether the app was created by this run.
	Ours(app jsonvalue.Object) bool
	// Noticed is what the oracle found of the clause and the kinds, in any answer.
	Noticed(clause string, kinds []string) []Noticed
	// Confirm looks again at a finding in a listing.
	Confirm(ctx context.Context, n Noticed) Confirmation
	// Restless reports whether others create or delete apps meanwhile.
	Restless() bool
	// Slow reports whether waiting for answers is what takes the time.
	Slow() bool
	// Limit is how many apps may be created in all.
	Limit() int
	// Shuffle orders n things by the run's seed; for one goroutine at a time.
	Shuffle(n int, swap func(i, j int))
}

// Setting is what a run was told, as far as it is a case's business.
type Setting struct {
	Edition *validate.Edition
	// Nonce is in the names of the run's apps.
	Nonce string
	// Home is the run's own place.
	Home probe.Place
	// Token may do everything, Forbidden, which may be empty, nothing.
	Token, Forbidden string
	ReadOnly         bool
	Concurrency      int
	// Levels are those of the clauses.
	Levels map[string]result.Level
}

// Scene is what the cases of a run have in common: what was created, and what the
// listings showed. The run keeps it up to date.
type Scene struct {
	Setting
	run    Runner
	shelf  *Shelf
	Trials []*Trial // one a selected case

	// mu guards what follows while cases create at the same time: the specimens, and
	// those that cases create once.
	mu      sync.Mutex
	planted []*Planted
	onces   map[string]*probe.Once
	// Rejected and settled are whole listings: after the requests that should be
	// rejected, and when the planned apps exist.
	Rejected, settled *probe.Snapshot
	// settledApps are the run's apps as settled shows them.
	settledApps []Seen
	// Strays are apps that exist although every request for them was refused.
	Strays []probe.Sighting
	// Listed is how many apps should be listed when settled.
	Listed int
	// NoRoom says why no more apps can be created, "" if they can.
	NoRoom string
	// Impatient says that waiting for an app to be listed was in vain.
	Impatient atomic.Bool

	shared  sharedScans
	storm   storm
	company company
}

// Seen is an app in some answer.
type Seen struct {
	App      jsonvalue.Object
	Exchange *probe.Exchange
	Path     string // "$" or "$.apps[3]"
	From     *Planted
}

// NewScene is the scene of a run that has done nothing yet.
func NewScene(s Setting, of *Shelf, run Runner) *Scene {
	return &Scene{Setting: s, shelf: of, run: run}
}

// Gen makes up values by the ID, as [T.Gen] does.
func (s *Scene) Gen(id string) *Gen { return s.shelf.gen(s.Nonce, id) }

// Settle makes the listing the one that cases look at.
func (s *Scene) Settle(listing *probe.Snapshot) {
	s.settled, s.settledApps = listing, nil
	gone := map[string]bool{}
	for _, p := range s.Planted() {
		gone[p.ID] = p.Gone
	}
	for i := range listing.Apps {
		a := &listing.Apps[i]
		if gone[a.App.Text("id")] {
			continue
		}
		if s.ReadOnly || s.run.Ours(a.App) {
			s.settledApps = append(s.settledApps, Seen{App: a.App, Exchange: a.Page.Exchange, Path: a.Path("")})
		}
	}
	s.shared.forget()
}

// Add adds a specimen that was created, or should have been.
func (s *Scene) Add(p *Planted) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.planted = append(s.planted, p)
}

// Planted are the specimens of the plan, those that were not created too. The list
// must not be changed.
func (s *Scene) Planted() []*Planted {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.planted)
}

// onceFor is what creates the specimen of cases that create.
func (s *Scene) onceFor(specimen string) *probe.Once {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.onces == nil {
		s.onces = map[string]*probe.Once{}
	}
	if s.onces[specimen] == nil {
		s.onces[specimen] = new(probe.Once)
	}
	return s.onces[specimen]
}

// Subjects are the created apps that exist, in the order of the plan.
func (s *Scene) Subjects() []*Planted {
	var out []*Planted
	for _, p := range s.Planted() {
		if p.OK() && !p.Spec.Late && !p.Gone {
			out = append(out, p)
		}
	}
	return out
}

// attempts are what all cases tried.
func (s *Scene) attempts() []Attempt {
	var out []Attempt
	for _, k := range s.Trials {
		out = append(out, k.Tried...)
	}
	return out
}

// control is the specimen as a control: if the gateway refuses it in company, one
// with nothing but its name will do.
func (s *Scene) control(id string) *Planted {
	if p := s.Find(id); p.OK() {
		return p
	}
	if p := s.Find("minimal"); p.OK() {
		return p
	}
	return s.Find(id)
}

// Find is the planted specimen, nil if it was not planned.
func (s *Scene) Find(id string) *Planted {
	for _, p := range s.Planted() {
		if p.Spec.ID == id {
			return p
		}
	}
	return nil
}
