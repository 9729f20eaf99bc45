// Package jsonvalue reads the JSON of a gateway's answers, as tolerantly as an
// answer can be read without guessing: what is wrong inside one text or one member
// is a [Flaw] of that place, and everything around it is still read. Only a text
// whose structure is broken is an error.
//
//   - To read one text, call [Read].
//   - To read many answers that repeat each other, keep a [Reader].
package jsonvalue

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Object is a JSON object, its members in order. An app has a dozen members, for
// which a slice is quicker to make than a map and quick enough to search.
type Object []Member

// Member is one member of an [Object].
type Member struct {
	Name string
	// Value is an Object, a []any, a [Number], a string, a bool or nil.
	Value any
}

// Number is a JSON number as it is written.
type Number = json.Number

// Look is the member's value, and whether the member is present; null is a value.
// Of members of the same name it is the last, as most readers have it.
func (o Object) Look(name string) (any, bool) {
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].Name == name {
			return o[i].Value, true
		}
	}
	return nil, false
}

// Get is the member's value, nil if there is none.
func (o Object) Get(name string) any {
	v, _ := o.Look(name)
	return v
}

// Text is the member's value if it is a string, and else "".
func (o Object) Text(name string) string {
	s, _ := o.Get(name).(string)
	return s
}

// MarshalJSON writes the object with its members in order.
func (o Object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		value, err := json.Marshal(m.Value)
		if err != nil {
			return nil, err
		}
		out = append(append(append(out, Quote(m.Name)...), ':'), value...)
	}
	return append(out, '}'), nil
}

// Flaw is something wrong with a text or a member that leaves the rest readable.
type Flaw struct {
	// Path is the place as a JSON path: "$.apps[3].remark".
	Path string
	// What completes "the text ...": "has half a surrogate pair".
	What string
}

// Document is a JSON text that was read.
type Document struct {
	// Value is as in [Member].
	Value any
	// Flaws are in the order of the text, 100 at most.
	Flaws []Flaw
	// Cut reports that an array had more than [MaxItems] items; what follows is
	// not read.
	Cut bool
	// Err says why the text is not JSON; Value is then nil.
	Err error
}

// Kind names the JSON type of a value with its article: "a string", "null".
func Kind(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case Number:
		return "a number"
	case string:
		return "a string"
	case []any:
		return "an array"
	case Object:
		return "an object"
	}
	return fmt.Sprintf("%T", v)
}

// Integer is the value of a JSON number written as a 64-bit integer: 1, not 1.0
// or 1e0.
func Integer(v any) (int64, bool) {
	n, ok := v.(Number)
	if !ok {
		return 0, false
	}
	i, err := strconv.ParseInt(string(n), 10, 64)
	return i, err == nil
}

// Compact is the value as one line of JSON, cut after 80 bytes.
func Compact(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return Kind(v)
	}
	const most = 80
	if len(text) > most {
		return strings.ToValidUTF8(string(text[:most]), "") + "…"
	}
	return string(text)
}

// Quote is the JSON string of s, escaping no more than JSON demands; s must be
// valid UTF-8.
func Quote(s string) string {
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
