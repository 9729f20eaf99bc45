package report

import (
	"fmt"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// causesOf are the causes of what a gateway did, the gravest first. A report that was
// written before there were causes has none: they are found then.
func causesOf(g *result.Result) []result.Cause {
	if len(g.Causes) > 0 {
		return g.Causes
	}
	return result.Causes(g.Cases)
}

// changeMark is what is said of a cause compared with an earlier run: "(new)".
func changeMark(c *result.Cause) string {
	if c.Change == "" {
		return ""
	}
	return "(" + c.Change + ") "
}

// compared says in a line what became of the causes of an earlier run; "" if there is
// none.
func compared(g *result.Result) string {
	b := g.Baseline
	if b == nil {
		return ""
	}
	text := fmt.Sprintf("%d new, %d still there, %d fixed", b.New, b.Still, len(b.Fixed))
	if n := len(b.Untested); n > 0 {
		text += fmt.Sprintf(", %d not tested this time", n)
	}
	return text + ", since the run of " + b.Started.UTC().Format("2006-01-02 15:04 UTC")
}

// causeKind is the verdict of a cause; an accepted failure is "known".
func causeKind(c *result.Cause) string {
	if c.Known {
		return "known"
	}
	return c.Verdict.String()
}

// telling is the case of the cause that tells most, with only the findings that
// belong to the cause; nil if the report does not have it.
func telling(g *result.Result, cause *result.Cause) *result.CaseResult {
	for i := range g.Cases {
		if g.Cases[i].ID != cause.Telling {
			continue
		}
		c := g.Cases[i]
		var own []result.Finding
		for _, f := range c.Findings {
			if f.Text == cause.Text || f.Cause != "" && f.Cause == cause.Key {
				own = append(own, f)
			}
		}
		if len(own) > 0 {
			c.Findings, c.Verdict = own, cause.Verdict
		}
		return &c
	}
	return nil
}

// shownBy is the exchange that shows what the case found; nil if none was sent.
func shownBy(c *result.CaseResult) *result.Exchange {
	if c == nil {
		return nil
	}
	for i := range c.Findings {
		if ex := exchangeOf(c, &c.Findings[i]); ex != nil {
			return ex
		}
	}
	return nil
}

// wasNotRun reports whether the run broke off before it came to the case.
func wasNotRun(c *result.CaseResult) bool {
	return c.Verdict == result.Errored && len(c.Findings) > 0 && c.Findings[0].Cause == result.NotRun
}

// notRun counts the cases that the run did not come to.
func notRun(g *result.Result) int {
	n := 0
	for i := range g.Cases {
		if wasNotRun(&g.Cases[i]) {
			n++
		}
	}
	return n
}

// causesByCase are the causes that each case met, by its ID, the gravest first.
func causesByCase(causes []result.Cause) map[string][]*result.Cause {
	out := map[string][]*result.Cause{}
	for i := range causes {
		for _, id := range causes[i].Cases {
			out[id] = append(out[id], &causes[i])
		}
	}
	return out
}

// blamed are the clauses of a cause in words: level, ID and citation of the first,
// and how many more there are; "" if it breaks none.
func blamed(g *result.Result, cause *result.Cause) string {
	if len(cause.Clauses) == 0 {
		return ""
	}
	text := visible.Line(cause.Clauses[0])
	if k := clause(g, cause.Clauses[0]); k != nil {
		text = fmt.Sprintf("%s %s (%s)", k.Level, text, visible.Line(k.Citation))
	}
	if more := len(cause.Clauses) - 1; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// counted is "1 case" or "3 cases".
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// explainCause says in a few lines of text what a cause is: what was seen, which
// clauses it breaks, which cases met it, and the telling one.
func explainCause(g *result.Result, cause *result.Cause) string {
	var b strings.Builder
	b.WriteString(visible.Line(cause.Text) + "\n")
	for _, id := range cause.Clauses {
		if k := clause(g, id); k != nil {
			fmt.Fprintf(&b, "breaks %s (%s, %s; %s): %s\n", visible.Line(id), k.Level, k.Basis, visible.Line(k.Citation), visible.Line(k.Text))
		} else {
			fmt.Fprintf(&b, "breaks %s\n", visible.Line(id))
		}
	}
	fmt.Fprintf(&b, "%s: %s\n", counted(len(cause.Cases), "case"), visible.Line(some(cause.Cases, 5)))
	if c := telling(g, cause); c != nil {
		fmt.Fprintf(&b, "\n%s: %s\n", visible.Line(c.ID), visible.Line(c.Title))
		seen(&b, c)
		b.WriteString("again: " + again(g, c.ID))
	}
	return strings.TrimRight(b.String(), "\n")
}

// some are the first n of the texts, and how many more there are.
func some(texts []string, n int) string {
	if len(texts) <= n {
		return strings.Join(texts, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(texts[:n], ", "), len(texts)-n)
}
