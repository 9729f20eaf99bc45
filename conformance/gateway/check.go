package gateway

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
)

// check leaves every decision to package validate.
func (b *Behaviour) check(_ *Exchange, d *Draft) validate.Violations {
	if !utf8.Valid(d.Body) || !json.Valid(d.Body) {
		return validate.Violations{{Rule: validate.RuleSyntax}}
	}
	if d.Raw() == nil {
		return validate.Violations{{Rule: validate.RuleType}}
	}
	vs := b.Edition.Check(&d.App)
	seen := map[string]bool{}
	dec := json.NewDecoder(bytes.NewReader(d.Body))
	dec.Token()
	for dec.More() {
		name, _ := dec.Token()
		var raw json.RawMessage
		dec.Decode(&raw)
		if _, known := b.Edition.Field(name.(string)); known && seen[name.(string)] {
			vs = append(vs, validate.Violation{Field: name.(string), Rule: validate.RuleDuplicate})
		}
		seen[name.(string)] = true
	}
	return vs
}
