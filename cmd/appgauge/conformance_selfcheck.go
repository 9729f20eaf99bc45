package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/conformance/selfcheck"
)

func newConformanceSelfcheck() *cobra.Command {
	var o selfcheck.Options
	cmd := &cobra.Command{
		Use:   "selfcheck",
		Short: "Measure what the suite detects, on gateways known to be wrong or right",
		Long: `Run the suite against gateways that each break the pages in a known way, alone and
in pairs; against gateways that obey them in unusual ways, one, two or five together;
and against gateways that mean harm. Print what caught what.

A fault counts as caught only if a case failed that was expected to catch it; if the
pages only suggest what it breaks, a warning of that case will do. A case that fails
on a gateway that obeys the pages is a false alarm.

Of the pairs of lawful traits a fixed sample is tried; --pairs all tries every one,
which takes most of an hour.

With --sample N faults are tried that are drawn from thousands: a change that shows
only when a trigger says so, such as name/max-65@with-remark. Half of them may be
looked at to make the suite better; of the other half only totals are told, so that
their score, which may not be two points worse, says what the suite finds of what
nobody thought of.

Ctrl-C ends it, and prints what was measured until then.

Exit status: 0 nothing survived and there was no false alarm, 1 otherwise, 2 usage,
3 interrupted.`,
		Example: `  appgauge conformance selfcheck
  appgauge conformance selfcheck --only 'filter/*'
  appgauge conformance selfcheck --only 'order/newest-first + secret/*'
  appgauge conformance selfcheck --pairs 3000
  appgauge conformance selfcheck --sample 3000 --seed 2
  appgauge conformance selfcheck --format markdown > detection.md`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringArrayVar(&o.Only, "only", nil, "only the faults and gateways that match this glob; with a \" + \", sets of traits; repeatable")
	cmd.Flags().Var((*pairsValue)(&o.Pairs), "pairs", fmt.Sprintf("how many pairs of lawful traits are tried (default %d)", selfcheck.DefaultPairs))
	cmd.Flags().IntVar(&o.Workers, "workers", 0, "runs of the suite at once (default two for each processor)")
	completeWith(cmd, "only", faultIDs)
	cmd.Flags().IntVar(&o.Sample, "sample", 0, "instead, try so many of the faults that show only in some company, later, or in one form of request")
	cmd.Flags().Uint64Var(&o.Seed, "seed", selfcheck.DefaultSeed, "draws the sample")
	cmd.Flags().Var((*appBudget)(&o.AppBudget), "app-budget", fmt.Sprintf("apps that a run of the sample may create (default %d)", result.HandlerAppBudget))
	form := choiceFlag(cmd, "format", "form of the output", "text", "markdown", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if o.Workers < 0 {
			return &statusError{statusUsage, fmt.Errorf("--workers may not be negative")}
		}
		if o.Sample < 0 || o.Sample > 0 && len(o.Only) > 0 {
			return &statusError{statusUsage, fmt.Errorf("--sample is a number from 1, and goes without --only")}
		}
		if isTerminal(cmd.ErrOrStderr()) {
			bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(cmd.ErrOrStderr()),
				progressbar.OptionSetDescription("runs of the suite"), progressbar.OptionShowCount(),
				progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish())
			o.Progress = func(done, total int) {
				bar.ChangeMax(total)
				_ = bar.Set(done) // a terminal that cannot be written to shows no bar
			}
			defer func() { _ = bar.Finish() }()
		}
		defer collectLess()()
		r, err := selfcheck.Run(cmd.Context(), o)
		if r == nil {
			return &statusError{statusUsage, err}
		}
		write := map[string]func() error{
			"text":     func() error { return r.Text(cmd.OutOrStdout()) },
			"markdown": func() error { return r.Markdown(cmd.OutOrStdout()) },
			"json":     func() error { return r.JSON(cmd.OutOrStdout()) },
		}[*form]
		if err := write(); err != nil {
			return &statusError{statusUsage, err}
		}
		if r.Interrupted {
			return &statusError{statusUnfinished, fmt.Errorf("interrupted; the report tells of the %d runs that had ended", r.Runs)}
		}
		if !r.OK() {
			return &statusError{Status: statusInvalid}
		}
		return nil
	}
	return cmd
}

// pairsValue is a number of pairs, or "all"; 0, which cannot be given, is the default.
type pairsValue int

func (p *pairsValue) Set(text string) error {
	n, err := strconv.Atoi(text)
	switch {
	case text == "all":
		n = selfcheck.AllPairs
	case err != nil || n < 1:
		return errors.New(`want "all" or a number from 1`)
	}
	*p = pairsValue(n)
	return nil
}

func (p *pairsValue) String() string {
	switch *p {
	case 0:
		return ""
	case selfcheck.AllPairs:
		return "all"
	}
	return strconv.Itoa(int(*p))
}

// Type is what help calls the value.
func (p *pairsValue) Type() string { return "all|N" }
