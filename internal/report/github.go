package report

import (
	"bytes"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/workflow"
	"github.com/appgauge/appgauge/validate"
)

// github is the form for a job of GitHub Actions: workflow commands that show findings
// beside the lines of a change. The service shows ten of a step and drops the others
// without a word: the conclusion comes first, and findings that are alike share the
// annotation of the first of them.
type github struct {
	Options
	words *words

	kinds []*annotation
	index map[string]*annotation
}

// annotation is what findings of one kind share. command is without the end of its line.
type annotation struct {
	command string
	n       int64
}

// maxKinds is how many annotations follow the conclusion.
const maxKinds = 9

func (g *github) begin() string     { return "" }
func (g *github) separator() string { return "" }

func (g *github) result(b *apps.Batch, r *apps.Result) {
	for _, v := range r.Violations {
		at := locate(r, v)
		command := workflow.New(v.Severity.String())
		file(command, r.File)
		command.Number("line", at.line)
		command.Number("endLine", at.endLine)
		if at.line == at.endLine {
			// Columns count only within one line; the last one is still part of it.
			command.Number("col", int64(at.column))
			command.Number("endColumn", int64(max(at.column, at.endColumn-1)))
		}
		command.Property("title", v.Rule.String())
		add(b, v.Severity.String()+" "+v.Rule.String()+" "+v.Field, command.Line(message(g.Options, r, v)))
	}
}

func (g *github) problem(b *apps.Batch, p *apps.Problem) {
	command := workflow.New(validate.Error.String())
	file(command, p.File)
	if p.Line > 0 {
		command.Number("line", p.Line)
	}
	command.Property("title", p.Kind.String())
	add(b, "problem "+p.Kind.String(), command.Line(g.words.problem(p)))
}

// hold implements holder.
func (g *github) hold(finding []byte) {
	kind, command, _ := bytes.Cut(finding, []byte{0})
	a := g.index[string(kind)]
	if a == nil {
		if g.index == nil {
			g.index = map[string]*annotation{}
		}
		a = &annotation{command: strings.TrimSuffix(string(command), "\n")}
		g.index[string(kind)] = a
		g.kinds = append(g.kinds, a)
	}
	a.n++
}

func (g *github) end(s Summary) string {
	kind, said := "notice", g.words.summary(s)
	if s.Errors+s.Problems > 0 || s.Interrupted {
		kind = "error"
	}
	// Errors first: of warnings nobody is sorry if they are not shown.
	slices.SortStableFunc(g.kinds, func(a, b *annotation) int { return strings.Compare(level(a.command), level(b.command)) })
	hidden := s.hidden
	for _, a := range g.kinds[min(len(g.kinds), maxKinds):] {
		hidden += a.n
	}
	if hidden > 0 {
		said += "\n" + g.words.elsewhere(hidden)
	}
	out := workflow.New(kind).Property("title", "appgauge validate").Line(said)
	for _, a := range g.kinds[:min(len(g.kinds), maxKinds)] {
		out += a.command
		if a.n > 1 {
			out += workflow.Escape("\n" + g.words.alike(a.n-1))
		}
		out += "\n"
	}
	return out
}

// level is "::error" or "::warning".
func level(command string) string {
	name, _, _ := strings.Cut(command, " ")
	return name
}

// file names the file; standard input is none.
func file(c *workflow.Command, name string) {
	if name != apps.Stdin {
		c.Property("file", name)
	}
}

// add adds a finding of a kind, which no text of a command holds.
func add(b *apps.Batch, kind, line string) {
	b.Out = append(append(append(b.Out, kind...), 0), line...)
	b.Finding()
}
