package explore

import (
	"bytes"
	"go/format"
	"strings"
	"text/template"
	"unicode"

	"github.com/appgauge/appgauge/internal/visible"
)

// GoTest is a Go test that plays the sequence again.
func (f *Found) GoTest() (string, error) {
	sequence, err := f.Sequence.Indented()
	if err != nil {
		return "", err
	}
	s := f.settings
	view := struct {
		Name, Text, Sequence, BaseURL, Project, Instance string
		Second, SecondName                               string
		Signs                                            bool
	}{
		Name: camel(f.Case.ID), Text: visible.Line(f.Case.Findings[0].Text), Sequence: strings.ReplaceAll(sequence, "`", "` + \"`\" + `"),
		Project: s.Home.Project, Instance: s.Home.Instance,
		Signs: s.Auth.Token == "",
	}
	if !strings.HasSuffix(s.BaseURL, "//gateway.invalid") {
		view.BaseURL = s.BaseURL
	}
	f.Sequence.each(func(step *Step) {
		switch step.at() {
		case SecondInstance:
			view.SecondName, view.Second = "SecondInstanceID", s.Others[SecondInstance].Instance
		case SecondProject:
			view.SecondName, view.Second = "SecondProjectID", s.Others[SecondProject].Project
		}
	})
	var out bytes.Buffer
	if err := goTest.Execute(&out, view); err != nil {
		return "", err
	}
	text, err := format.Source(out.Bytes())
	return string(text), err
}

// at is where the step is sent.
func (s *Step) at() string {
	switch {
	case s.Create != nil:
		return s.Create.At
	case s.List != nil:
		return s.List.At
	}
	return ""
}

// goTest is the test. A gateway that is a handler is made anew by newGateway.
var goTest = template.Must(template.New("test").Parse(`package gateway_test

import (
{{- if .BaseURL}}
	"cmp"
{{- end}}
{{- if or .BaseURL .Signs}}
	"os"
{{- end}}
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/conformancetest"
)

// {{.Name}} plays again what showed this: {{.Text}}
func {{.Name}}(t *testing.T) {
	gateway := &conformance.Runner{
{{- if .BaseURL}}
		BaseURL: cmp.Or(os.Getenv("APPGAUGE_BASE_URL"), {{printf "%q" .BaseURL}}),
{{- else}}
		Handler: newGateway(),
{{- end}}
		ProjectID: {{printf "%q" .Project}}, InstanceID: {{printf "%q" .Instance}},
{{- if .Signs}}
		Keys:          conformance.Keys{Access: os.Getenv("APPGAUGE_ACCESS_KEY"), Secret: os.Getenv("APPGAUGE_SECRET_KEY")},
		ForbiddenKeys: conformance.Keys{Access: os.Getenv("APPGAUGE_FORBIDDEN_ACCESS_KEY"), Secret: os.Getenv("APPGAUGE_FORBIDDEN_SECRET_KEY")},
{{- else if .BaseURL}}
		Token: os.Getenv("APPGAUGE_TOKEN"), ForbiddenToken: os.Getenv("APPGAUGE_FORBIDDEN_TOKEN"),
{{- end}}
	}
	conformancetest.Explore(t, gateway, conformance.Exploration{
		For: -1, First: conformancetest.Sequences(t, sequence{{.Name}}),
{{- if .Second}}
		{{.SecondName}}: {{printf "%q" .Second}},
{{- end}}
	})
}

const sequence{{.Name}} = ` + "`{{.Sequence}}`" + `
`))

// camel is the name of a test: "explore/list/total" becomes TestExploreListTotal.
func camel(id string) string {
	var b strings.Builder
	b.WriteString("Test")
	for _, word := range strings.FieldsFunc(id, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}
