package rpc

import (
	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
)

type listParams struct {
	Run     globs     `json:"run,omitempty" jsonschema:"List only the cases whose ID matches one of these; * stands for any text. If absent, all."`
	Skip    globs     `json:"skip,omitempty" jsonschema:"Leave out the cases whose ID matches one of these."`
	Edition editionID `json:"edition,omitempty" jsonschema:"The rule set; if absent, the default one."`
}

// Suite is the result of conformance/list.
type Suite struct {
	Edition editionOf       `json:"edition" jsonschema:"The rule set."`
	Clauses []result.Clause `json:"clauses" jsonschema:"The normative statements of the pages, in their order."`
	Cases   []result.Case   `json:"cases" jsonschema:"The experiments that can refute them, by ID."`
}

func listConformance(_ call, p *listParams) (any, error) {
	e := p.Edition.edition()
	cases, err := conformance.Select(conformance.Cases(e), p.Run, p.Skip)
	if err != nil {
		return nil, err
	}
	if cases == nil {
		cases = []result.Case{} // all were left out
	}
	return Suite{Edition: editionOf(e.ID), Clauses: conformance.Clauses(e), Cases: cases}, nil
}
