package conformance

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/engine"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Runner runs the suite against one gateway. Its fields are options; beside the
// gateway, either BaseURL or Handler, and the tokens, every zero value works.
type Runner struct {
	// BaseURL is the gateway, "https://apig.example.com"; the paths of the
	// operations are appended to it.
	BaseURL string
	// Handler is the gateway as a handler, called without a port. BaseURL may
	// then be left empty.
	Handler http.Handler
	// Name is what the gateway is called in a report on several.
	Name string
	// ProjectID and InstanceID are the path's IDs; if empty [result.DefaultProjectID]
	// and [result.DefaultInstanceID].
	ProjectID, InstanceID string
	// Token may do everything. ForbiddenToken is valid but may do nothing; without it, or
	// ForbiddenKeys, the cases about permissions are not run.
	Token, ForbiddenToken string
	// Keys sign the requests, by SDK-HMAC-SHA256, that would carry Token; if there is a
	// Token too, they only serve the cases about signatures, which are not run
	// otherwise. ForbiddenKeys stand in for ForbiddenToken.
	Keys, ForbiddenKeys Keys
	// Edition is the rule set; nil is [validate.Default].
	Edition *validate.Edition
	// AppBudget is how many apps of the run may exist at the same time; 0 is
	// [result.DefaultAppBudget], and [result.HandlerAppBudget] with a Handler.
	AppBudget int
	// Only and Skip are globs that select cases by ID: * stands for any text,
	// slashes too, and ? for one character. No Only selects all.
	Only, Skip []string
	// Known are failures that are known.
	Known []result.KnownFailure
	// Expect binds traits, which a gateway is otherwise free in: the name of each
	// to the only value that does not fail the run.
	Expect map[string]string
	// Concurrency is how many requests are under way at once at most; 0 is as many as
	// make the answers come faster, up to 32.
	Concurrency int
	// Rate is how many requests are sent a second at most; 0 is unlimited.
	Rate float64
	// Timeout bounds each request, from sending to the end of the answer; 0 is
	// 10 seconds.
	Timeout time.Duration
	// Wait is how long to wait for the gateway to answer at all; 0 is not at all.
	Wait time.Duration
	// RootCAs are the certificate authorities to trust; nil is the system's.
	RootCAs *x509.CertPool
	// Transport sends the requests; nil is one that honours the environment's
	// proxies, speaks HTTP/2, and trusts RootCAs.
	Transport http.RoundTripper
	// ReadOnly sends no request that could create an app.
	ReadOnly bool
	// Keep leaves the created apps where they are.
	Keep bool
	// Brief leaves the exchanges of cases that passed out of the result.
	Brief bool
	// Strict makes unverified must clauses count as failures.
	Strict bool
	// Seed orders the cases; every order gives the same verdicts. 0 is a
	// random one, which the result names.
	Seed uint64
	// Shard is the part of the cases to run; the zero Shard is all.
	Shard result.Shard
	// Ledger is the file to keep the ledger in; if empty, a temporary one that
	// is removed when everything was deleted.
	Ledger string
	// Progress is told of every verdict as it is given; it must be quick, and
	// is called by one goroutine at a time.
	Progress func(Progress)
	// Log gets what an operator may want to know; nil discards it.
	Log *slog.Logger
}

// Progress is how far a run has come.
type Progress struct {
	Done, Total int
	// Stage is what is being done: "rejections", "apps", "listings", "changes", "cleanup".
	Stage string
	// Case is the case that was just judged, nil between cases.
	Case *result.CaseResult
}

// Run runs the suite. The error is a [*result.UsageError]: whatever the gateway does,
// and when ctx ends, there is a result with a verdict for every selected case.
// Apps that were created are then deleted, also after ctx ended.
func (r *Runner) Run(ctx context.Context) (*result.Result, error) {
	s, err := r.settings()
	if err != nil {
		return nil, err
	}
	all := Cases(s.Edition)
	for _, k := range r.Known {
		if err := k.Check(all); err != nil {
			return nil, err
		}
	}
	selected, err := Select(all, r.Only, r.Skip)
	if err != nil {
		return nil, err
	}
	return engine.Run(ctx, *s, shardOf(selected, r.Shard))
}

// shardOf is the shard's part of the selected cases. A shard may be empty.
func shardOf(selected []result.Case, shard result.Shard) []result.Case {
	if shard.Count == 0 {
		return selected
	}
	var out []result.Case
	for i, c := range selected {
		if shard.Has(i) {
			out = append(out, c)
		}
	}
	return out
}

// settings are the runner's options, checked and with their zero values filled in.
func (r *Runner) settings() (*engine.Settings, error) {
	s := &engine.Settings{
		Name: r.Name, BaseURL: strings.TrimRight(r.BaseURL, "/"), Home: probe.Place{Project: r.ProjectID, Instance: r.InstanceID},
		Auth: probe.Auth{
			Token: r.Token, Forbidden: r.ForbiddenToken, Keys: sign.Keys(r.Keys), ForbiddenKeys: sign.Keys(r.ForbiddenKeys),
		},
		Edition: r.Edition, Budget: r.AppBudget, Known: r.Known, Expect: r.Expect,
		Concurrency: r.Concurrency, Rate: r.Rate, Timeout: r.Timeout, Wait: r.Wait, Transport: r.Transport,
		ReadOnly: r.ReadOnly, Keep: r.Keep, Brief: r.Brief, Strict: r.Strict,
		Seed: r.Seed, Shard: r.Shard, Ledger: r.Ledger, Log: r.Log,
	}
	if r.Progress != nil {
		s.Progress = func(p engine.Progress) { r.Progress(Progress(p)) }
	}
	if s.Edition == nil {
		s.Edition = validate.Default()
	}
	if s.BaseURL == "" {
		if r.Handler == nil {
			return nil, &result.UsageError{Problem: "no gateway to test: give a base URL or a handler"}
		}
		s.BaseURL = "http://gateway.invalid"
	}
	if err := checkBaseURL(s.BaseURL); err != nil {
		return nil, err
	}
	if s.Home.Project == "" {
		s.Home.Project = result.DefaultProjectID
	}
	if s.Home.Instance == "" {
		s.Home.Instance = result.DefaultInstanceID
	}
	for _, segment := range []struct{ name, id string }{{"project ID", s.Home.Project}, {"instance ID", s.Home.Instance}} {
		if why := oracle.NotSegment(segment.id); why != "" {
			return nil, &result.UsageError{Problem: fmt.Sprintf("the %s %q cannot be sent in a path: %s", segment.name, segment.id, why)}
		}
	}
	if s.Budget == 0 {
		s.Budget = result.DefaultAppBudget
		if r.Handler != nil {
			s.Budget = result.HandlerAppBudget
		}
	}
	if s.Concurrency == 0 {
		s.Concurrency = probe.MaxConcurrency
	}
	if s.Timeout == 0 {
		s.Timeout = 10 * time.Second
	}
	if s.Budget < 0 || s.Concurrency < 0 || s.Timeout < 0 || s.Wait < 0 || r.Rate < 0 {
		return nil, &result.UsageError{Problem: "budget, concurrency, timeout, wait and rate may not be negative"}
	}
	if err := r.Shard.Check(); err != nil {
		return nil, err
	}
	for _, token := range []string{r.Token, r.ForbiddenToken} {
		if strings.ContainsAny(token, "\r\n\x00") {
			return nil, &result.UsageError{Problem: "a token holds a line break or a NUL, which no header may carry"}
		}
	}
	for _, k := range []Keys{r.Keys, r.ForbiddenKeys} {
		if err := k.check(); err != nil {
			return nil, err
		}
	}
	if r.Token == "" && r.Keys == (Keys{}) {
		return nil, &result.UsageError{Problem: "no token: give one that may do everything, or keys to sign with"}
	}
	if r.Keys.Access != "" && r.Keys.Access == r.ForbiddenKeys.Access {
		return nil, &result.UsageError{Problem: "the access key and the forbidden one are the same"}
	}
	if r.Token != "" && r.Token == r.ForbiddenToken {
		return nil, &result.UsageError{Problem: "the token and the forbidden token are the same"}
	}
	if err := CheckExpect(r.Expect); err != nil {
		return nil, err
	}
	switch {
	case s.Transport != nil:
	case r.Handler != nil:
		s.Transport = probe.NewHandlerTransport(r.Handler)
	default:
		s.Transport = probe.NewTransport(s.Concurrency, r.RootCAs)
	}
	return s, nil
}
