// Package watch judges what a client sends and gets, inside a Go test: whether the
// gateway keeps to the pages, and whether the client does.
//
//   - In a test, give the client the transport of [Test]: what is wrong fails the test.
//   - Elsewhere use a [Transport], and ask it for a report.
//
// A client breaks the pages if it sends what they forbid, such as a secret with other
// characters; relies on what they only put up with, such as a limit above 500; or takes
// the first page of a listing for the whole.
package watch

import (
	"net/http"
	"slices"
	"testing"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/conformance/traffic"
	"github.com/appgauge/appgauge/validate"
)

// Options say how to judge. The zero value works.
type Options struct {
	// Base sends the requests; nil is [http.DefaultTransport].
	Base http.RoundTripper
	// Edition is the rule set; nil is [validate.Default].
	Edition *validate.Edition
	// Token may do everything, ForbiddenToken nothing, if that is known.
	Token, ForbiddenToken string
	// Allow are clauses that the client may break, by ID: it tests the gateway.
	Allow []string
}

// Transport is a transport that has what passes through it judged. It changes nothing.
type Transport struct {
	traffic.Tap
	judge *traffic.Judge
	allow []string
}

// New makes a transport. It is to be closed, which [Transport.Report] does.
func New(o Options) *Transport {
	if o.Base == nil {
		o.Base = http.DefaultTransport
	}
	judge := traffic.New(traffic.Options{Edition: o.Edition, Tokens: traffic.Tokens{Valid: o.Token, Forbidden: o.ForbiddenToken}, Client: true, Again: "go test"})
	return &Transport{Tap: traffic.Tap{Base: o.Base, Live: traffic.NewLive(judge, nil)}, judge: judge, allow: o.Allow}
}

// Report ends the watching, and is what was found of each gateway. It can be written in
// every form that package report knows.
func (t *Transport) Report() *result.Report {
	t.Live.Close()
	return t.judge.Report(nil)
}

// Client ends the watching, and lists what the client did that the pages do not provide
// for.
func (t *Transport) Client() []traffic.ClientFinding {
	t.Live.Close()
	return slices.DeleteFunc(t.judge.Client(), func(f traffic.ClientFinding) bool { return slices.Contains(t.allow, f.Clause) })
}

// Test is a transport for the client under test. When the test ends, what the gateway
// and the client broke fails it; what is only suspicious is logged.
func Test(tb testing.TB, o Options) *Transport {
	t := New(o)
	tb.Cleanup(func() {
		tb.Helper()
		for _, g := range t.Report().Gateways {
			for _, c := range g.Cases {
				switch c.Verdict {
				case result.Fail:
					tb.Errorf("the gateway breaks %s: %s", c.ID, c.Message())
				case result.Warn:
					tb.Logf("the gateway: %s: %s", c.ID, c.Message())
				}
			}
		}
		for _, f := range t.Client() {
			tb.Errorf("the client breaks %s, %d times: %s (%s)", f.Clause, f.N, f.Text, f.Where)
		}
	})
	return t
}
