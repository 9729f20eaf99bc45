package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/sarif"
	"github.com/appgauge/appgauge/internal/visible"
)

const (
	home = "https://github.com/appgauge/appgauge"
	// aboutCauses is where the causes are documented.
	aboutCauses = home + "/blob/main/docs/conformance.md#causes"
)

// SARIF writes the form that code scanners read: one run with a rule for each cause, and
// a result for each cause and gateway, the gravest first. It keeps to what GitHub's
// code scanning takes; a notification says what was left out. A gateway has no source:
// the place of a result is a path made up of the gateway and the case.
func SARIF(w io.Writer, r *result.Report) error {
	run := sarif.Run{
		AutomationDetails: &sarif.AutomationDetails{ID: "appgauge-conformance/"},
		Results:           []sarif.Result{},
		Tool:              sarif.Tool{Driver: sarif.Driver{Name: "appgauge conformance", Version: toolVersion(), InformationURI: home}},
	}
	all := allCauses(r)
	// Code scanning refuses a tool without rules, though it found nothing.
	notRun := result.Cause{Key: result.NotRun, Verdict: result.Errored}
	run.Tool.Driver.Rules = []sarif.Rule{rule(ruleID(&notRun), gatewayCause{notRun, &result.Result{}})}
	rules := map[string]int{ruleID(&notRun): 0}
	for _, c := range all[:min(len(all), sarif.MaxResults)] {
		id := ruleID(&c.Cause)
		index, known := rules[id]
		if !known {
			index = len(rules)
			rules[id] = index
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule(id, c))
		}
		run.Results = append(run.Results, sarifResult(id, index, c, len(r.Gateways) > 1))
	}
	run.Invocations = []sarif.Invocation{sarifInvocation(r)}
	if more := len(all) - sarif.MaxResults; more > 0 {
		run.Invocations[0].Notify(sarif.Warning, fmt.Sprintf("The gravest %d of %d results are here: code scanning takes no more. The JSON report has them all.", sarif.MaxResults, len(all)))
	}
	text, err := json.MarshalIndent(sarif.Log{Schema: sarif.Schema, Version: sarif.Version, Runs: []sarif.Run{run}}, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(visible.JSON(text), '\n'))
	return err
}

// sarifInvocation says how the runs went.
func sarifInvocation(r *result.Report) sarif.Invocation {
	out := sarif.Invocation{ExecutionSuccessful: true}
	for _, g := range r.Gateways {
		level := sarif.Note
		if g.Conclusion == result.Aborted {
			out.ExecutionSuccessful = false
			level = sarif.Error
		}
		out.Notify(level, visible.Line(fmt.Sprintf("%s: %s: %s", g.Target.Label(), g.Conclusion, g.Reason)))
		for _, p := range g.Problems {
			out.Notify(sarif.Error, visible.Line(g.Target.Label()+": "+p))
		}
	}
	return out
}

func sarifResult(id string, index int, c gatewayCause, many bool) sarif.Result {
	text := explainCause(c.g, &c.Cause)
	if many {
		text = visible.Line(c.g.Target.Label()) + ": " + text
	}
	out := sarif.Result{
		Level:        sarif.Error,
		Locations:    sarif.At(place(c.g, &c.Cause), &sarif.Region{StartLine: 1}),
		Message:      sarif.Text{Text: text},
		Fingerprints: &sarif.Fingerprints{PrimaryLocationLineHash: fingerprint(c.g, &c.Cause) + ":1"},
		RuleID:       id, RuleIndex: &index,
	}
	if level(&c.Cause) == "warning" {
		out.Level = sarif.Warning
	}
	if k := telling(c.g, &c.Cause); c.Known && k != nil {
		out.Suppressions = []sarif.Suppression{{Kind: "external", Justification: visible.Line(k.Known)}}
	}
	return out
}

// rule is a cause, whichever gateway has it.
func rule(id string, c gatewayCause) sarif.Rule {
	short := visible.Line(c.Key)
	if c.Verdict == result.Errored && c.Key != result.NotRun {
		short = "no answer that could be judged" // the key is what the one gateway did
	}
	var plain, marked []string
	for _, id := range c.Clauses {
		k := clause(c.g, id)
		if k == nil {
			continue
		}
		what := visible.Line(fmt.Sprintf("%s, %s; %s", k.Level, k.Basis, k.Citation))
		plain = append(plain, visible.Line(fmt.Sprintf("%s (%s): %s.", k.ID, what, k.Text)))
		marked = append(marked, fmt.Sprintf("- %s (%s): %s", cell(k.ID), cell(what), cell(k.Text)))
	}
	full := short + "."
	if len(plain) > 0 {
		full = strings.Join(plain, " ")
	}
	const repeat = "To see it again, run the command behind \"again:\" in a result's message: it runs the telling case alone."
	help := sarif.Text{Text: strings.Join(append(plain, repeat), "\n"), Markdown: repeat}
	if len(marked) > 0 {
		help.Markdown = "What the pages say, and the gateway does not do:\n\n" + strings.Join(marked, "\n") + "\n\n" + repeat
	}
	facts := &sarif.RuleFacts{Precision: "very-high", Severity: level(&c.Cause), Tags: []string{"api", "conformance"}}
	return sarif.Rule{
		ID: id, Name: pascal(id), ShortDescription: sarif.Text{Text: sentence(short) + "."}, FullDescription: &sarif.Text{Text: full},
		Help: &help, HelpURI: aboutCauses, Properties: facts,
	}
}

// pascal is an ID in PascalCase.
func pascal(id string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(id, func(r rune) bool { return strings.ContainsRune("-/._", r) }) {
		b.WriteString(sentence(part))
	}
	return b.String()
}
