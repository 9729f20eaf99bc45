package conformance

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// member is one member of a create request's body, its value as JSON text.
type member struct{ name, raw string }

// draft is the body of a create request in the making.
type draft []member

// with returns the draft with the member set to the JSON text raw, in its place
// if it is there already.
func (d draft) with(name, raw string) draft {
	out := append(draft(nil), d...)
	for i := range out {
		if out[i].name == name {
			out[i].raw = raw
			return out
		}
	}
	return append(out, member{name, raw})
}

// withText is with for a string value.
func (d draft) withText(name, value string) draft { return d.with(name, probe.Quote(value)) }

// without returns the draft without the member.
func (d draft) without(name string) draft {
	var out draft
	for _, m := range d {
		if m.name != name {
			out = append(out, m)
		}
	}
	return out
}

// raw is the member's JSON text, "" if it is absent.
func (d draft) raw(name string) string {
	for _, m := range d {
		if m.name == name {
			return m.raw
		}
	}
	return ""
}

// text is the member's value where it is a JSON string.
func (d draft) text(name string) (string, bool) {
	v, err := probe.ParseJSON(d.raw(name))
	if err != nil {
		return "", false
	}
	s, ok := v.(string)
	return s, ok
}

// json is the body.
func (d draft) json() string {
	var b strings.Builder
	b.WriteByte('{')
	for i, m := range d {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(probe.Quote(m.name))
		b.WriteByte(':')
		b.WriteString(m.raw)
	}
	b.WriteByte('}')
	return b.String()
}

// create is the request that sends the draft.
func (d draft) create() probe.Request {
	r := probe.Request{Op: probe.OpCreate, Body: d.json()}
	r.Name, _ = d.text("name")
	r.Key, _ = d.text("app_key")
	if s, ok := d.text("app_secret"); ok {
		r.Secrets = []string{s}
	}
	return r
}
