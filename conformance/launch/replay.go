package launch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// Replay runs single cases again and shows all that was sent and what came.
func Replay(ctx context.Context, ids []string, o Options, s Streams) (status int, err error) {
	o.Only = ids
	r, release, err := o.runner(ctx, s)
	if err != nil {
		return 0, err
	}
	res, err := r.Run(ctx)
	if err = errors.Join(err, release()); err != nil {
		return 0, err
	}
	for i := range res.Cases {
		showCase(s.Out, res, &res.Cases[i])
	}
	rep := result.NewReport(res)
	fmt.Fprintf(s.Out, "%s: %s\n", rep.Conclusion, visible.Line(rep.Reason))
	for _, l := range res.Apps.Left {
		fmt.Fprintf(s.Out, "left: app %s %s: %s\n", visible.Line(l.ID), visible.Line(l.Name), visible.Line(l.Why))
	}
	return rep.ExitCode(), nil
}

func showCase(w io.Writer, res *result.Result, k *result.CaseResult) {
	fmt.Fprintf(w, "%s: %s\n%s\n", k.ID, k.Verdict, k.Title)
	for _, c := range res.Clauses {
		if slices.Contains(k.Clauses, c.ID) {
			fmt.Fprintf(w, "%s, %s; %s: %s\n", c.Level, c.Basis, c.Citation, c.Text)
		}
	}
	for _, f := range k.Findings {
		fmt.Fprintf(w, "- %s: %s\n", f.Verdict, visible.Line(f.Text))
		if f.Diff != "" {
			fmt.Fprintf(w, "  at %s (-want +got):\n%s\n", visible.Line(f.Path), visible.Indent(strings.TrimRight(f.Diff, "\n"), "    "))
		}
	}
	for _, ex := range k.Exchanges {
		fmt.Fprintf(w, "\n%s\n", visible.Line(ex.Curl()))
		if ex.Error != "" {
			fmt.Fprintf(w, "  %s\n", visible.Line(ex.Error))
			continue
		}
		fmt.Fprintf(w, "  %s %d %s\n", ex.Proto, ex.Status, http.StatusText(ex.Status))
		for _, name := range sortedNames(ex.ResponseHeader) {
			for _, v := range ex.ResponseHeader[name] {
				fmt.Fprintf(w, "  %s: %s\n", visible.Line(name), visible.Line(v))
			}
		}
		fmt.Fprintf(w, "\n%s\n", visible.Indent(strings.TrimRight(ex.ResponseBody, "\n"), "  "))
	}
	fmt.Fprintln(w)
}

func sortedNames(h http.Header) []string {
	var out []string
	for name := range h {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
