package apps_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
)

// recorder is a sink that writes a line for each finding.
type recorder struct {
	out    strings.Builder
	writes int
	err    error // to return from Write
}

func (r *recorder) Result(b *apps.Batch, res *apps.Result) {
	for _, v := range res.Violations {
		at := res.Cursor.At(v.Offset)
		b.Out = fmt.Appendf(b.Out, "%s:%d:%d %s %s app=%d in=%q\n",
			res.File, at.Line, at.Column, v.Field, v.Rule, res.App, clip(string(res.Text[res.Start:res.End])))
		b.Finding()
	}
}

func (r *recorder) Problem(b *apps.Batch, p *apps.Problem) {
	b.Out = fmt.Appendf(b.Out, "%s:%d+%d %s %d\n", p.File, p.Line, p.Offset, p.Kind, p.Size)
	b.Finding()
}

func (r *recorder) Write(b *apps.Batch) error {
	r.writes++
	r.out.Write(b.Out)
	return r.err
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40]
	}
	return s
}

// check runs c, whose sink it sets, over text on standard input.
func check(t *testing.T, c *apps.Checker, text io.Reader) (out string, tally apps.Tally) {
	t.Helper()
	r := new(recorder)
	c.Edition, c.Sink, c.Stdin = validate.Default(), r, text
	tally, err := c.Check(context.Background(), []apps.Input{{Path: apps.Stdin}})
	if err != nil {
		t.Fatal(err)
	}
	return r.out.String(), tally
}
