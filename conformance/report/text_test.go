package report_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
)

func text(t *testing.T, r *result.Report, o report.TextOptions) string {
	t.Helper()
	var out bytes.Buffer
	if err := report.Text(&out, r, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// golden compares a report with a file in testdata.
func golden(t *testing.T, file, got string) {
	t.Helper()
	file = "testdata/" + file
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s; -update rewrites it (-want +got):\n%s", file, diff)
	}
}

// TestTextGolden shows what a person sees on a screen, in a log, and of several
// gateways.
func TestTextGolden(t *testing.T) {
	golden(t, "screen.txt", text(t, synthetic(12, 3), report.TextOptions{Width: 100}))
	golden(t, "log.txt", text(t, synthetic(12, 3), report.TextOptions{}))
	golden(t, "pair.txt", text(t, pair(), report.TextOptions{Width: 100}))
}

// TestTextFits holds that a run fits a screen if it has up to ten causes, however many
// cases met them, and that no line but a command to be pasted is longer than it.
func TestTextFits(t *testing.T) {
	for _, n := range []struct{ failures, causes int }{{0, 0}, {1, 1}, {10, 10}, {300, 10}} {
		r := synthetic(n.failures, n.causes)
		for i := range n.causes {
			if want := r.Gateways[0].Causes[i].Telling; !strings.Contains(text(t, r, report.TextOptions{Width: 100}), want) {
				t.Errorf("%+v: the case %s is not named", n, want)
			}
		}
		rows := 0
		for _, line := range strings.Split(strings.TrimSuffix(text(t, r, report.TextOptions{Width: 100, Color: true}), "\n"), "\n") {
			plain := stripped(line)
			rows += max(1, (utf8.RuneCountInString(plain)+99)/100)
			if utf8.RuneCountInString(plain) > 100 && !strings.HasPrefix(plain, "  (… is --base-url ") {
				t.Errorf("%+v: a line has %d characters: %s", n, utf8.RuneCountInString(plain), plain)
			}
		}
		if rows > 60 {
			t.Errorf("%+v: the report has %d lines of 100 columns", n, rows)
		}
	}
}

// TestTextWhole holds that a file has everything that a screen has no room for.
func TestTextWhole(t *testing.T) {
	r := synthetic(24, 24)
	got := text(t, r, report.TextOptions{})
	for _, c := range r.Gateways[0].Causes {
		if c.Verdict == result.Warn {
			if want := "WARN " + c.Text + "\n"; !strings.Contains(got, want) || !strings.Contains(got, "such as "+c.Telling+"\n") {
				t.Errorf("there is no line %q, or not of %s", want, c.Telling)
			}
			continue
		}
		for _, want := range []string{"FAIL " + c.Text + "\n", "  again: appgauge conformance replay " + c.Telling + " --base-url https://gateway.region-4.example.com --project-id "} {
			if !strings.Contains(got, want) {
				t.Errorf("there is no line %q", want)
			}
		}
	}
	for _, c := range r.Gateways[0].Cases {
		if len(c.Exchanges) > 0 && c.Verdict == result.Fail && !strings.Contains(got, "  sent: "+c.Exchanges[0].Curl()+"\n") {
			t.Errorf("%s: the command is not there whole", c.ID)
		}
	}
	if strings.Contains(got, "--verbose shows") {
		t.Error("something is left out")
	}
}

func stripped(line string) string {
	for _, code := range []string{"0", "1", "2", "31", "32", "33", "36", "31;1", "32;1", "33;1"} {
		line = strings.ReplaceAll(line, "\x1b["+code+"m", "")
	}
	return line
}

// TestTextVerbose holds that every case is told of, after the causes, what failed last.
func TestTextVerbose(t *testing.T) {
	r := synthetic(3, 1)
	got := text(t, r, report.TextOptions{Verbose: true})
	at := 0
	for _, want := range []string{"\n  again: ", "PASS list/name/max-length/seen\n", "UNVERIFIED list/limit/needs-apps-0\n", "FAIL create/name/max-length/002-rejected\n", "NONCONFORMANT"} {
		i := strings.Index(got[at:], want)
		if i < 0 {
			t.Fatalf("there is no %q after byte %d of\n%s", want, at, got)
		}
		at += i
	}
	for _, c := range r.Gateways[0].Cases {
		if !strings.Contains(got, " "+c.ID+"\n") {
			t.Errorf("%s is missing", c.ID)
		}
	}
}

// TestTextInterrupted holds that a thousand cases that were not run are one cause.
func TestTextInterrupted(t *testing.T) {
	g := synthetic(0, 0).Gateways[0]
	for i := range g.Cases {
		g.Cases[i].Verdict = result.Errored
		g.Cases[i].Findings = []result.Finding{{Verdict: result.Errored, Text: "not run: " + errInterrupted.Error(), Exchange: -1}}
	}
	g.Causes = nil
	g.Conclude(errInterrupted, len(g.Cases))
	got := text(t, result.NewReport(g), report.TextOptions{})
	if !strings.HasPrefix(got, "ERROR not run: the run was interrupted\n  33 cases\n\n") || !strings.Contains(got, "\nABORTED  north: the run was interrupted\n") {
		t.Error(got)
	}
}

// TestTextSqueezes holds that on a screen the end of a finding is not lost for the sake of an ID.
func TestTextSqueezes(t *testing.T) {
	r := synthetic(1, 1)
	c := &r.Gateways[0].Causes[0]
	c.Text = `the app "8ec712ba1671c9b3f58408f528171501", called "ag_gqtworbc_iidrh0buz", is listed, which does not match "ab"`
	for width, want := range map[int]string{
		0:  "FAIL " + c.Text + "\n",
		90: `FAIL the app "8ec712…", called "ag_gqt…", is listed, which does not match "ab"` + "\n",
	} {
		var out strings.Builder
		if err := report.Text(&out, r, report.TextOptions{Width: width}); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); !strings.HasPrefix(got, want) {
			t.Errorf("%d columns:\n%.300s", width, got)
		}
	}
}
