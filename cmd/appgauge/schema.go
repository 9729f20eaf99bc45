package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/schemas"
)

func newSchema() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Print a schema, the OpenAPI or the OpenRPC document",
		Long: `Print one of the documents that carry the rules to other tools; without a name,
list them. A name with an edition before it, as in 2023-04/openapi, means that
edition's.`,
		Example: `  appgauge schema
  appgauge schema create-app.request > create-app.request.json
  appgauge schema openapi --edition 2025-12-zh`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(schemas.Names(), cobra.ShellCompDirectiveNoFileComp),
	}
	edition := editionFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		out := cmd.OutOrStdout()
		if len(args) == 0 {
			for _, name := range schemas.Names() {
				if _, err := fmt.Fprintln(out, name); err != nil {
					return &statusError{statusUsage, err}
				}
			}
			return nil
		}
		text, err := schemas.Read(args[0])
		if cmd.Flags().Changed("edition") {
			// Not every document depends on the edition.
			if inEdition, inErr := schemas.Read(schemas.In(*edition, args[0])); inErr == nil {
				text, err = inEdition, nil
			}
		}
		if err != nil {
			return err
		}
		if _, err := out.Write(text); err != nil {
			return &statusError{statusUsage, err}
		}
		return nil
	}
	return cmd
}
