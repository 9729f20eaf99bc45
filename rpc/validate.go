package rpc

import (
	"encoding/json"

	"github.com/appgauge/appgauge/rpc/position"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

type validateParams struct {
	App      object     `json:"app" jsonschema:"The create request."`
	Edition  editionID  `json:"edition,omitempty" jsonschema:"The rule set; if absent, the default one."`
	Locale   localeTag  `json:"locale,omitempty" jsonschema:"The language of messages; if absent, English."`
	Encoding encodingID `json:"encoding,omitempty" jsonschema:"The units in which the characters of a line are counted; if absent, UTF-16 code units."`
}

// validateApp checks an app that is part of the request. Its ranges are in the
// texts of the fields: the caller has no text of the whole.
func validateApp(_ call, p *validateParams) (any, error) {
	e := p.Edition.edition()
	vs := document.Append(nil, e, p.App.raw)
	if vs == nil {
		return validVerdicts[e], nil
	}
	root := document.Parse(p.App.raw).Root()
	return verdict(e, p.Locale.Locale, vs, func(v *validate.Violation) *Range {
		if !ofText(v.Rule) {
			return nil
		}
		field := root.Member(v.Field)
		v.Offset, v.End = field.Index(v.Offset), field.Index(v.End)
		return rangeOf(position.NewIndex(field.Text()), p.Encoding.Encoding, v.Offset, v.End)
	}), nil
}

// validVerdicts are the verdicts on apps without violations, encoded once and for
// all: they are what most callers get.
var validVerdicts = func() map[*validate.Edition]any {
	out := map[*validate.Edition]any{}
	for _, e := range validate.Editions() {
		out[e] = json.RawMessage(encode(verdict(e, validate.English, nil, nil)))
	}
	return out
}()
