package apps_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
)

func TestFind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"b.json", "a/z.ndjson", "a/y.JSONL", "a/x.txt", ".hidden/c.json", "a/.d.json", "none/x.txt", "plain",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("{}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("a", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"links/dir.json": "../a", "links/loop.json": "loop.json", "links/file.json": "../b.json"} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.Symlink(target, path)); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name string
		args []string
		want []string
	}{
		{"a directory", []string{"a"}, []string{"a/.d.json", "a/y.JSONL", "a/z.ndjson"}},
		{"hidden directories", []string{"."}, []string{"a/.d.json", "a/y.JSONL", "a/z.ndjson", "b.json", "links/file.json", "links/loop.json unreadable"}},
		{"a hidden directory by its name", []string{".hidden"}, []string{".hidden/c.json"}},
		{"a link to a directory", []string{"link"}, []string{"link/.d.json", "link/y.JSONL", "link/z.ndjson"}},
		{"a file of any name", []string{"plain", "-"}, []string{"plain", "-"}},
		{"a directory without JSON", []string{"none", "b.json"}, []string{"none noJSON", "b.json"}},
		{"links in a directory", []string{"links"}, []string{"links/file.json", "links/loop.json unreadable"}},
		{"nothing there", []string{"nowhere"}, []string{"nowhere missing"}},
	}
	t.Chdir(dir)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, in := range apps.Find(tt.args) {
				s := filepath.ToSlash(in.Path)
				if in.Problem != nil {
					s += " " + in.Problem.Kind.String()
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", tt.args, diff)
			}
		})
	}
}
