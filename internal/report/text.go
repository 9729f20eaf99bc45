package report

import (
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate"
)

// text is the form for people: a line in the manner of compilers, the line of the
// source and a mark under the offence.
type text struct {
	Options
	words *words
	palette
}

// palette holds the escape sequences that begin each kind of text; all are empty
// without color.
type palette struct{ bold, red, yellow, green, dim, reset string }

func paletteFor(color bool) palette {
	if !color {
		return palette{}
	}
	return palette{bold: "\x1b[1m", red: "\x1b[1;31m", yellow: "\x1b[1;33m", green: "\x1b[32m", dim: "\x1b[2m", reset: "\x1b[0m"}
}

func (p *palette) severity(s validate.Severity) string {
	if s == validate.Warning {
		return p.yellow
	}
	return p.red
}

func (t *text) begin() string     { return "" }
func (t *text) separator() string { return "" }

func (t *text) result(b *apps.Batch, r *apps.Result) {
	var masks []mask
	if !t.ShowSecrets {
		masks = masksFor(t.Edition, r)
	}
	for i, v := range r.Violations {
		from := r.Cursor.At(v.Offset)
		t.head(b, r.File, strconv.FormatInt(from.Line, 10)+":"+strconv.Itoa(from.Column), v.Severity,
			message(t.Options, r, v), v.Rule.String())
		s := excerpt{text: r.Text, line: from, lo: r.Start, hi: r.End, masks: masks}
		source, mark := s.show(v.Offset, v.End)
		number := strconv.FormatInt(from.Line, 10)
		gutter := strings.Repeat(" ", len(number))
		b.Out = append(b.Out, t.dim+"  "+number+" | "+t.reset+source+"\n"...)
		b.Out = append(b.Out, t.dim+"  "+gutter+" | "+t.reset+t.severity(v.Severity)+mark+t.reset+"\n"...)
		if r.NDJSON && i == 0 {
			b.Out = append(b.Out, t.dim+"  "+gutter+" = "+t.reset+t.words.ndjson+"\n"...)
		}
		b.Finding()
	}
}

func (t *text) problem(b *apps.Batch, p *apps.Problem) {
	line := ""
	if p.Line > 0 {
		line = strconv.FormatInt(p.Line, 10)
	}
	t.head(b, p.File, line, validate.Error, t.words.problem(p), "")
	b.Finding()
}

// head adds "file:place: severity: message [rule]".
func (t *text) head(b *apps.Batch, file, place string, s validate.Severity, message, rule string) {
	where := visible.Line(displayName(file)) + ":"
	if place != "" {
		where += place + ":"
	}
	b.Out = append(b.Out, t.bold+where+t.reset+" "+t.severity(s)+t.words.severity[s]+":"+t.reset+" "+visible.Line(message)...)
	if rule != "" {
		b.Out = append(b.Out, " "+t.dim+"["+rule+"]"+t.reset...)
	}
	b.Out = append(b.Out, '\n')
}

func (t *text) end(s Summary) string {
	out := ""
	if s.hidden > 0 {
		out += t.words.more(s.hidden, s.shown) + "\n"
	}
	if s.shown > 0 {
		out += "\n"
	}
	return out + t.words.summary(s) + "\n"
}

// displayName is a file's name as people see it. A name with characters that
// would not show, or would act on the terminal, is quoted.
func displayName(file string) string {
	if file == apps.Stdin {
		return "stdin"
	}
	if quoted := strconv.Quote(file); quoted != `"`+file+`"` {
		return quoted
	}
	return file
}
