package report

import (
	"io"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/workflow"
)

// GitHub writes annotations for a job of GitHub Actions: an error for each
// failure, a warning for each warning and each accepted failure, and a notice
// with the conclusion.
func GitHub(w io.Writer, r *result.Report) error {
	var out strings.Builder
	for _, g := range r.Gateways {
		for i := range g.Cases {
			c := &g.Cases[i]
			kind := annotation(c)
			if kind == "" {
				continue
			}
			title := c.ID
			if len(r.Gateways) > 1 {
				title = g.Target.Label() + ": " + title
			}
			out.WriteString(workflow.New(kind).Property("title", title).Line(explain(g, c)))
		}
		for _, p := range g.Problems {
			out.WriteString(workflow.New("error").Property("title", g.Target.Label()).Line(p))
		}
	}
	kind := "notice"
	if r.ExitCode() != 0 {
		kind = "error"
	}
	out.WriteString(workflow.New(kind).Property("title", "conformance: "+r.Conclusion.String()).Line(r.Reason))
	_, err := io.WriteString(w, out.String())
	return err
}

// annotation is the kind of annotation that a case gets; "" is none.
func annotation(c *result.CaseResult) string {
	switch {
	case c.Known != "":
		return "warning"
	case c.Verdict == result.Fail || c.Verdict == result.Errored:
		return "error"
	case c.Verdict == result.Warn:
		return "warning"
	}
	return ""
}
