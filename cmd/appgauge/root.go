package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/appgauge/appgauge/internal/suggest"
	"github.com/appgauge/appgauge/internal/visible"
)

// run is the command without the process around it: it reads and writes the
// given streams only and returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	return exitStatus(stderr, cmd, err)
}

// newRoot builds the whole command tree. Each subcommand stands in the file of
// its name.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "appgauge",
		Short: "Check apps against the documented rules of a cloud API gateway",
		Long: `Appgauge checks apps, the name, key and secret with which clients call a cloud
API gateway, against the documented rules: in files and streams, and in a gateway
that claims to keep them.`,
		Example: `  appgauge rules
  echo '{"name":"app_demo"}' | appgauge validate`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		// Without it, an argument that is no subcommand would be a call for help
		// with status 0.
		Args: commandsOnly,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(
		newValidate(),
		newRules(),
		newSchema(),
		newGateway(),
		newConformance(),
		newRPC(),
		newLSP(),
		newVersion(),
	)
	return root
}

// commandsOnly refuses an argument that is not a subcommand.
func commandsOnly(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var known []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			known = append(known, c.Name())
		}
	}
	return fmt.Errorf("unknown command %q for %q%s", args[0], cmd.CommandPath(), suggest.Meant(args[0], known))
}

// flagError says which flag an unknown one may be meant for.
func flagError(cmd *cobra.Command, err error) error {
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok || unknown.GetSpecifiedShortnames() != "" {
		return err
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, "--"+f.Name)
		}
	})
	return fmt.Errorf("%w%s", err, suggest.Meant("--"+unknown.GetSpecifiedName(), known))
}

// Exit statuses. The last one is of the conformance commands: the target could
// not be reached, or the run not be finished.
const (
	statusInvalid    = 1
	statusUsage      = 2
	statusUnfinished = 3
)

// statusError ends the command with a status. Err may be nil where the command
// has already said everything.
type statusError struct {
	Status int
	Err    error
}

func (e *statusError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit status %d", e.Status)
	}
	return e.Err.Error()
}

func (e *statusError) Unwrap() error { return e.Err }

// exitStatus prints err and returns the exit status. An error that is no
// [statusError] is one of usage: a flag or argument that the command or cobra
// refused.
func exitStatus(stderr io.Writer, cmd *cobra.Command, err error) int {
	if err == nil {
		return 0
	}
	if s, ok := errors.AsType[*statusError](err); ok {
		if s.Err != nil {
			fmt.Fprintf(stderr, "appgauge: %s\n", told(err))
		}
		return s.Status
	}
	fmt.Fprintf(stderr, "appgauge: %s\nTry '%s --help'.\n", told(err), cmd.CommandPath())
	return statusUsage
}

// told is an error as people read it: others' words are in it, a gateway's among them.
func told(err error) string {
	first, rest, more := strings.Cut(err.Error(), "\n")
	if !more {
		return visible.Text(first)
	}
	return visible.Text(first) + "\n" + visible.Indent(rest, "  ")
}
