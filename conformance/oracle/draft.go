package oracle

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/validate"
)

// fieldNames are the documented members of a create request.
var fieldNames = [validate.NumFields]string{"name", "remark", "app_key", "app_secret"}

// state is what a member of a create request is.
type state uint8

const (
	absent state = iota
	null
	text
	otherType
)

// draft is a create request as the pages read it.
type draft struct {
	states [validate.NumFields]state
	texts  [validate.NumFields]string
	// breaches are what the pages forbid.
	breaches []breach
	// open says what the pages leave open, so that the request may be accepted or
	// refused.
	open []string
	// misspelt are values of members whose names differ from documented ones in
	// case alone.
	misspelt map[string]string
}

// breach is one thing that makes a create request invalid.
type breach struct {
	clause string
	field  string // "" is the body
	what   string
	// loose says that the error message need not name the field.
	loose bool
	level strength
}

// strength is how certain it is that a breach must be refused.
type strength uint8

const (
	must strength = iota
	should
)

// sent is the text of the member, and whether one was sent.
func (d *draft) sent(f validate.FieldID) (string, bool) { return d.texts[f], d.states[f] == text }

// garbled reports whether a text of the request is not made of characters.
func (d *draft) garbled() bool {
	return slices.ContainsFunc(d.breaches, func(b breach) bool { return b.clause == "create/body/utf-8" })
}

func (d *draft) invalid() bool { return len(d.breaches) > 0 }

// read reads a create request.
func (o *Oracle) read(r Request) *draft {
	d := &draft{}
	bad := func(clause, field, what string) {
		d.breaches = append(d.breaches, breach{clause: clause, field: field, what: what})
	}
	if r.ContentType != "" && r.ContentType != "application/json" {
		d.open = append(d.open, "the content type")
	}
	doc := jsonvalue.Read(r.Body)
	body, isObject := doc.Value.(jsonvalue.Object)
	switch {
	case !isObject && r.Hidden:
		for id := range d.states {
			d.states[id] = otherType // nobody knows
		}
		d.hide(r.Offends)
		return d
	case doc.Err != nil:
		bad("create/body/json", "", "a body that is not JSON")
		return d
	case !isObject:
		bad("create/body/json", "", "a body that is "+jsonvalue.Kind(doc.Value)+", not an object")
		return d
	}
	for _, f := range doc.Flaws {
		switch {
		case strings.Contains(f.What, "twice"):
			d.open = append(d.open, "a repeated member")
		case strings.Contains(f.What, "surrogate"), strings.Contains(f.What, "UTF-8"):
			d.breaches = append(d.breaches, breach{clause: "create/body/utf-8", what: "a text that " + f.What, loose: true, level: should})
		case strings.Contains(f.What, "nested"):
			d.open = append(d.open, "deep nesting")
		default:
			bad("create/body/json", "", "a text that "+f.What)
		}
	}
	for _, m := range body {
		if _, documented := o.edition.Field(m.Name); documented {
			continue
		}
		known := false
		for _, name := range fieldNames {
			if s, ok := m.Value.(string); ok && strings.EqualFold(name, m.Name) {
				if d.misspelt == nil {
					d.misspelt = map[string]string{}
				}
				d.misspelt[name], known = s, true
			}
		}
		_ = known // a misspelt member is an unknown one, too
		d.open = append(d.open, "an unknown member")
	}
	for id := range o.edition.Fields {
		o.readMember(d, validate.FieldID(id), body)
	}
	if r.Hidden {
		d.hide(r.Offends)
	}
	return d
}

func (o *Oracle) readMember(d *draft, id validate.FieldID, body jsonvalue.Object) {
	f := &o.edition.Fields[id]
	base := "create/" + f.Name + "/"
	v, present := body.Look(f.Name)
	s, isText := v.(string)
	bad := func(rule, what string, loose bool) {
		d.breaches = append(d.breaches, breach{clause: base + rule, field: f.Name, what: what, loose: loose})
	}
	switch {
	case !present && f.Required:
		clause := base + "required"
		if _, other := d.misspelt[f.Name]; other {
			clause = "create/body/member-names"
		}
		d.breaches = append(d.breaches, breach{clause: clause, field: f.Name, what: "a request without " + f.Name, loose: true})
	case !present:
	case v == nil && f.Required:
		d.states[id] = null
		bad("type", f.Name+" as null", true)
	case v == nil:
		d.states[id] = null
		d.open = append(d.open, "an optional member that is null")
	case !isText:
		d.states[id] = otherType
		bad("type", f.Name+" as "+jsonvalue.Kind(v), true)
	default:
		d.states[id], d.texts[id] = text, s
		if s == "" && !f.Required {
			d.open = append(d.open, "an optional text that is empty")
			return
		}
		for _, rule := range broken(f, s) {
			bad(rule.rule, rule.what, false)
			if rule.rule == "unit" {
				d.breaches[len(d.breaches)-1].level = should
			}
		}
	}
}

type brokenRule struct{ rule, what string }

// broken lists the rules of the field that a text breaks, the first offence of
// each. It is this package's own reading of the table: package validate decides for
// gateways, and the two must not share an error.
func broken(f *validate.Field, s string) []brokenRule {
	var out []brokenRule
	switch n := utf8.RuneCountInString(s); {
	case n < f.Min:
		out = append(out, brokenRule{"min-length", fmt.Sprintf("%s of %d characters", f.Name, n)})
	case n > f.Max && visible(s) <= f.Max:
		out = append(out, brokenRule{"unit", fmt.Sprintf("%s of %d code points", f.Name, n)})
	case n > f.Max:
		out = append(out, brokenRule{"max-length", fmt.Sprintf("%s of %d characters", f.Name, n)})
	}
	first := true
	for _, r := range s {
		switch {
		case first && !f.First.Contains(r):
			out = append(out, brokenRule{"start", fmt.Sprintf("%s that starts with %+q", f.Name, r)})
		case !f.Chars.Contains(r):
			return append(out, brokenRule{"charset", fmt.Sprintf("%s that holds %+q", f.Name, r)})
		}
		first = false
	}
	return out
}

// visible is how many characters a reader may see in a text: no combining marks, and
// joined ones as one. Who counts them so accepts more than the code points allow.
func visible(s string) int {
	n, joined := 0, false
	for _, r := range s {
		switch {
		case r == 0x200d:
			joined = true
			continue
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf), r >= 0x1f3fb && r <= 0x1f3ff:
			continue
		case !joined:
			n++
		}
		joined = false
	}
	return n
}
