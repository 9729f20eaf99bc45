package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// TestRPCFlagsAreDocumented looks for each flag of the daemon, and the default of
// each limit, in its documentation.
func TestRPCFlagsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/rpc.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, "|"); len(cells) > 3 {
			rows[strings.TrimSpace(cells[1])] = strings.ReplaceAll(cells[2], " ", "")
		}
	}
	newRPC().Flags().VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(string(text), "`--"+f.Name+"`") && !strings.Contains(string(text), "--"+f.Name+" ") {
			t.Errorf("docs/rpc.md does not name the flag --%s", f.Name)
		}
		// The document has 4 MiB and 10m for 4.0MiB and 10m0s.
		value := strings.NewReplacer(".0", "", "m0s", "m").Replace(f.DefValue)
		if row, ok := rows["`--"+f.Name+"`"]; ok && f.Name != "listen" && !strings.Contains(row, value) {
			t.Errorf("docs/rpc.md has %q for the flag --%s, whose default is %s", row, f.Name, f.DefValue)
		}
	})
}
