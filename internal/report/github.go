package report

import (
	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/workflow"
	"github.com/appgauge/appgauge/validate"
)

// github is the form for a job of GitHub Actions: workflow commands that show the
// findings beside the lines of a change.
type github struct {
	Options
	words *words
}

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
		add(b, command.Line(message(g.Options, r, v)))
	}
}

func (g *github) problem(b *apps.Batch, p *apps.Problem) {
	command := workflow.New(validate.Error.String())
	file(command, p.File)
	if p.Line > 0 {
		command.Number("line", p.Line)
	}
	command.Property("title", p.Kind.String())
	add(b, command.Line(g.words.problem(p)))
}

func (g *github) end(s Summary) string {
	out := ""
	if s.hidden > 0 {
		out = workflow.New("notice").Line(g.words.more(s.hidden, s.shown))
	}
	return out + workflow.Escape(g.words.summary(s)) + "\n"
}

// file names the file; standard input is none.
func file(c *workflow.Command, name string) {
	if name != apps.Stdin {
		c.Property("file", name)
	}
}

func add(b *apps.Batch, line string) {
	b.Out = append(b.Out, line...)
	b.Finding()
}
