//go:build unix

package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
)

// TestConformanceAgain pastes the line that a failure ends with into a shell: the
// case fails again, at the same gateway and in the same place of it.
func TestConformanceAgain(t *testing.T) {
	const id, project = "create/name/max-length/65-rejected", "p&q"
	handler, err := faults.Handler(gateway.Options{}, "name/max-65")
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path, "/"+project+"/") {
			elsewhere = r.URL.Path
		}
		handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	command := func(name string, args ...string) string {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), "APPGAUGE_TOKEN="+gateway.DemoToken, "APPGAUGE_FORBIDDEN_TOKEN="+gateway.DemoForbidden)
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 {
			t.Fatalf("%v, want exit status 1\n%s", err, out)
		}
		return string(out)
	}
	out := command("appgauge", "conformance", "run", "--base-url", server.URL, "--project-id", project, "--app-budget", "9", "--run", id)
	line := regexp.MustCompile(`(?m)^  again: (.*)$`).FindStringSubmatch(out)
	if line == nil || !strings.HasSuffix(line[1], " --app-budget 9") {
		t.Fatalf("no line to paste, or one without the budget:\n%s", out)
	}
	if out := command("sh", "-c", line[1]); !strings.HasPrefix(out, id+": fail\n") {
		t.Errorf("%s:\n%s", line[1], out)
	}
	if elsewhere != "" {
		t.Errorf("a request went to %s", elsewhere)
	}
}
