package readers

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	conformancereport "github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// TestReaders writes one of everything, and lets each program read what it is for: none
// may complain.
func TestReaders(t *testing.T) {
	need(t, "npm", "node", "xmllint")
	install(t)
	dir := t.TempDir()
	for name, r := range reports(t) {
		for form, end := range map[string]string{"json": ".report.json", "sarif": ".sarif", "har": ".har", "junit": ".xml"} {
			if form == "junit" && r.Gateways[0].Totals.Known+r.Gateways[0].Totals.Unverified == 0 {
				end = ".run.xml" // nothing is skipped
			}
			w, err := conformancereport.For(form)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := w(&out, r); err != nil {
				t.Fatal(err)
			}
			save(t, dir, name+end, out.Bytes())
		}
	}
	for _, form := range []string{"sarif", "junit"} {
		end := map[string]string{"sarif": ".sarif", "junit": ".run.xml"}[form]
		save(t, dir, "validate"+end, validated(t, form))
	}
	save(t, dir, "report.schema.json", conformancereport.Schema())
	for _, e := range validate.Editions() {
		text, err := schemas.Read(e.ID + "/openapi.json")
		if err != nil {
			t.Fatal(err)
		}
		save(t, dir, e.ID+".openapi.json", text)
	}
	var stderr bytes.Buffer
	cmd := exec.Command("node", "check.mjs", dir)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	for line := range strings.Lines(string(out)) {
		t.Error(strings.TrimSpace(line))
	}
}

func save(t *testing.T, dir, name string, text []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// reports are on a faulty gateway, compared with a good one and the reverse, and on one
// that is down.
func reports(t *testing.T) map[string]*result.Report {
	t.Helper()
	broken, err := faults.Handler(gateway.Options{}, "name/max-65", "secret/min-7", "filter/status-ignored", "auth/after-body")
	if err != nil {
		t.Fatal(err)
	}
	run := func(h http.Handler, change func(*conformance.Runner)) *result.Report {
		r := conformance.Runner{
			Handler: h, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Seed: 1, AppBudget: 600, Timeout: time.Second,
			Only: []string{"create/name/m*", "create/app_secret/m*", "create/body/*", "list/filter/status/*", "create/auth/*"},
		}
		change(&r)
		res, err := r.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return result.NewReport(res)
	}
	same := func(*conformance.Runner) {}
	good, faulty := run(gateway.New(gateway.Options{}), same), run(broken, same)
	known := run(broken, func(r *conformance.Runner) {
		r.ForbiddenToken, r.Known = "", []result.KnownFailure{{Case: "create/name/max-length/*", Reason: "ticket 7"}}
	})
	known.CompareWith(good)
	good.CompareWith(faulty)
	return map[string]*result.Report{
		"good": good, "faulty": faulty, "known": known,
		"fleet": result.NewReport(faulty.Gateways[0], good.Gateways[0]),
		"down":  run(nil, func(r *conformance.Runner) { r.Handler, r.BaseURL = nil, "http://127.0.0.1:1" }),
	}
}

// validated is a report of a check of apps.
func validated(t *testing.T, form string) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := report.New(&out, form, report.Options{Edition: validate.Default(), Version: "1.2.3", Started: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	c := apps.Checker{Edition: validate.Default(), Sink: w, Stdin: strings.NewReader("[{\"name\":\"1\"},{\"name\":\"app_demo\",\"x\":null},\n{\"name\":\"é\"}]")}
	tally, err := c.Check(t.Context(), []apps.Input{{Path: apps.Stdin}, {Path: "missing.json"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(report.Summary{Tally: tally}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// need skips the test if a command is missing, and fails it under CI.
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

// install installs the programs if the lock file has changed.
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
