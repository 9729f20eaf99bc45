package sariftest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/sarif"
)

// whole is a log that has every member that package sarif knows.
func whole() *sarif.Log {
	text := sarif.Text{Text: "text"}
	return &sarif.Log{Schema: sarif.Schema, Version: sarif.Version, Runs: []sarif.Run{{
		AutomationDetails: &sarif.AutomationDetails{ID: "category/"},
		ColumnKind:        "unicodeCodePoints",
		Invocations: []sarif.Invocation{{
			ExecutionSuccessful: true, ToolExecutionNotifications: []sarif.Notification{{Level: sarif.Note, Message: text}},
		}},
		Results: []sarif.Result{{
			Level: sarif.Warning,
			Locations: sarif.At("a%20b.json", &sarif.Region{
				ByteLength: new(0), ByteOffset: new(0), EndColumn: 1, EndLine: 1, StartColumn: 1, StartLine: 1,
			}),
			Message: text, Fingerprints: &sarif.Fingerprints{PrimaryLocationLineHash: "1:1"}, RuleID: "rule", RuleIndex: new(0),
			Suppressions: []sarif.Suppression{{Justification: "reason", Kind: "external"}},
		}},
		Tool: sarif.Tool{Driver: sarif.Driver{
			InformationURI: "https://example.com", Language: "zh", Name: "tool", Version: "v1",
			Rules: []sarif.Rule{{
				ID: "rule", Name: "Rule", ShortDescription: text, FullDescription: &text, Help: &sarif.Text{Text: "text", Markdown: "**text**"},
				HelpURI:    "https://example.com/rule",
				Properties: &sarif.RuleFacts{Precision: "high", Severity: "error", Tags: []string{"tag"}},
			}},
		}},
	}}}
}

func TestRead(t *testing.T) {
	text, err := json.Marshal(whole())
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole(), got); diff != "" {
		t.Errorf("what was written and read (-want +got):\n%s", diff)
	}
	least := &sarif.Log{Schema: sarif.Schema, Version: sarif.Version, Runs: []sarif.Run{{
		Results: []sarif.Result{{Level: sarif.Error, RuleID: "rule", Locations: sarif.At("a", nil)}},
		Tool:    sarif.Tool{Driver: sarif.Driver{Name: "tool"}},
	}}}
	if text, err = json.Marshal(least); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(text); err != nil {
		t.Error(err)
	}
}

// TestReadRefuses changes a good log in one place each.
func TestReadRefuses(t *testing.T) {
	good, err := json.Marshal(whole())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ old, new string }{
		{`"version":"2.1.0"`, `"version":"2.0.0"`},
		{`"level":"warning"`, `"level":"fatal"`},
		{`"executionSuccessful":true,`, ``},
		{`"startLine":1`, `"startLine":0`},
		{`"columnKind":"unicodeCodePoints"`, `"columnKind":"bytes"`},
		{`"kind":"external"`, `"kind":"other"`},
		{`"name":"tool",`, ``},
		{`"ruleId"`, `"ruleID"`},
		{`"ruleIndex":0`, `"ruleIndex":0,"rank":1.0`}, // right, but not ours
		{`{"$schema"`, `{"$schema`},
	} {
		bad := strings.Replace(string(good), tt.old, tt.new, 1)
		if bad == string(good) {
			t.Errorf("there is no %s in %s", tt.old, good)
		}
		if _, err := Read([]byte(bad)); err == nil {
			t.Errorf("%s for %s is let through", tt.new, tt.old)
		}
	}
}
