package lsp

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every link that stands in a transcript leads to a heading. A heading's address is
// made of it the way the code host does: in lower case, without punctuation but
// hyphens and underscores.
func TestLinks(t *testing.T) {
	page, err := os.ReadFile("../../docs/codes.md")
	if err != nil {
		t.Fatal(err)
	}
	headings := map[string]bool{}
	for line := range strings.Lines(string(page)) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			headings[regexp.MustCompile(`[^a-z0-9_-]`).ReplaceAllString(strings.ToLower(title), "")] = true
		}
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"href": "(.*?)#(.*?)"`).FindAllSubmatch(data, -1) {
			links++
			if string(m[1]) != codesURL || !headings[string(m[2])] {
				t.Errorf("%s: %s leads nowhere", file, m[0])
			}
		}
	}
	if links == 0 {
		t.Error("no transcript has a link")
	}
}
