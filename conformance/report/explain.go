package report

import (
	"fmt"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// explain says in a few lines of text what a case found: what was expected, by
// which clause, what was seen, and what was sent.
func explain(g *result.Result, c *result.CaseResult) string {
	var b strings.Builder
	b.WriteString(visible.Line(c.Title) + "\n")
	if k := clause(g, c); k != nil {
		fmt.Fprintf(&b, "%s %s: %s\n", k.Level, visible.Line(k.Citation), visible.Line(k.Text))
	}
	if c.Known != "" {
		fmt.Fprintf(&b, "known to fail: %s\n", visible.Line(c.Known))
	}
	for _, f := range c.Findings {
		if f.Verdict < c.Verdict {
			continue
		}
		b.WriteString("- " + visible.Line(f.Text) + "\n")
		if f.Diff != "" {
			fmt.Fprintf(&b, "  at %s (-want +got):\n%s", visible.Line(f.Path), indent(f.Diff, "    "))
		}
		// An exchange without an address was never sent.
		if f.Exchange >= 0 && f.Exchange < len(c.Exchanges) && c.Exchanges[f.Exchange].URL != "" {
			ex := c.Exchanges[f.Exchange]
			fmt.Fprintf(&b, "  sent: %s\n  came: %s\n", sent(ex), came(ex, "        "))
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// clause is the first clause of the case.
func clause(g *result.Result, c *result.CaseResult) *result.ClauseResult {
	if len(c.Clauses) == 0 {
		return nil
	}
	for i := range g.Clauses {
		if g.Clauses[i].ID == c.Clauses[0] {
			return &g.Clauses[i]
		}
	}
	return nil
}

// sent is an exchange's request as a command.
func sent(ex *result.Exchange) string { return visible.Line(clip(ex.Curl(), 700)) }

// came is an exchange's answer, or why there is none. Its further lines come after
// by.
func came(ex *result.Exchange, by string) string {
	if ex.Error != "" {
		return visible.Line(ex.Error)
	}
	body := visible.Indent(clip(strings.TrimSpace(ex.ResponseBody), 400), by)
	return fmt.Sprintf("%d %s", ex.Status, strings.TrimPrefix(body, by))
}
