package report

import (
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// JUnit writes the form that most CI systems read: a suite for each gateway, a
// test for each case. An accepted failure and an unverified case are skipped
// tests, with the reason; a warning is a passed test with output. What is said of a
// test begins with its cause, by which it can be told which tests go together.
func JUnit(w io.Writer, r *result.Report) error {
	suites := junit.Testsuites{Name: "appgauge conformance"}
	var total float64
	for i, g := range r.Gateways {
		suite := junit.Testsuite{Name: visible.Line(g.Target.Label()), ID: i, Time: fmt.Sprintf("%.3f", g.Seconds)}
		suite.SetTimestamp(g.Started)
		suite.AddProperty("conclusion", g.Conclusion.String())
		suite.AddProperty("reason", visible.Line(g.Reason))
		suite.AddProperty("edition", visible.Line(g.Target.Edition))
		causes := causesByCase(causesOf(g))
		for i := range g.Cases {
			suite.AddTestcase(testcase(g, &g.Cases[i], causes[g.Cases[i].ID]))
		}
		for _, p := range g.Problems {
			suite.AddTestcase(junit.Testcase{Name: visible.Line(p), Classname: "run", Failure: &junit.Result{Message: visible.Line(p)}})
		}
		suites.AddSuite(suite)
		total += g.Seconds
	}
	suites.Time = fmt.Sprintf("%.3f", total)
	return suites.WriteXML(w)
}

func testcase(g *result.Result, c *result.CaseResult, causes []*result.Cause) junit.Testcase {
	t := junit.Testcase{
		Name:      visible.Line(c.ID),
		Classname: visible.Line(path.Dir(c.ID)),
		Time:      fmt.Sprintf("%.3f", c.Millis/1000),
		Status:    c.Verdict.String(),
	}
	message, text := visible.Line(c.Message()), explain(g, c)
	for _, cause := range slices.Backward(causes) {
		text = fmt.Sprintf("cause: %s (%s)\n%s", visible.Line(cause.Key), counted(len(cause.Cases), "case"), text)
	}
	if len(causes) > 0 && c.Verdict != result.Unverified {
		message = visible.Line(causes[0].Key) + ": " + message
	}
	switch failure := (&junit.Result{Message: message, Type: c.Level.String(), Data: text}); {
	case c.Known != "":
		t.Skipped = &junit.Result{Message: "known to fail: " + visible.Line(c.Known), Data: failure.Data}
	case c.Verdict == result.Fail:
		t.Failure = failure
	case c.Verdict == result.Errored:
		t.Error = failure
	case c.Verdict == result.Unverified:
		t.Skipped = &junit.Result{Message: "unverified: " + visible.Line(c.Message())}
	case c.Verdict == result.Warn:
		t.SystemOut = &junit.Output{Data: failure.Data}
	}
	return t
}
