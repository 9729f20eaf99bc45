package report

import (
	"bytes"
	"io"

	sarifreport "github.com/owenrumney/go-sarif/v3/pkg/report"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

const home = "https://github.com/appgauge/appgauge"

// SARIF writes the form that code scanners read: a run for each gateway, a rule
// for each case that found something, whose place is the gateway's operation.
func SARIF(w io.Writer, r *result.Report) error {
	out := sarifreport.NewV210Report()
	for _, g := range r.Gateways {
		run := sarif.NewRunWithInformationURI("appgauge conformance", home)
		for i := range g.Cases {
			c := &g.Cases[i]
			level := sarifLevel(c)
			if level == "" {
				continue
			}
			help := c.Title
			if k := clause(g, c); k != nil {
				help += ". " + k.Citation + ": " + k.Text
			}
			run.AddRule(c.ID).WithDescription(visible.Line(help))
			result := sarif.NewRuleResult(c.ID).WithLevel(level).
				WithMessage(sarif.NewTextMessage(explain(g, c))).
				AddLocation(sarif.NewLocation().WithPhysicalLocation(
					sarif.NewPhysicalLocation().WithArtifactLocation(sarif.NewArtifactLocation().WithURI(place(g, c)))))
			if c.Known != "" {
				result.AddSuppression(sarif.NewSuppression().WithKind("external").WithJustification(visible.Line(c.Known)))
			}
			run.AddResult(result)
		}
		invocation := sarif.NewInvocation().WithExecutionSuccessful(g.Conclusion != result.Aborted)
		for _, p := range append([]string{g.Conclusion.String() + ": " + g.Reason}, g.Problems...) {
			invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel(sarif.LevelNote).WithMessage(sarif.NewTextMessage(visible.Line(p))))
		}
		run.AddInvocation(invocation)
		out.AddRun(run)
	}
	var text bytes.Buffer
	if err := out.PrettyWrite(&text); err != nil {
		return err
	}
	_, err := w.Write(visible.JSON(text.Bytes()))
	return err
}

// sarifLevel is the level of what a case found; "" is nothing.
func sarifLevel(c *result.CaseResult) string {
	switch annotation(c) {
	case "error":
		return sarif.LevelError
	case "warning":
		return sarif.LevelWarning
	}
	return ""
}

// place is the address that the case was about: there is no file to point at.
func place(g *result.Result, c *result.CaseResult) string {
	for _, f := range c.Findings {
		if f.Exchange >= 0 && f.Exchange < len(c.Exchanges) {
			return c.Exchanges[f.Exchange].URL
		}
	}
	return g.Target.BaseURL
}
