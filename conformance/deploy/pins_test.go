package deploy

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pinned are the forms in which files name what others publish, and those that
// name one state of it for good: a commit or digest, or else an exact version. A
// commit is followed by its version.
var pinned = []struct {
	kind        string
	names, good *regexp.Regexp
}{
	{"action", regexp.MustCompile(`^\s*(?:- )?uses: *(.*)`), regexp.MustCompile(`^(appgauge/appgauge/\S+@v\d+\.\d+\.\d+( #.*)?|\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$`)},
	{"image", regexp.MustCompile(`^\s*(?:- )?(?:image:|FROM) *(.*)`), regexp.MustCompile(`^(scratch|\S+:v?\d+\.\d+\.\d+|\S+@sha256:[0-9a-f]{64})( AS \S+| #.*)?$`)},
	{"runner", regexp.MustCompile(`^\s*runs-on: *(.*)`), regexp.MustCompile(`^\w+-\d+\.\d+$`)},
	{"package", regexp.MustCompile(`go (?:install|run|get) +(\S+@\S*|[^.\s]\S*\.\S+/\S*)`), regexp.MustCompile(`@v\d+\.\d+\.\d+$`)},
	{"script", regexp.MustCompile(`((?:curl|wget)\b.*\|.*)`), regexp.MustCompile(`^$`)},
}

// unpinned returns what a text names that can change under its users.
func unpinned(text string) []string {
	var found []string
	for line := range strings.Lines(text) {
		for _, p := range pinned {
			if m := p.names.FindStringSubmatch(strings.TrimSpace(line)); m != nil && !p.good.MatchString(m[1]) {
				found = append(found, p.kind+" "+m[1])
			}
		}
	}
	return found
}

// TestPins holds that what the files for CI systems run is the same tomorrow.
func TestPins(t *testing.T) {
	own := regexp.MustCompile(`appgauge\S*[@:](v\d\S*)`)
	versions := map[string][]string{}
	files := 0
	for _, dir := range []string{".", actionFolder, filepath.Dir(component)} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if ext := filepath.Ext(e.Name()); ext == ".go" || ext == ".mod" || ext == ".sum" || ext == ".cjs" {
				continue
			}
			files++
			text := read(t, filepath.Join(dir, e.Name()))
			for _, what := range unpinned(text) {
				t.Errorf("%s: %s is not pinned", e.Name(), what)
			}
			for _, m := range own.FindAllStringSubmatch(text, -1) {
				versions[m[1]] = append(versions[m[1]], e.Name())
			}
		}
	}
	if files < 10 || len(versions) != 1 {
		t.Errorf("%d files name these versions of appgauge, want one version: %v", files, versions)
	}
}

// TestPinsCanFail gives lines that name what can change, and others that do not.
func TestPinsCanFail(t *testing.T) {
	commit, digest := strings.Repeat("0a", 20), "sha256:"+strings.Repeat("0a", 32)
	for line, ok := range map[string]bool{
		"- uses: actions/checkout@v5":                       false,
		"- uses: actions/checkout@main":                     false,
		"- uses: actions/checkout@v5.0.0":                   false,
		"- uses: actions/checkout":                          false,
		"- uses: actions/checkout@" + commit:                false, // which version is it?
		"- uses: actions/checkout@" + commit + " # v5.0.0":  true,
		"uses: appgauge/appgauge/conformance/action@main":   false,
		"uses: appgauge/appgauge/conformance/action@v1":     false,
		"uses: appgauge/appgauge/conformance/action@v1.2.3": true,
		"image: golang":                                                 false,
		"image: golang:latest":                                          false,
		"image: golang:1.26":                                            false,
		"image: golang:1.26.8":                                          true,
		"- image: appgauge:latest # built here":                         false,
		"FROM gcr.io/distroless/static:nonroot":                         false,
		"FROM gcr.io/distroless/static@" + digest:                       true,
		"FROM golang:1.26.8 AS build":                                   true,
		"FROM scratch":                                                  true,
		"runs-on: ubuntu-latest":                                        false,
		"runs-on: ubuntu-24.04":                                         true,
		"- go install example.com/tool@latest":                          false,
		"- go install example.com/tool":                                 false,
		"- go install example.com/tool@v1.2.3":                          true,
		"RUN go run example.com/tool@master":                            false,
		"go build -o tool ./cmd/tool":                                   true,
		"curl -fsSL https://example.com/install.sh | sh":                false,
		"# for a line that says golang:1.26 in a comment, nothing more": true,
	} {
		if got := unpinned(line); (len(got) == 0) != ok {
			t.Errorf("%s: %q", line, got)
		}
	}
}
