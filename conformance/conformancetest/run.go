// Package conformancetest runs the conformance suite inside a Go test. It is apart
// from package conformance so that programs do not link package testing.
//
//	func TestGateway(t *testing.T) { conformancetest.Run(t, newGateway(), nil) }
//
// Use [Run] for most tests, and [Test] to choose how much a failing one says.
package conformancetest

import (
	"net/http"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// DefaultMax is how many causes are told whole if nothing else is said.
const DefaultMax = 10

// Test is a test of a gateway. The zero value works.
type Test struct {
	// Runner has the options of the run; nil is none. Without a token, the tokens are
	// "demo-token" and "forbidden-token", those of the reference gateway.
	Runner *conformance.Runner
	// Max is how many causes are told whole, in at most 20 lines each; further ones have
	// a line. 0 is [DefaultMax].
	Max int
}

// Run is the test with the options of r, which may be nil.
func Run(t *testing.T, handler http.Handler, r *conformance.Runner) {
	t.Helper()
	Test{Runner: r}.Run(t, handler)
}

// Run runs the suite against a gateway's handler, without a port. Each cause of what
// went wrong is a subtest, whose name is the same from run to run: the pattern of -run
// can choose one. A cause that breaks a must clause fails, one that breaks a should
// clause is logged, and one whose failures are all known is skipped, with the reason, and so
// is what could not be verified.
func (o Test) Run(t *testing.T, handler http.Handler) {
	t.Helper()
	var c conformance.Runner
	if o.Runner != nil {
		c = *o.Runner
	}
	c.Handler = handler
	c = withTokens(c)
	res, err := c.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if res.Conclusion == result.Nonconformant || res.Conclusion == result.Aborted {
		t.Errorf("%s: %s", res.Conclusion, visible.Line(res.Reason))
	}
	for _, p := range res.Problems {
		t.Error(visible.Line(p))
	}
	most := o.Max
	if most == 0 {
		most = DefaultMax
	}
	told := 0 // -run may choose some
	for i := range res.Causes {
		cause := &res.Causes[i]
		t.Run(name(cause), func(t *testing.T) {
			t.Helper() // so that the caller's line is told
			text := visible.Line(cause.Text)
			if told++; told <= most {
				text = explain(res, cause)
			}
			switch {
			case cause.Known:
				t.Skipf("known to fail: %s\n%s", visible.Line(accepted(res, cause)), text)
			case cause.Verdict == result.Warn:
				t.Log(text)
			default:
				t.Error(text)
			}
		})
	}
	if reasons := unverified(res); reasons != "" {
		t.Run("unverified", func(t *testing.T) {
			t.Helper()
			t.Skip(reasons)
		})
	}
}

// withTokens is the runner with the tokens of the reference gateway, unless it has one.
func withTokens(c conformance.Runner) conformance.Runner {
	if c.Token == "" {
		c.Token = "demo-token"
		if c.ForbiddenToken == "" {
			c.ForbiddenToken = "forbidden-token"
		}
	}
	return c
}
