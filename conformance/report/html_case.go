package report

import (
	"encoding/base64"
	"html/template"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// maxPicture is how long a picture may be, in bytes, to be a part of the page.
const maxPicture = 200_000

// section holds the cases of one kind.
type section struct {
	ID, Kind, Title, Means string
	N                      int
	// Common is what all its cases say.
	Common string
	Groups []*caseGroup
	// Bare is how many of the listed cases have no exchanges for want of room,
	// Omitted how many are not listed at all.
	Bare, Omitted int
}

func (s *section) listed() int { return s.N - s.Omitted }

// caseGroup holds cases whose IDs begin alike; a group without a name is not
// folded.
type caseGroup struct {
	Name  string
	Cases []*caseView
}

// caseView is one case.
type caseView struct {
	Anchor, ID, Operation, Kind, Verdict string
	Title, Message, Level, Known         string
	Expected                             []clauseLine
	Findings                             []findingView
	// Others are the exchanges that no finding speaks of.
	Others []*exchangeView
	// Hidden is how many exchanges more there were.
	Hidden  int
	Control string
	Replay  string
	// Picture is a page to be saved, as an address.
	Picture template.URL
	Millis  string
}

// clauseLine is a clause that a case tests; only the first has its text.
type clauseLine struct{ Anchor, ID, Level, Basis, Citation, Text string }

type findingView struct {
	Kind, Text, Path string
	Changes          []changeView
	Diff             []diffLine
	Exchange         *exchangeView
}

// changeView is a difference, spelled out.
type changeView struct{ Member, Sent, Kept, Kind, How string }

func newChanges(f *result.Finding, ex *result.Exchange) []changeView {
	var out []changeView
	for _, d := range changes(f, ex) {
		sent, kept := around(d.Sent, d.Kept, longText)
		v := changeView{Member: d.Member, Sent: sent, Kept: kept, Kind: "stored", How: d.How}
		if d.Listed {
			v.Kind = "listed"
		}
		out = append(out, v)
	}
	return out
}

// spelledOut reports whether the changes say all that the diff says.
func (f *findingView) spelledOut() bool {
	return len(f.Changes) > 0 && !slices.ContainsFunc(f.Changes, func(c changeView) bool { return strings.Contains(c.Sent+c.Kept, "…") })
}

// diffLine is a line of a diff; Op is "-", "+" or "".
type diffLine struct{ Op, Text string }

const (
	// maxFlat is how many cases stand in a section without groups.
	maxFlat = 60
	// maxExchanges is how many exchanges of a case are shown that no finding
	// speaks of, maxPassed how many of a case that passed.
	maxExchanges, maxPassed = 12, 4
	// maxFindings is how many findings of a case are shown.
	maxFindings = 12
)

func newCaseBuilder(g *result.Result, prefix string, p plan, s *space) *caseBuilder {
	b := &caseBuilder{g: g, prefix: prefix, plan: p, space: s, clauses: map[string]int{}, shown: map[string]string{}}
	for i := range g.Clauses {
		b.clauses[g.Clauses[i].ID] = i
	}
	return b
}

// sections makes a section for each kind there is, the gravest first.
func (b *caseBuilder) sections() []*section {
	var out []*section
	for _, k := range kinds() {
		var cases []*result.CaseResult
		for i := range b.g.Cases {
			if kindOf(&b.g.Cases[i]) == k.id {
				cases = append(cases, &b.g.Cases[i])
			}
		}
		if len(cases) > 0 {
			out = append(out, b.section(k, cases))
		}
	}
	return out
}

// section lists the cases first and fills in their exchanges then, so that a
// case is sooner listed than another one's exchanges shown.
func (b *caseBuilder) section(k kind, cases []*result.CaseResult) *section {
	sec := &section{ID: b.prefix + "section-" + k.id, Kind: k.id, Title: k.title, Means: k.means, N: len(cases), Common: common(cases)}
	var views []*caseView
	for _, c := range cases {
		v := b.outline(c, k)
		if v == nil {
			break
		}
		if sec.Common != "" {
			v.Message = ""
		}
		views = append(views, v)
		name := ""
		if len(cases) > maxFlat {
			name = theme(c.ID)
		}
		group := find(&sec.Groups, func(g *caseGroup) bool { return g.Name == name }, &caseGroup{Name: name})
		group.Cases = append(group.Cases, v)
	}
	sec.Omitted = len(cases) - len(views)
	for i, v := range views {
		if !b.exchanges(cases[i], v) {
			sec.Bare++
		}
	}
	return sec
}

// theme is the first two parts of an ID.
func theme(id string) string {
	parts := strings.SplitN(id, "/", 3)
	return visible.Text(strings.Join(parts[:min(2, len(parts))], "/"))
}

// common is the message of all the cases, if several have but one.
func common(cases []*result.CaseResult) string {
	for _, c := range cases {
		if c.Message() != cases[0].Message() {
			return ""
		}
	}
	if len(cases) == 1 {
		return ""
	}
	return visible.Text(cases[0].Message())
}

// caseBuilder makes the views of a gateway's cases.
type caseBuilder struct {
	g      *result.Result
	prefix string
	plan   plan
	space  *space
	// clauses are the indexes of the clauses.
	clauses map[string]int
	// shown tells in which case an exchange was shown before.
	shown map[string]string
}

// outline is a case without its exchanges, nil if there is no room for it.
func (b *caseBuilder) outline(c *result.CaseResult, k kind) *caseView {
	operation, _, _ := strings.Cut(c.ID, "/")
	v := &caseView{
		Anchor: b.prefix + visible.Text(c.ID), ID: visible.Text(c.ID), Operation: visible.Text(operation), Kind: k.id, Verdict: k.name,
		Title: visible.Text(c.Title), Message: visible.Text(c.Message()), Level: c.Level.String(), Known: visible.Text(c.Known),
		Millis: duration(c.Millis / 1000),
	}
	cost := costCase + 2*len(c.ID) + len(c.Title) + len(v.Message)
	if k.id == "pass" {
		v.Message = ""
	} else {
		v.Replay = again(b.g, c.ID)
		cost += len(v.Replay) + 100
		if c.Picture != "" && len(c.Picture) < maxPicture {
			v.Picture = template.URL("data:text/html;base64," + base64.StdEncoding.EncodeToString([]byte(c.Picture)))
			cost += len(v.Picture)
		}
		if c.Control != "" {
			v.Control = visible.Text(c.Control)
		}
	}
	for i, id := range testedBy(c) {
		line := b.clauseLine(id, i == 0)
		v.Expected = append(v.Expected, line)
		cost += costLink + len(line.Text)
	}
	for i := range c.Findings {
		if i == maxFindings {
			break
		}
		f := &c.Findings[i]
		v.Findings = append(v.Findings, findingView{Kind: f.Verdict.String(), Text: visible.Text(f.Text), Path: visible.Text(f.Path), Changes: newChanges(f, exchangeOf(c, f)), Diff: diffLines(f.Diff)})
		if v.Findings[i].spelledOut() {
			v.Findings[i].Diff, v.Findings[i].Path = nil, ""
		}
		cost += costFinding + len(f.Text) + len(f.Diff)*3/2 + costChange*len(v.Findings[i].Changes)
	}
	if k.id == "pass" && b.plan.passed || k.id != "pass" && b.space.take(cost) {
		return v
	}
	return nil
}

// testedBy are the clauses of a case, first the one that its gravest finding is about.
func testedBy(c *result.CaseResult) []string {
	for _, f := range c.Findings {
		if f.Verdict == c.Verdict && f.Clause != "" {
			rest := slices.DeleteFunc(slices.Clone(c.Clauses), func(id string) bool { return id == f.Clause })
			return append([]string{f.Clause}, rest...)
		}
	}
	return c.Clauses
}

// clauseLine is the clause with the ID, whole or only to be linked to.
func (b *caseBuilder) clauseLine(id string, whole bool) clauseLine {
	line := clauseLine{ID: visible.Text(id)}
	n, known := b.clauses[id]
	if !known {
		return line
	}
	line.Anchor = clauseAnchor(b.prefix, n)
	if whole {
		r := &b.g.Clauses[n]
		line.Level, line.Basis, line.Citation, line.Text = r.Level.String(), r.Basis.String(), visible.Text(r.Citation), visible.Text(r.Text)
	}
	return line
}

// exchanges fills in what was sent and came, as long as there is room; it
// reports whether there was.
func (b *caseBuilder) exchanges(c *result.CaseResult, v *caseView) bool {
	if v.Kind == "pass" && !b.plan.traffic {
		return len(c.Exchanges) == 0
	}
	told := map[int]bool{}
	fits := true
	for i := range v.Findings {
		n := c.Findings[i].Exchange
		if n < 0 || n >= len(c.Exchanges) || told[n] || v.Kind == "pass" {
			continue
		}
		if v.Findings[i].Exchange = b.exchange(c.Exchanges[n], v, true); v.Findings[i].Exchange == nil {
			fits = false
			continue
		}
		told[n] = true
	}
	most := maxExchanges
	if v.Kind == "pass" {
		most = maxPassed
	}
	for n, ex := range c.Exchanges {
		if told[n] {
			continue
		}
		var x *exchangeView
		if len(v.Others) < most && fits {
			if x = b.exchange(ex, v, false); x == nil {
				fits = false
			}
		}
		if x == nil {
			v.Hidden++
			continue
		}
		v.Others = append(v.Others, x)
	}
	return fits
}

// diffLines are the lines of a diff by go-cmp, which now and then writes
// no-break spaces, so that nobody relies on its form.
func diffLines(diff string) []diffLine {
	if diff == "" {
		return nil
	}
	var out []diffLine
	for _, text := range strings.Split(strings.TrimRight(diff, "\n"), "\n") {
		line := diffLine{Text: visible.Text(strings.ReplaceAll(text, "\u00a0", " "))}
		if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "+") {
			line.Op = text[:1]
		}
		out = append(out, line)
	}
	return out
}
