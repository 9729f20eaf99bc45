package main

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/launch"
	"github.com/appgauge/appgauge/conformance/report"
)

func newConformanceExplore() *cobra.Command {
	var o launch.ExploreOptions
	cmd := &cobra.Command{
		Use:   "explore",
		Short: "Look for faults that no case is about, by random sequences",
		Long: `Play random sequences of requests to a gateway, by default the built-in reference
gateway: creations, listings, deletions, requests that should be refused, and requests
at the same time. Every answer is judged as in the suite. What a sequence shows is
shrunk, by playing it again and again, to the fewest and plainest requests that still
show it, and printed as a script of curl commands and as a Go test.

What is found is kept in the directory of --corpus, and replayed first next time; with
--for 0 nothing else is played.

A sequence begins without apps of an earlier one, but a gateway may remember more: that
an app was ever deleted, say. If it can be put back to where it was at first, give the
command that does by --reset.

The apps carry names of their own and are deleted by ID, also after Ctrl-C. No more than
--app-budget of them exist at once.

Exit status: 0 nothing was found, 1 something was, 2 usage or configuration, 3 the
gateway could not be reached or the exploration was interrupted.`,
		Example: `  appgauge conformance explore --for 5m
  appgauge conformance explore --base-url https://apig.example.com --project-id P --instance-id I --token-file token.txt --corpus found
  appgauge conformance explore --for 0 --corpus found`,
		Args: cobra.NoArgs,
	}
	runFlags(cmd, &o.Options)
	f := cmd.Flags()
	_ = f.MarkHidden("read-only") // to explore is to create
	f.Lookup("seed").Usage = "which sequences are played (default random)"
	f.DurationVar(&o.For, "for", time.Minute, "how long sequences are made up; what they show is still shrunk then")
	f.Var(&givenValue{&o.Corpus, "dir", "name a directory, or leave the flag out"}, "corpus", "directory of what was found, replayed first")
	f.Var(&givenValue{&o.SecondInstanceID, "id", "name another instance of the project, or leave the flag out"}, "second-instance-id", "another instance of the project, to play in, too")
	f.Var(&givenValue{&o.SecondProjectID, "id", "name another project, or leave the flag out"}, "second-project-id", "another project with an instance of the same ID, to play in, too")
	f.StringVar(&o.Reset, "reset", "", "shell command that puts the gateway back to where it was at first, run before each sequence")
	f.StringArrayVar(&o.Reports, "report", nil, "also write a report, as FORMAT=FILE; repeatable; formats: "+strings.Join(report.Formats(), ", "))
	f.BoolVarP(&o.Verbose, "verbose", "v", false, "list every finding")
	edition := editionFlag(cmd)
	color := choiceFlag(cmd, "color", "colors in the output", "auto", "always", "never")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if o.For < 0 {
			return &statusError{statusUsage, errors.New("--for may not be negative; 0 plays what the corpus has and nothing else")}
		}
		if o.For == 0 && o.Corpus == "" {
			return &statusError{statusUsage, errors.New("--for 0 plays what the corpus has and nothing else: give --corpus, or a time")}
		}
		o.Edition = *edition
		return finish(launch.Explore(cmd.Context(), o, conformanceStreams(cmd, *color)))
	}
	return cmd
}
