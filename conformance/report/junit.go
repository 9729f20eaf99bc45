package report

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/junit"
	"github.com/appgauge/appgauge/internal/visible"
)

// JUnit writes the form that most CI systems read: a suite for each theme of the
// cases, such as create/name, a test for each case. An accepted failure and an unverified
// case are skipped tests, with the reason; a warning is a passed test, and the
// output of its suite. What is said of a test begins with its cause, by which
// it can be told which tests go together.
//
// What is wrong with the run itself is in a suite of its own, "run". If the run broke
// off, that is one error there: the cases that it did not come to are no tests.
func JUnit(w io.Writer, r *result.Report) error {
	var suites []junit.Suite
	for _, g := range r.Gateways {
		suites = append(suites, suitesOf(g, len(r.Gateways) > 1)...)
	}
	return junit.Write(w, suites)
}

// suitesOf are the suites of one gateway of one or many.
func suitesOf(g *result.Result, many bool) []junit.Suite {
	label := visible.Line(g.Target.Label())
	begin := func(name string) junit.Suite {
		if many {
			name = label + ": " + name
		}
		return junit.Suite{
			Name: name, Package: label, Host: host(g.Target.BaseURL), Started: g.Started,
			Properties: []junit.Property{
				{Name: "conclusion", Value: g.Conclusion.String()},
				{Name: "reason", Value: visible.Line(g.Reason)},
				{Name: "edition", Value: visible.Line(g.Target.Edition)},
			},
		}
	}
	class := func(parts ...string) string {
		if many {
			parts = append([]string{label}, parts...)
		}
		return junit.Class(parts...)
	}
	run := begin("run")
	for _, p := range g.Problems {
		run.Tests = append(run.Tests, junit.Test{Name: visible.Line(p), Class: class("run"), Outcome: junit.Failed, Type: "problem", Message: visible.Line(p)})
	}
	if g.Conclusion == result.Aborted {
		text := visible.Line(g.Reason)
		if n := notRun(g); n > 0 {
			text += fmt.Sprintf("\n%d of %s were not run.", n, counted(len(g.Cases), "case"))
		}
		run.Tests = append(run.Tests, junit.Test{Name: "the run comes to its end", Class: class("run"), Outcome: junit.Errored, Type: "aborted",
			Message: visible.Line(g.Reason), Text: text})
	}
	var suites []junit.Suite
	if len(run.Tests) > 0 {
		suites = append(suites, run)
	}
	causes := causesByCase(causesOf(g))
	last := ""
	for i := range g.Cases {
		c := &g.Cases[i]
		if wasNotRun(c) {
			continue
		}
		if name := theme(c.ID); name != last || len(suites) == 0 {
			suites, last = append(suites, begin(name)), name
		}
		s := &suites[len(suites)-1]
		t, out := testOf(g, c, causes[c.ID])
		id := strings.Split(visible.Line(c.ID), "/")
		t.Class = class(id[:max(1, len(id)-1)]...)
		s.Tests = append(s.Tests, t)
		s.Out += out
	}
	return suites
}

// testOf is the test that the case is, and what a warning says beside it.
func testOf(g *result.Result, c *result.CaseResult, causes []*result.Cause) (t junit.Test, out string) {
	t = junit.Test{Name: visible.Line(c.ID), Seconds: c.Millis / 1000, Type: c.Level.String(), Message: visible.Line(c.Message())}
	if c.Verdict == result.Unverified {
		t.Outcome, t.Message = junit.Skipped, "unverified: "+t.Message
		return t, ""
	}
	if c.Verdict == result.Pass {
		return t, ""
	}
	t.Text = explain(g, c)
	for _, cause := range slices.Backward(causes) {
		t.Text = fmt.Sprintf("cause: %s (%s)\n%s", visible.Line(cause.Key), counted(len(cause.Cases), "case"), t.Text)
	}
	if len(causes) > 0 && causes[0].Key != causes[0].Text {
		t.Message = visible.Line(causes[0].Key) + ": " + t.Message
	}
	switch {
	case c.Known != "":
		t.Outcome, t.Message = junit.Skipped, "known to fail: "+visible.Line(c.Known)
	case c.Verdict == result.Fail:
		t.Outcome = junit.Failed
	case c.Verdict == result.Errored:
		t.Outcome = junit.Errored
	case c.Verdict == result.Warn:
		return t, fmt.Sprintf("warning: %s: %s\n%s\n\n", t.Name, t.Message, t.Text)
	}
	return t, ""
}

// host is the host of an address; "" if there is none.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return visible.Line(u.Hostname())
}
