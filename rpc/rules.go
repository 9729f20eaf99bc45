package rpc

import (
	"github.com/appgauge/appgauge/internal/ruletable"
)

type rulesParams struct {
	Edition editionID `json:"edition,omitempty" jsonschema:"The rule set; if absent, the default one."`
	Locale  localeTag `json:"locale,omitempty" jsonschema:"The language of the sentences; if absent, English."`
}

// Rules is the result of rules/list.
type Rules struct {
	ruletable.Table
	Editions []editionOf `json:"editions" jsonschema:"Every rule set there is, the default one first."`
}

func listRules(_ call, p *rulesParams) (any, error) {
	r := Rules{Table: ruletable.New(p.Edition.edition(), p.Locale.Locale)}
	for _, id := range editionIDs() {
		r.Editions = append(r.Editions, editionOf(id))
	}
	return r, nil
}
