package report

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// newGateway is the view of the i-th gateway. What did not pass takes from the
// space.
func newGateway(g *result.Result, i int, many bool, p plan, s *space) *gatewayView {
	v := &gatewayView{
		ID: fmt.Sprintf("gateway-%d", i+1), Label: visible.Text(g.Target.Label()),
		Mark: mark(g.Conclusion), Conclusion: g.Conclusion.String(), Headline: headline(g), Reason: visible.Text(g.Reason),
		Seconds: duration(g.Seconds), Cases: len(g.Cases),
	}
	prefix := ""
	if many {
		prefix = fmt.Sprintf("%d/", i+1)
	}
	for _, p := range g.Problems {
		v.Problems = append(v.Problems, visible.Text(p))
	}
	counts := map[string]int{}
	for j := range g.Cases {
		counts[kindOf(&g.Cases[j])]++
	}
	for _, k := range kinds() {
		if counts[k.id] > 0 {
			v.Kinds = append(v.Kinds, kindCount{k.id, k.name, counts[k.id]})
		}
	}
	v.Bar, v.BarLabel = bar(v.Kinds), barLabel(v.Kinds)
	v.facts(g)
	v.leftovers(g.Apps)
	b := newCaseBuilder(g, prefix, p, s)
	v.Causes, v.CausesOmitted = b.causes()
	v.Traits, v.Unseen = newTraits(g, s)
	v.Coverage = newCoverage(g, prefix, p, s)
	v.Sections = b.sections()
	there := v.unlink()
	if s.take(costMap(g)) {
		v.Map = newFailureMap(g, there, prefix)
	}
	if s.take(costTimeline(g)) {
		v.Time = newTimeline(g)
	}
	v.Baseline = newBaseline(g)
	return v
}

// unlink takes away the links to what the page had no room for. It returns the anchors that are
// there.
func (v *gatewayView) unlink() map[string]bool {
	there := map[string]bool{}
	for _, c := range v.Coverage.Clauses {
		there[c.Anchor] = true
	}
	var cases []*caseView
	for _, s := range v.Sections {
		for _, g := range s.Groups {
			cases = append(cases, g.Cases...)
		}
	}
	for _, c := range cases {
		there[c.Anchor] = true
	}
	for _, c := range v.Causes {
		all := len(c.Cases)
		c.Cases = slices.DeleteFunc(c.Cases, func(l link) bool { return !there[l.Anchor] })
		c.More += all - len(c.Cases)
		for i := range c.Clauses {
			if !there[c.Clauses[i].Anchor] {
				c.Clauses[i].Anchor = ""
			}
		}
		if c.Telling != nil {
			if !there[c.Telling.Anchor] {
				c.Telling.Anchor = ""
			}
			cases = append(cases, c.Telling)
		}
	}
	for _, c := range cases {
		for i := range c.Expected {
			if !there[c.Expected[i].Anchor] {
				c.Expected[i].Anchor = ""
			}
		}
	}
	for i := range v.Coverage.Clauses {
		c := &v.Coverage.Clauses[i]
		all := len(c.Cases)
		c.Cases = slices.DeleteFunc(c.Cases, func(l link) bool { return !there[l.Anchor] })
		c.More += all - len(c.Cases)
	}
	return there
}

// facts are the numbers at the top and, to be unfolded, the others.
func (v *gatewayView) facts(g *result.Result) {
	states := map[string]int{}
	for _, c := range g.Clauses {
		states[c.State]++
	}
	testable := len(g.Clauses) - states["not observable"]
	clauses := fact{"clauses held", fmt.Sprintf("%d of %d", states["held"], testable), ""}
	if n := states["not observable"]; n > 0 {
		clauses.Note = fmt.Sprintf("%d more cannot be observed", n)
	}
	apps := fact{"apps created", fmt.Sprint(g.Apps.Created), fmt.Sprintf("%d deleted again", g.Apps.Deleted)}
	passed := fact{"cases passed", fmt.Sprintf("%d of %d", g.Totals.Passed, g.Totals.Cases), ""}
	if n := g.Totals.NotSelected; n > 0 {
		passed.Note = fmt.Sprintf("%d more not selected", n)
	}
	v.Facts = []fact{
		passed,
		clauses,
		{"requests", fmt.Sprint(g.Requests), "in " + duration(g.Seconds)},
		apps,
	}
	add := func(name, value string) {
		if value != "" {
			v.Details = append(v.Details, fact{Name: name, Value: visible.Text(value)})
		}
	}
	t := g.Target
	add("base URL", t.BaseURL)
	add("project", t.ProjectID)
	add("instance", t.InstanceID)
	add("edition", t.Edition)
	add("started", g.Started.UTC().Format(time.RFC3339))
	add("seed", fmt.Sprint(g.Seed))
	add("run", g.RunID)
	add("shard", g.Shard)
	add("app budget", fmt.Sprint(g.Apps.Budget))
	if t.ReadOnly {
		add("read-only", "nothing was sent that could create an app")
	}
	if t.Strict {
		add("strict", "unverified must clauses fail the run")
	}
}

// maxLeft is how many apps that were left behind are listed.
const maxLeft = 20

func (v *gatewayView) leftovers(a result.Apps) {
	for i, l := range a.Left {
		if i == maxLeft {
			v.Left = append(v.Left, fmt.Sprintf("… and %d more", len(a.Left)-i))
			break
		}
		v.Left = append(v.Left, visible.Text(strings.TrimSpace(strings.Join([]string{l.ID, l.Name}, " "))+": "+l.Why))
	}
	if len(a.Left) > 0 && a.Ledger != "" {
		v.Cleanup = visible.Text("appgauge conformance cleanup --ledger " + shellWord(a.Ledger))
	}
}

func duration(seconds float64) string {
	switch {
	case seconds < 0.0001:
		return "under 0.1 ms"
	case seconds < 0.01:
		return fmt.Sprintf("%.1f ms", seconds*1000)
	case seconds < 1:
		return fmt.Sprintf("%.0f ms", seconds*1000)
	case seconds < 100:
		return fmt.Sprintf("%.1f s", seconds)
	}
	return time.Duration(seconds * float64(time.Second)).Round(time.Second).String()
}

// sentence is s with a capital at its start.
func sentence(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}
