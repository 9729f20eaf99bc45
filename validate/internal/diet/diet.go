// Package diet holds, in tests, what the core and its neighbours may import.
package diet

import (
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// heavy are the packages that must not even be reached through another one:
// each of them costs a browser more than the core itself.
var heavy = []string{"fmt", "regexp", "encoding/json", "reflect", "unicode"}

// Check pins the direct imports of the package in the working directory, its
// tests left out, to want, which is sorted. Nothing heavy may be reached.
func Check(t *testing.T, want ...string) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range file.Imports {
			path, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, path)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("direct imports (-want +got):\n%s", diff)
	}
	deps, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.FieldsSeq(string(deps)) {
		if slices.Contains(heavy, dep) {
			t.Errorf("the package depends on %s", dep)
		}
	}
}
