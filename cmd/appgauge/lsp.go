package main

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/rpc/lsp"
)

func newLSP() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Check apps in an editor: the language server",
		Long: `Speak the Language Server Protocol on standard input and output, for editors:
underline what is wrong with an app while it is typed, complete members, explain
rules and offer fixes. An editor starts it; docs/editors.md has the set-ups.

It looks at *.app.json, *.apps.json, *.apps.ndjson, and at JSON of any other name
whose $schema is the schema of a create request. The flags hold where the editor's
own settings, appgauge.edition and appgauge.locale, do not say otherwise.`,
		Example: `  appgauge lsp
  appgauge lsp --edition 2023-04 --locale zh`,
		Args: cobra.NoArgs,
	}
	edition := editionFlag(cmd)
	locale := localeFlag(cmd)
	message := sizeFlag(cmd, "max-message", lsp.DefaultMaxMessage, "largest message, and so about the largest document")
	// Editors add these to the command of every server. The protocol tells the
	// process id again.
	cmd.Flags().Bool("stdio", true, "use standard input and output, as is always done")
	cmd.Flags().Int("clientProcessId", 0, "the editor's process, which initialize tells, too")
	hide(cmd, "stdio", "clientProcessId")

	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if isTerminal(cmd.InOrStdin()) {
			fmt.Fprintln(cmd.ErrOrStderr(), "appgauge: waiting for an editor on standard input; see appgauge lsp --help")
		}
		err := lsp.ServeStdio(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), lsp.Options{
			Edition:    *edition,
			Locale:     *locale,
			Version:    version(),
			MaxMessage: *message,
			Logf:       log.New(cmd.ErrOrStderr(), "appgauge: ", 0).Printf,
		})
		switch {
		case errors.Is(err, context.Canceled):
			return nil // interrupted
		case err != nil:
			// The protocol has this status for it.
			return &statusError{statusInvalid, err}
		}
		return nil
	}
	return cmd
}

// hide keeps flags out of the help.
func hide(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		if err := cmd.Flags().MarkHidden(name); err != nil {
			panic(err) // the flag does not exist: a mistake in this program
		}
	}
}
