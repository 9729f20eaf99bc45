package report

import (
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
)

// github is the form for a job of GitHub Actions: workflow commands that show the
// findings beside the lines of a change.
// See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
type github struct {
	Options
	words *words
}

func (g *github) begin() string     { return "" }
func (g *github) separator() string { return "" }

func (g *github) result(b *apps.Batch, r *apps.Result) {
	for _, v := range r.Violations {
		at := locate(r, v)
		command := command{name: v.Severity.String()}
		command.file(r.File)
		command.number("line", at.line)
		command.number("endLine", at.endLine)
		if at.line == at.endLine {
			// Columns count only within one line; the last one is still part of it.
			command.number("col", int64(at.column))
			command.number("endColumn", int64(max(at.column, at.endColumn-1)))
		}
		command.property("title", v.Rule.String())
		command.add(b, g.Edition.Message(v, g.Locale))
	}
}

func (g *github) problem(b *apps.Batch, p *apps.Problem) {
	command := command{name: validate.Error.String()}
	command.file(p.File)
	if p.Line > 0 {
		command.number("line", p.Line)
	}
	command.property("title", p.Kind.String())
	command.add(b, g.words.problem(p))
}

func (g *github) end(s Summary) string {
	out := ""
	if s.hidden > 0 {
		out = "::notice::" + escapeData(g.words.more(s.hidden, s.shown)) + "\n"
	}
	return out + escapeData(g.words.summary(s)) + "\n"
}

// command is a workflow command.
type command struct {
	name       string
	properties []string
}

func (c *command) property(name, value string) {
	c.properties = append(c.properties, name+"="+escapeProperty(value))
}

func (c *command) number(name string, n int64) { c.property(name, strconv.FormatInt(n, 10)) }

// file names the file; standard input is none.
func (c *command) file(name string) {
	if name != apps.Stdin {
		c.property("file", name)
	}
}

func (c *command) add(b *apps.Batch, message string) {
	b.Out = append(b.Out, "::"+c.name+" "+strings.Join(c.properties, ",")+"::"+escapeData(message)+"\n"...)
	b.Finding()
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func escapeData(s string) string     { return dataEscapes.Replace(s) }
func escapeProperty(s string) string { return propertyEscapes.Replace(s) }
