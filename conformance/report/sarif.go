package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/sarif"
	"github.com/appgauge/appgauge/internal/visible"
)

const home = "https://github.com/appgauge/appgauge"

// SARIF writes the form that code scanners read: a run for each gateway, with a rule
// and a result for each cause. Its place is the address that the telling case asked.
func SARIF(w io.Writer, r *result.Report) error {
	out := sarif.Log{Schema: sarif.Schema, Version: sarif.Version, Runs: []sarif.Run{}}
	for _, g := range r.Gateways {
		driver := sarif.Driver{Name: "appgauge conformance", InformationURI: home}
		results := []sarif.Result{}
		causes := causesOf(g)
		for i := range causes {
			c := &causes[i]
			rule := visible.Line(c.Key)
			driver.Rules = append(driver.Rules, sarif.Rule{ID: rule, ShortDescription: sarif.Text{Text: ruleText(g, c)}})
			k := telling(g, c)
			at := g.Target.BaseURL
			if ex := shownBy(k); ex != nil {
				at = ex.URL
			}
			found := sarif.Result{
				Level: sarif.Error, Locations: sarif.At(at, nil), Message: sarif.Text{Text: explainCause(g, c)}, RuleID: rule,
			}
			if level(c) == "warning" {
				found.Level = sarif.Warning
			}
			if c.Known && k != nil {
				found.Suppressions = []sarif.Suppression{{Kind: "external", Justification: k.Known}}
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

// ruleText are the clauses of the cause, or what it is if it breaks none.
func ruleText(g *result.Result, c *result.Cause) string {
	var parts []string
	for _, id := range c.Clauses {
		if k := clause(g, id); k != nil {
			parts = append(parts, fmt.Sprintf("%s (%s): %s", id, k.Citation, k.Text))
		} else {
			parts = append(parts, id)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, c.Text)
	}
	return visible.Line(strings.Join(parts, "; "))
}
