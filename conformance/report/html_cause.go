package report

import (
	"fmt"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// causeView is one cause, with the case that tells most of it.
type causeView struct {
	Anchor, Kind, Verdict, Text, Met string
	Change                           string // "new" or "still", compared with an earlier run
	Open                             bool
	Clauses                          []clauseLine
	// MoreClauses is how many clauses are not told of.
	MoreClauses int
	// Telling is nil if there is no room for it.
	Telling *caseView
	// Cases are those that met the cause, More how many there are besides.
	Cases []link
	More  int
}

const (
	// maxOpenCauses is how many causes are open at first: with more, those that follow
	// would be out of sight.
	maxOpenCauses = 3
	// maxCauseClauses is how many clauses of a cause are quoted.
	maxCauseClauses = 4
)

// causes are the gateway's causes. What there is no room for in words is counted.
func (b *caseBuilder) causes() (views []*causeView, omitted int) {
	verdicts := map[string]string{}
	for i := range b.g.Cases {
		verdicts[b.g.Cases[i].ID] = kindOf(&b.g.Cases[i])
	}
	all := causesOf(b.g)
	for i := range all {
		c := &all[i]
		v := &causeView{
			Anchor: fmt.Sprintf("%scause-%d", b.prefix, i+1), Kind: causeKind(c), Text: visible.Text(c.Text), Met: counted(len(c.Cases), "case"),
			Change: c.Change, Open: i < maxOpenCauses && !c.Known && c.Verdict != result.Warn,
		}
		for _, k := range kinds() {
			if k.id == v.Kind {
				v.Verdict = k.name
			}
		}
		cost := costCause + len(c.Text) + maxLinks*costLink
		for n, id := range c.Clauses {
			if n == maxCauseClauses {
				v.MoreClauses = len(c.Clauses) - n
				break
			}
			line := b.clauseLine(id, true)
			v.Clauses = append(v.Clauses, line)
			cost += costLink + len(line.Text)
		}
		if !b.space.take(cost) {
			return views, len(all) - len(views)
		}
		if len(c.Cases) > 1 {
			v.Cases, v.More = caseLinks(c.Cases, verdicts, b.prefix)
		}
		if k := telling(b.g, c); k != nil {
			if v.Telling = b.outline(k, kind{id: v.Kind, name: v.Verdict}); v.Telling != nil {
				for i := range v.Telling.Findings {
					if v.Telling.Findings[i].Text == v.Text {
						v.Telling.Findings[i].Text = "" // the cause says it
					}
				}
				b.exchanges(k, v.Telling)
			}
		}
		views = append(views, v)
	}
	return views, 0
}

// baselineView is what became of the causes of an earlier run.
type baselineView struct {
	Compared, Mark  string
	Fixed, Untested []string
	// More is how many fixed causes are not named.
	More int
}

// maxFixed is how many fixed causes are named.
const maxFixed = 30

func newBaseline(g *result.Result) *baselineView {
	b := g.Baseline
	if b == nil {
		return nil
	}
	v := &baselineView{Compared: sentence(compared(g)) + ", which was " + b.Conclusion.String() + ".", Mark: "ok"}
	if b.New > 0 {
		v.Mark = "bad"
	}
	for i, c := range b.Fixed {
		if i == maxFixed {
			v.More = len(b.Fixed) - i
			break
		}
		v.Fixed = append(v.Fixed, visible.Text(c.Text))
	}
	for i, c := range b.Untested {
		if i < maxFixed {
			v.Untested = append(v.Untested, visible.Text(c.Text))
		}
	}
	return v
}
