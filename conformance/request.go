package conformance

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// operation is one of the operations a run performs.
type operation uint8

const (
	opCreate operation = iota
	opQuery
	opDelete
)

// credential is the token a request carries.
type credential struct {
	kind  credentialKind
	value string // of credWrong
}

type credentialKind uint8

const (
	credGood credentialKind = iota
	credForbidden
	credMissing
	credEmpty
	credWrong
)

// place is a collection of apps: that of one gateway instance of one project.
type place struct{ project, instance string }

func (p place) path() string {
	return "/v2/" + url.PathEscape(p.project) + "/apigw/instances/" + url.PathEscape(p.instance) + "/apps"
}

// request is one request of a case. The zero value of a field is the ordinary
// case: the good token, the run's own place.
type request struct {
	op   operation
	auth credential
	// at is where; nil is the run's project and instance.
	at *place
	// query is the raw query of opQuery.
	query string
	// body is the body of opCreate; contentType defaults to JSON's.
	body        string
	contentType string
	// id is the app of opDelete.
	id string
	// name and key are what a created app would be known by, for the ledger.
	name, key string
	// secrets must be redacted in whatever is reported.
	secrets []string
}

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
func (d draft) withText(name, value string) draft { return d.with(name, quote(value)) }

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
	v, err := parseJSON(d.raw(name))
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
		b.WriteString(quote(m.name))
		b.WriteByte(':')
		b.WriteString(m.raw)
	}
	b.WriteByte('}')
	return b.String()
}

// create is the request that sends the draft.
func (d draft) create() request {
	r := request{op: opCreate, body: d.json()}
	r.name, _ = d.text("name")
	r.key, _ = d.text("app_key")
	if s, ok := d.text("app_secret"); ok {
		r.secrets = []string{s}
	}
	return r
}

// quote is the JSON string of s, escaping no more than JSON demands; s must be
// valid UTF-8.
func quote(s string) string {
	b := make([]byte, 0, len(s)+2)
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < 0x20:
			b = append(b, `\u00`...)
			b = append(b, "0123456789abcdef"[r>>4], "0123456789abcdef"[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(append(b, '"'))
}

// params is the query of a listing, in the order it is sent.
type params []param

type param struct{ name, value string }

func (p params) with(name, value string) params {
	return append(append(params(nil), p...), param{name, value})
}

func (p params) page(offset, limit int) params {
	return p.with("offset", strconv.Itoa(offset)).with("limit", strconv.Itoa(limit))
}

func (p params) encode() string {
	var b strings.Builder
	for i, q := range p {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(q.name))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(q.value))
	}
	return b.String()
}

// String is how the query is written in messages: "?limit=5", or "no parameters".
func (p params) String() string {
	if len(p) == 0 {
		return "no parameters"
	}
	return "?" + p.encode()
}
