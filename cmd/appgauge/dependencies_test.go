package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestDependencies keeps out of the command what nobody maintains any more.
func TestDependencies(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	packages := strings.Fields(string(out))
	if !slices.Contains(packages, "github.com/spf13/cobra") {
		t.Fatalf("these are not the packages of the command: %s", out)
	}
	for _, unmaintained := range []string{"github.com/xeipuuv/"} {
		for _, p := range packages {
			if strings.HasPrefix(p, unmaintained) {
				t.Errorf("the command has %s", p)
			}
		}
	}
}
