package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/workflow"
)

// maxAnnotations is how many annotations of a kind the service shows of a step; what
// comes after them is lost without a word. The first is the conclusion.
const maxAnnotations = 10

// GitHub writes annotations for a job of GitHub Actions: the conclusion, and then what
// is wrong with the run and its causes, at most ten in all. Gateways with the same
// cause share an annotation. That a run did not come to its end is all that the
// conclusion says.
func GitHub(w io.Writer, r *result.Report) error {
	all := annotations(r)
	said := r.Reason
	const most = maxAnnotations - 1
	if len(all) > most {
		said += fmt.Sprintf("\nOf %d causes and problems the first %d are annotated; the other reports have them all.", len(all), most)
	}
	kind := "notice"
	if r.ExitCode() != 0 {
		kind = "error"
	}
	var out strings.Builder
	out.WriteString(workflow.New(kind).Property("title", "conformance: "+r.Conclusion.String()).Line(said))
	for _, a := range all[:min(len(all), most)] {
		text := a.text
		if len(r.Gateways) > 1 && len(a.gateways) > 1 {
			text = counted(len(a.gateways), "gateway") + ": " + some(a.gateways, 5) + "\n" + text
		}
		title := a.title
		if len(r.Gateways) > 1 && len(a.gateways) == 1 {
			title = a.gateways[0] + ": " + title
		}
		out.WriteString(workflow.New(a.kind).Property("title", title).Line(text))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// annotation is one of several gateways.
type annotation struct {
	kind, title, text string
	gateways          []string
}

// annotations are the problems, then the causes of all gateways, errors first.
func annotations(r *result.Report) []*annotation {
	var problems, errors, warnings []*annotation
	causes := map[string]*annotation{}
	for _, g := range r.Gateways {
		label := []string{g.Target.Label()}
		for _, p := range g.Problems {
			problems = append(problems, &annotation{"error", g.Target.Label(), p, nil})
		}
		all := causesOf(g)
		for i := range all {
			c := &all[i]
			if c.Key == result.NotRun && len(r.Gateways) == 1 {
				continue
			}
			key := causeKind(c) + " " + c.Key
			if a := causes[key]; a != nil {
				a.gateways = append(a.gateways, label...)
				continue
			}
			a := &annotation{level(c), c.Telling, explainCause(g, c), label}
			causes[key] = a
			if a.kind == "error" {
				errors = append(errors, a)
			} else {
				warnings = append(warnings, a)
			}
		}
	}
	return append(append(problems, errors...), warnings...)
}

// level is "error", or "warning" for what fails no run.
func level(c *result.Cause) string {
	if c.Known || c.Verdict == result.Warn {
		return "warning"
	}
	return "error"
}
