package gateway

import (
	"encoding/json"
	"strings"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// Draft is a create request as it was sent.
type Draft struct {
	Body []byte
	// App are the values of the documented members, as far as Body can be read.
	App validate.App
}

// decode reads the values of a body that may be anything.
func (b *Behaviour) decode(_ *Exchange, body []byte) *Draft {
	d := &Draft{Body: body}
	if root := document.Parse(body).Root(); root.Exists() && root.Kind() == validate.Object {
		d.App = root.App(b.Edition)
	}
	return d
}

// check leaves every decision to package validate.
func (b *Behaviour) check(_ *Exchange, d *Draft) validate.Violations {
	return document.Check(b.Edition, d.Body)
}

// Text is the text of a member, and whether a text was sent.
func (d *Draft) Text(id validate.FieldID) (string, bool) {
	// Cloned, so that an app does not hold on to the body it came in.
	return strings.Clone(d.App[id].Text), d.App[id].Kind == validate.String
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
	changed := &Draft{Body: body, App: d.App}
	changed.App[id] = validate.Text(text)
	return changed
}
