package report

import (
	"fmt"
	"hash/fnv"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/codequality"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate"
)

// gitlab is GitLab's code quality report.
type gitlab struct {
	Options
	words *words
}

func (g *gitlab) begin() string      { return "[\n" }
func (g *gitlab) separator() string  { return ",\n" }
func (g *gitlab) end(Summary) string { return "\n]\n" }

func (g *gitlab) result(b *apps.Batch, r *apps.Result) {
	for _, v := range r.Violations {
		severity := codequality.Major
		if v.Severity == validate.Warning {
			severity = codequality.Minor
		}
		at := locate(r, v)
		g.add(b, severity, v.Rule.String(), r.File, at.line, message(g.Options, r, v), fmt.Sprint(at.column, " ", v.Field))
	}
}

func (g *gitlab) problem(b *apps.Batch, p *apps.Problem) {
	g.add(b, codequality.Critical, problemRule, p.File, p.Line, g.words.problem(p), p.Kind.String())
}

// add adds an issue. The particular is what findings of one rule on one line differ in.
func (g *gitlab) add(b *apps.Batch, severity, rule, file string, line int64, message, particular string) {
	path := relative(file)
	h := fnv.New128a()
	fmt.Fprintf(h, "%s\n%s\n%d\n%s", path, rule, line, particular)
	b.Out = append(b.Out, encode(codequality.Issue{
		Description: visible.Line(message), CheckName: rule, Fingerprint: fmt.Sprintf("%x", h.Sum(nil)),
		Severity: severity, Location: codequality.At(visible.Line(path), line),
	})...)
	b.Finding()
}
