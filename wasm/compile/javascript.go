package compile

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/schemas/pattern"
	"github.com/appgauge/appgauge/validate"
)

// JavaScript is the rule table of e as an ES module, from which the npm package
// is built: bounds, regular expressions, and the messages in English.
//
// It is an error where a set cannot be written so that the package reads it
// right: see [pattern.Of], and a field that bounds only one of its two sets.
func JavaScript(e *validate.Edition) ([]byte, error) {
	b := newModule()
	b.line("// What a request must have.")
	var required []string
	for id := range e.Fields {
		if e.Fields[id].Required {
			required = append(required, e.Fields[id].Name)
		}
	}
	b.line("export const required = %s;\n", literal(required))

	b.line("// Least and greatest length; what may not stand first, and what anywhere; the\n" +
		"// messages for both; and the usual valid text, which has no surrogates.")
	b.line("export const fields = {")
	for id := range e.Fields {
		f := &e.Fields[id]
		x, err := expressionsOf(f)
		if err != nil {
			return nil, fmt.Errorf("edition %s, %w", e.ID, err)
		}
		m := messagesOf(e, f, validate.English)
		b.line("  %s: [%d, %d, %s, %s, %s, %s, %s],", f.Name, f.Min, f.Max, x.first, x.chars, m.start, m.charset, x.usual)
	}
	b.line("};\n")

	b.line("// The other messages, to be put after a field's name.")
	b.texts(commonTexts(e, validate.English))
	b.line("\nexport const usualLimit = %d;\nexport const mostLimit = %d;", e.Page.DefaultLimit, e.Page.MaxLimit)
	return b.bytes(), nil
}

// Chinese is the ES module of the messages in Simplified Chinese, which have
// the form of the English ones in [JavaScript].
func Chinese(e *validate.Edition) ([]byte, error) {
	b := newModule()
	b.line("export const fields = {")
	for id := range e.Fields {
		m := messagesOf(e, &e.Fields[id], validate.Chinese)
		b.line("  %s: [%s, %s],", e.Fields[id].Name, m.start, m.charset)
	}
	b.line("};\n")
	b.texts(commonTexts(e, validate.Chinese))
	return b.bytes(), nil
}

// expressions are literals of JavaScript: what may not stand first, what may not
// stand anywhere, and what a text without surrogates looks like that breaks
// neither.
type expressions struct{ first, chars, usual string }

func expressionsOf(f *validate.Field) (expressions, error) {
	if (f.First == nil) != (f.Chars == nil) {
		return expressions{}, fmt.Errorf("%s: one of First and Chars is nil; the JavaScript has no case for that", f.Name)
	}
	if f.Chars == nil {
		const nothing = `/[^\s\S]/`
		return expressions{nothing, nothing, `/^[^\ud800-\udfff]*$/`}, nil
	}
	usual, err := pattern.Of(f)
	if err != nil {
		return expressions{}, err
	}
	// The pattern is one class for the first character and one for the others.
	first, rest, found := strings.Cut(strings.TrimPrefix(usual, "^["), "][")
	chars, whole := strings.CutSuffix(rest, "]*$")
	if !found || !whole {
		return expressions{}, fmt.Errorf("%s: the pattern %s is not of the form ^[…][…]*$", f.Name, usual)
	}
	return expressions{"/^[^" + first + "]/", "/[^" + chars + "]/", "/" + usual + "/"}, nil
}

// messages are functions from a character to a message, to be put after the
// field's name; null where the field allows any character.
type messages struct{ start, charset string }

func messagesOf(e *validate.Edition, f *validate.Field, l validate.Locale) messages {
	if f.Chars == nil {
		return messages{"null", "null"}
	}
	// No message has this sign but in the place of the character.
	const char, shown = '¤', "¤ (U+00A4)"
	text := func(r validate.Rule) string {
		m := e.Message(validate.Violation{Field: f.Name, Rule: r, Char: char}, l)
		return "(char) => " + template(strings.TrimPrefix(m, f.Name), shown, "char")
	}
	return messages{start: text(validate.RuleStart), charset: text(validate.RuleCharset)}
}

// text is a constant of JavaScript.
type text struct{ name, value string }

// commonTexts are the messages that do not depend on the field: strings, and
// functions from a length and its limit. All but the first are to be put after the
// field's name.
func commonTexts(e *validate.Edition, l validate.Locale) []text {
	const field = "name"
	of := func(v validate.Violation) string {
		v.Field = field
		m := strings.Replace(e.Message(v, l), strconv.Quote(field), field, 1) // an unknown name is quoted
		return strings.TrimPrefix(m, field)
	}
	// No message has these numbers but in the place of the lengths.
	length := func(r validate.Rule) string {
		m := of(validate.Violation{Rule: r, Actual: 1111, Limit: 2222})
		return "(actual, limit) => " + template(m, "1111", "actual", "2222", "limit")
	}
	return []text{
		{"object", literal(e.Message(validate.Violation{Rule: validate.RuleType}, l))},
		{"syntax", literal(of(validate.Violation{Rule: validate.RuleSyntax}))},
		{"missing", literal(of(validate.Violation{Rule: validate.RuleRequired}))},
		{"type", literal(of(validate.Violation{Rule: validate.RuleType}))},
		{"few", length(validate.RuleMinLength)},
		{"many", length(validate.RuleMaxLength)},
		{"nothing", literal(of(validate.Violation{Rule: validate.RuleType, Severity: validate.Warning}))},
		{"unknown", literal(of(validate.Violation{Rule: validate.RuleUnknown}))},
	}
}

// template is a template literal of JavaScript with the message, in which each
// sample stands for the parameter that follows it.
func template(message string, samplesAndParams ...string) string {
	pairs := []string{"\\", "\\\\", "`", "\\`", "${", "\\${"}
	for i := 0; i < len(samplesAndParams); i += 2 {
		pairs = append(pairs, samplesAndParams[i], "${"+samplesAndParams[i+1]+"}")
	}
	return "`" + strings.NewReplacer(pairs...).Replace(message) + "`"
}

// module is an ES module being written.
type module struct{ strings.Builder }

func newModule() *module {
	b := new(module)
	b.line("// Generated from the rule table by make generate; do not edit.\n")
	return b
}

func (b *module) line(format string, args ...any) { fmt.Fprintf(b, format+"\n", args...) }

func (b *module) texts(texts []text) {
	for _, t := range texts {
		b.line("export const %s = %s;", t.name, t.value)
	}
}

func (b *module) bytes() []byte { return []byte(b.String()) }

// literal is v as a literal of JavaScript; JSON's are a subset.
func literal(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("compile: a literal that JSON cannot hold") // strings and lists of them
	}
	return strings.TrimSuffix(b.String(), "\n")
}
