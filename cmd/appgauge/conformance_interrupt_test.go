//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/sarif/sariftest"
	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// TestConformanceInterrupted signals a run in the middle, against a slow gateway
// and against one that then answers nothing more: every report that was asked
// for is complete, and tells so.
func TestConformanceInterrupted(t *testing.T) {
	slow, ok := traits.Lookup("transport/slow")
	if !ok {
		t.Fatal("there is no slow gateway")
	}
	const before = 150 // requests
	for _, tt := range []struct {
		name   string
		signal os.Signal
		// silent: after the signal every request waits for nothing.
		silent bool
	}{
		{name: "slow gateway", signal: os.Interrupt},
		{name: "slow gateway, terminated", signal: syscall.SIGTERM},
		{name: "gateway that falls silent", signal: os.Interrupt, silent: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			handler := slow.Handler(gateway.Options{})
			var requests atomic.Int64
			middle := make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				n := requests.Add(1)
				if n == before {
					close(middle)
				}
				if tt.silent && n >= before {
					io.Copy(io.Discard, r.Body) // or the end of the connection is not seen
					<-r.Context().Done()
					return
				}
				handler.ServeHTTP(w, r)
			}))
			defer server.Close()

			dir := t.TempDir()
			args := []string{
				"conformance", "run", "--base-url", server.URL, "--timeout", "500ms", "--app-budget", "100",
				"--ledger", filepath.Join(dir, "ledger"),
			}
			for _, form := range report.Formats() {
				args = append(args, "--report", form+"="+filepath.Join(dir, form))
			}
			cmd := exec.Command("appgauge", args...)
			cmd.Env = append(os.Environ(), "APPGAUGE_TOKEN="+gateway.DemoToken, "APPGAUGE_FORBIDDEN_TOKEN="+gateway.DemoForbidden)
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			select {
			case <-middle:
			case err := <-ended:
				t.Fatalf("the run ended before it was interrupted: %v\n%s", err, &out)
			}
			if err := cmd.Process.Signal(tt.signal); err != nil {
				t.Fatal(err)
			}
			var exit *exec.ExitError
			if err := <-ended; !errors.As(err, &exit) || exit.ExitCode() != 3 {
				t.Fatalf("%v, want exit status 3\n%s", err, &out)
			}

			whole := checkReports(t, dir)
			g := whole.Gateways[0]
			if g.Conclusion != result.Aborted || !strings.Contains(g.Reason, "interrupted") || g.Totals.Errored == 0 {
				t.Errorf("the report concludes %s: %s; %+v", g.Conclusion, g.Reason, g.Totals)
			}
			if want := len(conformance.Cases(validate.Default())); len(g.Cases) != want {
				t.Errorf("%d cases have a verdict, want all %d", len(g.Cases), want)
			}
			if left := len(g.Apps.Left); (left > 0) != tt.silent || g.Apps.Deleted > g.Apps.Created {
				t.Errorf("of %d apps %d were deleted and %d are left", g.Apps.Created, g.Apps.Deleted, left)
			}
		})
	}
}

// checkReports reads every report in the folder, each by the means of its form,
// and returns the JSON one.
func checkReports(t *testing.T, dir string) *result.Report {
	t.Helper()
	text := map[string][]byte{}
	for _, form := range report.Formats() {
		b, err := os.ReadFile(filepath.Join(dir, form))
		if err != nil {
			t.Fatal(err)
		}
		text[form] = b
	}
	whole, err := report.ReadJSON(bytes.NewReader(text["json"]))
	if err != nil {
		t.Fatal(err)
	}
	run, exchanges := 0, 0
	for _, c := range whole.Gateways[0].Cases {
		if !strings.HasPrefix(c.Message(), "not run: ") {
			run++
		}
		exchanges += len(c.Exchanges)
	}
	checks := map[string]func([]byte) error{
		"json": func(b []byte) error {
			schema, err := schemas.Compile(schemas.ConformanceReport)
			if err != nil {
				return err
			}
			var v any
			if err := json.Unmarshal(b, &v); err != nil {
				return err
			}
			return schema.Validate(v)
		},
		"junit": func(b []byte) error {
			var suites struct {
				Tests int `xml:"tests,attr"`
				Cases []struct {
					Name string `xml:"name,attr"`
				} `xml:"testsuite>testcase"`
			}
			if err := xml.Unmarshal(b, &suites); err != nil {
				return err
			}
			return same(len(suites.Cases), run+1, "test cases, the run itself with them")
		},
		"sarif": func(b []byte) error {
			log, err := sariftest.Read(b)
			if err != nil {
				return err
			}
			return same(len(log.Runs), 1, "runs")
		},
		"gitlab": func(b []byte) error {
			var issues []struct{ Fingerprint string }
			if err := json.Unmarshal(b, &issues); err != nil {
				return err
			}
			if len(issues) == 0 || issues[0].Fingerprint == "" {
				return errors.New("it does not tell that the run broke off")
			}
			return nil
		},
		"har": func(b []byte) error {
			var archive struct{ Log struct{ Entries []any } }
			if err := json.Unmarshal(b, &archive); err != nil {
				return err
			}
			return same(len(archive.Log.Entries), exchanges, "entries")
		},
		"html":     ends("</html>\n"),
		"markdown": ends("\n"),
		"github":   ends("\n"),
		"text":     ends("interrupted\n"),
	}
	for _, form := range report.Formats() {
		check, ok := checks[form]
		if !ok {
			t.Errorf("nothing here reads the %s report", form)
			continue
		}
		if err := check(text[form]); err != nil {
			t.Errorf("the %s report: %v", form, err)
		}
		if !bytes.Contains(text[form], []byte("interrupted")) {
			t.Errorf("the %s report does not say that the run was interrupted", form)
		}
	}
	return whole
}

func same(got, want int, what string) error {
	if got != want {
		return fmt.Errorf("%d %s, want %d", got, what, want)
	}
	return nil
}

func ends(with string) func([]byte) error {
	return func(b []byte) error {
		if !bytes.HasSuffix(b, []byte(with)) {
			return fmt.Errorf("it ends with %q, not with %q", b[max(0, len(b)-100):], with)
		}
		return nil
	}
}
