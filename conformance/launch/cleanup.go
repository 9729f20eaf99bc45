package launch

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// Cleanup deletes what a ledger lists. The status is 3 if anything may be left.
func Cleanup(ctx context.Context, o Options, s Streams) (status int, err error) {
	if o.Ledger == "" {
		return 0, errors.New("no ledger: name it by --ledger; a run that leaves apps behind tells its ledger's name")
	}
	roots, err := readRoots(o.CAFile)
	if err != nil {
		return 0, err
	}
	r := &conformance.Runner{
		BaseURL: o.BaseURL, Concurrency: o.Concurrency, Rate: o.Rate, Timeout: o.Timeout, RootCAs: roots,
	}
	if err := o.credentials(ctx, r, s); err != nil {
		return 0, err
	}
	if !given(r) {
		return 0, errors.New("no token and no access key: " + howToGive)
	}
	apps, err := r.Cleanup(ctx, o.Ledger)
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(s.Out, "%d of %d apps deleted\n", apps.Deleted, apps.Created)
	tellLeft(s.Out, apps.Left)
	if len(apps.Left) > 0 {
		return 3, nil
	}
	return 0, nil
}

// tellLeft lists the apps that are left, a few for each reason.
func tellLeft(w io.Writer, left []result.LeftApp) {
	const few = 5
	var reasons []string
	alike := map[string][]result.LeftApp{}
	for _, l := range left {
		if alike[l.Why] == nil {
			reasons = append(reasons, l.Why)
		}
		alike[l.Why] = append(alike[l.Why], l)
	}
	for _, why := range reasons {
		apps := alike[why]
		for _, l := range apps[:min(len(apps), few)] {
			fmt.Fprintf(w, "left: app %s %s: %s\n", visible.Line(l.ID), visible.Line(l.Name), visible.Line(why))
		}
		if more := len(apps) - few; more > 0 {
			fmt.Fprintf(w, "left: %d more, which the ledger lists: %s\n", more, visible.Line(why))
		}
	}
}
