package rpc

import "github.com/appgauge/appgauge/validate"

// The types of members that hold one of a few names.
type (
	editionOf    string
	ruleName     string
	severityName string
	causeName    string
)

func ruleNames() []string {
	var names []string
	for r := range validate.Rule(validate.NumRules) {
		names = append(names, r.String())
	}
	return names
}

func severityNames() []string {
	return []string{validate.Error.String(), validate.Warning.String()}
}

func causeNames() []string {
	var names []string
	for c := validate.NoCause + 1; c < validate.NumCauses; c++ {
		names = append(names, c.String())
	}
	return names
}
