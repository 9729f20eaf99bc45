package faults

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// These changes are about how a create request is read and checked.

// unbounded is a limit that no text reaches.
const unbounded = math.MaxInt

// all makes several changes one.
func all(alters ...alter) alter {
	return func(b *gateway.Behaviour) {
		for _, a := range alters {
			a(b)
		}
	}
}

// between changes the bounds of a field's length.
func between(id validate.FieldID, least, most int) alter {
	return func(b *gateway.Behaviour) {
		e := *b.Edition
		e.Fields[id].Min, e.Fields[id].Max = least, most
		b.Edition = &e
	}
}

// sees lets the check see f of a text; what is stored is the text itself.
func sees(id validate.FieldID, f func(string) string) alter {
	return func(b *gateway.Behaviour) {
		next := b.Check
		b.Check = func(x *gateway.Exchange, d *gateway.Draft) validate.Violations {
			if s, ok := d.Text(id); ok && f(s) != s {
				d = d.With(id, f(s))
			}
			return next(x, d)
		}
	}
}

// reads takes f of a text for what was sent, in the check and in the store.
func reads(id validate.FieldID, f func(string) string) alter {
	return decodes(func(d *gateway.Draft) *gateway.Draft {
		if s, ok := d.Text(id); ok && f(s) != s {
			return d.With(id, f(s))
		}
		return d
	})
}

// coerces takes a text for what was sent where f makes one of the member's JSON,
// which is nil where it is absent.
func coerces(id validate.FieldID, f func(json.RawMessage) (string, bool)) alter {
	return decodes(func(d *gateway.Draft) *gateway.Draft {
		raw := d.Raw()
		if raw == nil {
			return d
		}
		if text, ok := f(raw[fieldName(id)]); ok {
			return d.With(id, text)
		}
		return d
	})
}

// absent takes a text where the member was not sent.
func absent(text string) func(json.RawMessage) (string, bool) {
	return func(raw json.RawMessage) (string, bool) { return text, raw == nil }
}

// begins takes the JSON itself for the text where it begins with one of some
// characters, which tell the type.
func begins(chars string) func(json.RawMessage) (string, bool) {
	return func(raw json.RawMessage) (string, bool) {
		return string(raw), len(raw) > 0 && slices.Contains([]byte(chars), raw[0])
	}
}

const numbers, booleans, objects, arrays, null = "-0123456789", "tf", "{", "[", "n"

// constantly is [begins] with one text for them all.
func constantly(text, chars string) func(json.RawMessage) (string, bool) {
	return func(raw json.RawMessage) (string, bool) {
		_, ok := begins(chars)(raw)
		return text, ok
	}
}

// decodes changes what is read of a create request.
func decodes(f func(*gateway.Draft) *gateway.Draft) alter {
	return func(b *gateway.Behaviour) {
		next := b.Decode
		b.Decode = func(x *gateway.Exchange, body []byte) *gateway.Draft { return f(next(x, body)) }
	}
}

// bodies reads another body than was sent.
func bodies(f func([]byte) []byte) alter {
	return func(b *gateway.Behaviour) {
		next := b.Decode
		b.Decode = func(x *gateway.Exchange, body []byte) *gateway.Draft { return next(x, f(body)) }
	}
}

// checks changes the violations of a create request.
func checks(f func(*gateway.Draft, validate.Violations) validate.Violations) alter {
	return func(b *gateway.Behaviour) {
		next := b.Check
		b.Check = func(x *gateway.Exchange, d *gateway.Draft) validate.Violations { return f(d, next(x, d)) }
	}
}

// refuses refuses requests that are otherwise valid, naming the field.
func refuses(id validate.FieldID, when func(*gateway.Draft) bool) alter {
	return checks(func(d *gateway.Draft, vs validate.Violations) validate.Violations {
		if !vs.Valid() || !when(d) {
			return vs
		}
		return validate.Violations{{Field: fieldName(id), Rule: validate.RuleCharset}}
	})
}

// refusesText is [refuses] on what the text is.
func refusesText(id validate.FieldID, when func(string) bool) alter {
	return refuses(id, func(d *gateway.Draft) bool {
		s, ok := d.Text(id)
		return ok && when(s)
	})
}

// ignores drops the violations of a field.
func ignores(id validate.FieldID, when func(*gateway.Draft) bool) alter {
	return checks(func(d *gateway.Draft, vs validate.Violations) validate.Violations {
		if !when(d) {
			return vs
		}
		return slices.DeleteFunc(slices.Clone(vs), func(v validate.Violation) bool { return v.Field == fieldName(id) })
	})
}

// stores changes the app that a create request makes.
func stores(f func(*gateway.App, *gateway.Draft)) alter {
	return func(b *gateway.Behaviour) {
		next := b.Make
		b.Make = func(x *gateway.Exchange, d *gateway.Draft) *gateway.App {
			a := next(x, d)
			f(a, d)
			return a
		}
	}
}

func always(*gateway.Draft) bool { return true }

// has reports whether a text was sent for a field.
func has(id validate.FieldID) func(*gateway.Draft) bool {
	return func(d *gateway.Draft) bool { _, ok := d.Text(id); return ok }
}

func not(f func(*gateway.Draft) bool) func(*gateway.Draft) bool {
	return func(d *gateway.Draft) bool { return !f(d) }
}

func fieldName(id validate.FieldID) string { return validate.Default().Fields[id].Name }
