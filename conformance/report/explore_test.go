package report_test

import (
	"bytes"
	"encoding/base64"
	"html"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
)

// What an exploration finds is told in every form of report, with the command that
// explores again; the HTML page has the picture of a history.
func TestExploration(t *testing.T) {
	bad, err := faults.Handler(gateway.Options{}, "filter/status-ignored")
	if err != nil {
		t.Fatal(err)
	}
	r := conformance.Runner{Handler: bad, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Seed: 7, Ledger: filepath.Join(t.TempDir(), "ledger")}
	o, err := r.Explore(t.Context(), conformance.Exploration{For: 10 * time.Second, Enough: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Result.Cases) != 1 {
		t.Fatalf("%d findings", len(o.Result.Cases))
	}
	const picture = "<p>a history</p>"
	o.Result.Cases[0].Picture = picture
	o.Result.Target.BaseURL = "https://gw.example"
	rep := result.NewReport(o.Result)
	want := map[string]string{
		"text": "appgauge conformance explore --seed 7", "html": "data:text/html;base64," + base64.StdEncoding.EncodeToString([]byte(picture)),
		"json": `"picture"`, "junit": "explore/", "markdown": "status", "sarif": "status", "github": "status", "har": "status=",
	}
	for _, format := range report.Formats() {
		w, err := report.For(format)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := w(&out, rep); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		if !strings.Contains(html.UnescapeString(out.String()), want[format]) {
			t.Errorf("%s does not hold %q:\n%.3000s", format, want[format], out.String())
		}
		if format == "json" {
			if err := reportSchema(t).Validate(decode(t, out.Bytes())); err != nil {
				t.Error(err)
			}
		}
	}
}
