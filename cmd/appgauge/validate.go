package main

import (
	"errors"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
)

func newValidate() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "validate [FILE|DIRECTORY|-]...",
		Short: "Check apps in files, directories and streams",
		Long: `Check apps against the documented rules and point at every offence.

A file holds JSON values one after another, NDJSON, a value a line, or a JSON text
sequence (RFC 7464). A value is an app, an array of apps, or an exported listing,
{"apps": [...]}. Files named *.json are read as values, *.ndjson and *.jsonl as
NDJSON, and others as what they look like; what gzip compressed is unpacked. A
directory stands for the files below it with these names, also with .gz; "-" or no
argument for standard input. NDJSON and sequences may be of any size.

Secrets are not shown: in the lines of the source that the text report quotes,
asterisks stand for app_secret and for the values of members that are not
documented. No other report quotes lines.

--fix prints as a diff what would put right the offences for which there is one right
fix, as editors offer it: commas, quotes, spellings of members, numbers that must be
texts, members that are null or say the same twice. With --write the files are changed
instead, and the report is on what is left.

Exit status: 0 where all apps are valid, warnings or not; 1 where one is invalid;
2 where something could not be checked, or the command was interrupted.`,
		Example: `  appgauge validate app.json
  appgauge validate --format sarif apps/ > apps.sarif
  cat one.json two.json | appgauge validate
  appgauge validate apps.ndjson.gz
  appgauge validate --fix apps/
  appgauge validate --fix --write apps/`,
	}
	format := choiceFlag(cmd, "format", "form of the report", report.Formats()...)
	input := choiceFlag(cmd, "input", "form of the input", apps.Forms()...)
	edition := editionFlag(cmd)
	locale := localeFlag(cmd)
	color := choiceFlag(cmd, "color", "use colors in text", "auto", "always", "never")
	flags := cmd.Flags()
	maxErrors := flags.Int64("max-errors", defaultMaxErrors,
		"findings to show, 0 is all; the usual limit is for text only")
	showSecrets := flags.Bool("show-secrets", false, "show secrets instead of asterisks")
	maxLine := sizeFlag(cmd, "max-line", apps.DefaultMaxLine, "longest line of NDJSON, or text of a sequence")
	maxDocument := sizeFlag(cmd, "max-document", apps.DefaultMaxDocument, "most bytes of a JSON input, unpacked")
	fix := flags.Bool("fix", false, "print as a diff the fixes that are certainly right")
	write := flags.Bool("write", false, "with --fix: change the files instead")
	workers := flags.Int("workers", 0, "goroutines that check lines, 0 is one a processor")

	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		form, _ := apps.ParseForm(*input)
		if len(args) == 0 {
			if isTerminal(cmd.InOrStdin()) {
				return errors.New("nothing to check: name a file or a directory, or pipe apps in")
			}
			args = []string{apps.Stdin}
		}
		if *maxErrors < 0 || *workers < 0 {
			return errors.New("--max-errors and --workers take no negative number")
		}
		switch {
		case *write && !*fix:
			return errors.New("--write is for the fixes of --fix")
		case *write && slices.Contains(args, apps.Stdin):
			return errors.New("standard input cannot be written: name files, or leave out --write and take the diff")
		case *fix && !*write && flags.Changed("format"):
			return errors.New("--fix prints a diff; --format is for the report that comes with --write")
		}
		if *format != "text" && !flags.Changed("max-errors") {
			*maxErrors = 0
		}
		stdout, stderr := cmd.OutOrStdout(), cmd.ErrOrStderr()
		options := report.Options{
			Edition:     *edition,
			Locale:      *locale,
			Max:         *maxErrors,
			Color:       useColor(*color, stdout),
			ShowSecrets: *showSecrets,
			Version:     version(),
			Started:     time.Now(),
		}
		checker := apps.Checker{
			Edition:     *edition,
			Form:        form,
			MaxLine:     *maxLine,
			MaxDocument: *maxDocument,
			Workers:     *workers,
			Stdin:       cmd.InOrStdin(),
		}
		inputs := apps.Find(args)
		fixer := fixer{checker: &checker, options: options, write: *write, out: stdout}
		var unfixed error
		if *fix {
			inputs, unfixed = fixer.fix(cmd.Context(), inputs)
		}
		bar := newProgress(stderr, progressDelay)
		diff := *fix && !*write
		to := bar.over(stdout)
		if diff {
			to = stderr
		}
		w, err := report.New(to, *format, options)
		if err != nil {
			return err
		}
		checker.Sink, checker.Progress = w, bar.add
		if diff {
			checker.Sink = problemsOnly{w}
		}
		bar.expect(inputs)
		tally, err := checker.Check(cmd.Context(), inputs)
		bar.clear()
		interrupted := cmd.Context().Err() != nil
		if err != nil && !interrupted {
			return &statusError{statusUsage, err}
		}
		summary := report.Summary{Tally: tally, Interrupted: interrupted}
		if !diff {
			if err := w.Close(summary); err != nil {
				return &statusError{statusUsage, err}
			}
		}
		say := ""
		if *fix {
			say = fixer.summary() + "\n"
		}
		if diff || *format != "text" && *format != "github" {
			// The report is for a program; the person who looks on wants to know, too.
			say += report.SummaryLine(*locale, summary) + "\n"
		}
		if _, err := io.WriteString(stderr, say); err != nil {
			return &statusError{statusUsage, err}
		}
		switch {
		case unfixed != nil:
			return &statusError{statusUsage, unfixed}
		case tally.Problems > 0 || interrupted:
			return &statusError{Status: statusUsage}
		case tally.Errors > 0:
			return &statusError{Status: statusInvalid}
		}
		return nil
	}
	return cmd
}

// defaultMaxErrors is how many findings a person is shown; programs get all.
const defaultMaxErrors = 100
