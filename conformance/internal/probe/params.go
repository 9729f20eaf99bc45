package probe

import (
	"net/url"
	"strconv"
	"strings"
)

// Params is the query of a listing, in the order it is sent.
type Params []Param

type Param struct{ Name, Value string }

func (p Params) With(name, value string) Params {
	return append(append(Params(nil), p...), Param{name, value})
}

// Without leaves the parameters of the name out.
func (p Params) Without(name string) Params {
	var out Params
	for _, q := range p {
		if q.Name != name {
			out = append(out, q)
		}
	}
	return out
}

func (p Params) Page(offset, limit int) Params {
	return p.With("offset", strconv.Itoa(offset)).With("limit", strconv.Itoa(limit))
}

func (p Params) Encode() string {
	var b strings.Builder
	for i, q := range p {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(q.Name))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(q.Value))
	}
	return b.String()
}

// String is how the query is written in messages: "?limit=5", or "no parameters".
func (p Params) String() string {
	if len(p) == 0 {
		return "no parameters"
	}
	return "?" + p.Encode()
}
