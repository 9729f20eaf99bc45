package report_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/codequality"
	"github.com/appgauge/appgauge/internal/junit/junittest"
	"github.com/appgauge/appgauge/internal/report"
	"github.com/appgauge/appgauge/internal/sarif"
	"github.com/appgauge/appgauge/internal/sarif/sariftest"
	"github.com/appgauge/appgauge/validate"
)

//go:generate go test -run ^TestForms$ -update .

var update = flag.Bool("update", false, "rewrite the golden files")

// files are the inputs of the golden reports: an offence of every rule and a
// problem of every kind that a file can show, under names that need care.
var files = map[string]string{
	"app.json":    `{"name": "app_demo"}`,
	"array.json":  "[\n  {\"name\": \"ab\"},\n  {\"name\": \"app_demo\", \"remark\": null, \"nmae\": 1, \"name\": \"app_demo\"}\n]\n",
	"broken.json": "{\"name\": \"app_demo\",\n}",
	"empty.json":  "",
	"apps.ndjson": "{\"name\":\"-é" + strings.Repeat("x", 64) + "\"}\n\n{\"remark\":{\n\"" + strings.Repeat("x", 80) + "\"\n",
	"a,b:c%d é.json": `{"name": "app_demo", "app_key": {"x":
1}}`,
	"misnamed.json":           "{\"name\":\"app_demo}\n{\"name\":\"app_demo\"}\n",
	"listing.json":            "{\"total\": 2, \"apps\": [{\"id\": \"1\", \"name\": \"app_demo\"},\n{\"id\": \"2\", \"name\": \"x\"}]}\n",
	"two\nlines\x1b[31m.json": "{}",
}

// golden is the report on all files in one form.
func golden(t *testing.T, format string, change func(*report.Options)) string {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := report.Options{Edition: validate.Default(), Version: "v1.2.3"}
	if change != nil {
		change(&o)
	}
	var out strings.Builder
	w, err := report.New(&out, format, o)
	if err != nil {
		t.Fatal(err)
	}
	c := apps.Checker{Edition: o.Edition, Sink: w, MaxLine: 79, Stdin: strings.NewReader("{\"name\":\"x\"}")}
	tally, err := c.Check(t.Context(), apps.Find([]string{".", "missing.json", "-"}))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(report.Summary{Tally: tally}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestForms(t *testing.T) {
	dir, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	chinese := func(o *report.Options) { o.Locale = validate.Chinese }
	color := func(o *report.Options) { o.Color = true }
	limited := func(o *report.Options) { o.Max = 2 }
	for _, tt := range []struct {
		name, format string
		change       func(*report.Options)
	}{
		{"report.txt", "text", nil},
		{"report.zh.txt", "text", chinese},
		{"report.color.txt", "text", color},
		{"report.limited.txt", "text", limited},
		{"report.json", "json", nil},
		{"report.zh.json", "json", chinese},
		{"report.limited.json", "json", limited},
		{"report.sarif", "sarif", nil},
		{"report.limited.sarif", "sarif", limited},
		{"report.github.txt", "github", nil},
		{"report.limited.github.txt", "github", limited},
		{"report.junit.xml", "junit", nil},
		{"report.limited.junit.xml", "junit", limited},
		{"report.gitlab.json", "gitlab", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := golden(t, tt.format, tt.change)
			file := filepath.Join(dir, tt.name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := accepted(tt.format, got); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got; rewrite with -update):\n%s", tt.name, diff)
			}
		})
	}
}

// accepted returns what the readers of a form refuse of a report.
func accepted(format, text string) error {
	switch format {
	case "sarif":
		log, err := sariftest.Read([]byte(text))
		if err != nil {
			return err
		}
		return sariftest.CodeScanning(log)
	case "junit":
		_, err := junittest.Read([]byte(text))
		return err
	case "gitlab":
		var issues []codequality.Issue
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&issues); err != nil {
			return err
		}
		prints := map[string]bool{}
		for _, i := range issues {
			if prints[i.Fingerprint] || i.Location.Lines.Begin < 1 || i.Description == "" || !filepath.IsLocal(i.Location.Path) {
				return fmt.Errorf("%+v", i)
			}
			prints[i.Fingerprint] = true
		}
	}
	return nil
}

// TestTooMany holds that a report for a CI system has no more findings than its readers
// take, and says what it left out.
func TestTooMany(t *testing.T) {
	text := strings.Repeat("{}\n", report.MaxFindings+5)
	for format, finding := range map[string]string{"sarif": `"ruleId"`, "junit": "<failure", "gitlab": `"check_name"`} {
		got := render(t, format, apps.NDJSON, text, nil)
		var err error
		if format == "sarif" { // its schema takes long
			var log sarif.Log
			if err = json.Unmarshal([]byte(got), &log); err == nil {
				err = sariftest.CodeScanning(&log)
			}
		} else {
			err = accepted(format, got)
		}
		if err != nil {
			t.Errorf("%s: %v", format, err)
		}
		if n := strings.Count(got, finding); n != report.MaxFindings {
			t.Errorf("%s has %d findings", format, n)
		}
		if format != "gitlab" && !strings.Contains(got, "... and 5 more findings; --format json has all of them") {
			t.Errorf("%s says nothing of what is left out: %s", format, got[len(got)-500:])
		}
	}
	got := render(t, "github", apps.NDJSON, text, nil)
	want := "::error title=appgauge validate::25,005 apps in 1 file: 0 valid, 25,005 invalid; 25,005 errors, 0 warnings\n" +
		"::error line=1,endLine=1,col=1,endColumn=1,title=required::name is required%0A... and 25,004 more findings like this one\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("annotations (-want +got):\n%s", diff)
	}
}

// TestWellFormed holds that the reports for programs are what they say, with
// findings and without, and agree on them.
func TestWellFormed(t *testing.T) {
	for _, text := range []string{`{"name":"app_demo"}`, `{"name":"1"}`, `{"name":"app_demo","x":[1,2]}`, `[{},{}`, ``} {
		var doc struct {
			Version  int
			Findings []struct{ Kind, Rule, Problem, Message string }
			Summary  struct{ Errors, Warnings, Problems int }
		}
		if err := json.Unmarshal([]byte(render(t, "json", apps.JSON, text, nil)), &doc); err != nil {
			t.Errorf("JSON on %q: %v", text, err)
		}
		if n := doc.Summary.Errors + doc.Summary.Warnings + doc.Summary.Problems; n != len(doc.Findings) {
			t.Errorf("JSON on %q: %d findings, but the summary counts %d", text, len(doc.Findings), n)
		}
		log, err := sariftest.Read([]byte(render(t, "sarif", apps.JSON, text, nil)))
		if err != nil {
			t.Errorf("SARIF on %q: %v", text, err)
			continue
		}
		var got, want []string
		for _, r := range log.Runs[0].Results {
			got = append(got, r.RuleID+": "+r.Message.Text)
			if rule := log.Runs[0].Tool.Driver.Rules[*r.RuleIndex]; rule.ID != r.RuleID {
				t.Errorf("SARIF on %q: rule %s has the index of %s", text, r.RuleID, rule.ID)
			}
		}
		for _, f := range doc.Findings {
			rule := f.Rule
			if f.Kind == "problem" {
				rule = "input"
			}
			want = append(want, rule+": "+f.Message)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("findings on %q (-JSON +SARIF):\n%s", text, diff)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := report.New(new(strings.Builder), "yaml", report.Options{Edition: validate.Default()}); err == nil {
		t.Error("New knows the format yaml")
	}
}
