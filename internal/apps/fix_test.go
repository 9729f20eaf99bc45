package apps_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
)

// TestFix holds what is fixed in each form, and that nothing else is touched.
func TestFix(t *testing.T) {
	tests := []struct {
		name string
		form apps.Form
		text string
		want string
		n    int
	}{
		{"a document", apps.JSON, "\n{'name':'app_demo',}\n\n", "\n{\"name\":\"app_demo\"}\n\n", 3},
		{"values one after another", apps.JSON, "{\"name\":\"app_demo\",}\r\n\r\n{ }{\"name\":\"app_demo\",} ", "{\"name\":\"app_demo\"}\r\n\r\n{ }{\"name\":\"app_demo\"} ", 2},
		{"an array", apps.JSON, "[{\"name\":\"app_demo\",\"remark\":null},\n{\"name\":\"app_demo\"},]", "[{\"name\":\"app_demo\"},\n{\"name\":\"app_demo\"}]", 2},
		{"a listing", apps.JSON, `{"apps":[{"name":"app_demo","remark":null},]}`, `{"apps":[{"name":"app_demo","remark":null}]}`, 1},
		{"lines", apps.NDJSON, "{\"name\":\"app_demo\",}\r\n\n \n{\"name\":\"app_demo\"}\n[{name:\"app_demo\"}]", "{\"name\":\"app_demo\"}\r\n\n \n{\"name\":\"app_demo\"}\n[{\"name\":\"app_demo\"}]", 2},
		{"a sequence", apps.Sequence, "\x1e{\"name\":\n\"app_demo\",}\n\x1e{}\n", "\x1e{\"name\":\n\"app_demo\"}\n\x1e{}\n", 1},
		{"nothing", apps.Auto, " \n", " \n", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := apps.Checker{Edition: validate.Default(), Form: tt.form, Stdin: strings.NewReader(tt.text)}
			got, p := c.Fix(t.Context(), apps.Input{Path: apps.Stdin})
			if p != nil {
				t.Fatal(p)
			}
			if string(got.Old) != tt.text {
				t.Errorf("it was %q, want %q", got.Old, tt.text)
			}
			if diff := cmp.Diff(tt.want, string(got.New)); diff != "" || got.Fixes != tt.n {
				t.Errorf("%d fixes, want %d (-want +got):\n%s", got.Fixes, tt.n, diff)
			}
		})
	}
}

// TestReplace holds that nothing is lost if a file cannot be replaced.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := apps.Replace(file, []byte("new")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil || string(text) != "new" {
		t.Errorf("%q, %v", text, err)
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "missing")} {
		if err := apps.Replace(path, nil); err == nil {
			t.Errorf("%s was replaced", path)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("left: %v, %v", entries, err)
	}
}
