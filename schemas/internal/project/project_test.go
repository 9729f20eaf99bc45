package project_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/schemas/internal/project"
)

// root is the module's root.
var root = filepath.Join("..", "..", "..")

// TestGenerated regenerates every file in memory and compares. It also finds
// files of an edition that is gone.
func TestGenerated(t *testing.T) {
	want, err := project.Files()
	if err != nil {
		t.Fatal(err)
	}
	got, err := project.Existing(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if diff := cmp.Diff(lines(want[path]), lines(got[path])); diff != "" {
			t.Errorf("%s does not follow from the rule table; run make generate (-want +got):\n%s", path, diff)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if want[path] == nil {
			t.Errorf("%s belongs to no edition; run make generate", path)
		}
	}
}

func lines(text []byte) []string { return strings.SplitAfter(string(text), "\n") }
