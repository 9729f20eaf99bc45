package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The command links nothing of the testing packages, whose flags and size are of no
// use to it.
func TestCommandLinksNoTesting(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, "net/http") {
		t.Fatalf("go list tells of %d packages, and net/http is not one", len(deps))
	}
	for _, path := range deps {
		if path == "testing" || strings.HasPrefix(path, "testing/") {
			t.Errorf("the command links %s", path)
		}
	}
}
