package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/launch"
	"github.com/appgauge/appgauge/conformance/report"
)

func newConformanceCheck() *cobra.Command {
	var o launch.Options
	cmd := &cobra.Command{
		Use:   "check FILE...",
		Short: "Judge recorded traffic with a gateway",
		Long: `Judge the traffic in HTTP Archives (HAR 1.2), as browsers and proxies save them, and
appgauge itself by --report har or by its proxy: files, also compressed by gzip,
folders of them, or - for standard input. Nothing is sent.

Requests to any host count whose path is that of the documented operations, with
anything before it; others are passed over and counted. Exchanges are judged in order
of time. What a recording cannot show, because something else could explain it, is
unverified, with the reason; what it shows broken is a finding with its entry, line
and time.

Exit status: 0 nothing is broken, 1 something is, 2 usage, 3 a recording could not be
read to its end, or was interrupted; what was read is judged all the same.`,
		Example: `  appgauge conformance check traffic.har
  appgauge conformance check recordings/ --report html=report.html
  appgauge conformance check - <traffic.har.gz`,
		Args: cobra.MinimumNArgs(1),
	}
	cmd.Flags().Var(&givenValue{&o.BaseURL, "url", "name the gateway, or leave the flag out, which is every gateway"},
		"base-url", "judge only the gateway at this URL (default every one)")
	cmd.Flags().StringArrayVar(&o.Reports, "report", nil, "also write a report, as FORMAT=FILE; repeatable; formats: "+strings.Join(report.Formats(), ", "))
	cmd.Flags().BoolVarP(&o.Verbose, "verbose", "v", false, "list every clause, and how often the traffic shows it")
	edition := editionFlag(cmd)
	color := choiceFlag(cmd, "color", "colors in the output", "auto", "always", "never")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.Edition = *edition
		useLittle(100 << 20)
		return finish(launch.Check(cmd.Context(), args, o, conformanceStreams(cmd, *color)))
	}
	return cmd
}
