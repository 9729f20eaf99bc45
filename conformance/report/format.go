package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

// Writer writes a report in one form.
type Writer func(io.Writer, *result.Report) error

// format is a form that a report can have.
type format struct {
	name  string
	write Writer
}

func formats() []format {
	return []format{
		{"text", func(w io.Writer, r *result.Report) error { return Text(w, r, TextOptions{}) }},
		{"json", JSON},
		{"junit", JUnit},
		{"html", HTML},
		{"markdown", Markdown},
		{"sarif", SARIF},
		{"github", GitHub},
		{"gitlab", GitLab},
		{"har", HAR},
	}
}

// Formats lists the names of the forms.
func Formats() []string {
	var out []string
	for _, f := range formats() {
		out = append(out, f.name)
	}
	return out
}

// For is the writer of the form with the name.
func For(name string) (Writer, error) {
	i := slices.IndexFunc(formats(), func(f format) bool { return f.name == name })
	if i < 0 {
		return nil, fmt.Errorf("no report has the form %q; there are %s", name, strings.Join(Formats(), ", "))
	}
	return formats()[i].write, nil
}
