package traits

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// These traits read the body of a create request otherwise.

const emptySecret = "empty app_secret"

// empties are about optional texts sent as "".
func empties() []Trait {
	const (
		why    = "An optional text that is empty may be refused, or taken for one that was not sent; the pages are silent."
		remark = "empty remark"
	)
	return []Trait{
		{ID: "remark/empty-refused", Dimension: remark, Why: why, Does: "An empty remark gets 400.", Alter: refusesEmpty(validate.Remark)},
		{ID: "members/remark-absent-when-empty", Dimension: remark, Why: why, Does: "An empty remark is taken for none.", Alter: emptyIsAbsent(validate.Remark)},
		{ID: "pages/key-empty-generates", Dimension: "empty app_key", Why: why, Does: "An empty app_key is taken for none: an AppKey is generated.", Alter: emptyIsAbsent(validate.AppKey)},
		{ID: "secret/empty-generates", Dimension: emptySecret, Why: why, Does: "An empty app_secret is taken for none: a secret is generated.", Alter: emptyIsAbsent(validate.AppSecret)},
	}
}

// nulls are about optional members sent as null, which the reference gateway
// takes for absent.
func nulls() []Trait {
	return []Trait{{
		ID: "null/refused", Dimension: "optional member null", Does: "A remark, app_key or app_secret that is null gets 400.",
		Why: "null is not a String; the pages do not speak of null.", Alter: refuseWarnings(validate.RuleType),
	}}
}

// unknownMembers are about members that the table does not list, which the
// reference gateway ignores.
func unknownMembers() []Trait {
	return []Trait{{
		ID: "unknown-member/refused", Dimension: "unknown member", Does: "A body with an unknown member gets 400.",
		Why: "The pages do not speak of members beyond the table's.", Alter: refuseWarnings(validate.RuleUnknown),
	}}
}

// repeatedMembers are about members sent twice, which the reference gateway
// refuses.
func repeatedMembers() []Trait {
	const dimension, why = "repeated member", "The pages do not speak of repeated members."
	return []Trait{
		{ID: "repeated-member/first-wins", Dimension: dimension, Why: why, Does: "Of a member that is sent twice the first one counts.", Alter: single(firstOnes)},
		{ID: "repeated-member/last-wins", Dimension: dimension, Why: why, Does: "Of a member that is sent twice the last one counts.", Alter: single((*gateway.Draft).Raw)},
	}
}

// empty reports whether the text of a field was sent, and is empty.
func empty(d *gateway.Draft, id validate.FieldID) bool {
	s, sent := d.Text(id)
	return sent && s == ""
}

func refusesEmpty(id validate.FieldID) alter {
	return checks(func(d *gateway.Draft, vs validate.Violations) validate.Violations {
		if !vs.Valid() || !empty(d, id) {
			return vs
		}
		return validate.Violations{{Field: fieldName(id), Rule: validate.RuleMinLength}}
	})
}

// emptyIsAbsent neither checks nor stores an empty text.
func emptyIsAbsent(id validate.FieldID) alter {
	return all(
		checks(func(d *gateway.Draft, vs validate.Violations) validate.Violations {
			if !empty(d, id) {
				return vs
			}
			return slices.DeleteFunc(slices.Clone(vs), func(v validate.Violation) bool {
				return v.Field == fieldName(id) && v.Rule != validate.RuleDuplicate
			})
		}),
		func(b *gateway.Behaviour) {
			next := b.Make
			b.Make = func(x *gateway.Exchange, d *gateway.Draft) *gateway.App {
				if empty(d, id) {
					absent := *d
					absent.App[id] = validate.Value{}
					d = &absent
				}
				return next(x, d)
			}
		},
	)
}

// refuseWarnings takes warnings of a rule for errors.
func refuseWarnings(rule validate.Rule) alter {
	return checks(func(_ *gateway.Draft, vs validate.Violations) validate.Violations {
		vs = slices.Clone(vs)
		for i := range vs {
			if vs[i].Rule == rule {
				vs[i].Severity = validate.Error
			}
		}
		return vs
	})
}

// single reads a body with repeated members as one with the members of f.
func single(f func(*gateway.Draft) map[string]json.RawMessage) alter {
	return func(b *gateway.Behaviour) {
		next := b.Decode
		b.Decode = func(x *gateway.Exchange, body []byte) *gateway.Draft {
			d := next(x, body)
			if !slices.ContainsFunc(b.Check(x, d), func(v validate.Violation) bool { return v.Rule == validate.RuleDuplicate }) {
				return d
			}
			members := f(d)
			if members == nil {
				return d
			}
			once, err := json.Marshal(members)
			if err != nil {
				return d
			}
			return next(x, once)
		}
	}
}

// firstOnes are the members of a body, the first of equal names; nil where the
// body is no object.
func firstOnes(d *gateway.Draft) map[string]json.RawMessage {
	if d.Raw() == nil {
		return nil // what follows needs a well-formed object
	}
	dec := json.NewDecoder(bytes.NewReader(d.Body))
	dec.Token() // the brace
	members := map[string]json.RawMessage{}
	for dec.More() {
		name, _ := dec.Token()
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			return nil
		}
		if name := name.(string); members[name] == nil {
			members[name] = value
		}
	}
	return members
}

// checks changes the violations of a create request.
func checks(f func(*gateway.Draft, validate.Violations) validate.Violations) alter {
	return func(b *gateway.Behaviour) {
		next := b.Check
		b.Check = func(x *gateway.Exchange, d *gateway.Draft) validate.Violations { return f(d, next(x, d)) }
	}
}

func fieldName(id validate.FieldID) string { return validate.Default().Fields[id].Name }
