// Package conformancetest runs the conformance suite inside a Go test. It is apart
// from package conformance so that programs do not link package testing.
//
//	func TestGateway(t *testing.T) { conformancetest.Run(t, newGateway(), nil) }
package conformancetest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
)

// Run runs the suite against a gateway's handler, without a port, one subtest a
// case. The runner's options are those of r, which may be
// nil; the token defaults to "demo-token" and the forbidden one, unless a token
// is given, to "forbidden-token". Unverified cases are skipped, with the reason.
func Run(t *testing.T, handler http.Handler, r *conformance.Runner) {
	t.Helper()
	var c conformance.Runner
	if r != nil {
		c = *r
	}
	c.Handler = handler
	if c.Token == "" {
		c.Token = "demo-token"
		if c.ForbiddenToken == "" {
			c.ForbiddenToken = "forbidden-token"
		}
	}
	res, err := c.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range res.Cases {
		k := &res.Cases[i]
		t.Run(k.ID, func(t *testing.T) {
			switch k.Verdict {
			case result.Fail, result.Errored:
				if k.Known != "" {
					t.Skipf("known to fail: %s", k.Known)
				}
				t.Error(explain(res, k))
			case result.Unverified:
				t.Skip(k.Message())
			case result.Warn:
				t.Log(explain(res, k))
			}
		})
	}
	if res.Conclusion == result.Nonconformant || res.Conclusion == result.Aborted {
		t.Errorf("%s: %s", res.Conclusion, res.Reason)
	}
	for _, p := range res.Problems {
		t.Error(p)
	}
}

// explain is what a person needs to act on a case: the clauses it refutes, what
// was sent, what came.
func explain(res *result.Result, k *result.CaseResult) string {
	var b strings.Builder
	b.WriteString(k.Title + "\n")
	for _, id := range k.Clauses {
		for i := range res.Clauses {
			if c := &res.Clauses[i]; c.ID == id {
				b.WriteString("clause " + id + " (" + c.Citation + "): " + c.Text + "\n")
			}
		}
	}
	for _, f := range k.Findings {
		b.WriteString(f.Verdict.String() + ": " + f.Text + "\n")
		if f.Diff != "" {
			b.WriteString("at " + f.Path + " (-want +got):\n" + f.Diff)
		}
		if f.Exchange >= 0 {
			ex := k.Exchanges[f.Exchange]
			b.WriteString("sent: " + ex.Curl() + "\n")
			if ex.Error != "" {
				b.WriteString("came: " + ex.Error + "\n")
			} else {
				b.WriteString("came: " + firstLine(ex) + "\n")
			}
		}
	}
	return b.String()
}

// firstLine is the status and the start of the body.
func firstLine(ex *result.Exchange) string {
	body := ex.ResponseBody
	if len(body) > 400 {
		body = strings.ToValidUTF8(body[:400], "") + "…"
	}
	return strings.TrimSpace(http.StatusText(ex.Status) + " " + body)
}
