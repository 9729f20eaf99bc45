package report

import (
	"fmt"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// verdict is a verdict in capitals, in its colour.
func (t *textReport) verdict(v result.Verdict, known bool) string {
	switch {
	case known:
		return t.paint(yellow, "KNOWN")
	case v == result.Fail:
		return t.paint(red, "FAIL")
	case v == result.Errored:
		return t.paint(red, "ERROR")
	case v == result.Unverified:
		return t.paint(cyan, "UNVERIFIED")
	case v == result.Warn:
		return t.paint(yellow, "WARN")
	}
	return t.paint(green, "PASS")
}

// cases lists every case, the worst last, next to the conclusion.
func (t *textReport) cases() {
	passed := false
	for _, v := range result.Verdicts() {
		for i := range t.r.Cases {
			switch c := &t.r.Cases[i]; {
			case c.Verdict != v:
			case v == result.Pass:
				note := ""
				if t.r.Recording != nil {
					note = ": " + visible.Line(c.Message())
				}
				t.printf("%s %s%s\n", t.verdict(v, false), visible.Line(c.ID), note)
				passed = true
			default:
				t.one(c)
			}
		}
		if passed && v == result.Pass {
			t.printf("\n")
		}
	}
}

func (t *textReport) one(c *result.CaseResult) {
	t.printf("%s %s\n", t.verdict(c.Verdict, c.Known != ""), t.paint(bold, visible.Line(c.ID)))
	t.printf("  %s\n", visible.Line(c.Title))
	if c.Verdict == result.Fail || c.Verdict == result.Warn {
		if k := blamedFirst(t.r, c); k != nil {
			t.printf("  %s, %s; %s: %s\n", k.Level, k.Basis, visible.Line(k.Citation), visible.Line(k.Text))
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
		for _, d := range changes(&f, exchangeOf(c, &f)) {
			t.printf("    %s\n", d.String())
		}
		if f.Diff != "" {
			t.printf("    at %s (-want +got):\n%s", visible.Line(f.Path), indent(f.Diff, "      "))
		}
		if ex := exchangeOf(c, &f); c.Verdict != result.Unverified && ex != nil {
			t.exchange(ex)
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
