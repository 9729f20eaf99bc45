// Package sariftest reads SARIF as strictly as the standard allows.
package sariftest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/internal/sarif"
)

// schema is the official one; README.md says where it is from.
//
//go:embed sarif-schema-2.1.0.json
var schema string

// Read returns the log in a text. It is an error if the text does not keep to the
// schema of SARIF 2.1.0, or has members that package sarif does not know.
func Read(text []byte) (*sarif.Log, error) {
	s, err := jsonschema.CompileString(sarif.Schema, schema)
	if err != nil {
		return nil, err
	}
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	if err := s.Validate(document); err != nil {
		return nil, fmt.Errorf("%#v", err) // with every place
	}
	log := new(sarif.Log)
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return log, d.Decode(log)
}

// CodeScanning returns what GitHub's code scanning refuses of a log, or shows badly.
// See https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
func CodeScanning(log *sarif.Log) error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if len(log.Runs) > sarif.MaxRuns {
		bad("%d runs", len(log.Runs))
	}
	categories := map[string]bool{}
	for _, run := range log.Runs {
		if run.AutomationDetails == nil && len(log.Runs) > 1 || run.AutomationDetails != nil && categories[run.AutomationDetails.ID] {
			bad("several runs of one category")
		}
		if run.AutomationDetails != nil {
			categories[run.AutomationDetails.ID] = true
		}
		driver := run.Tool.Driver
		if driver.Version == "" || len(driver.Rules) == 0 {
			bad("no version of the tool, or no rules")
		}
		if len(run.Results) > sarif.MaxResults || len(driver.Rules) > sarif.MaxResults {
			bad("%d results of %d rules", len(run.Results), len(driver.Rules))
		}
		rules := map[string]bool{}
		for _, r := range driver.Rules {
			if rules[r.ID] {
				bad("two rules %s", r.ID)
			}
			rules[r.ID] = true
			if r.ShortDescription.Text == "" || r.FullDescription == nil || r.FullDescription.Text == "" || r.Help == nil || r.Help.Text == "" || r.Help.Markdown == "" {
				bad("the rule %s is not described", r.ID)
			}
			if len(r.ID) > 255 || len([]rune(r.ShortDescription.Text)) > 1024 || r.FullDescription != nil && len([]rune(r.FullDescription.Text)) > 1024 {
				bad("the description of the rule %.50s is too long", r.ID)
			}
		}
		for _, r := range run.Results {
			if r.RuleIndex == nil || *r.RuleIndex >= len(driver.Rules) || driver.Rules[*r.RuleIndex].ID != r.RuleID {
				bad("a result of no rule: %s", r.RuleID)
			}
			if r.Message.Text == "" || r.Message.Markdown != "" || len(r.Locations) != 1 {
				bad("%s has no message and place", r.RuleID)
				continue
			}
			at := r.Locations[0].PhysicalLocation
			if u, err := url.Parse(at.ArtifactLocation.URI); err != nil || u.IsAbs() || strings.HasPrefix(u.Path, "/") || u.Path == "" {
				bad("%s is at %q, which is no relative path", r.RuleID, at.ArtifactLocation.URI)
			}
			if at.Region == nil || at.Region.StartLine < 1 {
				bad("%s has no line", r.RuleID)
			}
		}
	}
	return errors.Join(errs...)
}
