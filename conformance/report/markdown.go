package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// maxDetails is how many failures a job summary shows whole; the service cuts
// longer summaries off.
const maxDetails = 50

// Markdown writes a summary for the page of a CI job: the conclusion, how far the
// clauses were tested, and every failure to be unfolded.
func Markdown(w io.Writer, r *result.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Conformance: %s\n\n%s\n\n", r.Conclusion, paragraph(r.Reason))
	b.WriteString("| gateway | conclusion | passed | failed | known | warned | unverified | no answer | clauses held |\n")
	b.WriteString("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, g := range r.Gateways {
		n := g.Totals
		held, testable := 0, 0
		for _, c := range g.Clauses {
			if c.State == "held" {
				held++
			}
			if c.State != "not observable" {
				testable++
			}
		}
		fmt.Fprintf(&b, "| %s | %s %s | %d | %d | %d | %d | %d | %d | %d of %d |\n", cell(g.Target.Label()), sign(g.Conclusion), g.Conclusion,
			n.Passed, n.Failed, n.Known, n.Warned, n.Unverified, n.Errored, held, testable)
	}
	b.WriteString("\n")
	shown, hidden := 0, 0
	if len(r.Gateways) > 1 && r.Gateways[0].Totals.NotSelected > 0 {
		fmt.Fprintf(&b, "Of the suite %d cases were not selected.\n\n", r.Gateways[0].Totals.NotSelected)
	}
	for _, g := range r.Gateways {
		for _, p := range g.Problems {
			b.WriteString(paragraph(g.Target.Label()+": "+p) + "\n\n")
		}
		for i := range g.Cases {
			c := &g.Cases[i]
			if annotation(c) == "" {
				continue
			}
			if shown == maxDetails {
				hidden++
				continue
			}
			shown++
			title := "<code>" + html(c.ID) + "</code>"
			if len(r.Gateways) > 1 {
				title = html(g.Target.Label()) + " " + title
			}
			fmt.Fprintf(&b, "<details><summary>%s %s: %s</summary>\n\n%s\n</details>\n\n", verdictName(c), title, html(c.Message()), fence(explain(g, c)))
		}
	}
	if hidden > 0 {
		fmt.Fprintf(&b, "… and %d more; the other reports have them all.\n", hidden)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func sign(c result.Conclusion) string {
	switch c {
	case result.Conformant:
		return "✅"
	case result.Partial:
		return "🟡"
	}
	return "❌"
}

func verdictName(c *result.CaseResult) string {
	if c.Known != "" {
		return "known"
	}
	return c.Verdict.String()
}

// paragraph is a text as a paragraph of HTML, in which Markdown finds no link, no
// image and nothing else.
func paragraph(s string) string { return "<p>" + html(s) + "</p>" }

// cell is a text in a table as code, in which Markdown finds nothing either. Only
// the bar, which would end the cell, is escaped there, too.
func cell(s string) string {
	s = visible.Line(s)
	ticks := "`"
	for strings.Contains(s, ticks) {
		ticks += "`"
	}
	return ticks + " " + strings.ReplaceAll(s, "|", `\|`) + " " + ticks
}

func html(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(visible.Line(s))
}

// fence is text in a code block that the text cannot end.
func fence(s string) string {
	ticks := "```"
	for strings.Contains(s, ticks) {
		ticks += "`"
	}
	return ticks + "text\n" + s + "\n" + ticks
}
