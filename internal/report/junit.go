package report

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/junit"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate"
)

// junitForm is JUnit's XML: a suite for each file with findings, a test for each app in it
// that has any, and a suite for the check as a whole.
type junitForm struct {
	Options
	words *words

	suites []junit.Suite
	last   string // the app of the last finding
}

// junitFinding is a finding on its way from a batch to its suite.
type junitFinding struct {
	File string `json:"file"`
	// App names what the finding is about within the file.
	App     string        `json:"app"`
	Outcome junit.Outcome `json:"outcome"` // Passed: a warning
	Type    string        `json:"type"`
	Text    string        `json:"text"`
}

func (j *junitForm) begin() string     { return "" }
func (j *junitForm) separator() string { return "" }

func (j *junitForm) result(b *apps.Batch, r *apps.Result) {
	app := fmt.Sprintf("line %d", r.Cursor.At(r.Start).Line)
	if r.App >= 0 {
		app = r.Place() + ", " + app
	}
	for _, v := range r.Violations {
		outcome := junit.Failed
		if v.Severity == validate.Warning {
			outcome = junit.Passed
		}
		at := locate(r, v)
		j.add(b, junitFinding{r.File, app, outcome, v.Rule.String(), fmt.Sprintf("%d:%d: %s", at.line, at.column, message(j.Options, r, v))})
	}
}

func (j *junitForm) problem(b *apps.Batch, p *apps.Problem) {
	app := "the input"
	if p.Line > 0 {
		app = fmt.Sprintf("line %d", p.Line)
	}
	j.add(b, junitFinding{p.File, app, junit.Errored, p.Kind.String(), j.words.problem(p)})
}

func (j *junitForm) add(b *apps.Batch, f junitFinding) {
	f.File, f.Text = visible.Line(displayName(f.File)), visible.Line(f.Text)
	b.Out = append(b.Out, encode(f)...)
	b.Finding()
}

// hold implements holder.
func (j *junitForm) hold(finding []byte) {
	var f junitFinding
	if err := json.Unmarshal(finding, &f); err != nil {
		panic(err) // it was encoded here
	}
	if n := len(j.suites); n == 0 || j.suites[n-1].Name != f.File {
		s := j.suite(f.File)
		j.suites, j.last = append(j.suites, s), ""
	}
	s := &j.suites[len(j.suites)-1]
	if j.last != f.App {
		s.Tests = append(s.Tests, junit.Test{Name: f.App, Class: junit.Class("appgauge", f.File)})
		j.last = f.App
	}
	t := &s.Tests[len(s.Tests)-1]
	if f.Outcome == junit.Passed {
		s.Out += "warning: " + f.Text + "\n"
		return
	}
	if t.Outcome == junit.Passed {
		t.Outcome, t.Type, t.Message = f.Outcome, f.Type, f.Text
	}
	t.Text = strings.TrimPrefix(t.Text+"\n"+f.Text, "\n")
}

func (j *junitForm) suite(name string) junit.Suite {
	return junit.Suite{Name: name, Package: "appgauge", Properties: []junit.Property{{Name: "edition", Value: j.Edition.ID}}, Started: j.Started}
}

func (j *junitForm) end(s Summary) string {
	whole := j.suite("appgauge validate")
	whole.Out = j.words.summary(s) + "\n"
	if s.hidden > 0 {
		whole.Out += j.words.elsewhere(s.hidden) + "\n"
	}
	test := junit.Test{Name: "everything is checked", Class: "appgauge", Type: "interrupted", Message: j.words.summary(s)}
	if s.Interrupted {
		test.Outcome = junit.Errored
	}
	whole.Tests = []junit.Test{test}
	var out strings.Builder
	if err := junit.Write(&out, append([]junit.Suite{whole}, j.suites...)); err != nil {
		panic(err) // a builder takes everything
	}
	return out.String()
}
