package conformance_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Arrows between the packages of a run point one way: each imports none but those
// before it, and none imports the reference gateway, with which no error may be
// shared.
func TestImportsPointOneWay(t *testing.T) {
	const root = "github.com/appgauge/appgauge/conformance"
	order := []string{
		root + "/result", root + "/internal/redact", root + "/internal/jsonvalue", root + "/internal/sign", root + "/oracle", root + "/internal/probe", root + "/internal/world",
		root + "/internal/stimulus/cover", root + "/internal/stimulus", root + "/internal/engine", root + "/internal/explore", root, root + "/traffic", root + "/internal/har", root + "/internal/proxy", root + "/watch",
	}
	args := append([]string{"list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}"}, order...)
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(order) {
		t.Fatalf("go list tells of %d packages, not %d", len(lines), len(order))
	}
	for _, line := range lines {
		imports := strings.Fields(line)
		at := slices.Index(order, imports[0])
		for _, path := range imports[1:] {
			if strings.HasPrefix(path, root) && !slices.Contains(order[:at], path) {
				t.Errorf("%s imports %s", imports[0], path)
			}
		}
	}
}
