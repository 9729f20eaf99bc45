package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/validate"
)

// What shells complete: values that are known, each with what it is about.

// completer is a function that completes a flag or an argument.
type completer = func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective)

// completeWith makes fn complete a flag.
func completeWith(cmd *cobra.Command, flag string, fn completer) {
	if err := cmd.RegisterFlagCompletionFunc(flag, fn); err != nil {
		panic(err) // the flag does not exist: a mistake in this program
	}
}

// faultIDs completes the faults, and behind an @ the triggers.
func faultIDs(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	if change, _, ok := strings.Cut(word, "@"); ok {
		for _, t := range faults.Triggers() {
			out = append(out, cobra.CompletionWithDesc(change+"@"+t.ID, "only "+t.When))
		}
	} else {
		for _, f := range faults.All() {
			out = append(out, cobra.CompletionWithDesc(f.ID, f.Breaks.String()))
		}
	}
	return beginning(out, word), cobra.ShellCompDirectiveNoFileComp
}

// caseIDs completes the cases of the edition that the command names, and with clauses
// also these.
func caseIDs(clauses bool) completer {
	return func(cmd *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		e := validate.Default()
		if f := cmd.Flags().Lookup("edition"); f != nil {
			if named, ok := validate.Lookup(f.Value.String()); ok {
				e = named
			}
		}
		var out []cobra.Completion
		if clauses {
			for _, c := range conformance.Clauses(e) {
				out = append(out, cobra.CompletionWithDesc(c.ID, c.Text))
			}
		}
		for _, c := range conformance.Cases(e) {
			out = append(out, cobra.CompletionWithDesc(c.ID, c.Title))
		}
		return beginning(out, word), cobra.ShellCompDirectiveNoFileComp
	}
}

// reportSpecs completes FORMAT=, after which the shell completes the file.
func reportSpecs(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if strings.Contains(word, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var out []cobra.Completion
	for _, f := range report.Formats() {
		out = append(out, f+"=")
	}
	return beginning(out, word), cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// beginning keeps what begins with word.
func beginning(all []cobra.Completion, word string) []cobra.Completion {
	return slices.DeleteFunc(all, func(c cobra.Completion) bool { return !strings.HasPrefix(c, word) })
}
