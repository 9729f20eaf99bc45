package rpc

import (
	"encoding/json"
	"strings"

	"github.com/appgauge/appgauge/rpc/position"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// The types of parameters. Each one's zero value is what its absence means.
type (
	// object is a JSON object, as it was sent.
	object struct{ raw json.RawMessage }
	// anything is any JSON value, as it was sent; nil where there is none.
	anything struct{ raw json.RawMessage }
	text     string
	truth    bool
	// integer is the text of an integer, sent as a number or as a text.
	integer string
	// globs are patterns of case IDs.
	globs      []string
	editionID  struct{ found *validate.Edition }
	localeTag  struct{ validate.Locale }
	fieldName  struct{ validate.FieldID }
	encodingID struct{ position.Encoding }
)

func (o *object) read(raw []byte) bool {
	o.raw = raw
	return raw[0] == '{'
}
func (*object) expects() string { return "an object" }

func (a *anything) read(raw []byte) bool {
	a.raw = raw
	return true
}
func (*anything) expects() string { return "a value" }

func (t *text) read(raw []byte) bool {
	s, ok := textOf(raw)
	*t = text(s)
	return ok
}
func (*text) expects() string { return "a text" }

func (f *truth) read(raw []byte) bool {
	*f = string(raw) == "true"
	return bool(*f) || string(raw) == "false"
}
func (*truth) expects() string { return "true or false" }

func (n *integer) read(raw []byte) bool {
	if raw[0] == '"' {
		return (*text)(n).read(raw)
	}
	if raw[0] != '-' && (raw[0] < '0' || '9' < raw[0]) {
		return false
	}
	*n = integer(raw)
	return true
}
func (*integer) expects() string { return "an integer of 64 bits, as a number or as a text" }

func (g *globs) read(raw []byte) bool {
	if raw[0] != '[' {
		return false
	}
	for value := range elements(raw) {
		s, ok := textOf(value)
		if !ok {
			return false
		}
		*g = append(*g, s)
	}
	return true
}
func (*globs) expects() string { return "an array of texts" }

func (e *editionID) read(raw []byte) (ok bool) {
	id, ok := textOf(raw)
	if ok {
		e.found, ok = validate.Lookup(id)
	}
	return ok && id != ""
}
func (*editionID) expects() string { return oneOf(editionIDs()) }

// edition is the edition asked for, or the default.
func (e *editionID) edition() *validate.Edition {
	if e.found == nil {
		return validate.Default()
	}
	return e.found
}

func (l *localeTag) read(raw []byte) (ok bool) {
	tag, ok := textOf(raw)
	if ok {
		l.Locale, ok = validate.ParseLocale(tag)
	}
	return ok
}
func (*localeTag) expects() string { return oneOf(localeTags()) }

func (f *fieldName) read(raw []byte) (ok bool) {
	name, ok := textOf(raw)
	if ok {
		f.FieldID, ok = validate.Default().Field(name)
	}
	return ok
}
func (*fieldName) expects() string { return oneOf(fieldNames()) }

func (e *encodingID) read(raw []byte) (ok bool) {
	id, ok := textOf(raw)
	if ok {
		e.Encoding, ok = position.ParseEncoding(id)
	}
	return ok
}
func (*encodingID) expects() string { return oneOf(encodingIDs()) }

// textOf is the text of raw, a JSON value. Half of a surrogate pair is no text.
func textOf(raw []byte) (s string, ok bool) {
	if raw[0] != '"' {
		return "", false
	}
	inner := string(raw[1 : len(raw)-1])
	if strings.IndexByte(inner, '\\') < 0 {
		return inner, true
	}
	d := document.Parse(raw)
	return d.Root().Text(), len(d.Syntax()) == 0
}

func editionIDs() []string {
	var ids []string
	for _, e := range validate.Editions() {
		ids = append(ids, e.ID)
	}
	return ids
}

func localeTags() []string {
	return []string{validate.English.String(), validate.Chinese.String()}
}

func fieldNames() []string {
	var names []string
	for _, f := range validate.Default().Fields {
		names = append(names, f.Name)
	}
	return names
}

func encodingIDs() []string {
	return []string{position.UTF16.String(), position.UTF8.String(), position.UTF32.String()}
}
