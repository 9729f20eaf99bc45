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
	if k := blamedFirst(g, c); k != nil {
		fmt.Fprintf(&b, "%s, %s; %s: %s\n", k.Level, k.Basis, visible.Line(k.Citation), visible.Line(k.Text))
	}
	seen(&b, c)
	return strings.TrimRight(b.String(), "\n")
}

// seen writes what a case saw that its verdict rests on, what was sent and what came.
func seen(b *strings.Builder, c *result.CaseResult) {
	if c.Known != "" {
		fmt.Fprintf(b, "known to fail: %s\n", visible.Line(c.Known))
	}
	for _, f := range c.Findings {
		if f.Verdict < c.Verdict {
			continue
		}
		b.WriteString("- " + visible.Line(f.Text) + "\n")
		for _, d := range changes(&f, exchangeOf(c, &f)) {
			b.WriteString("  " + d.String() + "\n")
		}
		if f.Diff != "" {
			fmt.Fprintf(b, "  at %s (-want +got):\n%s", visible.Line(f.Path), indent(f.Diff, "    "))
		}
		if ex := exchangeOf(c, &f); ex != nil {
			fmt.Fprintf(b, "  sent: %s\n  came: %s\n", sent(ex), came(ex, "        "))
		}
	}
}

// exchangeOf is the exchange that shows the finding of a case; nil if none does, or it was
// never sent.
func exchangeOf(c *result.CaseResult, f *result.Finding) *result.Exchange {
	if f.Exchange < 0 || f.Exchange >= len(c.Exchanges) || c.Exchanges[f.Exchange].URL == "" {
		return nil
	}
	return c.Exchanges[f.Exchange]
}

// blamedFirst is the clause that the gravest finding of the case is about, or else the
// one that the case is about first.
func blamedFirst(g *result.Result, c *result.CaseResult) *result.ClauseResult {
	for _, f := range c.Findings {
		if f.Verdict == c.Verdict && f.Clause != "" {
			return clause(g, f.Clause)
		}
	}
	if len(c.Clauses) == 0 {
		return nil
	}
	return clause(g, c.Clauses[0])
}

// clause is the clause with the ID.
func clause(g *result.Result, id string) *result.ClauseResult {
	for i := range g.Clauses {
		if g.Clauses[i].ID == id {
			return &g.Clauses[i]
		}
	}
	return nil
}

// sent is an exchange's request as a command that can be pasted. It is never cut.
func sent(ex *result.Exchange) string { return visible.Line(ex.Curl()) }

// came is an exchange's answer, or why there is none. Its further lines come after
// by.
func came(ex *result.Exchange, by string) string {
	if ex.Error != "" {
		return visible.Line(ex.Error)
	}
	body := visible.Indent(clip(strings.TrimSpace(ex.ResponseBody), 400), by)
	return fmt.Sprintf("%d %s", ex.Status, strings.TrimPrefix(body, by))
}
