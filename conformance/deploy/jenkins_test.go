package deploy

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestJenkins runs the script of the pipeline as Jenkins does: parameters and credentials
// are variables, and sh ends at the first error.
func TestJenkins(t *testing.T) {
	text := read(t, "Jenkinsfile")
	_, rest, ok := strings.Cut(text, "sh '''\n")
	script, _, closed := strings.Cut(rest, "'''")
	if !ok || !closed {
		t.Fatal("there is no script in single quotes")
	}
	// Groovy reads escapes in it, too.
	script = strings.ReplaceAll(script, "\\\n", "")
	if strings.Contains(script, `\`) {
		t.Errorf("Groovy takes a backslash for an escape:\n%s", script)
	}
	if m := regexp.MustCompile(`"[^"\n]*\$\{?\w*(TOKEN|params)`).FindString(strings.Replace(text, script, "", 1)); m != "" {
		t.Errorf("Groovy writes this into a script: %s", m)
	}
	w := newWorld(t)
	// What go install would do.
	if err := os.Mkdir(filepath.Join(w.dir, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"bin/appgauge": string(command(t)), "go": "#!/bin/sh\n"} {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name, token, project, strict string
		status                       int
	}{
		{"conforms", token, "p", "false", 0},
		{"strict", token, "a'b\"$(touch${IFS}owned)", "true", 1},
		{"wrong token", "no-such-token", "", "false", 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stdout, status := w.run(t, []string{
				"WORKSPACE=" + w.dir, "BASE_URL=" + w.url, "PROJECT_ID=" + tt.project, "INSTANCE_ID=", "APP_BUDGET=25", "STRICT=" + tt.strict,
				"APPGAUGE_TOKEN=" + tt.token, "APPGAUGE_FORBIDDEN_TOKEN=",
			}, "sh", "-xec", script)
			if status != tt.status {
				t.Errorf("status %d, want %d\n%s", status, tt.status, stdout)
			}
			for _, file := range []string{"junit.xml", "report.html", "report.json"} {
				if text := read(t, filepath.Join(w.dir, "reports", file)); text == "" || strings.Contains(text, tt.token) {
					t.Errorf("%s is empty or holds the token", file)
				}
			}
		})
	}
	if _, err := os.Stat(filepath.Join(w.dir, "owned")); err == nil {
		t.Error("a parameter was run")
	}
}
