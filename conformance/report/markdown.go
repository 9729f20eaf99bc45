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

// maxMarkdown is how many bytes a summary has at most: GitHub takes no comment of more than
// 65,536 characters, and cuts a job summary at 1 MiB.
const maxMarkdown = 65_000

// The tables have so much of that at most; the rest is for the details.
const (
	roomProblems = 6_000
	roomBaseline = 6_000
	roomCauses   = 20_000
	roomGateways = 12_000
	roomTraits   = 8_000
)

// maxSplit is how many gateways a side of a trait has at most, maxText how many bytes a text
// in a table.
const maxSplit, maxText = 10, 300

// Markdown writes a summary for the page of a CI job or a comment on a change: the
// conclusion, the causes of what is wrong, what the gateways do where the pages are
// silent, and each cause to be unfolded, with the command that runs it again. What a
// comment has no room for is counted.
func Markdown(w io.Writer, r *result.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Conformance: %s\n\n%s\n\n", r.Conclusion, paragraph(clip(r.Reason, 10*maxText)))
	problemList(&b, r)
	baselineList(&b, r)
	causes := allCauses(r)
	causeTable(&b, causes, len(r.Gateways) > 1)
	gatewayTable(&b, r)
	traitTable(&b, r)
	hidden := 0
	const room = 500 // for what is said of those that are hidden; none is shorter
	for _, c := range causes {
		details := ""
		if b.Len()+room < maxMarkdown {
			details = markdownDetails(c, len(r.Gateways) > 1)
		}
		if details == "" || b.Len()+len(details)+room > maxMarkdown {
			hidden++
			continue
		}
		b.WriteString(details)
	}
	if hidden > 0 {
		fmt.Fprintf(&b, "Of %s the details of %d are left out here; the other reports have them.\n", counted(len(causes), "cause"), hidden)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownDetails is a cause to be unfolded.
func markdownDetails(c gatewayCause, many bool) string {
	title := "<code>" + html(c.Telling) + "</code>"
	if many {
		title = html(clip(c.g.Target.Label(), maxText)) + " " + title
	}
	return fmt.Sprintf("<details><summary>%s %s: %s</summary>\n\n%s\n</details>\n\n",
		causeKind(&c.Cause), title, html(clip(c.Text, maxText)), fence(explainCause(c.g, &c.Cause)))
}

// rows are those of a table, or paragraphs, as long as there is room for them.
type rows struct {
	b            *strings.Builder
	room, hidden int
}

func (r *rows) addf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if r.hidden > 0 || len(text) > r.room {
		r.hidden++
		return
	}
	r.room -= len(text)
	r.b.WriteString(text)
}

// end says how many rows are hidden.
func (r *rows) end() {
	r.b.WriteString("\n")
	if r.hidden > 0 {
		fmt.Fprintf(r.b, "… and %d more; the other reports have them all.\n\n", r.hidden)
	}
}

// problemList has what is wrong beside the cases.
func problemList(b *strings.Builder, r *result.Report) {
	list := rows{b: b, room: roomProblems}
	for _, g := range r.Gateways {
		for _, p := range g.Problems {
			list.addf("%s\n\n", paragraph(clip(g.Target.Label()+": "+p, maxText)))
		}
	}
	if list.hidden > 0 {
		list.end()
	}
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

// baselineList says what became of the causes of an earlier run.
func baselineList(b *strings.Builder, r *result.Report) {
	list := rows{b: b, room: roomBaseline}
	any := false
	for _, g := range r.Gateways {
		text := compared(g)
		if text == "" {
			continue
		}
		any = true
		if len(r.Gateways) > 1 {
			text = g.Target.Label() + ": " + text
		}
		list.addf("%s\n\n", paragraph(clip(text, maxText)))
		for _, c := range g.Baseline.Fixed {
			list.addf("- fixed: %s\n", cell(clip(c.Text, maxText)))
		}
		if len(g.Baseline.Fixed) > 0 {
			list.addf("\n")
		}
	}
	if any && list.hidden > 0 {
		list.end()
	}
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
	table := rows{b: b, room: roomCauses}
	for _, c := range causes {
		if many {
			gateway = "| " + cell(clip(c.g.Target.Label(), maxText)) + " "
		}
		clauses := ""
		if len(c.Clauses) > 0 {
			clauses = cell(clip(some(c.Clauses, 3), maxText))
		}
		table.addf("%s| %s | %s | %s | %d |\n", gateway, strings.TrimSpace(causeKind(&c.Cause)+" "+changeMark(&c.Cause)), cell(clip(c.Text, maxText)), clauses, len(c.Cases))
	}
	table.end()
}

func gatewayTable(b *strings.Builder, r *result.Report) {
	b.WriteString("| gateway | conclusion | passed | failed | known | warned | unverified | no answer | clauses held |\n")
	b.WriteString("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	table := rows{b: b, room: roomGateways}
	for _, g := range worstFirst(r.Gateways) {
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
		table.addf("| %s | %s %s | %d | %d | %d | %d | %d | %d | %d of %d |\n", cell(clip(g.Target.Label(), maxText)), sign(g.Conclusion), g.Conclusion,
			n.Passed, n.Failed, n.Known, n.Warned, n.Unverified, n.Errored, held, testable)
	}
	table.end()
	if len(r.Gateways) > 1 && r.Gateways[0].Totals.NotSelected > 0 {
		fmt.Fprintf(b, "Of the suite %d cases were not selected.\n\n", r.Gateways[0].Totals.NotSelected)
	}
}

// traitTable has what was seen of the traits, of several gateways what differs.
func traitTable(b *strings.Builder, r *result.Report) {
	table := rows{b: b, room: roomTraits}
	if len(r.Gateways) == 1 {
		seen := seenTraits(r.Gateways[0])
		if len(seen) == 0 {
			return
		}
		fmt.Fprintf(b, "## %s\n\n| trait | value |\n| --- | --- |\n", silent)
		for _, t := range seen {
			table.addf("| %s | %s |\n", cell(t.Name), cell(clip(values(t), maxText)))
		}
		table.end()
		return
	}
	all := splits(r)
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "## %s, these gateways differ\n\n| trait | value | gateways |\n| --- | --- | --- |\n", silent)
	for _, s := range all {
		for _, side := range s.Sides {
			table.addf("| %s | %s | %s |\n", cell(s.Name), cell(clip(side.Values, maxText)), cell(clip(some(side.Gateways, maxSplit), maxText)))
		}
	}
	table.end()
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
