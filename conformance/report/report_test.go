package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
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
	"github.com/appgauge/appgauge/internal/codequality"
	"github.com/appgauge/appgauge/internal/junit/junittest"
	"github.com/appgauge/appgauge/internal/sarif"
	"github.com/appgauge/appgauge/internal/sarif/sariftest"
)

// sample is a run against a gateway that answers an invalid name with the wrong status
// and the wrong words.
func sample(t *testing.T) *result.Report {
	t.Helper()
	good := gateway.New(gateway.Options{})
	bad := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		good.ServeHTTP(rec, r)
		body := strings.ReplaceAll(rec.Body.String(), "parameterName:name", "parameterName:remark|<b>`*")
		if body != rec.Body.String() {
			rec.Code = http.StatusUnprocessableEntity
		}
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
		Name: "whole", Handler: gateway.New(gateway.Options{}), Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Keys: conformance.Keys(gateway.DemoKeys()), Seed: 1, AppBudget: 600,
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

// causes are the causes of the only gateway, sorted into those that count and those
// that are known.
func causes(r *result.Report) (failed, known []result.Cause) {
	for _, c := range result.Causes(r.Gateways[0].Cases) {
		if c.Known {
			known = append(known, c)
		} else {
			failed = append(failed, c)
		}
	}
	return failed, known
}

// sentences are the keys of causes as sentences.
func sentences(causes []result.Cause) []string {
	var out []string
	for _, c := range causes {
		out = append(out, strings.ToUpper(c.Key[:1])+c.Key[1:]+".")
	}
	return out
}

func TestJUnit(t *testing.T) {
	r := sample(t)
	suites, err := junittest.Read(write(t, "junit", r))
	if err != nil {
		t.Fatal(err)
	}
	var failed, known, names []string
	tests := 0
	for _, s := range suites {
		names = append(names, s.Package+": "+s.Name)
		tests += len(s.Tests)
		for _, c := range s.Tests {
			switch c.Outcome {
			case "failure":
				failed = append(failed, c.Name)
				if !strings.Contains(c.Text, "curl") || !strings.HasPrefix(c.Text, "cause: ") {
					t.Errorf("%s: the failure does not say what was sent, or begins without its cause: %s", c.Name, c.Text)
				}
			case "skipped":
				if strings.HasPrefix(c.Text, "known to fail: ticket 7 | <x>\ncause: ") {
					known = append(known, c.Name)
				}
			}
		}
	}
	wantFailed, wantKnown := failures(r)
	want := []any{[]string{"sample, 50%: create/name", "sample, 50%: create/remark"}, len(r.Gateways[0].Cases), wantFailed, wantKnown}
	if diff := cmp.Diff(want, []any{names, tests, failed, known}); diff != "" {
		t.Errorf("suites, tests, failures and skips (-want +got):\n%s", diff)
	}
}

// down is a run that could not reach its gateway.
func down(t *testing.T) *result.Report {
	t.Helper()
	r := conformance.Runner{BaseURL: "http://127.0.0.1:1", Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Seed: 1}
	res, err := r.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if res.Conclusion != result.Aborted || res.Totals.Errored != len(res.Cases) || res.Totals.Errored < 1000 {
		t.Fatalf("%s: %+v", res.Conclusion, res.Totals)
	}
	return result.NewReport(res)
}

// TestDown holds that a gateway that is down is one error in every form.
func TestDown(t *testing.T) {
	r := down(t)
	suites, err := junittest.Read(write(t, "junit", r))
	if err != nil {
		t.Fatal(err)
	}
	reason := r.Gateways[0].Reason
	want := []junittest.Suite{{
		Name: "run", Package: "http://127.0.0.1:1",
		Properties: map[string]string{"conclusion": "aborted", "reason": reason, "edition": "2023-11"},
		Tests: []junittest.Test{{
			Name: "the run comes to its end", Class: "run", Outcome: "error", Type: "aborted", Message: reason,
			Text: fmt.Sprintf("%s\n%d of %[2]d cases were not run.", reason, len(r.Gateways[0].Cases)),
		}},
	}}
	if diff := cmp.Diff(want, suites); diff != "" {
		t.Errorf("JUnit (-want +got):\n%s", diff)
	}
	log, err := sariftest.Read(write(t, "sarif", r))
	if err != nil {
		t.Fatal(err)
	}
	if got := log.Runs[0].Results; len(got) != 1 || got[0].RuleID != "not-run" || got[0].Level != "error" || log.Runs[0].Invocations[0].ExecutionSuccessful {
		t.Errorf("SARIF: %+v", log.Runs[0])
	}
	var issues []codequality.Issue
	if err := json.Unmarshal(write(t, "gitlab", r), &issues); err != nil {
		t.Fatal(err)
	}
	if len(issues) != 1 || issues[0].CheckName != "not-run" || issues[0].Severity != codequality.Critical {
		t.Errorf("GitLab: %+v", issues)
	}
	if n := strings.Count(string(write(t, "markdown", r)), "<details>"); n != 1 {
		t.Errorf("Markdown has %d causes", n)
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
		short := got.Runs[0].Tool.Driver.Rules[*result.RuleIndex].ShortDescription.Text
		if len(result.Suppressions) > 0 {
			known = append(known, short)
		} else if result.Level == "error" {
			failed = append(failed, short)
		}
	}
	wantFailed, wantKnown := causes(r)
	if diff := cmp.Diff([][]string{sentences(wantFailed), sentences(wantKnown)}, [][]string{failed, known}); diff != "" {
		t.Errorf("results and suppressed results (-want +got):\n%s", diff)
	}
}

// TestSARIFRules holds that a rule is a cause, with its clauses, and that a result
// points at a path of the telling case.
func TestSARIFRules(t *testing.T) {
	r := synthetic(6, 2)
	got, err := sariftest.Read(write(t, "sarif", r))
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]string{}
	for _, rule := range got.Runs[0].Tool.Driver.Rules {
		rules[rule.ID+" "+rule.Name+" "+rule.ShortDescription.Text] = rule.FullDescription.Text
	}
	want := map[string]string{
		"not-run NotRun Not run.": "not run.",
		"name-max-length-accepted-0 NameMaxLengthAccepted0 Name/max-length accepted, 0.": "create/name/max-length (must, stated; create-app, Table 1, name): what the page says of name/max-length.",
		"name-charset-accepted-1 NameCharsetAccepted1 Name/charset accepted, 1.":         "create/name/charset (must, stated; create-app, Table 2, name): what the page says of name/charset.",
	}
	if diff := cmp.Diff(want, rules); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	for i, res := range got.Runs[0].Results {
		want := []string{"conformance/north/create/name/max-length/000-rejected", "conformance/north/create/name/charset/001-rejected"}[i]
		if uri := res.Locations[0].PhysicalLocation.ArtifactLocation.URI; uri != want {
			t.Errorf("%s points at %s", res.RuleID, uri)
		}
		if !strings.Contains(res.Message.Text, "3 cases: ") || !strings.Contains(res.Message.Text, "curl") {
			t.Errorf("%s says\n%s", res.RuleID, res.Message.Text)
		}
	}
}

// TestSARIFCodeScanning holds reports of every kind to what GitHub takes.
func TestSARIFCodeScanning(t *testing.T) {
	for name, r := range map[string]*result.Report{
		"nothing wrong": synthetic(0, 0), "sample": sample(t), "down": down(t), "hostile": hostileReport(t), "pair": pair(),
	} {
		got, err := sariftest.Read(write(t, "sarif", r))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := sariftest.CodeScanning(got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		seen := map[string]bool{}
		for _, res := range got.Runs[0].Results {
			if seen[res.Fingerprints.PrimaryLocationLineHash] {
				t.Errorf("%s: %s has the fingerprint of another", name, res.RuleID)
			}
			seen[res.Fingerprints.PrimaryLocationLineHash] = true
		}
	}
}

// TestSARIFTooMuch has more gateways than there may be runs, and more results than
// code scanning takes.
func TestSARIFTooMuch(t *testing.T) {
	var causes []result.Cause
	for i := range 1000 {
		causes = append(causes, result.Cause{Key: fmt.Sprintf("cause %d", i), Verdict: result.Fail, Text: "text", Cases: []string{"a/b"}, Telling: "a/b"})
	}
	var gateways []*result.Result
	for i := range 26 {
		gateways = append(gateways, &result.Result{Target: result.Target{Name: fmt.Sprint("gateway ", i)}, Causes: causes})
	}
	var got sarif.Log
	if err := json.Unmarshal(write(t, "sarif", result.NewReport(gateways...)), &got); err != nil {
		t.Fatal(err)
	}
	if err := sariftest.CodeScanning(&got); err != nil {
		t.Error(err)
	}
	told := got.Runs[0].Invocations[0].ToolExecutionNotifications
	want := "The gravest 25000 of 26000 results are here: code scanning takes no more. The JSON report has them all."
	if last := told[len(told)-1].Message.Text; last != want || len(got.Runs[0].Results) != sarif.MaxResults {
		t.Errorf("%d results; of the others is said: %s", len(got.Runs[0].Results), last)
	}
}

// TestGitLab holds that each problem and each cause of each gateway is an issue that
// GitLab takes for none of the others.
func TestGitLab(t *testing.T) {
	r := pair()
	r.Gateways[1].Problems = []string{"the known failure \"x\" passes now", "the known failure \"y\" passes now"}
	var got []codequality.Issue
	d := json.NewDecoder(bytes.NewReader(write(t, "gitlab", r)))
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	prints := map[string]bool{}
	var lines []string
	for _, i := range got {
		lines = append(lines, i.Severity+" "+i.CheckName+" "+i.Location.Path)
		if prints[i.Fingerprint] || len(i.Fingerprint) != 32 || i.Location.Lines.Begin != 1 || i.Description == "" {
			t.Errorf("%+v", i)
		}
		prints[i.Fingerprint] = true
	}
	want := []string{
		"major problem conformance/south/run", "major problem conformance/south/run",
		"major name-max-length-accepted-0 conformance/north/create/name/max-length/000-rejected",
		"major name-charset-accepted-1 conformance/north/create/name/charset/001-rejected",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("issues (-want +got):\n%s", diff)
	}
	if got := string(write(t, "gitlab", synthetic(0, 0))); got != "[]\n" {
		t.Errorf("of nothing wrong: %s", got)
	}
}

// TestGitHub holds that the conclusion comes first, and that no more annotations follow
// than the service shows.
func TestGitHub(t *testing.T) {
	failed, known := causes(sample(t))
	for name, tt := range map[string]struct {
		r    *result.Report
		want map[string]int
		more string
	}{
		"sample":        {sample(t), map[string]int{"error": 1 + len(failed), "warning": len(known)}, ""},
		"nothing wrong": {synthetic(0, 0), map[string]int{"notice": 1}, ""},
		"many causes":   {synthetic(300, 25), map[string]int{"error": 10}, "Of 25 causes and problems the first 9 are annotated"},
		"down":          {down(t), map[string]int{"error": 1}, "cannot be reached"},
		"two of them":   {result.NewReport(down(t).Gateways[0], down(t).Gateways[0]), map[string]int{"error": 2}, "2 gateways: "},
		"a fleet":       {result.NewReport(synthetic(4, 2).Gateways[0], synthetic(4, 2).Gateways[0], synthetic(0, 0).Gateways[0]), map[string]int{"error": 3}, "2 gateways: north, north%0A"},
	} {
		count := map[string]int{}
		text := string(write(t, "github", tt.r))
		for i, l := range strings.Split(strings.TrimSpace(text), "\n") {
			kind, rest, ok := strings.Cut(strings.TrimPrefix(l, "::"), " ")
			if !ok || !strings.HasPrefix(l, "::") {
				t.Errorf("%s: not a workflow command: %s", name, l)
			}
			count[kind]++
			if first := strings.HasPrefix(rest, "title=conformance%3A "+tt.r.Conclusion.String()+"::"); first != (i == 0) {
				t.Errorf("%s: line %d is %s", name, i, l)
			}
		}
		if tt.want["warning"] == 0 {
			delete(tt.want, "warning")
		}
		if diff := cmp.Diff(tt.want, count); diff != "" {
			t.Errorf("%s: annotations (-want +got):\n%s", name, diff)
		}
		if !strings.Contains(text, tt.more) {
			t.Errorf("%s: %q is not said:\n%s", name, tt.more, text)
		}
	}
}

func TestMarkdown(t *testing.T) {
	golden(t, "summary.md", string(write(t, "markdown", synthetic(6, 2))))
	golden(t, "pair.md", string(write(t, "markdown", pair())))
	r := sample(t)
	got := string(write(t, "markdown", r))
	failed, known := causes(r)
	for _, c := range append(failed, known...) {
		if !strings.Contains(got, "<code>"+c.Telling+"</code>") {
			t.Errorf("%s is missing", c.Telling)
		}
	}
	if n := strings.Count(got, "<details>"); n != len(failed)+len(known) || n != strings.Count(got, "</details>") {
		t.Errorf("%d details for %d causes", n, len(failed)+len(known))
	}
	for _, line := range strings.Split(got, "\n") {
		if strings.HasPrefix(line, "<details>") && strings.Contains(line, "<b>") {
			t.Errorf("what the gateway sent is not escaped: %s", line)
		}
	}
}

// compared is a run compared with an earlier one.
func compared() *result.Report {
	r, earlier := synthetic(6, 2), synthetic(9, 3)
	earlier.Gateways[0].Causes[1].Key = "another name" // fixed, and its like is new
	r.CompareWith(earlier)
	return r
}

// TestBaseline holds that every report for people says what is new, fixed and still
// there.
func TestBaseline(t *testing.T) {
	r := compared()
	line := "1 new, 1 still there, 1 fixed, 1 not tested this time, since the run of 2026-01-31 12:00 UTC"
	for form, want := range map[string][]string{
		"text":     {"baseline  " + line, "FAIL (new) a value that breaks", "FAIL (still) a value that breaks", "FIXED a value that breaks name/charset"},
		"markdown": {line, "| fail (new) | ", "| fail (still) | ", "- fixed: ` a value that breaks name/charset"},
		"json":     {`"change": "new"`, `"change": "still"`, `"fixed": [`},
		"html":     {line, ">new<", ">still<", "not tested<", ">fixed<"},
	} {
		got := string(write(t, form, r))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is missing", form, w)
			}
		}
	}
	if err := reportSchema(t).Validate(decode(t, write(t, "json", r))); err != nil {
		t.Errorf("%#v", err)
	}
}

// TestMarkdownFits holds that a comment has room for the summary, whatever went wrong with
// however many gateways, and that nothing is left out without a word.
func TestMarkdownFits(t *testing.T) {
	var fleet []*result.Result
	for i := range 300 {
		g := synthetic(0, 0).Gateways[0]
		if i < 30 {
			g = synthetic(30, 24).Gateways[0]
		}
		g.Target.Name = fmt.Sprint(strings.Repeat("gateway ", 100), i)
		g.Traits[0].Values = []string{fmt.Sprint("value ", i)}
		for k := range 3 {
			g.Problems = append(g.Problems, strings.Repeat("problem ", 100)+fmt.Sprint(k))
		}
		fleet = append(fleet, g)
	}
	long := synthetic(3, 3)
	for i := range long.Gateways[0].Cases {
		for _, ex := range long.Gateways[0].Cases[i].Exchanges {
			ex.Body += strings.Repeat("ab", 40_000)
		}
	}
	for name, tt := range map[string]struct {
		r    *result.Report
		want string
	}{
		"500 causes":   {synthetic(900, 500), "Of 500 causes the details of "},
		"300 gateways": {result.NewReport(fleet...), " more; the other reports have them all.\n\nOf the suite 3 cases were not selected.\n\n## "},
		"long bodies":  {long, "Of 3 causes the details of 3 are left out here"},
	} {
		got := string(write(t, "markdown", tt.r))
		if n := len(got); n > 65_536 {
			t.Errorf("%s: %d bytes", name, n)
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q is missing:\n%.3000s", name, tt.want, got)
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
