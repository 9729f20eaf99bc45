package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/launch"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
)

func newConformance() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "conformance",
		Short: "Test whether a gateway keeps the documented rules",
		Long: `Test over HTTP whether a gateway creates and lists apps as documented, clause by
clause. Every request that should be refused has a twin, different in one
character, that must be accepted.`,
		Args: commandsOnly,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(*cobra.Command, []string) {
			// The HTTP client logs there what gateways send unasked. The reports tell.
			log.SetOutput(io.Discard)
		},
	}
	cmd.AddCommand(newConformanceRun(), newConformanceList(), newConformanceShow(),
		newConformanceExplore(), newConformanceCheck(), newConformanceProxy(), newConformanceReplay(), newConformanceMerge(), newConformanceCleanup(), newConformanceSign(), newConformanceSelfcheck())
	return cmd
}

// conformanceStreams are the command's streams and environment.
func conformanceStreams(cmd *cobra.Command, color string) launch.Streams {
	return launch.Streams{
		In: cmd.InOrStdin(), Out: cmd.OutOrStdout(), Err: cmd.ErrOrStderr(), Env: os.LookupEnv,
		Color: useColor(color, cmd.OutOrStdout()), Terminal: isTerminal(cmd.ErrOrStderr()),
		Width: width(cmd.OutOrStdout()),
	}
}

// finish turns a status and an error of package launch into the command's error.
func finish(status int, err error) error {
	switch {
	case err != nil:
		return &statusError{statusUsage, err}
	case status != 0:
		return &statusError{Status: status}
	}
	return nil
}

// connectionFlags adds the flags that say where the gateway is and how to talk to
// it.
func connectionFlags(cmd *cobra.Command, o *launch.Options) {
	f := cmd.Flags()
	f.Var(&givenValue{&o.BaseURL, "url", "name the gateway, or leave the flag out, which is the built-in reference gateway"},
		"base-url", "the gateway's URL (default the built-in reference gateway, on loopback)")
	f.StringVar(&o.TokenFile, "token-file", "", "file that holds a token that may do everything (default env APPGAUGE_TOKEN)")
	f.StringVar(&o.TokenCommand, "token-command", "", "shell command that prints that token")
	f.StringVar(&o.AccessKey, "access-key", "", "access key: sign requests instead of sending a token (default env APPGAUGE_ACCESS_KEY)")
	f.StringVar(&o.SecretKeyFile, "secret-key-file", "", "file that holds its secret key (default env APPGAUGE_SECRET_KEY)")
	f.IntVar(&o.Concurrency, "concurrency", 0, "most requests under way at once (default as many as make answers come faster, up to 32)")
	f.Var((*perSecond)(&o.Rate), "rate", "requests a second at most, such as 5/s (default unlimited)")
	f.DurationVar(&o.Timeout, "timeout", 0, "time for each request, to the end of its answer (default 10s)")
	f.StringVar(&o.CAFile, "ca-file", "", "file of certificate authorities to trust beside the system's, in PEM form")
	cmd.MarkFlagsMutuallyExclusive("token-file", "token-command")
}

// runFlags adds the flags that run and replay share.
func runFlags(cmd *cobra.Command, o *launch.Options) {
	connectionFlags(cmd, o)
	f := cmd.Flags()
	f.Var(&givenValue{&o.ProjectID, "id", "name the project, or leave the flag out, which is a made-up one"},
		"project-id", "project ID of the path (default a made-up one)")
	f.Var(&givenValue{&o.InstanceID, "id", "name the instance, or leave the flag out, which is a made-up one"},
		"instance-id", "instance ID of the path (default a made-up one)")
	f.DurationVar(&o.Wait, "wait", 0, "time to wait for the gateway to answer at all, such as 30s (default not at all)")
	f.StringVar(&o.ForbiddenTokenFile, "forbidden-token-file", "", "file that holds a valid token without permission (default env APPGAUGE_FORBIDDEN_TOKEN)")
	f.StringVar(&o.ForbiddenAccessKey, "forbidden-access-key", "", "valid access key without permission (default env APPGAUGE_FORBIDDEN_ACCESS_KEY)")
	f.StringVar(&o.ForbiddenSecretKeyFile, "forbidden-secret-key-file", "", "file that holds its secret key (default env APPGAUGE_FORBIDDEN_SECRET_KEY)")
	f.Var((*appBudget)(&o.AppBudget), "app-budget", fmt.Sprintf("apps that exist at once at most (default %d; %d in the built-in gateway)", result.DefaultAppBudget, result.HandlerAppBudget))
	f.BoolVar(&o.ReadOnly, "read-only", false, "send nothing that could create an app")
	f.BoolVar(&o.Keep, "keep", false, "leave the created apps where they are")
	f.StringVar(&o.Ledger, "ledger", "", "file to keep the list of created apps in (default a temporary one)")
	f.Uint64Var(&o.Seed, "seed", 0, "order of the cases; the verdicts are the same in any (default random)")
}

func newConformanceRun() *cobra.Command {
	var o launch.Options
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Run the suite against a gateway",
		Long: `Run the suite against a gateway, by default the built-in reference gateway.

The apps that a run creates carry names of its own and are deleted by ID at the
end, also after Ctrl-C. What could not be deleted is listed, with the command
that deletes it later.

Exit status: 0 conformant or partial, 1 nonconformant, 2 usage or configuration,
3 the gateway could not be reached or the run could not finish.`,
		Example: `  appgauge conformance run
  appgauge conformance run --base-url https://apig.example.com --project-id P --instance-id I --token-file token.txt
  appgauge conformance run --run 'list/limit/*' --report html=report.html --report junit=junit.xml
  appgauge conformance run --config gateways.yaml`,
		Args: cobra.NoArgs,
	}
	runFlags(cmd, &o)
	f := cmd.Flags()
	f.StringArrayVar(&o.Only, "run", nil, "run only the cases that match this glob; repeatable")
	f.StringArrayVar(&o.Skip, "skip", nil, "skip the cases that match this glob; repeatable")
	f.StringVar(&o.KnownFailing, "known-failing", "", "YAML file of cases that are known to fail, with reasons")
	f.Var(&o.Expect, "expect", "fail the run if a trait has another value than this; repeatable; reports name the traits")
	f.StringVar(&o.Shard, "shard", "", "run part I of N, as I/N, or as auto/N in an Indexed Job; merge joins the reports")
	f.StringArrayVar(&o.Reports, "report", nil, "also write a report, as FORMAT=FILE; repeatable; formats: "+strings.Join(report.Formats(), ", "))
	baselineFlag(cmd, &o)
	f.BoolVar(&o.Strict, "strict", false, "unverified must clauses also fail")
	f.Var(&givenValue{&o.Config, "file", "name the file"}, "config", "YAML file that names many gateways, to test them all")
	f.BoolVarP(&o.Verbose, "verbose", "v", false, "list every case")
	edition := editionFlag(cmd)
	color := choiceFlag(cmd, "color", "colors in the output", "auto", "always", "never")
	completeWith(cmd, "run", caseIDs(false))
	completeWith(cmd, "skip", caseIDs(false))
	completeWith(cmd, "report", reportSpecs)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		o.Edition = *edition
		if o.Config == "" {
			useLittle(150 << 20)
		}
		return finish(launch.Run(cmd.Context(), o, conformanceStreams(cmd, *color)))
	}
	return cmd
}

func baselineFlag(cmd *cobra.Command, o *launch.Options) {
	cmd.Flags().Var(&givenValue{&o.Baseline, "file", "name the file"}, "baseline", "JSON report of an earlier run: reports say what is new, fixed, and still there")
}

func newConformanceList() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the clauses and the cases",
		Example: `  appgauge conformance list
  appgauge conformance list --run 'create/name/*'`,
		Args: cobra.NoArgs,
	}
	only := cmd.Flags().StringArray("run", nil, "list only the cases that match this glob; repeatable")
	skip := cmd.Flags().StringArray("skip", nil, "leave out the cases that match this glob; repeatable")
	form := choiceFlag(cmd, "format", "form of the output", "text", "json")
	edition := editionFlag(cmd)
	completeWith(cmd, "run", caseIDs(false))
	completeWith(cmd, "skip", caseIDs(false))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return finish(0, launch.List(cmd.OutOrStdout(), *edition, *only, *skip, *form == "json"))
	}
	return cmd
}

func newConformanceShow() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "Show one clause or one case whole",
		Example: `  appgauge conformance show create/name/max-length/65-rejected`,
		Args:    cobra.ExactArgs(1),

		ValidArgsFunction: caseIDs(true),
	}
	edition := editionFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return finish(0, launch.Show(cmd.OutOrStdout(), *edition, args[0]))
	}
	return cmd
}

func newConformanceReplay() *cobra.Command {
	var o launch.Options
	cmd := &cobra.Command{
		Use:     "replay ID...",
		Short:   "Run single cases again and show all that was sent and what came",
		Example: `  appgauge conformance replay list/limit/501-becomes-500`,
		Args:    cobra.MinimumNArgs(1),

		ValidArgsFunction: caseIDs(false),
	}
	runFlags(cmd, &o)
	edition := editionFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.Edition = *edition
		return finish(launch.Replay(cmd.Context(), args, o, conformanceStreams(cmd, "never")))
	}
	return cmd
}

func newConformanceMerge() *cobra.Command {
	var o launch.Options
	cmd := &cobra.Command{
		Use:     "merge FILE...",
		Short:   "Join the JSON reports of shards and of gateways",
		Example: `  appgauge conformance merge shard-*.json --report html=report.html`,
		Args:    cobra.MinimumNArgs(1),
	}
	cmd.Flags().StringArrayVar(&o.Reports, "report", nil, "also write a report, as FORMAT=FILE; repeatable; formats: "+strings.Join(report.Formats(), ", "))
	baselineFlag(cmd, &o)
	cmd.Flags().BoolVarP(&o.Verbose, "verbose", "v", false, "list every case")
	color := choiceFlag(cmd, "color", "colors in the output", "auto", "always", "never")
	completeWith(cmd, "report", reportSpecs)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return finish(launch.Merge(args, o, conformanceStreams(cmd, *color)))
	}
	return cmd
}

func newConformanceCleanup() *cobra.Command {
	var o launch.Options
	cmd := &cobra.Command{
		Use:     "cleanup --ledger FILE",
		Short:   "Delete the apps that an earlier run left behind",
		Example: `  appgauge conformance cleanup --ledger appgauge.ledger --token-file token.txt`,
		Args:    cobra.NoArgs,
	}
	connectionFlags(cmd, &o)
	cmd.Flags().StringVar(&o.Ledger, "ledger", "", "the run's ledger")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return finish(launch.Cleanup(cmd.Context(), o, conformanceStreams(cmd, "never")))
	}
	return cmd
}

// appBudget is a number of apps as a flag. There is no budget of none: a run that
// may create nothing is another one.
type appBudget int

func (b *appBudget) String() string {
	if *b == 0 {
		return ""
	}
	return strconv.Itoa(int(*b))
}

func (b *appBudget) Type() string { return "int" }

func (b *appBudget) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return fmt.Errorf("must be a number from 1 up; --read-only is the run that creates no app")
	}
	*b = appBudget(n)
	return nil
}

// perSecond is a rate as a flag: "5/s", or just "5".
type perSecond float64

func (p *perSecond) String() string {
	if *p == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(*p), 'g', -1, 64) + "/s"
}

func (p *perSecond) Type() string { return "N/s" }

func (p *perSecond) Set(text string) error {
	n, err := strconv.ParseFloat(strings.TrimSuffix(text, "/s"), 64)
	if err != nil || n <= 0 || n != n {
		return fmt.Errorf("must be a number of requests a second, such as 5/s")
	}
	*p = perSecond(n)
	return nil
}
