package page_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/page"
)

// TestBrowser builds the page, holds that what is embedded is the same, and runs the
// files of test in Chromium: on the page beside a gateway, beside one of another
// edition with a token of its own, and as static files.
func TestBrowser(t *testing.T) {
	need(t, "node", "npm")
	install(t)
	static := filepath.Join(t.TempDir(), "page")
	cmd := exec.Command("node", "build.mjs", "--check", static)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	need(t, "chromium")

	older, ok := validate.Lookup("2023-04")
	if !ok {
		t.Fatal("no edition 2023-04")
	}
	serve := func(h http.Handler) string {
		srv := httptest.NewServer(h)
		t.Cleanup(srv.Close)
		return srv.URL + "/"
	}
	env := append(os.Environ(),
		"APPGAUGE_URL="+serve(gateway.New(gateway.Options{Page: page.Handler(page.Options{Token: gateway.DemoToken})})),
		"APPGAUGE_OLDER="+serve(gateway.New(gateway.Options{Token: "secret", Edition: older, Page: page.Handler(page.Options{Edition: older})})),
		"APPGAUGE_STATIC="+serve(http.FileServer(http.Dir(static))),
		"APPGAUGE_EDITIONS="+table(t),
	)
	files, err := filepath.Glob("test/*.test.mjs")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in test: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".test.mjs"), func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command("node", "--test", "--test-reporter=tap", file)
			cmd.Env = env
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%s", err, failures(out))
			}
		})
	}
}

// table is the rule table as the tests need it, so that they know no limit of
// their own: the editions, the default one first, as JSON.
func table(t *testing.T) string {
	t.Helper()
	type field struct {
		Min int `json:"min"`
		Max int `json:"max"`
	}
	type edition struct {
		ID     string           `json:"id"`
		Fields map[string]field `json:"fields"`
		Limit  int64            `json:"limit"`
	}
	var editions []edition
	for _, e := range validate.Editions() {
		fields := map[string]field{}
		for _, f := range e.Fields {
			fields[f.Name] = field{f.Min, f.Max}
		}
		editions = append(editions, edition{e.ID, fields, e.Page.DefaultLimit})
	}
	b, err := json.Marshal(editions)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// need skips the test where a command is missing, and fails it under CI.
func need(t *testing.T, commands ...string) {
	t.Helper()
	for _, c := range commands {
		if _, err := exec.LookPath(c); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is missing", c)
			}
			t.Skipf("%s is missing; scripts/need %s installs it on Debian", c, c)
		}
	}
}

// install installs what the build and the tests need, where the lock file has changed.
func install(t *testing.T) {
	t.Helper()
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	const stamp = "node_modules/.appgauge"
	if installed, err := os.ReadFile(stamp); err == nil && bytes.Equal(installed, lock) {
		return
	}
	if out, err := exec.Command("npm", "ci", "--ignore-scripts").CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	if err := os.WriteFile(stamp, lock, 0o644); err != nil {
		t.Fatal(err)
	}
}

// failures is what of the test runner's output tells of failures: the lines from
// the first one on that failed.
func failures(out []byte) []byte {
	if i := bytes.Index(out, []byte("not ok ")); i >= 0 {
		out = out[i:]
	}
	return out[:min(len(out), 8000)]
}
