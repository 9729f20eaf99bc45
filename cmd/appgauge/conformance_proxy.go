package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/launch"
	"github.com/appgauge/appgauge/conformance/report"
)

func newConformanceProxy() *cobra.Command {
	var o launch.ProxyOptions
	cmd := &cobra.Command{
		Use:   "proxy --to URL",
		Short: "Pass requests on to a gateway, and judge what passes",
		Long: `Pass requests on to a gateway, change nothing of them or of the answers, and judge
both. Nobody waits for a verdict: if traffic passes quicker than it is judged, some of
it is passed over, and counted.

What is broken is shown as it is found; Ctrl-C ends the proxy and reports. With --har
the traffic is recorded, without tokens and app secrets, to be checked again.

If APPGAUGE_TOKEN, or --token-file, names a token that may do everything, and
APPGAUGE_FORBIDDEN_TOKEN one that may do nothing, answers to them are judged by that;
no request is sent with them.

Exit status: 0 nothing is broken, 1 something is, 2 usage.`,
		Example: `  appgauge conformance proxy --to https://apig.example.com
  appgauge conformance proxy --to https://apig.example.com --listen 127.0.0.1:9000 --report html=report.html --every 1m --har traffic.har`,
		Args: cobra.NoArgs,
	}
	f := cmd.Flags()
	f.Var(&givenValue{&o.To, "url", "name the gateway"}, "to", "the gateway's URL")
	f.StringVar(&o.Listen, "listen", "127.0.0.1:8081", "address to listen on; port 0 is any free one")
	f.StringVar(&o.HAR, "har", "", "file to record the traffic in, as HTTP Archive, without secrets")
	f.DurationVar(&o.Every, "every", time.Duration(0), "write the reports this often (default at the end)")
	f.BoolVar(&o.KeepHost, "keep-host", false, "leave the header Host as the client sends it, for clients that sign it")
	f.StringVar(&o.TokenFile, "token-file", "", "file that holds a token that may do everything (default env APPGAUGE_TOKEN)")
	f.StringVar(&o.ForbiddenTokenFile, "forbidden-token-file", "", "file that holds a valid token without permission (default env APPGAUGE_FORBIDDEN_TOKEN)")
	f.StringVar(&o.CAFile, "ca-file", "", "file of certificate authorities to trust beside the system's, in PEM form")
	f.StringArrayVar(&o.Reports, "report", nil, "also write a report, as FORMAT=FILE; repeatable; formats: "+strings.Join(report.Formats(), ", "))
	f.BoolVarP(&o.Verbose, "verbose", "v", false, "list every clause, and how often the traffic shows it")
	edition := editionFlag(cmd)
	color := choiceFlag(cmd, "color", "colors in the output", "auto", "always", "never")
	if err := cmd.MarkFlagRequired("to"); err != nil {
		panic(err) // the flag does not exist: a mistake in this program
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		o.Edition = *edition
		return finish(launch.Proxy(cmd.Context(), o, conformanceStreams(cmd, *color)))
	}
	return cmd
}
