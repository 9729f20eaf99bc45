package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/sarif/sariftest"
)

// sample is a run against a gateway that takes names that are too long and says
// the wrong thing about names that are too short.
func sample(t *testing.T) *result.Report {
	t.Helper()
	good := gateway.New(gateway.Options{})
	bad := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		good.ServeHTTP(rec, r)
		body := strings.ReplaceAll(rec.Body.String(), "parameterName:name", "parameterName:remark|<b>`*")
		for name, values := range rec.Header() {
			w.Header()[name] = values
		}
		w.Header().Del("Content-Length")
		w.WriteHeader(rec.Code)
		w.Write([]byte(body))
	})
	r := conformance.Runner{
		Name: "sample, 50%", Handler: bad, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Seed: 1,
		Only:  []string{"create/name/min-length/*", "create/name/max-length/*", "create/remark/*"},
		Known: []result.KnownFailure{{Case: "create/name/max-length/*", Reason: "ticket 7 | <x>"}},
	}
	res, err := r.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if res.Totals.Failed == 0 || res.Totals.Known == 0 || res.Totals.Passed == 0 {
		t.Fatalf("the sample should hold failed, known and passed cases: %+v", res.Totals)
	}
	return result.NewReport(res)
}

// whole is a run of the whole suite against the reference gateway; tests share it.
func whole(t *testing.T) *result.Report {
	t.Helper()
	r, err := wholeRun()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var wholeRun = sync.OnceValues(func() (*result.Report, error) {
	r := conformance.Runner{
		Name: "whole", Handler: gateway.New(gateway.Options{}), Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Seed: 1, AppBudget: 600,
	}
	res, err := r.Run(context.Background())
	if err != nil {
		return nil, err
	}
	return result.NewReport(res), nil
})

func write(t *testing.T, form string, r *result.Report) []byte {
	t.Helper()
	w, err := report.For(form)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := w(&out, r); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// failures are the IDs of the failed and of the accepted cases.
func failures(r *result.Report) (failed, known []string) {
	for _, c := range r.Gateways[0].Cases {
		switch {
		case c.Known != "":
			known = append(known, c.ID)
		case c.Verdict == result.Fail:
			failed = append(failed, c.ID)
		}
	}
	return failed, known
}

func TestJUnit(t *testing.T) {
	r := sample(t)
	var got struct {
		Tests  int `xml:"tests,attr"`
		Suites []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Name    string  `xml:"name,attr"`
				Failure *string `xml:"failure"`
				Skipped *struct {
					Message string `xml:"message,attr"`
				} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(write(t, "junit", r), &got); err != nil {
		t.Fatal(err)
	}
	var failed, known []string
	for _, c := range got.Suites[0].Cases {
		if c.Failure != nil {
			failed = append(failed, c.Name)
			if !strings.Contains(*c.Failure, "curl") {
				t.Errorf("%s: the failure does not say what was sent", c.Name)
			}
		}
		if c.Skipped != nil && c.Skipped.Message == "known to fail: ticket 7 | <x>" {
			known = append(known, c.Name)
		}
	}
	wantFailed, wantKnown := failures(r)
	if diff := cmp.Diff([]any{"sample, 50%", len(r.Gateways[0].Cases), wantFailed, wantKnown}, []any{got.Suites[0].Name, got.Tests, failed, known}); diff != "" {
		t.Errorf("name, tests, failures and skips (-want +got):\n%s", diff)
	}
}

func TestSARIF(t *testing.T) {
	r := sample(t)
	got, err := sariftest.Read(write(t, "sarif", r))
	if err != nil {
		t.Fatal(err)
	}
	var failed, known []string
	for _, result := range got.Runs[0].Results {
		if len(result.Suppressions) > 0 {
			known = append(known, result.RuleID)
		} else if result.Level == "error" {
			failed = append(failed, result.RuleID)
		}
	}
	wantFailed, wantKnown := failures(r)
	if diff := cmp.Diff([][]string{wantFailed, wantKnown}, [][]string{failed, known}); diff != "" {
		t.Errorf("results and suppressed results (-want +got):\n%s", diff)
	}
}

func TestGitHub(t *testing.T) {
	r := sample(t)
	failed, known := failures(r)
	lines := strings.Split(strings.TrimSpace(string(write(t, "github", r))), "\n")
	count := map[string]int{}
	for _, l := range lines {
		kind, _, ok := strings.Cut(strings.TrimPrefix(l, "::"), " ")
		if !ok || !strings.HasPrefix(l, "::") {
			t.Errorf("not a workflow command: %s", l)
		}
		count[kind]++
	}
	// The conclusion is one error more.
	if diff := cmp.Diff(map[string]int{"error": len(failed) + 1, "warning": len(known)}, count); diff != "" {
		t.Errorf("annotations (-want +got):\n%s", diff)
	}
}

func TestMarkdown(t *testing.T) {
	r := sample(t)
	got := string(write(t, "markdown", r))
	failed, known := failures(r)
	for _, id := range append(failed, known...) {
		if !strings.Contains(got, "<code>"+id+"</code>") {
			t.Errorf("%s is missing", id)
		}
	}
	if n := strings.Count(got, "<details>"); n != len(failed)+len(known) || n != strings.Count(got, "</details>") {
		t.Errorf("%d details for %d findings", n, len(failed)+len(known))
	}
	for _, line := range strings.Split(got, "\n") {
		if strings.HasPrefix(line, "<details>") && strings.Contains(line, "<b>") {
			t.Errorf("what the gateway sent is not escaped: %s", line)
		}
	}
}

func TestHAR(t *testing.T) {
	r := sample(t)
	var got struct {
		Log struct {
			Version string
			Entries []struct {
				StartedDateTime string
				Comment         string
				Request         struct{ Method, URL string }
				Response        struct {
					Status  int
					Content struct {
						Text     []byte
						Encoding string
					}
				}
			}
		}
	}
	if err := json.Unmarshal(write(t, "har", r), &got); err != nil {
		t.Fatal(err)
	}
	want := 0
	answers := map[string]bool{}
	for _, c := range r.Gateways[0].Cases {
		want += len(c.Exchanges)
		for _, ex := range c.Exchanges {
			answers[ex.ResponseBody] = true
		}
	}
	if len(got.Log.Entries) != want || want == 0 {
		t.Errorf("%d entries for %d exchanges", len(got.Log.Entries), want)
	}
	last := ""
	for _, e := range got.Log.Entries {
		if e.StartedDateTime < last {
			t.Errorf("entries are not sorted: %s after %s", e.StartedDateTime, last)
		}
		last = e.StartedDateTime
		if !answers[string(e.Response.Content.Text)] || e.Response.Content.Encoding != "base64" || e.Request.Method == "" || e.Comment == "" {
			t.Errorf("entry %+v", e)
		}
	}
}

// noSecrets looks for the tokens in every form of a report.
func noSecrets(t *testing.T, name string, r *result.Report) {
	t.Helper()
	for _, form := range report.Formats() {
		text := write(t, form, r)
		for _, secret := range []string{gateway.DemoToken, gateway.DemoForbidden} {
			if bytes.Contains(text, []byte(secret)) {
				t.Errorf("%s: the %s report holds the token %s", name, form, secret)
			}
		}
	}
}

func TestNoSecrets(t *testing.T) { noSecrets(t, "sample", sample(t)) }
