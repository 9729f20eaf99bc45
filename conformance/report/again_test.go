package report

import (
	"testing"

	"github.com/appgauge/appgauge/conformance/result"
)

// TestAgain holds that a failure's command names the gateway and what else was
// chosen, and nothing that the command does anyway.
func TestAgain(t *testing.T) {
	plain := func(change func(*result.Result)) *result.Result {
		g := &result.Result{
			Target: result.Target{
				BaseURL: "https://gw.example/edge", Edition: "2023-11",
				ProjectID: result.DefaultProjectID, InstanceID: result.DefaultInstanceID,
			},
			Apps: result.Apps{Budget: result.DefaultAppBudget},
		}
		change(g)
		return g
	}
	for _, tt := range []struct {
		name   string
		change func(*result.Result)
		want   string
	}{
		{"a gateway", func(*result.Result) {}, "appgauge conformance replay a/b --base-url https://gw.example/edge"},
		{"everything", func(g *result.Result) {
			g.Target.ProjectID, g.Target.InstanceID, g.Target.Edition, g.Apps.Budget = "it's p", "i;j", "2023-04", 600
		}, `appgauge conformance replay a/b --base-url https://gw.example/edge --project-id 'it'\''s p' --instance-id 'i;j' --edition 2023-04 --app-budget 600`},
		{"read-only", func(g *result.Result) { g.Target.ReadOnly, g.Apps.Budget = true, 7 },
			"appgauge conformance replay a/b --base-url https://gw.example/edge --read-only"},
		{"built-in", func(g *result.Result) { g.Target.Name, g.Apps.Budget = BuiltinName, result.HandlerAppBudget },
			"appgauge conformance replay a/b"},
		{"built-in, few apps", func(g *result.Result) { g.Target.Name = BuiltinName },
			"appgauge conformance replay a/b --app-budget 40"},
		{"a handler", func(g *result.Result) { g.Target.BaseURL = "http://gateway.invalid" }, "go test -run '/a/b$'"},
	} {
		if got := again(plain(tt.change), "a/b"); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
