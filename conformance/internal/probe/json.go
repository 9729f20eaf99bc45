package probe

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDepth is how deep arrays and objects of an answer may be nested.
const maxDepth = 64

// largeObject is how many members are looked through one by one.
const largeObject = 32

// Object is a JSON object of an answer, its members in order. That is quicker to
// make than a map, and quick enough to look into: an app has a dozen members.
type Object []Member

type Member struct {
	Name  string
	Value any
}

// Look is the member's value, and whether there is one; a null is one.
func (o Object) Look(name string) (any, bool) {
	for i := range o {
		if o[i].Name == name {
			return o[i].Value, true
		}
	}
	return nil, false
}

// Get is the member's value, nil where there is none.
func (o Object) Get(name string) any {
	v, _ := o.Look(name)
	return v
}

// Text is the member's value as a string, "" if it is none.
func (o Object) Text(name string) string {
	s, _ := o.Get(name).(string)
	return s
}

// MarshalJSON writes the object as it was read.
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

// ParseJSON reads one JSON text: objects as [Object], arrays as []any, numbers as
// json.Number, and string, bool and nil. It is stricter than encoding/json
// where an answer could deceive: a member that stands twice, invalid UTF-8,
// half a surrogate pair and more than maxDepth levels are errors. The strings are
// parts of the text.
func ParseJSON(text string) (any, error) { return (&jsonParser{text: text}).whole() }

// whole is the only value of the text.
func (p *jsonParser) whole() (any, error) {
	p.space()
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	p.space()
	if p.at < len(p.text) {
		return nil, p.fail("text after the JSON value")
	}
	return v, nil
}

type jsonParser struct {
	text string
	at   int
	// items are the objects in lists that were read before; it may be nil.
	items *itemCache
}

func (p *jsonParser) fail(what string) error {
	return fmt.Errorf("%s at byte %d", what, p.at)
}

func (p *jsonParser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

func (p *jsonParser) value(depth int) (any, error) {
	if p.at >= len(p.text) {
		return nil, errors.New("the JSON text ends too early")
	}
	switch c := p.text[p.at]; {
	case c == '{':
		return p.object(depth + 1)
	case c == '[':
		return p.array(depth + 1)
	case c == '"':
		return p.str()
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	}
	switch rest := p.text[p.at:]; {
	case strings.HasPrefix(rest, "true"):
		p.at += len("true")
		return true, nil
	case strings.HasPrefix(rest, "false"):
		p.at += len("false")
		return false, nil
	case strings.HasPrefix(rest, "null"):
		p.at += len("null")
		return nil, nil
	}
	return nil, p.fail("no JSON value")
}

func (p *jsonParser) object(depth int) (any, error) {
	if depth > maxDepth {
		return nil, p.fail(fmt.Sprintf("more than %d levels of nesting", maxDepth))
	}
	out := make(Object, 0, 12)
	var names map[string]bool // of a large object, to find those that repeat
	p.at++
	p.space()
	if p.skip('}') {
		return out, nil
	}
	for {
		p.space()
		if p.at >= len(p.text) || p.text[p.at] != '"' {
			return nil, p.fail("no member name")
		}
		name, err := p.str()
		if err != nil {
			return nil, err
		}
		dup := names[name]
		if names == nil {
			_, dup = out.Look(name)
		}
		if dup {
			return nil, p.fail("the second member " + strconv.Quote(Clip(name, 100)))
		}
		if len(out) == largeObject {
			names = make(map[string]bool, 2*largeObject)
			for _, m := range out {
				names[m.Name] = true
			}
		}
		if names != nil {
			names[name] = true
		}
		p.space()
		if !p.skip(':') {
			return nil, p.fail("no colon")
		}
		p.space()
		v, err := p.value(depth)
		if err != nil {
			return nil, err
		}
		out = append(out, Member{name, v})
		p.space()
		if p.skip('}') {
			return out, nil
		}
		if !p.skip(',') {
			return nil, p.fail("no comma and no end of the object")
		}
	}
}

func (p *jsonParser) array(depth int) (any, error) {
	if depth > maxDepth {
		return nil, p.fail(fmt.Sprintf("more than %d levels of nesting", maxDepth))
	}
	out := []any{}
	p.at++
	p.space()
	if p.skip(']') {
		return out, nil
	}
	for {
		p.space()
		v, err := p.item(depth)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
		p.space()
		if p.skip(']') {
			return out, nil
		}
		if !p.skip(',') {
			return nil, p.fail("no comma and no end of the array")
		}
	}
}

func (p *jsonParser) skip(c byte) bool {
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

// str reads a string. One without escapes, the usual case, is taken as it is.
func (p *jsonParser) str() (string, error) {
	start := p.at
	p.at++
	plain := true
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return p.unescape(start, plain)
		case c == '\\':
			plain = false
			p.at += 2
		case c < 0x20:
			return "", p.fail("a control character in a string")
		default:
			p.at++
		}
	}
	return "", errors.New("the JSON text ends in a string")
}

func (p *jsonParser) unescape(start int, plain bool) (string, error) {
	raw := p.text[start:p.at]
	if !utf8.ValidString(raw) {
		p.at = start
		return "", p.fail("invalid UTF-8 in the string")
	}
	if plain {
		return raw[1 : len(raw)-1], nil
	}
	var s string
	if err := json.Unmarshal([]byte(raw), &s); err != nil {
		p.at = start
		return "", p.fail("a wrong escape in the string")
	}
	if loneSurrogate(raw) {
		p.at = start
		return "", p.fail("half a surrogate pair in the string")
	}
	return s, nil
}

// loneSurrogate reports whether the valid JSON string raw has an escape that is
// half a surrogate pair.
func loneSurrogate(raw string) bool {
	high := false
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			if high {
				return true
			}
			continue
		}
		i++
		if raw[i] != 'u' {
			if high {
				return true
			}
			continue
		}
		n, _ := strconv.ParseUint(raw[i+1:i+5], 16, 16)
		i += 4
		switch {
		case 0xD800 <= n && n < 0xDC00:
			if high {
				return true
			}
			high = true
		case 0xDC00 <= n && n < 0xE000:
			if !high {
				return true
			}
			high = false
		case high:
			return true
		}
	}
	return high
}

func (p *jsonParser) number() (any, error) {
	start := p.at
	p.skip('-')
	switch {
	case p.skip('0'):
	case !p.digits():
		return nil, p.fail("no digit in a number")
	}
	if p.skip('.') && !p.digits() {
		return nil, p.fail("no digit after the decimal point")
	}
	if p.at < len(p.text) && p.text[p.at]|0x20 == 'e' {
		p.at++
		if !p.skip('+') {
			p.skip('-')
		}
		if !p.digits() {
			return nil, p.fail("no digit in the exponent")
		}
	}
	return json.Number(p.text[start:p.at]), nil
}

func (p *jsonParser) digits() bool {
	start := p.at
	for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' {
		p.at++
	}
	return p.at > start
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

// KindOf names the JSON type of a parsed value.
func KindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case json.Number:
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

// Integer is the value of a JSON number that is written as a 64-bit integer:
// 1, not 1.0 or 1e0.
func Integer(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := strconv.ParseInt(string(n), 10, 64)
	return i, err == nil
}
