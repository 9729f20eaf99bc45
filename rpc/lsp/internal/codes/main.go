// Codes writes docs/codes.md: what the code of each diagnostic means.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/appgauge/appgauge/validate"
)

func main() {
	var b strings.Builder
	write(&b)
	if err := os.WriteFile("../../docs/codes.md", []byte(b.String()), 0o666); err != nil {
		fmt.Fprintln(os.Stderr, "codes:", err)
		os.Exit(1)
	}
}

func write(w io.Writer) {
	fmt.Fprint(w, `<!-- Generated from the rule table by make generate; do not edit. -->

# Codes of diagnostics

An editor shows one of these codes beside each problem, and links it to this
page. A code stays what it is; its message may be worded differently one day.
The rules of every edition stand in [rules.md](rules.md), how to set an editor up
in [editors.md](editors.md).
`)
	e := validate.Default()
	for id := range e.Fields {
		f := &e.Fields[id]
		for _, code := range fieldCodes(validate.FieldID(id)) {
			fmt.Fprintf(w, "\n## %s.%s\n\n%s\n\n*Documented in %s.*\n", f.Name, code.rule, code.text, escape(f.Doc.String()))
		}
	}
	fmt.Fprint(w, `
## type

What should be a create request is not a JSON object.

## duplicate

A member stands in its object more than once. Programs differ in which of the two
they read, so only one may stay.

## unknown

A member that is not documented: a warning, since a gateway ignores it. Where it
looks like a misspelt one, the fix renames it.
`)
	for c := validate.CauseEmpty; c < validate.NumCauses; c++ {
		fmt.Fprintf(w, "\n## %s.%s\n\nThe text is not JSON: %s.\n", validate.RuleSyntax, c, escape(cause(e, c)))
	}
}

type code struct {
	rule validate.Rule
	text string
}

// fieldCodes are the rules that a field's values can break.
func fieldCodes(id validate.FieldID) (codes []code) {
	f := &validate.Default().Fields[id]
	add := func(rule validate.Rule, format string, args ...any) {
		codes = append(codes, code{rule, fmt.Sprintf(format, args...)})
	}
	if f.Required {
		add(validate.RuleRequired, "The member `%s` is missing, and a request must have it.", f.Name)
		add(validate.RuleType, "The value of `%s` is not a string.", f.Name)
	} else {
		add(validate.RuleType, "The value of `%s` is not a string. Where it is `null`, this is a warning:\nthe member counts as not sent, and may as well be left out.", f.Name)
	}
	if f.Min > 0 {
		add(validate.RuleMinLength, "The text has too few characters:\n\n%s", perEdition(id, func(f *validate.Field) string {
			return fmt.Sprintf("at least %d characters", f.Min)
		}))
	}
	add(validate.RuleMaxLength, "The text has too many characters. A character is a Unicode code point; what\nis underlined is what is too much:\n\n%s", perEdition(id, func(f *validate.Field) string {
		return fmt.Sprintf("at most %d characters", f.Max)
	}))
	if f.First != nil {
		add(validate.RuleStart, "The first character may not stand there.\n\n%s", perEdition(id, describe))
	}
	if f.Chars != nil {
		add(validate.RuleCharset, "A character that the value may not hold; the first such is underlined.\n\n%s", perEdition(id, describe))
	}
	return codes
}

func describe(f *validate.Field) string { return escape(f.Describe(validate.English)) }

// perEdition lists what each edition says; where all say the same, it is said
// once.
func perEdition(id validate.FieldID, say func(*validate.Field) string) string {
	var lines []string
	same := true
	for _, e := range validate.Editions() {
		lines = append(lines, fmt.Sprintf("- in edition %s: %s", e.ID, say(&e.Fields[id])))
		same = same && say(&e.Fields[id]) == say(&validate.Default().Fields[id])
	}
	if same {
		return "- in every edition: " + say(&validate.Default().Fields[id])
	}
	return strings.Join(lines, "\n")
}

// cause is what the message says of a cause, with any character in it.
func cause(e *validate.Edition, c validate.Cause) string {
	const stand = '\ufffc'
	text := e.Message(validate.Violation{Rule: validate.RuleSyntax, Cause: c, Char: stand}, validate.English)
	_, text, _ = strings.Cut(text, ": ")
	return strings.ReplaceAll(text, string(stand)+" (U+FFFC)", "this character")
}

// escape keeps text from being read as Markdown.
func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, `_`, `\_`, `*`, `\*`, `#`, `\#`, `<`, `\<`).Replace(text)
}
