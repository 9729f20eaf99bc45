package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/validate"
)

// version is the module's version as the toolchain recorded it in the binary:
// a tag where it was installed as a module, else the commit it was built from.
func version() string {
	b := thisBuild()
	if b.Version != "" && b.Version != "(devel)" {
		return b.Version
	}
	v := strings.TrimSpace("devel " + b.Commit)
	if b.Modified {
		v += " modified"
	}
	return v
}

// build is what is known of this program. Its JSON members are stable; members may be
// added.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit,omitempty"`
	Time     string `json:"time,omitempty"` // of the commit
	Modified bool   `json:"modified,omitempty"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
	// Editions are the rule sets, the default first.
	Editions []buildEdition `json:"editions"`
}

type buildEdition struct {
	ID    string `json:"id"`
	About string `json:"about"`
}

func thisBuild() build {
	b := build{Version: "unknown", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	for _, e := range validate.Editions() {
		b.Editions = append(b.Editions, buildEdition{e.ID, e.About})
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	b.Version = info.Main.Version
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

func newVersion() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version, and the editions of the rules",
		Long: `Print the version of this program, the commit and the version of Go that it was
built from, and the dated editions of the rules that it has, the default first.`,
		Example: `  appgauge version
  appgauge version --format json`,
		Args: cobra.NoArgs,
	}
	format := choiceFlag(cmd, "format", "form of the output", "text", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		write := writeVersion
		if *format == "json" {
			write = func(w io.Writer, b build) error {
				enc := json.NewEncoder(w)
				enc.SetIndent("", " ")
				return enc.Encode(b)
			}
		}
		if err := write(cmd.OutOrStdout(), thisBuild()); err != nil {
			return &statusError{statusUsage, err}
		}
		return nil
	}
	return cmd
}

// writeVersion writes b for people.
func writeVersion(w io.Writer, b build) error {
	var out strings.Builder
	fmt.Fprintf(&out, "appgauge %s\n", version())
	if b.Commit != "" {
		fmt.Fprintf(&out, "commit    %s of %s\n", b.Commit, b.Time)
	}
	fmt.Fprintf(&out, "go        %s %s\n", strings.TrimPrefix(b.Go, "go"), b.Platform)
	for i, e := range b.Editions {
		note := ""
		if i == 0 {
			note = " (default)"
		}
		fmt.Fprintf(&out, "edition   %s%s: %s\n", e.ID, note, e.About)
	}
	_, err := io.WriteString(w, out.String())
	return err
}
