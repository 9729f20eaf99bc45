package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// maxDetails is how many causes a job summary has, and maxSplit how many gateways a
// side of a trait; the service cuts longer summaries off.
const maxDetails, maxSplit = 50, 10

// Markdown writes a summary for the page of a CI job: the conclusion, the causes of
// what is wrong, what the gateways do where the pages are silent, and each cause to be
// unfolded.
func Markdown(w io.Writer, r *result.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Conformance: %s\n\n%s\n\n", r.Conclusion, paragraph(r.Reason))
	for _, g := range r.Gateways {
		for _, p := range g.Problems {
			b.WriteString(paragraph(g.Target.Label()+": "+p) + "\n\n")
		}
	}
	causes := allCauses(r)
	causeTable(&b, causes, len(r.Gateways) > 1)
	gatewayTable(&b, r)
	traitTable(&b, r)
	for _, c := range causes[:min(len(causes), maxDetails)] {
		title := "<code>" + html(c.Telling) + "</code>"
		if len(r.Gateways) > 1 {
			title = html(c.g.Target.Label()) + " " + title
		}
		fmt.Fprintf(&b, "<details><summary>%s %s: %s</summary>\n\n%s\n</details>\n\n", causeKind(&c.Cause), title, html(c.Text), fence(explainCause(c.g, &c.Cause)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// gatewayCause is a cause of one gateway.
type gatewayCause struct {
	result.Cause
	g *result.Result
}

// allCauses are those of all gateways, the gravest first.
func allCauses(r *result.Report) []gatewayCause {
	var out []gatewayCause
	for _, g := range r.Gateways {
		for _, c := range causesOf(g) {
			out = append(out, gatewayCause{c, g})
		}
	}
	slices.SortStableFunc(out, func(a, b gatewayCause) int { return cmp.Compare(b.Verdict, a.Verdict) })
	return out
}

func causeTable(b *strings.Builder, causes []gatewayCause, many bool) {
	if len(causes) == 0 {
		return
	}
	gateway, rule := "", ""
	if many {
		gateway, rule = "| gateway ", "| --- "
	}
	fmt.Fprintf(b, "%s| verdict | cause | clauses | cases |\n%s| --- | --- | --- | ---: |\n", gateway, rule)
	for _, c := range causes[:min(len(causes), maxDetails)] {
		if many {
			fmt.Fprintf(b, "| %s ", cell(c.g.Target.Label()))
		}
		clauses := ""
		if len(c.Clauses) > 0 {
			clauses = cell(some(c.Clauses, 3))
		}
		fmt.Fprintf(b, "| %s | %s | %s | %d |\n", causeKind(&c.Cause), cell(clip(c.Text, 300)), clauses, len(c.Cases))
	}
	b.WriteString("\n")
	if hidden := len(causes) - maxDetails; hidden > 0 {
		fmt.Fprintf(b, "… and %d more; the other reports have them all.\n\n", hidden)
	}
}

func gatewayTable(b *strings.Builder, r *result.Report) {
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
		fmt.Fprintf(b, "| %s | %s %s | %d | %d | %d | %d | %d | %d | %d of %d |\n", cell(g.Target.Label()), sign(g.Conclusion), g.Conclusion,
			n.Passed, n.Failed, n.Known, n.Warned, n.Unverified, n.Errored, held, testable)
	}
	b.WriteString("\n")
	if len(r.Gateways) > 1 && r.Gateways[0].Totals.NotSelected > 0 {
		fmt.Fprintf(b, "Of the suite %d cases were not selected.\n\n", r.Gateways[0].Totals.NotSelected)
	}
}

// traitTable has what was seen of the traits, of several gateways what differs.
func traitTable(b *strings.Builder, r *result.Report) {
	if len(r.Gateways) == 1 {
		seen := seenTraits(r.Gateways[0])
		if len(seen) == 0 {
			return
		}
		fmt.Fprintf(b, "## %s\n\n| trait | value |\n| --- | --- |\n", silent)
		for _, t := range seen {
			fmt.Fprintf(b, "| %s | %s |\n", cell(t.Name), cell(values(t)))
		}
		b.WriteString("\n")
		return
	}
	all := splits(r)
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "## %s, these gateways differ\n\n| trait | value | gateways |\n| --- | --- | --- |\n", silent)
	for _, s := range all {
		for _, side := range s.Sides {
			fmt.Fprintf(b, "| %s | %s | %s |\n", cell(s.Name), cell(side.Values), cell(some(side.Gateways, maxSplit)))
		}
	}
	b.WriteString("\n")
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
