package editors

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/validate/assist"
)

// The page shows what the server says of the demo file, at its place.
func TestPicture(t *testing.T) {
	page, text := read(t, "../../docs/editors.md"), read(t, demo)
	src := assist.Source{Text: text}
	found := src.Diagnostics()
	if len(found) != 1 {
		t.Fatalf("diagnostics of %s: %+v", demo, found)
	}
	d := found[0]
	lines := strings.Split(text, "\n")
	// The emoji is two columns wide, and four bytes long.
	column := d.Start - strings.Index(text, lines[1]) - len("😀") + 2
	want := "E 2   " + lines[1] + "\n" + strings.Repeat(" ", len("E 2   ")+column) + "~ " + d.Message + "\n"
	if !strings.Contains(page, want) {
		t.Errorf("docs/editors.md does not show\n%s", want)
	}
}

// Every file that the page tells to fetch is there.
func TestFetched(t *testing.T) {
	page := read(t, "../../docs/editors.md")
	files := regexp.MustCompile(`\$BASE/(\S+)`).FindAllStringSubmatch(page, -1)
	if len(files) < 5 {
		t.Errorf("only %d files are fetched", len(files))
	}
	for _, f := range files {
		if _, err := os.Stat(filepath.FromSlash(f[1])); err != nil {
			t.Error(err)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
