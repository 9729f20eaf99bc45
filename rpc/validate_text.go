package rpc

import (
	"encoding/base64"

	"github.com/appgauge/appgauge/rpc/position"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

type validateTextParams struct {
	Text     text       `json:"text" jsonschema:"The JSON text of a create request."`
	Edition  editionID  `json:"edition,omitempty" jsonschema:"The rule set; if absent, the default one."`
	Locale   localeTag  `json:"locale,omitempty" jsonschema:"The language of messages; if absent, English."`
	Encoding encodingID `json:"encoding,omitempty" jsonschema:"The units in which the characters of a line are counted; if absent, UTF-16 code units."`
	Base64   truth      `json:"base64,omitempty" jsonschema:"The text is base64 (RFC 4648, section 4) of the bytes to check, which need not be valid UTF-8."`
}

func validateText(_ call, p *validateTextParams) (any, error) {
	e := p.Edition.edition()
	checked := string(p.Text)
	if p.Base64 {
		decoded, err := base64.StdEncoding.DecodeString(checked)
		if err != nil {
			return nil, &ParamError{Param: "text", Expected: "base64 with padding", Got: "something else: " + err.Error()}
		}
		checked = string(decoded)
	}
	vs := document.AppendString(nil, e, checked)
	if vs == nil {
		return validVerdicts[e], nil
	}
	lines := position.NewIndex(checked)
	return verdict(e, p.Locale.Locale, vs, func(v *validate.Violation) *Range {
		return rangeOf(lines, p.Encoding.Encoding, v.Offset, v.End)
	}), nil
}
