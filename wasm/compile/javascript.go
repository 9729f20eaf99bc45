package compile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/schemas/pattern"
	"github.com/appgauge/appgauge/validate"
)

// JavaScript is the rule table of e as an ES module, from which the npm package
// is built: bounds, regular expressions and the messages in English.
//
// It is an error where a set cannot be written so that the package reads it
// right: see [pattern.Of], and a field that bounds only one of its two sets.
func JavaScript(e *validate.Edition) ([]byte, error) {
	b := newModule()
	b.line("// Name, least and greatest length; what finds a text that breaks another rule; how the\n" +
		"// message goes on about a character that may not stand anywhere, and about one that may\n" +
		"// not stand first; what finds the former; and the message where a required member lacks.")
	b.line("export const fields = {")
	for id := range e.Fields {
		row, err := rowOf(e, &e.Fields[id])
		if err != nil {
			return nil, fmt.Errorf("edition %s, %w", e.ID, err)
		}
		b.line("  %s: [%s],", e.Fields[id].Name, strings.Join(row, ", "))
	}
	b.line("};\n")
	b.line("// The other messages, to be put after a field's name.")
	b.texts(commonTexts(e, validate.English, lengthParts))
	for _, r := range []validate.Rule{validate.RuleStart, validate.RuleCharset} {
		before, err := beforeChar(e, r)
		if err != nil {
			return nil, fmt.Errorf("edition %s: %w", e.ID, err)
		}
		b.texts([]text{{r.String(), literal(before)}})
	}
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
	b.texts(commonTexts(e, validate.Chinese, lengthFunction))
	return b.bytes(), nil
}

// rowOf are the rules of a field as literals of JavaScript, as the comment in the
// module lists them.
func rowOf(e *validate.Edition, f *validate.Field) ([]string, error) {
	x, err := expressionsOf(f)
	if err != nil {
		return nil, err
	}
	row := []string{literal(f.Name), strconv.Itoa(f.Min), strconv.Itoa(f.Max), x.unusual}
	if f.Chars != nil {
		row = append(row, literal(aboutChar(e, f, validate.RuleCharset).after), literal(aboutChar(e, f, validate.RuleStart).after), x.outside)
	}
	if f.Required {
		for len(row) < 7 {
			row = append(row, "null")
		}
		row = append(row, literal(strings.TrimPrefix(e.Message(validate.Violation{Field: f.Name, Rule: validate.RuleRequired}, validate.English), f.Name)))
	}
	return row, nil
}

// expressions are literals of JavaScript: one that finds a text that may break a rule
// other than on its length, and one that finds a character outside the set.
//
// To find nothing is cheaper than to match, after which an engine has to remember
// where: hence the negation in unusual.
type expressions struct{ unusual, outside string }

func expressionsOf(f *validate.Field) (expressions, error) {
	if (f.First == nil) != (f.Chars == nil) {
		return expressions{}, fmt.Errorf("%s: one of First and Chars is nil; the JavaScript has no case for that", f.Name)
	}
	if f.Chars == nil {
		if f.Min > 1 {
			return expressions{unusual: `/[\ud800-\udfff]/`}, nil // units may be enough where code points are not
		}
		return expressions{unusual: `/\p{Cs}/u`}, nil
	}
	usual, err := pattern.Of(f)
	if err != nil {
		return expressions{}, err
	}
	if !within(f.First, f.Chars) {
		return expressions{}, fmt.Errorf("%s: First has characters that Chars lacks; the JavaScript tells the two rules apart by the first character alone", f.Name)
	}
	// The pattern is one class for the first character and one for the others.
	_, rest, found := strings.Cut(strings.TrimPrefix(usual, "^["), "][")
	chars, whole := strings.CutSuffix(rest, "]*$")
	if !found || !whole {
		return expressions{}, fmt.Errorf("%s: the pattern %s is not of the form ^[…][…]*$", f.Name, usual)
	}
	return expressions{unusual: "/^(?!" + strings.TrimPrefix(usual, "^") + ")/", outside: "/[^" + chars + "]/"}, nil
}

// JavaScriptReader is an ES module that exports the function which checks each member
// of a request. It reads own members alone, those that JSON.stringify would write.
func JavaScriptReader(e *validate.Edition) ([]byte, error) {
	var names []string
	for id := range e.Fields {
		names = append(names, e.Fields[id].Name)
	}
	b := newModule()
	b.line("import { check } from '../../src/check.js';\nimport { fields } from './rules.js';\n\nexport { check };\n")
	b.line("// Checks each member that is the request's own. Engines list an object's members from\n" +
		"// what they know of its shape, and V8 then does without the test: together that costs\n" +
		"// less than to ask for each member whether it is there.")
	b.line("export const checkEach = (request) => {")
	b.line("  let %s;", strings.Join(names, ", "))
	b.line("  for (const member in request)\n    if ({}.hasOwnProperty.call(request, member)) {")
	start := "if"
	for _, name := range names {
		b.line("      %s (member == %s) %s = request[member];", start, literal(name), name)
		start = "else if"
	}
	b.line("    }")
	violations := "[]"
	for _, name := range names {
		violations = fmt.Sprintf("check(%s, %s, fields.%s)", violations, name, name)
	}
	b.line("  return %s;\n};", violations)
	return b.bytes(), nil
}

// messages are functions from a character to a message, to be put after the
// field's name; null where the field allows any character.
type messages struct{ start, charset string }

func messagesOf(e *validate.Edition, f *validate.Field, l validate.Locale) messages {
	if f.Chars == nil {
		return messages{"null", "null"}
	}
	text := func(r validate.Rule) string {
		return "(char) => " + template(charMessage(e, f, r, l), shownChar, "char")
	}
	return messages{start: text(validate.RuleStart), charset: text(validate.RuleCharset)}
}

// shownChar is how messages show the character of charMessage. None has this sign
// but in the place of the character.
const shownChar = "¤ (U+00A4)"

// charMessage is a message about a character, without the field's name.
func charMessage(e *validate.Edition, f *validate.Field, r validate.Rule, l validate.Locale) string {
	return strings.TrimPrefix(e.Message(validate.Violation{Field: f.Name, Rule: r, Char: '¤'}, l), f.Name)
}

// around is a message about a character in English: what stands before the
// character, and what after it.
type around struct{ before, after string }

func aboutChar(e *validate.Edition, f *validate.Field, r validate.Rule) around {
	before, after, _ := strings.Cut(charMessage(e, f, r, validate.English), shownChar)
	return around{before, after}
}

// beforeChar is what the messages of all fields about a character begin with. It is an
// error where they differ.
func beforeChar(e *validate.Edition, r validate.Rule) (string, error) {
	var all []string
	for id := range e.Fields {
		if f := &e.Fields[id]; f.Chars != nil {
			all = append(all, aboutChar(e, f, r).before)
		}
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) != 1 {
		return "", fmt.Errorf("the messages on %s begin differently: %q", r, all)
	}
	return all[0], nil
}

// text is a constant of JavaScript.
type text struct{ name, value string }

// commonTexts are the messages that do not depend on the field; those on lengths as
// length makes them. All but the first are to be put after the field's name.
func commonTexts(e *validate.Edition, l validate.Locale, length func(name, message string) []text) []text {
	const field = "name"
	of := func(v validate.Violation) string {
		v.Field = field
		m := strings.Replace(e.Message(v, l), strconv.Quote(field), field, 1) // an unknown name is quoted
		return strings.TrimPrefix(m, field)
	}
	sample := func(r validate.Rule) string {
		return of(validate.Violation{Rule: r, Actual: sampleActual, Limit: sampleLimit})
	}
	return slices.Concat(
		[]text{
			{"object", literal(e.Message(validate.Violation{Rule: validate.RuleType}, l))},
			{"syntax", literal(of(validate.Violation{Rule: validate.RuleSyntax}))},
			{"missing", literal(of(validate.Violation{Rule: validate.RuleRequired}))},
			{"type", literal(of(validate.Violation{Rule: validate.RuleType}))},
		},
		length("few", sample(validate.RuleMinLength)),
		length("many", sample(validate.RuleMaxLength)),
		[]text{
			{"nothing", literal(of(validate.Violation{Rule: validate.RuleType, Severity: validate.Warning}))},
			{"unknown", literal(of(validate.Violation{Rule: validate.RuleUnknown}))},
		},
	)
}

// No message has these numbers but in the place of the lengths.
const (
	sampleActual = 1111
	sampleLimit  = 2222
)

// lengthFunction is a message on a length as a function from the length and its limit.
func lengthFunction(name, message string) []text {
	return []text{{name, "(actual, limit) => " +
		template(message, strconv.Itoa(sampleActual), "actual", strconv.Itoa(sampleLimit), "limit")}}
}

// lengthParts is a message on a length as what stands before the length, between it
// and its limit, and after that: as constants, which cost neither a call nor its bytes.
func lengthParts(name, message string) []text {
	before, rest, _ := strings.Cut(message, strconv.Itoa(sampleActual))
	between, after, _ := strings.Cut(rest, strconv.Itoa(sampleLimit))
	return []text{{name, literal(before)}, {name + "Limit", literal(between)}, {name + "End", literal(after)}}
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
