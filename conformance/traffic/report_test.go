package traffic_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/traffic"
	"github.com/appgauge/appgauge/schemas"
)

// What is reported of traffic is of the published form, and every writer can write it:
// also of no traffic at all, and of one that could not be read to its end.
func TestReportForms(t *testing.T) {
	schema, err := schemas.Compile(schemas.ConformanceReport)
	if err != nil {
		t.Fatal(err)
	}
	steps := []step{
		post(0, `{"name":"1st"}`, 201, app("1", "1st", 0)), post(1, `{"name":"app"}`, 409, exists), get(9, "?limit=1", 200, page(2, app("1", "1st", 0), app("2", "two", 0))),
		{at: 10, method: "OPTIONS", status: 204},
	}
	for name, c := range map[string]struct {
		steps   []step
		problem error
	}{
		"nothing": {}, "some": {steps: steps}, "cut": {steps, errors.New("x.har: it ends too early")},
	} {
		j := traffic.New(traffic.Options{Sources: []string{"x.har"}, Again: "appgauge conformance check x.har"})
		for _, s := range c.steps {
			j.Observe(s.exchange())
		}
		j.Flush()
		rep := j.Report(c.problem)
		for _, format := range report.Formats() {
			write, err := report.For(format)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := write(&out, rep); err != nil {
				t.Errorf("%s: %s: %v", name, format, err)
			}
			if format != "json" {
				continue
			}
			var v any
			if err := json.Unmarshal(out.Bytes(), &v); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s: %#v", name, err)
			}
		}
		if code := rep.ExitCode(); c.problem != nil && code != 3 || c.problem == nil && len(c.steps) > 0 && code != 1 {
			t.Errorf("%s: exit status %d", name, code)
		}
	}
}
