package report

import (
	"io"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/codequality"
	"github.com/appgauge/appgauge/internal/visible"
)

// GitLab writes a code quality report: an issue for each problem of a run, and for each
// cause and gateway. The file of an issue is the same path as in [SARIF].
func GitLab(w io.Writer, r *result.Report) error {
	issues := []codequality.Issue{}
	for _, g := range r.Gateways {
		for _, p := range g.Problems {
			c := result.Cause{Key: "problem " + p, Verdict: result.Fail, Telling: "run"}
			issues = append(issues, codequality.Issue{
				Description: visible.Line(g.Target.Label() + ": " + p), CheckName: "problem", Fingerprint: fingerprint(g, &c),
				Severity: codequality.Major, Location: codequality.At(place(g, &c), 1),
			})
		}
	}
	for _, c := range allCauses(r) {
		text := visible.Line(c.Text)
		if clauses := blamed(c.g, &c.Cause); clauses != "" {
			text += "; breaks " + clauses
		}
		if c.Key != result.NotRun {
			text += "; again: " + again(c.g, c.Telling)
		}
		if len(r.Gateways) > 1 {
			text = visible.Line(c.g.Target.Label()) + ": " + text
		}
		issues = append(issues, codequality.Issue{
			Description: text, CheckName: ruleID(&c.Cause), Fingerprint: fingerprint(c.g, &c.Cause),
			Severity: severity(&c.Cause), Location: codequality.At(place(c.g, &c.Cause), 1),
		})
	}
	return writeJSON(w, issues)
}

func severity(c *result.Cause) string {
	switch {
	case c.Known:
		return codequality.Info
	case c.Verdict == result.Warn:
		return codequality.Minor
	case c.Verdict == result.Errored:
		return codequality.Critical
	}
	return codequality.Major
}
