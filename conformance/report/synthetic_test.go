package report_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/result"
)

// synthetic is a report on a gateway far away of which so many cases failed, for so
// many causes, with all that a run can say beside.
func synthetic(failures, causes int) *result.Report {
	at := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	const url = "https://gateway.region-4.example.com/v2/0b1c2d3e4f5061728394a5b6c7d8e9f0/apigw/instances/9f8e7d6c5b4a39281706f5e4d3c2b1a0/apps"
	exchange := func(i int) []*result.Exchange {
		body := fmt.Sprintf(`{"id":"%032d","name":"ag_abcdefgh_%s","remark":"","status":1}`, i, strings.Repeat("x", 40))
		return []*result.Exchange{{
			Method: "POST", URL: url, Body: fmt.Sprintf(`{"name":"ag_abcdefgh_%s","remark":"number %d"}`, strings.Repeat("x", 60), i), Started: at, Millis: 12.5, Attempts: 1,
			Header: map[string][]string{"Content-Type": {"application/json"}, "X-Auth-Token": {result.MaskToken}}, Status: 201, Proto: "HTTP/1.1",
			ResponseHeader: map[string][]string{"Content-Type": {"application/json"}}, ResponseBody: body, ResponseBytes: len(body),
		}}
	}
	g := &result.Result{
		Target: result.Target{Name: "north", BaseURL: "https://gateway.region-4.example.com", ProjectID: "0b1c2d3e4f5061728394a5b6c7d8e9f0",
			InstanceID: "9f8e7d6c5b4a39281706f5e4d3c2b1a0", Edition: "2023-11"},
		RunID: "abcdefgh", Seed: 7, Started: at, Seconds: 21.5, Requests: 2345,
		Apps: result.Apps{Budget: 40, Created: 38, Deleted: 38},
		Traits: []result.Trait{
			{Name: "unique-names", Question: "may two apps have the same name", Values: []string{"no: refused with 409"}},
			{Name: "unique-app-keys", Question: "may two apps have the same AppKey", Values: []string{"no: refused with 400"}},
			{Name: "name-search", Question: "which names does the parameter name match without precise_search", Values: []string{"substring", "substring, whatever the case"}},
			{Name: "secret-at-creation", Question: "how is app_secret shown in the answer to a creation", Values: []string{"clear"}},
			{Name: "secret-in-listings", Question: "how is app_secret shown in listings", Values: []string{"masked"}},
			{Name: "empty-optional-text", Question: "what becomes of an optional text sent as \"\"", Values: []string{"accepted", "refused"}},
			{Name: "null-optional-member", Question: "what becomes of an optional member sent as null", Values: []string{"taken as absent"}},
			{Name: "unknown-or-repeated-member", Question: "what becomes of an unknown or repeated member", Values: []string{"accepted"}},
			{Name: "unknown-or-repeated-parameter", Question: "what becomes of an unknown or repeated parameter", Values: []string{"refused"}},
			{Name: "value-that-is-not-an-integer", Question: "what becomes of a query value that is not an integer, or has more than 32 bits", Values: []string{"refused"}},
			{Name: "asked-first", Question: "what is judged first, the token or the content", Values: []string{"the content"}},
			{Name: "remark-if-none-was-sent", Question: "how is a remark shown that was not sent", Values: []string{"null"}},
			{Name: "limits", Question: "which limits are there, and how are they told", Values: []string{"a body of 1048577 bytes is refused with 413", "throttles with 429"}},
			{Name: "unknown-project-or-instance", Question: "how is a project or instance answered that does not exist"},
			{Name: "apps-of-others", Question: "does the instance hold apps of others", Values: []string{"yes"}},
		},
	}
	themes := []string{"name/max-length", "name/charset", "remark/max-length", "app_key/min-length", "app_secret/charset", "body/required", "status/400", "auth/required", "name/start", "name/required",
		"error/400/msg", "response/id"}
	var cases []result.Case
	add := func(c result.CaseResult) {
		g.Cases = append(g.Cases, c)
		cases = append(cases, result.Case{ID: c.ID, Title: c.Title, Clauses: c.Clauses, Level: c.Level})
	}
	var clauses []result.Clause
	const binding = 10 // the first clauses are musts
	for i, theme := range themes {
		clauses = append(clauses, result.Clause{
			ID: "create/" + theme, Page: "create-app", Table: i%4 + 1, Row: strings.Split(theme, "/")[0], Text: "what the page says of " + theme,
			Basis: result.Basis(i / binding), Level: result.Level(i / binding), Observe: result.Observability{Kind: result.Tested},
		})
		add(result.CaseResult{ID: "list/" + theme + "/seen", Title: theme + " is as documented", Clauses: []string{"create/" + theme}, Verdict: result.Pass, Exchanges: exchange(i)})
	}
	for i := range failures {
		k := i % max(causes, 1)
		theme, verdict := themes[k%len(themes)], result.Fail
		if k%len(themes) >= binding {
			verdict = result.Warn
		}
		add(result.CaseResult{
			ID: fmt.Sprintf("create/%s/%03d-rejected", theme, i), Title: fmt.Sprintf("a request that breaks %s in the way number %d is refused", theme, i),
			Clauses: []string{"create/" + theme}, Control: "name-max", Verdict: verdict, Exchanges: exchange(i), Millis: 12,
			Findings: []result.Finding{{
				Verdict: verdict, Clause: "create/" + theme, Cause: fmt.Sprintf("%s accepted, %d", theme, k), Exchange: 0,
				Text: fmt.Sprintf("a value that breaks %s was accepted with 201 Created, and an app was made of it as if nothing were wrong with it (%d)", theme, k),
			}},
		})
	}
	for i := range 9 {
		add(result.CaseResult{
			ID: fmt.Sprintf("list/limit/needs-apps-%d", i), Title: "a longer listing", Clauses: []string{"create/name/start"}, Verdict: result.Unverified,
			Findings: []result.Finding{{Verdict: result.Unverified, Exchange: -1, Text: []string{
				fmt.Sprintf("only %d apps are listed: allow for more with --app-budget", i), "no token without permission was given", "the control failed", "the app is missing", "other apps came and went"}[i%5]}},
		})
	}
	for _, t := range themes {
		add(result.CaseResult{ID: "later/" + t, Title: "about " + t, Clauses: []string{"create/" + t}, Verdict: result.Pass})
	}
	g.Clauses = result.ClauseResults(clauses, cases, g.Cases)
	g.Causes = result.Causes(g.Cases)
	g.Conclude(nil, len(g.Cases)+3)
	return result.NewReport(g)
}

// pair is the synthetic gateway and another that differs from it in two traits, and
// breaks nothing.
func pair() *result.Report {
	a, b := synthetic(4, 2).Gateways[0], synthetic(0, 0).Gateways[0]
	b.Target.Name = "south"
	b.Traits[0].Values = []string{"yes"}
	b.Traits[2].Values = []string{"prefix"}
	b.Traits[3].Values = nil
	return result.NewReport(a, b)
}

var errInterrupted = errors.New("the run was interrupted")
