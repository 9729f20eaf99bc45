package validate_test

import (
	"go/parser"
	"go/token"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestImports pins what the core is made of. A browser pays for each package
// that is added here, and for whatever that one imports.
func TestImports(t *testing.T) {
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for name, file := range pkgs["validate"].Files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, imp := range file.Imports {
			path, _ := strconv.Unquote(imp.Path.Value)
			got = append(got, path)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"strconv", "unicode/utf8"}, slices.Compact(got)); diff != "" {
		t.Errorf("direct imports (-want +got):\n%s", diff)
	}
	deps, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, dep := range strings.Fields(string(deps)) {
		if slices.Contains([]string{"fmt", "regexp", "encoding/json", "reflect", "unicode"}, dep) {
			t.Errorf("the core depends on %s", dep)
		}
	}
}
