package gateway

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
)

// Draft is a create request as it was sent.
type Draft struct {
	Body []byte
	// App are the values of the documented members, as far as Body could be read.
	App validate.App

	document validate.Violations
}

// Text is the text of a member, and whether a text was sent.
func (d *Draft) Text(id validate.FieldID) (string, bool) {
	return d.App[id].Text, d.App[id].Kind == validate.String
}

// check leaves every decision to package validate.
func (b *Behaviour) check(_ *Exchange, d *Draft) validate.Violations {
	if d.document != nil {
		return d.document
	}
	return b.Edition.Check(&d.App)
}

func decode(body []byte) *Draft {
	d := &Draft{Body: body}
	bad := validate.Violations{{Rule: validate.RuleSyntax}}
	if !utf8.Valid(body) || !json.Valid(body) {
		d.document = bad
		return d
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		d.document = validate.Violations{{Rule: validate.RuleType}}
		return d
	}
	seen := map[string]bool{}
	for dec.More() {
		name, _ := dec.Token()
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil && !errors.Is(err, io.EOF) {
			d.document = bad
			return d
		}
		id, known := validate.Default().Field(name.(string))
		if !known {
			continue
		}
		if seen[name.(string)] {
			d.document = append(d.document, validate.Violation{Field: name.(string), Rule: validate.RuleDuplicate})
		}
		seen[name.(string)] = true
		d.App[id] = value(raw)
	}
	return d
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
