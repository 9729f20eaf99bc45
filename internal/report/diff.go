package report

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate/document"
)

// Diff is what fixing changes in a file, as a unified diff; "" if nothing. Secrets are
// hidden as in the text report, so that such a diff shows what happens, and does not
// apply to lines that have any.
func Diff(o Options, file string, f *apps.Fixed) string {
	before, after := f.Old, f.New
	if !o.ShowSecrets {
		before, after = hideSecrets(o, f.Form, before), hideSecrets(o, f.Form, after)
	}
	name := visible.Line(filepath.ToSlash(displayName(file)))
	text := diff.Diff("a/"+name, before, "b/"+name, after)
	p := paletteFor(o.Color)
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		color := ""
		switch line[:1] {
		case "+":
			color = p.green
		case "-":
			color = p.red
		case "@", "d":
			color = p.dim
		}
		end := ""
		if color != "" {
			end = p.reset
		}
		carriage := strings.HasSuffix(line, "\r")
		b.WriteString(color + visible.Text(strings.TrimSuffix(line, "\r")) + end)
		if carriage {
			b.WriteByte('\r') // the line ends so in the file
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// hideSecrets is text with an asterisk for every byte of what may be a secret.
func hideSecrets(o Options, form apps.Form, text []byte) []byte {
	out := bytes.Clone(text)
	for start, end := range apps.Values(o.Edition, form, text) {
		value := text[start:end]
		r := &apps.Result{Text: value, App: -1, End: len(value), Violations: document.Check(o.Edition, value)}
		for _, m := range masksFor(o.Edition, r) {
			for i := m.start; i < m.end; i++ {
				if c := value[i]; c != '\n' && c != '\r' {
					out[start+i] = '*'
				}
			}
		}
	}
	return out
}
