package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/launch"
)

func newConformanceSign() *cobra.Command {
	var o launch.SignOptions
	cmd := &cobra.Command{
		Use:   "sign [flags] curl ARG...",
		Short: "Run a curl command line of a report, signed",
		Long: `Run a command line of curl with the header added that signs its request, by
SDK-HMAC-SHA256. Reports on a run that signed have such command lines: a signature is
good for fifteen minutes and for one request, so that no report can hold it.

The keys are those of --access-key and --secret-key-file, or of the environment, as
for a run. The exit status is curl's; 2 if nothing could be signed.`,
		Example: `  appgauge conformance sign --access-key demo-access-key --secret-key-file secret.txt curl -sS -i 'https://apig.example.com/v2/P/apigw/instances/I/apps?limit=1'`,
		Args:    cobra.MinimumNArgs(1),
	}
	f := cmd.Flags()
	f.SetInterspersed(false) // what follows is curl's
	f.StringVar(&o.AccessKey, "access-key", "", "access key (default env APPGAUGE_ACCESS_KEY)")
	f.StringVar(&o.SecretKeyFile, "secret-key-file", "", "file that holds its secret key (default env APPGAUGE_SECRET_KEY)")
	f.BoolVar(&o.Forbidden, "forbidden", false, "sign with the keys without permission, of the environment")
	forge := choiceFlag(cmd, "forge", "sign wrongly, as a case about signatures does", slices.Concat([]string{"no"}, launch.Forgeries())...)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *forge != "no" {
			o.Forge = *forge
		}
		return finish(launch.Sign(cmd.Context(), args, o, conformanceStreams(cmd, "never")))
	}
	return cmd
}
