package conformance

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
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
	// Token may do everything. ForbiddenToken is valid but may do nothing; if
	// it is empty the cases about permissions are not run.
	Token, ForbiddenToken string
	// Edition is the rule set; nil is [validate.Default].
	Edition *validate.Edition
	// AppBudget is how many apps may be created at most; 0 is
	// [result.DefaultAppBudget], and [result.HandlerAppBudget] with a Handler.
	AppBudget int
	// Only and Skip are globs that select cases by ID: * stands for any text,
	// slashes too, and ? for one character. No Only selects all.
	Only, Skip []string
	// Known are failures that are known.
	Known []result.KnownFailure
	// Concurrency is how many requests are under way at once; 0 is 8.
	Concurrency int
	// Rate is how many requests are sent a second at most; 0 is unlimited.
	Rate float64
	// Timeout bounds each request, from sending to the end of the answer; 0 is
	// 10 seconds.
	Timeout time.Duration
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

// settings are a Runner's options, checked and with their zero values filled in.
type settings struct {
	*Runner
	edition     *validate.Edition
	base        string
	home        probe.Place
	budget      int
	concurrency int
	timeout     time.Duration
}

func (r *Runner) settings() (*settings, error) {
	s := &settings{
		Runner: r, edition: r.Edition, base: strings.TrimRight(r.BaseURL, "/"),
		home:   probe.Place{Project: r.ProjectID, Instance: r.InstanceID},
		budget: r.AppBudget, concurrency: r.Concurrency, timeout: r.Timeout,
	}
	if s.edition == nil {
		s.edition = validate.Default()
	}
	if s.base == "" {
		if r.Handler == nil {
			return nil, &result.UsageError{Problem: "no gateway to test: give a base URL or a handler"}
		}
		s.base = "http://gateway.invalid"
	}
	u, err := url.Parse(s.base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, &result.UsageError{Problem: fmt.Sprintf("the base URL %q is no http or https URL with a host", r.BaseURL)}
	}
	if u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, &result.UsageError{Problem: "the base URL may have no user, query or fragment: the operations' paths are appended to it"}
	}
	if s.home.Project == "" {
		s.home.Project = result.DefaultProjectID
	}
	if s.home.Instance == "" {
		s.home.Instance = result.DefaultInstanceID
	}
	for _, segment := range []struct{ name, id string }{{"project ID", s.home.Project}, {"instance ID", s.home.Instance}} {
		if why := oracle.NotSegment(segment.id); why != "" {
			return nil, &result.UsageError{Problem: fmt.Sprintf("the %s %q cannot be sent in a path: %s", segment.name, segment.id, why)}
		}
	}
	if s.budget == 0 {
		s.budget = result.DefaultAppBudget
		if r.Handler != nil {
			s.budget = result.HandlerAppBudget
		}
	}
	if s.concurrency == 0 {
		s.concurrency = 8
	}
	if s.timeout == 0 {
		s.timeout = 10 * time.Second
	}
	if s.budget < 0 || s.concurrency < 0 || s.timeout < 0 || r.Rate < 0 {
		return nil, &result.UsageError{Problem: "budget, concurrency, timeout and rate may not be negative"}
	}
	if err := r.Shard.Check(); err != nil {
		return nil, err
	}
	for _, token := range []string{r.Token, r.ForbiddenToken} {
		if strings.ContainsAny(token, "\r\n\x00") {
			return nil, &result.UsageError{Problem: "a token holds a line break or a NUL, which no header may carry"}
		}
	}
	if r.Token == "" {
		return nil, &result.UsageError{Problem: "no token: give one that may do everything"}
	}
	if r.Token == r.ForbiddenToken {
		return nil, &result.UsageError{Problem: "the token and the forbidden token are the same"}
	}
	return s, nil
}

// transport is what sends the requests.
func (s *settings) transport() http.RoundTripper {
	switch {
	case s.Transport != nil:
		return s.Transport
	case s.Handler != nil:
		return probe.NewHandlerTransport(s.Handler)
	}
	return probe.NewTransport(s.concurrency, s.RootCAs)
}

// client is what keeps manners with the gateway.
func (s *settings) client(onGone func(error)) *probe.Client {
	return probe.NewClient(probe.Options{
		Base: s.base, Home: s.home, Token: s.Token, Forbidden: s.ForbiddenToken, Transport: s.transport(),
		Rate: s.Rate, Timeout: s.timeout, Concurrency: s.concurrency, OnGone: onGone,
	})
}

func (s *settings) log(ctx context.Context, level slog.Level, msg string, args ...any) {
	if s.Log != nil {
		s.Log.Log(ctx, level, msg, args...)
	}
}
