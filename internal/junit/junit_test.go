package junit_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/junit"
	"github.com/appgauge/appgauge/internal/junit/junittest"
)

// whole has every outcome.
func whole() []junit.Suite {
	return []junit.Suite{{
		Name: "create/name", Package: "north", Host: "gw.example", Started: time.Date(2026, 1, 31, 12, 0, 0, 5, time.FixedZone("", 3600)),
		Properties: []junit.Property{{Name: "conclusion", Value: "nonconformant"}},
		Tests: []junit.Test{
			{Name: "a", Class: junit.Class("gw.example", "create"), Seconds: 1e-9},
			{Name: "b", Class: "create", Outcome: junit.Failed, Message: "m", Type: "must", Text: "one\ntwo <&>\x1b"},
			{Name: "c", Class: "create", Outcome: junit.Errored, Message: "m", Type: "must"},
			{Name: "d", Class: "create", Outcome: junit.Skipped, Message: "why", Text: "more"},
			{Name: "e", Class: "create", Outcome: junit.Skipped, Message: "why"},
		},
		Out: "a warning\n",
	}, {Name: "empty", Properties: []junit.Property{{Name: "edition", Value: ""}}}}
}

func write(t *testing.T, suites []junit.Suite) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := junit.Write(&out, suites); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWrite(t *testing.T) {
	got, err := junittest.Read(write(t, whole()))
	if err != nil {
		t.Fatal(err)
	}
	want := []junittest.Suite{{
		Name: "create/name", Package: "north", Properties: map[string]string{"conclusion": "nonconformant"},
		Tests: []junittest.Test{
			{Name: "a", Class: "gw_example.create"},
			{Name: "b", Class: "create", Outcome: "failure", Message: "m", Type: "must", Text: "one\ntwo <&>\ufffd"},
			{Name: "c", Class: "create", Outcome: "error", Message: "m", Type: "must", Text: "m"},
			{Name: "d", Class: "create", Outcome: "skipped", Text: "why\nmore"},
			{Name: "e", Class: "create", Outcome: "skipped", Text: "why"},
		},
		Out: "a warning\n",
	}, {Name: "empty", Package: "empty", Properties: map[string]string{"edition": ""}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what was written and read (-want +got):\n%s", diff)
	}
}

// TestReadRefuses changes a good document in one place each.
func TestReadRefuses(t *testing.T) {
	good := string(write(t, whole()))
	for _, tt := range []struct{ old, new, reason string }{
		{`<testsuites>`, `<testsuites tests="5">`, "Ant's schema"},
		{`tests="5"`, `tests="6"`, "a wrong count"},
		{`skipped="2"`, `skipped="2" disabled="0"`, "junit-10"},
		{`hostname="gw.example" `, ``, "Ant's schema"},
		{`T11:00:00"`, `T11:00:00Z"`, "Ant's schema"},
		{`time="0.000"`, `time="1e-09"`, "xs:decimal"},
		{`<testcase name="a"`, `<testcase status="pass" name="a"`, "junit-10"},
		{`<skipped>why</skipped>`, `<skipped message="why">why</skipped>`, "the plugin JUnit's older schema"},
		{`<skipped>why</skipped>`, `<skipped></skipped>`, "GitLab shows nothing"},
		{`<skipped>why</skipped>`, `<skipped>why</skipped><system-out>x</system-out>`, "Ant's schema"},
		{`<system-err></system-err>`, ``, "Ant's schema"},
		{`  <properties>`, `  <!-- --><system-out/><properties>`, "the order"},
		{`</testsuites>`, ``, "not XML"},
	} {
		bad := strings.Replace(good, tt.old, tt.new, 1)
		if bad == good {
			t.Errorf("there is no %s in\n%s", tt.old, good)
		}
		if _, err := junittest.Read([]byte(bad)); err == nil {
			t.Errorf("%s for %s is let through, against %s", tt.new, tt.old, tt.reason)
		}
	}
}
