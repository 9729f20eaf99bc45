package engine

import (
	"context"
	crand "crypto/rand"
	"encoding/binary"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// run is one run while it goes on. It is the [stimulus.Runner] of its cases.
type run struct {
	*Settings
	*Suite
	nonce  string
	rng    *rand.Rand // orders the cases; used by one goroutine
	client *probe.Client
	oracle *oracle.Oracle
	watch  watch
	others others
	// confirming is held while a doubtful finding is looked at again.
	confirming sync.Mutex
	// confirmed are the last looks, all with the same outcome, by clause and kind.
	confirmed map[string][]stimulus.Confirmation
	world     *world.World
	redact    *redact.Redactor
	scene     *stimulus.Scene

	// before is the whole listing at the start.
	before *probe.Snapshot
	// late is how many apps of the plan are left to cases that create.
	late int
	// filled counts the apps that only make the listing longer.
	filled int

	// room is how many apps the gateway takes, if it does not take as many as the run
	// would create; refusals tells which refusals say so.
	room      room
	refusalMu sync.Mutex
	refusals  map[string]*refusal
	probes    int
	// lostSince is since when, in nanoseconds, no creation was answered; 0 if the last was.
	lostSince atomic.Int64

	mu   sync.Mutex
	done int
	died error // why the gateway was given up
}

// Run runs the selected cases. The error is a [*result.UsageError]: whatever the
// gateway does, and when ctx ends, there is a result with a verdict for every one.
func Run(ctx context.Context, s Settings, selected []result.Case) (*result.Result, error) {
	started := time.Now()
	x, err := start(&s, SuiteOf(s.Edition), selected)
	if err != nil {
		return nil, err
	}
	x.log(ctx, slog.LevelInfo, "run starts", "run", x.nonce, "cases", len(selected), "ledger", x.world.Ledger())
	abort := x.stages(ctx)
	apps := x.cleanup(ctx)
	return x.result(started, apps, abort), nil
}

func start(s *Settings, suite *Suite, selected []result.Case) (*run, error) {
	seed := s.Seed
	for seed == 0 {
		seed = RandomUint64() >> 11 // JSON readers keep 53 bits
	}
	x := &run{Settings: s, Suite: suite, nonce: NewNonce(), redact: &redact.Redactor{}, rng: rand.New(rand.NewPCG(seed, 1))}
	x.Seed = seed
	x.scene = stimulus.NewScene(stimulus.Setting{
		Edition: s.Edition, Nonce: x.nonce, Home: s.Home, Token: s.Auth.Token, Forbidden: s.Auth.Forbidden,
		ReadOnly: s.ReadOnly, Concurrency: s.Concurrency, Levels: suite.levels,
	}, suite.shelf, x)
	for secret, mask := range s.Auth.Secrets() {
		x.redact.Add(secret, mask)
	}
	for _, w := range stimulus.WrongTokens(s.Auth.Token) {
		x.redact.Add(w.Token, w.Mask)
	}
	tokens := x.redact.Finder()
	x.oracle = oracle.New(oracle.Options{Edition: s.Edition, Undisturbed: true})
	x.client = s.Client(probe.Options{Oracle: x.oracle, OnFinding: x.watch.notice, OnGone: func(err error) {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.died = fmt.Errorf("the gateway stopped answering: %w", err)
	}})
	var err error
	x.world, err = world.New(world.Options{
		Client: x.client, BaseURL: s.BaseURL, Home: s.Home, Nonce: x.nonce, Budget: s.Budget, Ledger: s.Ledger, Redact: x.redact, Tokens: tokens,
	})
	if err != nil {
		return nil, err
	}
	for _, c := range selected {
		x.scene.Trials = append(x.scene.Trials, &stimulus.Trial{Case: suite.get(c.ID)})
	}
	return x, nil
}

// RandomUint64 is random.
func RandomUint64() uint64 {
	var b [8]byte
	crand.Read(b[:])
	return binary.LittleEndian.Uint64(b[:])
}

// NewNonce is what tells the apps of this run from all others: eight random
// letters.
func NewNonce() string {
	var b [8]byte
	n := RandomUint64()
	for i := range b {
		b[i] = "abcdefghijklmnopqrstuvwxyz"[n%26]
		n /= 26
	}
	return string(b[:])
}

// cleanup deletes the run's apps, unless they are to be kept.
func (x *run) cleanup(ctx context.Context) result.Apps {
	end := x.world.Keep
	if !x.Keep {
		x.announce("cleanup")
		end = func() (result.Apps, error) { return x.world.CleanUp(ctx, x.Concurrency) }
	}
	apps, err := end()
	if err != nil {
		x.log(ctx, slog.LevelError, "the ledger could not be closed", "error", err)
	}
	x.client.CloseIdle()
	return apps
}

// CleanUp deletes what an earlier run left behind.
func CleanUp(ctx context.Context, s *Settings, past *world.Past) (result.Apps, error) {
	client := s.Client(probe.Options{})
	defer client.CloseIdle()
	apps, err := past.CleanUp(ctx, client, s.Concurrency)
	secrets := &redact.Redactor{}
	for secret, mask := range s.Auth.Secrets() {
		secrets.Add(secret, mask)
	}
	redactLeft(apps.Left, secrets.Finder())
	return apps, err
}

// Do sends a request that creates nothing.
func (x *run) Do(ctx context.Context, r probe.Request) (*probe.Exchange, error) {
	return x.client.Do(ctx, r)
}

// Post sends a request that may create an app.
func (x *run) Post(ctx context.Context, r probe.Request, most int) (*probe.Exchange, error) {
	return x.world.Post(ctx, r, most)
}

// PostInVain sends a request that should create no app. One that comes of it is deleted
// at once, unless apps are to be kept.
func (x *run) PostInVain(ctx context.Context, r probe.Request, most int) (*probe.Exchange, error) {
	if x.Keep {
		return x.world.Post(ctx, r, most)
	}
	return x.world.PostInVain(ctx, r, most)
}

// Drop deletes apps of this run at once, unless they are to be kept.
func (x *run) Drop(ctx context.Context, ids ...string) (gone []string) {
	if x.Keep {
		return nil
	}
	return x.world.Drop(ctx, x.Concurrency, ids...)
}

// Scan reads the whole listing of the filter in pages of limit apps.
func (x *run) Scan(ctx context.Context, at *probe.Place, filter probe.Params, limit int) *probe.Snapshot {
	s := x.client.Scan(ctx, at, filter, limit)
	for i := range s.Apps {
		x.world.Hide(s.Apps[i].App)
	}
	x.noticeOthers(at, filter, s)
	return s
}

// Ours reports whether the app was created by this run.
func (x *run) Ours(app jsonvalue.Object) bool { return x.world.Ours(app) }

// Slow reports whether waiting for answers is what takes the time.
func (x *run) Slow() bool { return x.client.Slow() }

// Limit is how many apps may be created in all.
func (x *run) Limit() int { return x.world.Limit() }

// Shuffle orders n things by the run's seed.
func (x *run) Shuffle(n int, swap func(i, j int)) { x.rng.Shuffle(n, swap) }
