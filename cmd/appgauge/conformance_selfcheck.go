package main

import (
	"fmt"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/selfcheck"
)

func newConformanceSelfcheck() *cobra.Command {
	var o selfcheck.Options
	cmd := &cobra.Command{
		Use:   "selfcheck",
		Short: "Measure what the suite detects, on gateways known to be wrong or right",
		Long: `Run the suite against gateways that each break the pages in a known way, alone and
in pairs; against gateways that obey them in an unusual way; and against gateways
that mean harm. Print what caught what.

A fault counts as caught only if a case failed that was expected to catch it.

Ctrl-C ends it, and prints what was measured until then.

Exit status: 0 nothing survived and there was no false alarm, 1 otherwise, 2 usage,
3 interrupted.`,
		Example: `  appgauge conformance selfcheck
  appgauge conformance selfcheck --only 'filter/*'
  appgauge conformance selfcheck --format markdown > detection.md`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringArrayVar(&o.Only, "only", nil, "only the faults and gateways that match this glob; repeatable")
	cmd.Flags().IntVar(&o.Workers, "workers", 0, "runs of the suite at once (default two for each processor)")
	form := choiceFlag(cmd, "format", "form of the output", "text", "markdown", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if o.Workers < 0 {
			return &statusError{statusUsage, fmt.Errorf("--workers may not be negative")}
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
