package gateway

import (
	"encoding/json"

	"github.com/appgauge/appgauge/validate"
)

// Draft is a create request as it was sent.
type Draft struct {
	Body []byte
	// App are the values of the documented members, as far as Body can be read.
	App validate.App
}

// decode reads the values of a body that may be anything.
func decode(_ *Exchange, body []byte) *Draft {
	d := &Draft{Body: body}
	for name, raw := range d.Raw() {
		if id, known := validate.Default().Field(name); known {
			d.App[id] = value(raw)
		}
	}
	return d
}

// Text is the text of a member, and whether a text was sent.
func (d *Draft) Text(id validate.FieldID) (string, bool) {
	return d.App[id].Text, d.App[id].Kind == validate.String
}

// Raw is the body's members as JSON; nil where the body is no object.
func (d *Draft) Raw() map[string]json.RawMessage {
	var raw map[string]json.RawMessage
	if json.Unmarshal(d.Body, &raw) != nil {
		return nil
	}
	return raw
}

// With is the draft of the same request with a text for a member. Where the body
// is no object there is nothing to change.
func (d *Draft) With(id validate.FieldID, text string) *Draft {
	raw := d.Raw()
	if raw == nil {
		return d
	}
	raw[validate.Default().Fields[id].Name], _ = appendJSON(nil, text)
	body, err := json.Marshal(raw)
	if err != nil {
		return d
	}
	return decode(nil, body)
}

func value(raw json.RawMessage) validate.Value {
	switch raw[0] {
	case '"':
		var s string
		json.Unmarshal(raw, &s)
		return validate.Text(s)
	case '{':
		return validate.Value{Kind: validate.Object}
	case '[':
		return validate.Value{Kind: validate.Array}
	case 'n':
		return validate.Value{Kind: validate.Null}
	case 't', 'f':
		return validate.Value{Kind: validate.Bool}
	}
	return validate.Value{Kind: validate.Number}
}
