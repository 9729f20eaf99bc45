package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/oracle"
)

const root = "../.."

// TestReadmeExamples runs every command of the README, and of the documents beside it,
// that is shown with its output, and compares.
func TestReadmeExamples(t *testing.T) {
	var blocks [][]string
	for _, name := range []string{"README.md", "docs/validate.md"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile("(?s)```console\n(.*?)```").FindAllStringSubmatch(string(text), -1)
		if len(found) == 0 {
			t.Fatalf("no example found in %s", name)
		}
		blocks = append(blocks, found...)
	}
	bin := binary(t)
	for _, block := range blocks {
		first, want, _ := strings.Cut(block[1], "\n")
		command, ok := strings.CutPrefix(first, "$ ")
		if !ok {
			t.Errorf("an example does not begin with a prompt: %q", first)
			continue
		}
		cmd := exec.Command("sh", "-c", command)
		cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"))
		got, err := cmd.CombinedOutput()
		if _, isExit := err.(*exec.ExitError); err != nil && !isExit {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s (-README +output):\n%s", command, diff)
		}
	}
}

// binary is a folder in which this test binary is the command: it is one if it is called
// by its name.
func binary(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(folder, "appgauge")); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestTraitTable holds that the documentation lists every trait with its question, and
// says of each what its values are.
func TestTraitTable(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "conformance.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(text), "| trait | question | values |\n| --- | --- | --- |\n")
	if !ok {
		t.Fatal("there is no table of traits")
	}
	table, _, _ = strings.Cut(table, "\n\n")
	var want, got []string
	for _, trait := range oracle.New(oracle.Options{}).Traits() {
		want = append(want, "`"+trait.Name+"` | "+trait.Question)
	}
	for _, row := range strings.Split(table, "\n") {
		cells := strings.SplitN(strings.Trim(row, "| "), " | ", 3)
		if len(cells) < 3 || cells[2] == "" {
			t.Errorf("a row has no values: %s", row)
			continue
		}
		got = append(got, cells[0]+" | "+cells[1])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("traits and questions (-oracle +docs):\n%s", diff)
	}
}

// TestLinks follows every relative link of the documentation.
func TestLinks(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "testdata/README.md"} {
		files = append(files, filepath.Join(root, name))
	}
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllSubmatch(text, -1) {
			target, _, _ := bytes.Cut(m[1], []byte("#"))
			if len(target) == 0 || bytes.Contains(target, []byte("://")) {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), string(target))); err != nil {
				t.Errorf("%s links to %s, which is not there", file, m[1])
			}
		}
	}
}
