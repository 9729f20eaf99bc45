// Package report puts what a check of apps found into the form of the reader:
// text for people, JSON for programs, SARIF for code scanners, the workflow
// commands of GitHub Actions, JUnit's XML, and GitLab's code quality report.
//
// [New] makes a [Writer], which is the [apps.Sink] of a check; [Writer.Close] ends
// the report with its summary. Text and JSON are written as the check goes on, so that
// a report may be longer than memory. The others have no more findings than
// their readers take, [MaxFindings].
package report

import (
	"bufio"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/sarif"
	"github.com/appgauge/appgauge/validate"
)

// Formats lists the forms that [New] knows, the usual one first.
func Formats() []string { return []string{"text", "json", "sarif", "github", "junit", "gitlab"} }

// MaxFindings is how many findings a report for a CI system has at most: code scanning refuses a
// file with more, and no person reads them.
const MaxFindings = sarif.MaxResults

// Options are the choices of a report. Edition must be set.
type Options struct {
	Edition *validate.Edition
	Locale  validate.Locale
	// Max is the number of findings that are shown; 0 is all. Those that are not
	// shown are counted.
	Max int64
	// Color, for text, uses the colors of a terminal.
	Color bool
	// ShowSecrets shows secrets instead of asterisks: in the lines of the source,
	// which are part of text only, and where a broken document makes one a name.
	ShowSecrets bool
	// Version is that of the program, for SARIF, Started when the check began, for JUnit.
	Version string
	Started time.Time
}

// Summary is how a check went.
type Summary struct {
	apps.Tally
	// Interrupted tells that the check ended before everything was checked.
	Interrupted bool

	shown, hidden int64 // findings
}

// form is one form of a report. The methods that add to a batch are called for
// different batches at once.
type form interface {
	// begin is what the report begins with, and separator what stands between two
	// findings.
	begin() string
	separator() string
	// result adds the findings of r to b, and problem adds p.
	result(b *apps.Batch, r *apps.Result)
	problem(b *apps.Batch, p *apps.Problem)
	// end is what the report ends with.
	end(s Summary) string
}

// holder is a form that begins with what only the end shows: it keeps its findings, and
// writes all of them at the end.
type holder interface {
	hold(finding []byte)
}

// Writer writes a report. It is an [apps.Sink].
type Writer struct {
	w           *bufio.Writer
	form        form
	max         int64
	edition     *validate.Edition
	showSecrets bool
	begun       bool
	shown       int64
	// full is set when no more findings will be shown: nobody needs to form them.
	full atomic.Bool
}

// New is a writer to w of a report in one of the [Formats].
func New(w io.Writer, format string, o Options) (*Writer, error) {
	out := &Writer{w: bufio.NewWriterSize(w, 64<<10), max: o.Max, edition: o.Edition, showSecrets: o.ShowSecrets}
	switch words := wordsFor(o.Locale); format {
	case "text":
		out.form = &text{o, words, paletteFor(o.Color)}
	case "json":
		out.form = &jsonForm{o, words}
	case "sarif":
		out.form, out.max = &sarifForm{o, words}, atMost(o.Max)
	case "github":
		out.form = &github{Options: o, words: words}
	case "junit":
		out.form, out.max = &junitForm{Options: o, words: words}, atMost(o.Max)
	case "gitlab":
		out.form, out.max = &gitlab{o, words}, atMost(o.Max)
	default:
		return nil, fmt.Errorf("no report format %q", format)
	}
	return out, nil
}

// atMost is the limit of a form for CI systems.
func atMost(most int64) int64 {
	if most == 0 {
		return MaxFindings
	}
	return min(most, MaxFindings)
}

// Result implements [apps.Sink].
func (w *Writer) Result(b *apps.Batch, r *apps.Result) {
	if w.full.Load() {
		return
	}
	if !w.showSecrets && broken(r) {
		redacted := *r
		redacted.Violations = redact(r.Violations, masksFor(w.edition, r))
		r = &redacted
	}
	w.form.result(b, r)
}

// Problem implements [apps.Sink].
func (w *Writer) Problem(b *apps.Batch, p *apps.Problem) {
	if !w.full.Load() {
		w.form.problem(b, p)
	}
}

// Write implements [apps.Sink].
func (w *Writer) Write(b *apps.Batch) error {
	w.begin()
	start := 0
	for _, end := range b.Ends {
		if w.max > 0 && w.shown == w.max {
			w.full.Store(true)
			break
		}
		if h, ok := w.form.(holder); ok {
			h.hold(b.Out[start:end])
		} else {
			if w.shown > 0 {
				w.w.WriteString(w.form.separator())
			}
			w.w.Write(b.Out[start:end])
		}
		w.shown++
		start = end
	}
	return w.w.Flush() // returns the error of the writes before it
}

func (w *Writer) begin() {
	if !w.begun {
		w.begun = true
		w.w.WriteString(w.form.begin())
	}
}

// Close ends the report. It does not close the underlying writer.
func (w *Writer) Close(s Summary) error {
	w.begin()
	s.shown = w.shown
	s.hidden = s.Errors + s.Warnings + s.Problems - w.shown
	w.w.WriteString(w.form.end(s))
	return w.w.Flush()
}

// SummaryLine says in a line how the check went.
func SummaryLine(l validate.Locale, s Summary) string { return wordsFor(l).summary(s) }
