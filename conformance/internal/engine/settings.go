package engine

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Settings are what a run is told. Nothing is filled in: all that is zero
// means what it says, a Rate of 0 none.
type Settings struct {
	Name    string
	BaseURL string // without a slash at its end
	Home    probe.Place
	// Auth lets the run in; the credential without permission may be missing.
	Auth        probe.Auth
	Edition     *validate.Edition
	Budget      int // apps
	Known       []result.KnownFailure
	Expect      map[string]string // the name of a trait to its only value
	Concurrency int
	Rate        float64 // requests a second
	Timeout     time.Duration
	Wait        time.Duration // for the gateway to answer at all
	Transport   http.RoundTripper
	// ReadOnly, Keep, Brief and Strict are those of a Runner.
	ReadOnly, Keep, Brief, Strict bool
	// Seed is random if it is 0.
	Seed uint64
	// Shard is what the result is said to be of.
	Shard result.Shard
	// Ledger is the ledger's file; if empty, a temporary one.
	Ledger   string
	Progress func(Progress) // may be nil
	Log      *slog.Logger   // may be nil
}

// Progress is how far a run has come.
type Progress struct {
	Done, Total int
	Stage       string
	Case        *result.CaseResult // nil between cases
}

// Client is what keeps manners with the gateway. Of the options it takes who judges
// and who is told.
func (s *Settings) Client(o probe.Options) *probe.Client {
	return probe.NewClient(probe.Options{
		OnGone: o.OnGone, Oracle: o.Oracle, OnFinding: o.OnFinding,
		Base: s.BaseURL, Home: s.Home, Auth: s.Auth, Transport: s.Transport,
		Rate: s.Rate, Timeout: s.Timeout, Concurrency: s.Concurrency,
	})
}

func (s *Settings) log(ctx context.Context, level slog.Level, msg string, args ...any) {
	if s.Log != nil {
		s.Log.Log(ctx, level, msg, args...)
	}
}
