package gateway

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// Object is a JSON object whose members keep their order.
type Object struct {
	Members []Member
}

// Member is a member of an [Object]. Its value is whatever encoding/json can
// write, another *Object, or a []*Object.
type Member struct {
	Name  string
	Value any
}

// Set sets a member's value, at the end where the object has none of that name.
func (o *Object) Set(name string, value any) *Object {
	if i := o.index(name); i >= 0 {
		o.Members[i].Value = value
		return o
	}
	o.Members = append(o.Members, Member{name, value})
	return o
}

// Get is a member's value, nil where there is no such member.
func (o *Object) Get(name string) any {
	if i := o.index(name); i >= 0 {
		return o.Members[i].Value
	}
	return nil
}

// Delete takes members out.
func (o *Object) Delete(names ...string) *Object {
	o.Members = slices.DeleteFunc(o.Members, func(m Member) bool { return slices.Contains(names, m.Name) })
	return o
}

// Rename gives a member another name in its place.
func (o *Object) Rename(from, to string) *Object {
	if i := o.index(from); i >= 0 {
		o.Members[i].Name = to
	}
	return o
}

func (o *Object) index(name string) int {
	return slices.IndexFunc(o.Members, func(m Member) bool { return m.Name == name })
}

// MarshalJSON implements [json.Marshaler].
func (o *Object) MarshalJSON() ([]byte, error) { return appendJSON(nil, o) }

// sizeJSON is about as many bytes as v is long in JSON, most often a few more.
func sizeJSON(v any) int {
	switch v := v.(type) {
	case *Object:
		n := len("{}")
		for i := range v.Members {
			n += len(v.Members[i].Name) + len(`"":,`) + sizeJSON(v.Members[i].Value)
		}
		return n
	case []*Object:
		n := len("[]")
		for _, o := range v {
			n += sizeJSON(o) + len(",")
		}
		return n
	case string:
		return len(v) + len(`""`)
	}
	return 8
}

// appendJSON writes v without the escapes for HTML that [json.Marshal] makes.
func appendJSON(dst []byte, v any) ([]byte, error) {
	var err error
	switch v := v.(type) {
	case *Object:
		dst = append(dst, '{')
		for i, m := range v.Members {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(appendText(dst, m.Name), ':')
			if dst, err = appendJSON(dst, m.Value); err != nil {
				return dst, err
			}
		}
		return append(dst, '}'), nil
	case []*Object:
		dst = append(dst, '[')
		for i, o := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			if dst, err = appendJSON(dst, o); err != nil {
				return dst, err
			}
		}
		return append(dst, ']'), nil
	case string:
		return appendText(dst, v), nil
	case int:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(dst, v, 10), nil
	}
	return appendAny(dst, v)
}

func appendText(dst []byte, s string) []byte {
	if plain(s) {
		return append(append(append(dst, '"'), s...), '"')
	}
	dst, _ = appendAny(dst, s) // a string is always JSON
	return dst
}

func appendAny(dst []byte, v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return dst, err
	}
	return append(dst, bytes.TrimSuffix(buf.Bytes(), []byte{'\n'})...), nil
}

// plain reports whether s needs no escape in JSON.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
