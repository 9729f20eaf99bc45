package report

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
	"text/tabwriter"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// TextOptions choose what [Text] writes; the zero value is right for a log.
type TextOptions struct {
	// Color marks verdicts by colour.
	Color bool
	// Verbose lists every case, not only those that did not pass.
	Verbose bool
}

// Text writes a report for people: what went wrong and how to see it again,
// then how far the clauses are covered, then the conclusion. A report on several
// gateways ends in a table of them.
func Text(w io.Writer, r *result.Report, o TextOptions) error {
	out := bufio.NewWriter(w)
	for _, g := range r.Gateways {
		t := &textReport{w: out, r: g, o: o, clauses: map[string]*result.ClauseResult{}}
		for i := range g.Clauses {
			t.clauses[g.Clauses[i].ID] = &g.Clauses[i]
		}
		if len(r.Gateways) > 1 {
			t.printf("%s\n\n", t.paint(bold, "== "+visible.Line(g.Target.Label())))
		}
		t.cases()
		t.coverage()
		t.summary()
		if len(r.Gateways) > 1 {
			t.printf("\n")
		}
	}
	if len(r.Gateways) > 1 {
		fleet(out, r, o)
	}
	return out.Flush()
}

// fleet is the table of several gateways.
func fleet(w *bufio.Writer, r *result.Report, o TextOptions) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "GATEWAY\tCONCLUSION\tPASSED\tFAILED\tKNOWN\tWARNED\tUNVERIFIED\tNO ANSWER")
	for _, g := range r.Gateways {
		n := g.Totals
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\n", visible.Line(g.Target.Label()), g.Conclusion,
			n.Passed, n.Failed, n.Known, n.Warned, n.Unverified, n.Errored)
	}
	t.Flush()
	p := &textReport{w: w, o: o}
	p.printf("\n%s  %d gateways: %s\n", p.paint(colorOf(r.Conclusion)+";"+bold, strings.ToUpper(r.Conclusion.String())), len(r.Gateways), visible.Line(r.Reason))
}

func colorOf(c result.Conclusion) string {
	switch c {
	case result.Conformant:
		return green
	case result.Partial:
		return yellow
	}
	return red
}

type textReport struct {
	w       *bufio.Writer
	r       *result.Result
	o       TextOptions
	clauses map[string]*result.ClauseResult
}

func (t *textReport) printf(format string, args ...any) { fmt.Fprintf(t.w, format, args...) }

const (
	red    = "31"
	green  = "32"
	yellow = "33"
	cyan   = "36"
	bold   = "1"
	dim    = "2"
)

func (t *textReport) paint(code, s string) string {
	if !t.o.Color {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t *textReport) verdict(c *result.CaseResult) string {
	switch {
	case c.Known != "":
		return t.paint(yellow, "KNOWN")
	case c.Verdict == result.Fail:
		return t.paint(red, "FAIL")
	case c.Verdict == result.Errored:
		return t.paint(red, "ERROR")
	case c.Verdict == result.Unverified:
		return t.paint(cyan, "UNVERIFIED")
	case c.Verdict == result.Warn:
		return t.paint(yellow, "WARN")
	}
	return t.paint(green, "PASS")
}

// cases lists what did not pass, the worst last, next to the conclusion. Unless
// all was asked for, cases that were not decided, which may be many, are put
// together by their reason.
func (t *textReport) cases() {
	for _, v := range result.Verdicts() {
		var cases []*result.CaseResult
		for i := range t.r.Cases {
			if c := &t.r.Cases[i]; c.Verdict == v {
				cases = append(cases, c)
			}
		}
		switch {
		case v == result.Pass:
			for _, c := range cases {
				if t.o.Verbose {
					t.printf("%s %s\n", t.verdict(c), visible.Line(c.ID))
				}
			}
		case (v == result.Unverified || v == result.Errored) && !t.o.Verbose:
			t.undecided(cases)
		default:
			for _, c := range cases {
				t.one(c)
			}
		}
	}
}

// particular is what may differ between reasons that are alike.
var particular = regexp.MustCompile(`"[^"]*"|[0-9]+`)

// undecided lists the cases by reason, each reason once.
func (t *textReport) undecided(cases []*result.CaseResult) {
	const few = 3
	var reasons []string
	alike := map[string][]*result.CaseResult{}
	for _, c := range cases {
		reason := particular.ReplaceAllString(c.Message(), "…")
		if alike[reason] == nil {
			reasons = append(reasons, reason)
		}
		alike[reason] = append(alike[reason], c)
	}
	for _, reason := range reasons {
		group := alike[reason]
		if len(group) == 1 {
			t.one(group[0])
			continue
		}
		t.printf("%s %d cases\n  - %s\n  ", t.verdict(group[0]), len(group), visible.Line(group[0].Message()))
		for i, c := range group {
			switch {
			case i == few:
				t.printf(" and %d more; --verbose shows all", len(group)-few)
			case i > few:
			case i > 0:
				t.printf(", %s", visible.Line(c.ID))
			default:
				t.printf("%s", visible.Line(c.ID))
			}
		}
		t.printf("\n\n")
	}
}

func (t *textReport) one(c *result.CaseResult) {
	t.printf("%s %s\n", t.verdict(c), t.paint(bold, visible.Line(c.ID)))
	t.printf("  %s\n", visible.Line(c.Title))
	if c.Verdict == result.Fail || c.Verdict == result.Warn {
		for _, id := range c.Clauses[:1] {
			if k := t.clauses[id]; k != nil {
				t.printf("  %s %s: %s\n", k.Level, visible.Line(k.Citation), visible.Line(k.Text))
			}
		}
	}
	if c.Known != "" {
		t.printf("  known to fail: %s\n", visible.Line(c.Known))
	}
	for _, f := range c.Findings {
		if f.Verdict < c.Verdict {
			continue
		}
		t.printf("  - %s\n", visible.Line(f.Text))
		if f.Diff != "" {
			t.printf("    at %s (-want +got):\n%s", visible.Line(f.Path), indent(f.Diff, "      "))
		}
		if c.Verdict != result.Unverified && f.Exchange >= 0 && f.Exchange < len(c.Exchanges) && c.Exchanges[f.Exchange].URL != "" {
			t.exchange(c.Exchanges[f.Exchange])
		}
	}
	if c.Verdict == result.Fail {
		t.printf("  again: %s\n", again(t.r, c.ID))
	}
	t.printf("\n")
}

func (t *textReport) exchange(ex *result.Exchange) {
	t.printf("    sent: %s\n", sent(ex))
	t.printf("    came: %s\n", came(ex, "          "))
}

// clip cuts a long text, which is no help on a terminal; the other reports have
// it whole.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + fmt.Sprintf("… (%d bytes more)", len(s)-n)
}

// indent is the lines of s, all of them after by.
func indent(s, by string) string {
	return visible.Indent(strings.TrimRight(s, "\n"), by) + "\n"
}

func (t *textReport) coverage() {
	states := map[string]int{}
	for _, c := range t.r.Clauses {
		states[c.State]++
	}
	var parts []string
	for _, s := range []string{"held", "broken", "doubtful", "unverified", "not selected", "not observable"} {
		if n := states[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	t.printf("clauses   %d: %s\n", len(t.r.Clauses), strings.Join(parts, ", "))
}

func (t *textReport) summary() {
	n := t.r.Totals
	parts := []string{fmt.Sprintf("%d passed", n.Passed)}
	for _, p := range []struct {
		n    int
		what string
	}{{n.Failed, "failed"}, {n.Known, "known to fail"}, {n.Warned, "warned"}, {n.Unverified, "unverified"}, {n.Errored, "without an answer"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if n.NotSelected > 0 {
		parts[len(parts)-1] += fmt.Sprintf("; %d not selected", n.NotSelected)
	}
	t.printf("cases     %d: %s\n", n.Cases, strings.Join(parts, ", "))
	a := t.r.Apps
	t.printf("apps      %d of at most %d created, %d deleted\n", a.Created, a.Budget, a.Deleted)
	t.printf("requests  %d in %.1f s, seed %d\n", t.r.Requests, t.r.Seconds, t.r.Seed)
	for _, p := range t.r.Problems {
		t.printf("problem   %s\n", visible.Line(p))
	}
	for i, l := range a.Left {
		if i == 5 {
			t.printf("left      … and %d more\n", len(a.Left)-i)
			break
		}
		t.printf("left      app %s %s: %s\n", visible.Line(l.ID), visible.Line(l.Name), visible.Line(l.Why))
	}
	if len(a.Left) > 0 {
		t.printf("          delete them later by: appgauge conformance cleanup --ledger %s\n", visible.Line(shellWord(a.Ledger)))
	}
	t.printf("%s  %s: %s\n", t.paint(colorOf(t.r.Conclusion)+";"+bold, strings.ToUpper(t.r.Conclusion.String())), visible.Line(t.r.Target.Label()), visible.Line(t.r.Reason))
}
