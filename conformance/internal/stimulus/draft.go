package stimulus

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// member is one member of a create request's body, its value as JSON text.
type member struct{ name, raw string }

// Draft is the body of a create request in the making.
type Draft []member

// With returns the draft with the member set to the JSON text raw, in its place
// if it is there already.
func (d Draft) With(name, raw string) Draft {
	out := append(Draft(nil), d...)
	for i := range out {
		if out[i].name == name {
			out[i].raw = raw
			return out
		}
	}
	return append(out, member{name, raw})
}

// WithText is [Draft.With] for a string value.
func (d Draft) WithText(name, value string) Draft { return d.With(name, jsonvalue.Quote(value)) }

// Without returns the draft without the member.
func (d Draft) Without(name string) Draft {
	var out Draft
	for _, m := range d {
		if m.name != name {
			out = append(out, m)
		}
	}
	return out
}

// Raw is the member's JSON text, "" if it is absent.
func (d Draft) Raw(name string) string {
	for _, m := range d {
		if m.name == name {
			return m.raw
		}
	}
	return ""
}

// Text is the member's value where it is a JSON string.
func (d Draft) Text(name string) (string, bool) {
	doc := jsonvalue.Read(d.Raw(name))
	if len(doc.Flaws) > 0 {
		return "", false
	}
	s, ok := doc.Value.(string)
	return s, ok
}

// JSON is the body.
func (d Draft) JSON() string {
	var b strings.Builder
	b.WriteByte('{')
	for i, m := range d {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(jsonvalue.Quote(m.name))
		b.WriteByte(':')
		b.WriteString(m.raw)
	}
	b.WriteByte('}')
	return b.String()
}

// Create is the request that sends the draft.
func (d Draft) Create() probe.Request {
	r := probe.Request{Op: probe.OpCreate, Body: d.JSON()}
	r.Name, _ = d.Text("name")
	r.Key, _ = d.Text("app_key")
	if s, ok := d.Text("app_secret"); ok {
		r.Secrets = []string{s}
	}
	return r
}
