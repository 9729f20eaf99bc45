package main

import (
	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/internal/ruletable"
)

func newRules() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "Print the table of rules",
		Long: `Print what each member of a create request may hold, how a listing's page is
normalised, and where that is documented.`,
		Example: `  appgauge rules
  appgauge rules --format json --edition 2023-04`,
		Args: cobra.NoArgs,
	}
	format := choiceFlag(cmd, "format", "form of the table", ruletable.Formats()...)
	edition := editionFlag(cmd)
	locale := localeFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := ruletable.Write(cmd.OutOrStdout(), *format, *edition, *locale); err != nil {
			return &statusError{statusUsage, err}
		}
		return nil
	}
	return cmd
}
