package report

import (
	"encoding/json"
	"io"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/sarif"
	"github.com/appgauge/appgauge/internal/visible"
)

const home = "https://github.com/appgauge/appgauge"

// SARIF writes the form that code scanners read: a run for each gateway, a rule
// for each case that found something, whose place is the gateway's operation.
func SARIF(w io.Writer, r *result.Report) error {
	out := sarif.Log{Schema: sarif.Schema, Version: sarif.Version, Runs: []sarif.Run{}}
	for _, g := range r.Gateways {
		driver := sarif.Driver{Name: "appgauge conformance", InformationURI: home}
		results := []sarif.Result{}
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
			driver.Rules = append(driver.Rules, sarif.Rule{ID: c.ID, ShortDescription: sarif.Text{Text: visible.Line(help)}})
			found := sarif.Result{
				Level:     level,
				Locations: sarif.At(place(g, c), nil),
				Message:   sarif.Text{Text: explain(g, c)},
				RuleID:    c.ID,
			}
			if c.Known != "" {
				found.Suppressions = []sarif.Suppression{{Kind: "external", Justification: c.Known}}
			}
			results = append(results, found)
		}
		invocation := sarif.Invocation{ExecutionSuccessful: g.Conclusion != result.Aborted}
		for _, p := range append([]string{g.Conclusion.String() + ": " + g.Reason}, g.Problems...) {
			invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications,
				sarif.Notification{Level: sarif.Note, Message: sarif.Text{Text: visible.Line(p)}})
		}
		out.Runs = append(out.Runs, sarif.Run{
			Invocations: []sarif.Invocation{invocation}, Results: results, Tool: sarif.Tool{Driver: driver},
		})
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(visible.JSON(text))
	return err
}

// sarifLevel is the level of what a case found; "" is nothing.
func sarifLevel(c *result.CaseResult) string {
	switch annotation(c) {
	case "error":
		return sarif.Error
	case "warning":
		return sarif.Warning
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
