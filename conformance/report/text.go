package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// TextOptions choose what [Text] writes; the zero value is right for a log.
type TextOptions struct {
	// Color marks verdicts by colour.
	Color bool
	// Verbose lists every case after the causes.
	Verbose bool
	// Width is how many characters of a line there is room for on a screen: longer
	// lines are cut, and what would be many lines is counted. 0: it is no screen, and
	// all is written.
	Width int
}

// Text writes a report for people: the causes of what went wrong, the gravest first,
// each with how to see it again; what the gateway does where the pages are silent; how
// far the clauses are covered; and the conclusion. A report on several gateways ends
// in a table of them.
func Text(w io.Writer, r *result.Report, o TextOptions) error {
	out := bufio.NewWriter(w)
	for _, g := range r.Gateways {
		t := &textReport{w: out, r: g, o: o}
		if len(r.Gateways) > 1 {
			t.printf("%s\n\n", t.paint(bold, "== "+visible.Line(g.Target.Label())))
		}
		t.causes()
		if o.Verbose {
			t.cases()
		} else {
			t.unverified()
		}
		if len(r.Gateways) == 1 {
			t.traits()
		}
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
	differences(w, r)
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
	w *bufio.Writer
	r *result.Result
	o TextOptions
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
	if t.r.Recording != nil {
		t.recording()
	} else {
		t.run()
	}
	t.printf("%s  %s: %s\n", t.paint(colorOf(t.r.Conclusion)+";"+bold, strings.ToUpper(t.r.Conclusion.String())), visible.Line(t.r.Target.Label()), visible.Line(t.r.Reason))
}

// run says what a run did.
func (t *textReport) run() {
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
	if a.Created > a.Budget { // of an exploration, which makes room again
		t.printf("apps      %d created, at most %d at once, %d deleted\n", a.Created, a.Budget, a.Deleted)
	} else {
		t.printf("apps      %d of at most %d created, %d deleted\n", a.Created, a.Budget, a.Deleted)
	}
	t.printf("requests  %d in %.1f s, seed %d\n", t.r.Requests, t.r.Seconds, t.r.Seed)
	if text := compared(t.r); text != "" {
		t.printf("baseline  %s\n", text)
	}
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
}
