package launch

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/appgauge/appgauge/conformance/result"
)

// Run runs the suite and writes the reports.
func Run(ctx context.Context, o Options, s Streams) (status int, err error) {
	earlier, err := readBaseline(o.Baseline) // before a report of the same name is opened
	if err != nil {
		return 0, err
	}
	sinks, err := openSinks(o.Reports, s)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, sinks.close()) }()
	var rep *result.Report
	if o.Config != "" {
		rep, err = runFleet(ctx, o, s)
	} else {
		rep, err = runOne(ctx, o, s)
	}
	if err != nil {
		return 0, err
	}
	compare(rep, earlier, o.Baseline, s.Err)
	return sinks.end(rep, o.Verbose, s, func() error {
		if len(rep.Gateways) != 1 {
			return nil
		}
		_, err := io.WriteString(s.Out, advice(rep.Gateways[0], o.Edition))
		return err
	})
}

func runOne(ctx context.Context, o Options, s Streams) (*result.Report, error) {
	r, release, err := o.runner(ctx, s)
	if err != nil {
		return nil, err
	}
	bar := newProgress(s)
	r.Progress = bar.update
	if o.BaseURL == "" {
		fmt.Fprintf(s.Err, "testing the built-in reference gateway at %s; --base-url names another\n", r.BaseURL)
	}
	res, err := r.Run(ctx)
	bar.clear()
	if err = errors.Join(err, release()); err != nil {
		return nil, err
	}
	return result.NewReport(res), nil
}
