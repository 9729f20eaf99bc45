package report

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// page is what the template shows.
type page struct {
	Policy string
	Style  template.CSS
	Script template.JS

	Title string
	// Mark is the class of the conclusion: ok, doubt, bad or gone.
	Mark, Conclusion, Headline, Reason string

	Gateways   []*gatewayView
	Kinds      []kindCount // of all gateways together
	Operations []string
	Cases      int
	// Listed is how many cases the page lists.
	Listed int
	// Splits are the traits that differ between gateways, Matrix is how they differ.
	Splits []splitView
	Matrix *matrix
}

// Many reports whether the report is on several gateways.
func (p *page) Many() bool { return len(p.Gateways) > 1 }

// gatewayView is one gateway.
type gatewayView struct {
	ID, Label                          string
	Mark, Conclusion, Headline, Reason string
	Problems                           []string
	Facts                              []fact
	Details                            []fact
	Kinds                              []kindCount
	Bar                                []slice
	BarLabel                           string
	Left                               []string
	Cleanup                            string
	Causes                             []*causeView
	// CausesOmitted is how many causes there is no room for, Unseen how many traits
	// nothing showed.
	CausesOmitted, Unseen int
	Traits                []traitView
	Coverage              *coverage
	// Map, Time and Baseline are nil if there is nothing to show.
	Map      *failureMap
	Time     *timeline
	Baseline *baselineView
	Sections []*section
	Seconds  string
	Cases    int
}

// Count is how many cases are of the kind.
func (g *gatewayView) Count(kind string) int {
	for _, k := range g.Kinds {
		if k.Kind == kind {
			return k.N
		}
	}
	return 0
}

// Open are the sections of what did not pass, Passed is the one of what did.
func (g *gatewayView) Open() []*section   { return g.sections(false) }
func (g *gatewayView) Passed() []*section { return g.sections(true) }

func (g *gatewayView) sections(passed bool) []*section {
	var out []*section
	for _, s := range g.Sections {
		if (s.Kind == "pass") == passed {
			out = append(out, s)
		}
	}
	return out
}

// fact is a number or a word about a run.
type fact struct{ Name, Value, Note string }

// kindCount counts the cases of a kind.
type kindCount struct {
	Kind, Name string
	N          int
}

// slice is a part of a bar that is 1000 wide.
type slice struct {
	Kind     string
	X, Width int
}

// kinds are the verdicts as the page tells them apart, the gravest first: an
// accepted failure is a kind of its own.
func kinds() []kind {
	return []kind{
		{"fail", "failed", "Failed", "A rule that binds was seen broken."},
		{"error", "no answer", "No answer", "No answer came that could be judged."},
		{"warn", "warned", "Warnings", "A recommendation was not followed."},
		{"known", "known", "Known to fail", "Failures that were accepted beforehand."},
		{"unverified", "unverified", "Unverified", "Nothing was refuted, but nothing shown either."},
		{"pass", "passed", "Passed", ""},
	}
}

type kind struct{ id, name, title, means string }

func kindOf(c *result.CaseResult) string {
	if c.Known != "" {
		return "known"
	}
	return c.Verdict.String()
}

func newPage(r *result.Report) *page {
	p := &page{Mark: mark(r.Conclusion), Conclusion: r.Conclusion.String(), Reason: visible.Text(r.Reason)}
	operations := map[string]bool{}
	plan := newPlan(r)
	gateways := worstFirst(r.Gateways)
	p.Gateways = make([]*gatewayView, len(gateways))
	for n, i := range modestFirst(gateways) {
		// What one gateway leaves, those that need more may have.
		s := &space{left: plan.room / (len(gateways) - n)}
		p.Gateways[i] = newGateway(gateways[i], i, len(gateways) > 1, plan, s)
		plan.room -= s.used
	}
	for i, g := range gateways {
		view := p.Gateways[i]
		p.Cases += len(g.Cases)
		for _, s := range view.Sections {
			p.Listed += s.listed()
		}
		for j := range g.Cases {
			operation, _, _ := strings.Cut(visible.Text(g.Cases[j].ID), "/")
			if !operations[operation] {
				operations[operation] = true
				p.Operations = append(p.Operations, operation)
			}
		}
	}
	for _, k := range kinds() {
		n := 0
		for _, g := range p.Gateways {
			n += g.Count(k.id)
		}
		if n > 0 {
			p.Kinds = append(p.Kinds, kindCount{k.id, k.name, n})
		}
	}
	if len(p.Gateways) == 1 {
		g := p.Gateways[0]
		p.Title, p.Headline, p.Reason = g.Label+": "+p.Conclusion, g.Headline, sentence(g.Reason)
		return p
	}
	p.Title = fmt.Sprintf("%d gateways: %s", len(p.Gateways), p.Conclusion)
	p.Headline = fleetHeadline(r)
	p.Splits = newSplits(r)
	p.Matrix = newMatrix(gateways, p.Gateways, splits(r))
	return p
}

// worst are the conclusions, the worst first.
func worst() []result.Conclusion {
	return []result.Conclusion{result.Nonconformant, result.Aborted, result.Partial, result.Conformant}
}

func worstFirst(gateways []*result.Result) []*result.Result {
	var out []*result.Result
	for _, c := range worst() {
		for _, g := range gateways {
			if g.Conclusion == c {
				out = append(out, g)
			}
		}
	}
	return out
}

// modestFirst are the indexes of the gateways, those first of which least is to
// be told.
func modestFirst(gateways []*result.Result) []int {
	bad := func(i int) int { return gateways[i].Totals.Cases - gateways[i].Totals.Passed }
	var out []int
	for i := range gateways {
		out = append(out, i)
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(bad(a), bad(b)) })
	return out
}

// mark is the class of a conclusion.
func mark(c result.Conclusion) string {
	switch c {
	case result.Conformant:
		return "ok"
	case result.Partial:
		return "doubt"
	case result.Aborted:
		return "gone"
	}
	return "bad"
}

// headline says in plain words what the conclusion means.
func headline(g *result.Result) string {
	if len(g.Cases) == 0 && g.Conclusion == result.Partial {
		return "Nothing was tested."
	}
	switch g.Conclusion {
	case result.Conformant:
		return "Everything that was tested is as documented."
	case result.Partial:
		return "Nothing that was tested breaks a rule, but not every rule could be verified."
	case result.Aborted:
		return "The run did not get to its end, so this is no judgement of the gateway."
	}
	broken := 0
	for _, c := range g.Clauses {
		if c.State == "broken" && c.Level == result.Must {
			broken++
		}
	}
	switch {
	case g.Totals.Failed == 0:
		return "Nothing new is broken, but the run fails for another reason."
	case broken == 1:
		return "The gateway breaks a documented rule."
	case broken > 1:
		return fmt.Sprintf("The gateway breaks %d documented rules.", broken)
	}
	return "The gateway does not do what is documented."
}

// fleetHeadline counts the gateways by their conclusions.
func fleetHeadline(r *result.Report) string {
	n := map[result.Conclusion]int{}
	for _, g := range r.Gateways {
		n[g.Conclusion]++
	}
	if n[result.Conformant] == len(r.Gateways) {
		return fmt.Sprintf("All %d gateways do what is documented.", len(r.Gateways))
	}
	var parts []string
	for _, c := range worst() {
		if n[c] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[c], c))
		}
	}
	return fmt.Sprintf("Of %d gateways: %s.", len(r.Gateways), strings.Join(parts, ", "))
}

// bar divides 1000 by the counts. What is there at all is wide enough to be seen.
func bar(counts []kindCount) []slice {
	const whole, least = 1000, 8
	total := 0
	for _, c := range counts {
		total += c.N
	}
	var out []slice
	widest, sum := 0, 0
	for i, c := range counts {
		w := max(least, c.N*whole/total)
		out = append(out, slice{Kind: c.Kind, Width: w})
		sum += w
		if w > out[widest].Width {
			widest = i
		}
	}
	if len(out) > 0 {
		out[widest].Width += whole - sum
	}
	x := 0
	for i := range out {
		out[i].X = x
		x += out[i].Width
	}
	return out
}

func barLabel(counts []kindCount) string {
	var parts []string
	for _, c := range counts {
		parts = append(parts, fmt.Sprintf("%d %s", c.N, c.Name))
	}
	return strings.Join(parts, ", ")
}
