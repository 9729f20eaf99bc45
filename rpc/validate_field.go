package rpc

import (
	"github.com/appgauge/appgauge/rpc/position"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

type validateFieldParams struct {
	Field    fieldName  `json:"field" jsonschema:"The field's JSON member name."`
	Value    anything   `json:"value,omitempty" jsonschema:"The member's value; if absent, the member is taken to be absent."`
	Edition  editionID  `json:"edition,omitempty" jsonschema:"The rule set; if absent, the default one."`
	Locale   localeTag  `json:"locale,omitempty" jsonschema:"The language of messages; if absent, English."`
	Encoding encodingID `json:"encoding,omitempty" jsonschema:"The units in which the characters of a line are counted; if absent, UTF-16 code units."`
}

// validateField checks one field. Its ranges are in the field's text.
func validateField(_ call, p *validateFieldParams) (any, error) {
	e := p.Edition.edition()
	var value validate.Value
	var vs validate.Violations
	if p.Value.raw != nil {
		d := document.Parse(p.Value.raw)
		value = d.Root().Value()
		// The only offence of syntax that is left to find in a value of a request
		// is half of a surrogate pair.
		vs = append(vs, d.Syntax()...)
	}
	if vs == nil {
		vs = e.CheckField(p.Field.FieldID, value)
	}
	if vs == nil {
		return validVerdicts[e], nil
	}
	return verdict(e, p.Locale.Locale, vs, func(v *validate.Violation) *Range {
		if !ofText(v.Rule) {
			return nil
		}
		return rangeOf(position.NewIndex(value.Text), p.Encoding.Encoding, v.Offset, v.End)
	}), nil
}
