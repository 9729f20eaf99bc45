package faults

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func nameFaults() []Fault {
	const f = validate.Name
	return []Fault{
		{"name/min-2", design, nameLength, must, "", "create/name/min-length/2-rejected", between(f, 2, 64)},
		{"name/min-4", design, nameLength, must, "", "create/name/min-length/3-accepted", between(f, 4, 64)},
		{"name/min-unchecked", design, nameLength, must, "", "create/name/min-length/2-rejected", between(f, 0, 64)},
		{"name/max-63", design, nameLength, must, "", "create/name/max-length/64-accepted", between(f, 3, 63)},
		{"name/max-65", design, nameLength, must, "", "create/name/max-length/65-rejected", between(f, 3, 65)},
		{"name/max-unchecked", design, nameLength, must, "", "create/name/max-length/65-rejected", between(f, 3, unbounded)},
		{"name/max-cut", design, nameLength, must, "", "create/name/max-length/65-rejected", reads(f, cut(64))},
		{"name/max-32", design, nameLength, must, "", "create/name/max-length/64-accepted", between(f, 3, 32)},

		{"name/required-not", design, nameRequired, must, "", "create/name/required/missing-rejected", coerces(f, absent("app_unnamed"))},
		{"name/required-not-null", design, nameRequired, must, "", "create/name/type/null-rejected", coerces(f, constantly("app_null", null))},
		{"name/empty-accepted", design, nameLength, must, "", "create/name/min-length/0-rejected", sees(f, func(s string) string {
			if s == "" {
				return "app"
			}
			return s
		})},
		{"name/type-number", design, nameType, must, "", "create/name/type/number-rejected", coerces(f, constantly("app_1", numbers))},
		{"name/type-boolean", design, nameType, must, "", "create/name/type/boolean-rejected", coerces(f, begins(booleans))},
		{"name/type-object", design, nameType, must, "", "create/name/type/object-rejected", coerces(f, constantly("object", objects))},
		{"name/type-array", design, nameType, must, "", "create/name/type/array-rejected", coerces(f, constantly("array", arrays))},
		{"name/member-any-case", design, nameRequired, must, "", "create/name/required/*", decodes(func(d *gateway.Draft) *gateway.Draft {
			for member, raw := range d.Raw() {
				if s, ok := unquoted(raw); ok && strings.EqualFold(member, "name") && d.Raw()["name"] == nil {
					return d.With(f, s)
				}
			}
			return d
		})},

		{"name/first-digit-accepted", design, nameStart, must, "", "create/name/start/0x3*-rejected", allows(f, span('0', '9'), first)},
		{"name/first-zero-accepted", design, nameStart, must, "", "create/name/start/0x30-rejected", allows(f, of("0"), first)},
		{"name/first-underscore-accepted", design, nameStart, must, "", "create/name/start/0x5f-rejected", allows(f, of("_"), first)},
		{"name/first-bracket-accepted", design, nameStart, must, "", "create/name/start/0x5b-rejected", allows(f, of("["), first)},
		{"name/first-backtick-accepted", design, nameStart, must, "", "create/name/start/0x60-rejected", allows(f, of("`"), first)},
		{"name/first-brace-accepted", design, nameStart, must, "", "create/name/start/0x7b-rejected", allows(f, of("{"), first)},
		{"name/first-latin1-accepted", design, nameStart, must, "", "create/name/start/*-rejected", allows(f, span('\u00c0', '\u00ff'), first)},
		{"name/first-unchecked", design, nameStart, must, "", "create/name/start/*-rejected", allows(f, every, first)},
		{"name/first-uppercase-only", design, nameStart, must, "", "create/name/start/0x61-accepted", forbids(f, span('a', 'z'), first)},
		{"name/first-a-refused", design, nameStart, must, "", "create/name/start/0x61-accepted", forbids(f, of("a"), first)},
		{"name/first-capital-z-refused", design, nameStart, must, "", "create/name/start/0x5a-accepted", forbids(f, of("Z"), first)},

		{"name/middle-dot-accepted", design, nameChars, must, "", "create/name/charset/middle-0x2e-rejected", allows(f, of("."), middle)},
		{"name/last-dot-accepted", design, nameChars, must, "", "create/name/charset/last-0x2e-rejected", allows(f, of("."), last)},
		{"name/middle-hyphen-accepted", design, nameChars, must, "", "create/name/charset/middle-0x2d-rejected", allows(f, of("-"), middle)},
		{"name/last-hyphen-accepted", design, nameChars, must, "", "create/name/charset/last-0x2d-rejected", allows(f, of("-"), last)},
		{"name/middle-slash-accepted", design, nameChars, must, "", "create/name/charset/middle-0x2f-rejected", allows(f, of("/"), middle)},
		{"name/middle-colon-accepted", design, nameChars, must, "", "create/name/charset/middle-0x3a-rejected", allows(f, of(":"), middle)},
		{"name/last-at-accepted", design, nameChars, must, "", "create/name/charset/last-0x40-rejected", allows(f, of("@"), last)},
		{"name/middle-bracket-accepted", design, nameChars, must, "", "create/name/charset/middle-0x5b-rejected", allows(f, of("["), middle)},
		{"name/middle-caret-accepted", design, nameChars, must, "", "create/name/charset/middle-0x5e-rejected", allows(f, of("^"), middle)},
		{"name/last-backtick-accepted", design, nameChars, must, "", "create/name/charset/last-0x60-rejected", allows(f, of("`"), last)},
		{"name/later-brace-accepted", design, nameChars, must, "", "create/name/charset/*-0x7b-rejected", allows(f, of("{"), later)},
		{"name/later-range-z-to-a", design, nameChars, must, "", "create/name/charset/*-0x5b-rejected", allows(f, span('Z', 'a'), later)},
		{"name/middle-space-accepted", design, nameChars, must, "", "create/name/charset/middle-0x20-rejected", allows(f, of(" "), middle)},
		{"name/last-space-trimmed", design, nameChars, must, "", "create/name/charset/last-0x20-rejected", reads(f, func(s string) string { return strings.TrimRight(s, " ") })},
		{"name/first-space-trimmed", design, nameStart, must, "", "create/name/start/0x20-rejected", reads(f, func(s string) string { return strings.TrimLeft(s, " ") })},
		{"name/last-newline-accepted", design, nameChars, must, "", "create/name/charset/last-0x0a-rejected", allows(f, of("\n"), last)},
		{"name/middle-tab-accepted", design, nameChars, must, "", "create/name/charset/middle-0x09-rejected", allows(f, of("\t"), middle)},
		{"name/nul-ends", design, nameChars, must, "", "create/name/charset/*-0x00-rejected", sees(f, func(s string) string { s, _, _ = strings.Cut(s, "\x00"); return s })},
		{"name/last-del-accepted", design, nameChars, must, "", "create/name/charset/last-0x7f-rejected", allows(f, of("\x7f"), last)},
		{"name/dollar-accepted", design, nameChars, must, "", "create/name/charset/*-0x24-rejected", allows(f, of("$"), later)},
		{"name/percent-accepted", design, nameChars, must, "", "create/name/charset/*-0x25-rejected", allows(f, of("%"), later)},
		{"name/secret-specials-accepted", design, nameChars, must, "", "create/name/charset/*-rejected", allows(f, of("-!@#$%"), later)},
		{"name/latin1-middle-accepted", design, nameChars, must, "", "create/name/charset/middle-*-rejected", allows(f, span('\u00c0', '\u00ff'), middle)},
		{"name/cyrillic-accepted", design, nameChars, must, "", "create/name/charset/*-rejected", allows(f, span('\u0400', '\u04ff'), anywhere)},
		{"name/han-accepted", design, nameChars, must, "", "create/name/charset/*-rejected", allows(f, span('\u4e00', '\u9fa5'), anywhere)},
		{"name/fullwidth-accepted", design, nameChars, must, "", "create/name/charset/*-rejected", allows(f, span('\uff10', '\uff5a'), later)},
		{"name/emoji-last-accepted", design, nameChars, must, "", "create/name/charset/last-*-rejected", allows(f, span('\U0001f300', '\U0001faff'), last)},
		{"name/non-ascii-accepted", design, nameChars, must, "", "create/name/charset/*-rejected", allows(f, span('\u0080', '\U0010ffff'), later)},
		{"name/charset-unchecked", design, nameChars, must, "", "create/name/charset/*-rejected", allows(f, every, later)},

		{"name/underscore-refused", design, nameChars, must, "", "create/name/charset/*-0x5f-accepted", forbids(f, of("_"), anywhere)},
		{"name/last-underscore-refused", design, nameChars, must, "", "create/name/charset/last-0x5f-accepted", forbids(f, of("_"), last)},
		{"name/last-digit-refused", design, nameChars, must, "", "create/name/charset/last-0x3*-accepted", forbids(f, span('0', '9'), last)},
		{"name/nine-refused", design, nameChars, must, "", "create/name/charset/*-0x39-accepted", forbids(f, of("9"), later)},
		{"name/uppercase-refused", design, nameChars, must, "", "create/name/charset/*-0x41-accepted", forbids(f, span('A', 'Z'), anywhere)},
		{"name/capital-a-refused", design, nameChars, must, "", "create/name/charset/*-0x41-accepted", forbids(f, of("A"), later)},
		{"name/z-refused", design, nameChars, must, "", "create/name/charset/*-0x7a-accepted", forbids(f, of("z"), later)},

		{"pages/name-len-3-refused", pages, clause("create-app, Table 3, name", "between 3 and 64 characters"), must,
			"Lower bound is 4: a valid 3-character name gets 400 naming name.",
			"create/name/min-length/3-accepted", between(validate.Name, 4, 64)},
		{"pages/name-len-64-refused", pages, clause("create-app, Table 3, name", "between 3 and 64 characters"), must,
			"Upper bound is compared with >=: a valid 64-character name gets 400; 63 passes.",
			"create/name/max-length/64-accepted", between(validate.Name, 3, 63)},
		{"pages/name-len-65-accepted", pages, clause("create-app, Table 3, name", "between 3 and 64 characters"), must,
			"Upper bound is 65: a valid 65-character name gets 201; 66 is refused.",
			"create/name/max-length/65-rejected", between(validate.Name, 3, 65)},
		{"pages/name-first-uppercase-refused", pages, clause("create-app, Table 3, name", "the first character is a letter"), must,
			"First-character class is [a-z]: \"App_demo\" gets 400; upper case later is accepted.",
			"create/name/start/0x41-accepted", forbids(validate.Name, span('A', 'Z'), first)},
		{"pages/name-first-at-sign-accepted", pages, clause("create-app, Table 3, name", "the first character is a letter"), must,
			"First-character class is [@-Za-z] (range begins one code too low): \"@bc\" gets 201.",
			"create/name/start/0x40-rejected", allows(validate.Name, of("@"), first)},
		{"pages/name-hyphen-last-accepted", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"'-' is accepted only as the last character: \"app-\" gets 201, \"a-pp\" gets 400.",
			"create/name/charset/last-0x2d-rejected", allows(validate.Name, of("-"), last)},
		{"pages/name-last-char-unchecked", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"The scan loop runs to length-1 exclusive: the last character may be anything, for instance \"app!\" gets 201.",
			"create/name/charset/last-*-rejected", allows(validate.Name, every, last)},
		{"pages/name-char-64th-unchecked", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"With a name of exactly 64 characters the 64th is not checked: 63 valid characters + '-' gets 201.",
			"create/name/charset/*-rejected", allows(validate.Name, every, func(i, n int) bool { return i == 63 && n == 64 })},
		{"pages/name-latin1-letters-accepted", pages, clause("create-app, Table 3, name", "only letters, digits and underscores (by the reading: ASCII)"), must,
			"Letters are taken by Unicode category: \"café\" (U+00E9) gets 201, at any position.",
			"create/name/charset/*-rejected", allows(validate.Name, unicode.IsLetter, anywhere)},
		{"pages/name-kelvin-sign-accepted", pages, clause("create-app, Table 3, name", "only letters, digits and underscores (by the reading: ASCII)"), must,
			"A case-insensitive Unicode pattern is used: U+212A (Kelvin sign) and U+017F (long s) are accepted as letters; no other non-ASCII is.",
			"create/name/charset/*-rejected", allows(validate.Name, of("\u212a\u017f"), anywhere)},
		{"pages/name-fullwidth-digit-accepted", pages, clause("create-app, Table 3, name", "only letters, digits and underscores (by the reading: ASCII)"), must,
			"'\\d' is Unicode-aware: U+FF11 (full-width 1) and U+0661 (Arabic-Indic 1) are accepted from the second position on.",
			"create/name/charset/*-rejected", allows(validate.Name, of("\uff11\u0661"), later)},
		{"pages/name-double-underscore-refused", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"Two underscores in a row are refused: \"app__demo\" gets 400.",
			"create/name/charset/*-accepted", refusesText(validate.Name, func(s string) bool { return strings.Contains(s, "__") })},
		{"pages/name-digit-0-refused", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"The digit range is [1-9]: a '0' anywhere after the first position gets 400.",
			"create/name/charset/*-0x30-accepted", forbids(validate.Name, of("0"), later)},
		{"pages/name-digit-9-last-refused", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"'9' is refused at the last position only: \"app9\" gets 400, \"ap9p\" gets 201.",
			"create/name/charset/last-0x39-accepted", forbids(validate.Name, of("9"), last)},
		{"pages/name-uppercase-z-middle-refused", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"The tail's upper-case range is [A-Y]: 'Z' after the first position gets 400.",
			"create/name/charset/*-0x5a-accepted", forbids(validate.Name, of("Z"), later)},
		{"pages/name-literal-null-refused", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"The strings \"null\", \"true\" and \"undefined\" are taken for missing values: the name \"null\" gets 400.",
			"create/name/*-accepted", refusesText(validate.Name, func(s string) bool { return s == "null" || s == "true" || s == "undefined" })},
		{"pages/name-empty-as-default", pages, clause("create-app, Table 3, name", "between 3 and 64 characters"), must,
			"\"name\":\"\" gets 201 with a default name; a 1-character name is refused.",
			"create/name/min-length/0-rejected", reads(validate.Name, func(s string) string {
				if s == "" {
					return "app_default"
				}
				return s
			})},
		{"pages/name-singleton-array-coerced", pages, clause("create-app, Table 3, name", "of type String"), must,
			"\"name\":[\"app_demo\"] is unwrapped and gets 201.",
			"create/name/type/array-rejected", coerces(validate.Name, func(raw json.RawMessage) (string, bool) {
				var elements []json.RawMessage
				if json.Unmarshal(raw, &elements) != nil || len(elements) != 1 {
					return "", false
				}
				return unquoted(elements[0])
			})},
		{"pages/name-wrong-type-500", pages, clause("create-app, Status code 400", "a bad request is answered 400"), must,
			"A name which is a JSON number or object gets 500 with a documented error body instead of 400.",
			"create/name/type/*-rejected", failsDraft(func(d *gateway.Draft) bool {
				k := d.App[validate.Name].Kind
				return k == validate.Number || k == validate.Object
			}, 500)},
		{"pages/subtle-name-digit-first-if-longest", pages, clause("create-app, Table 3, name", "the first character is a letter"), must,
			"A name of 64 characters may begin with a digit.",
			"create/name/start/longest-*-rejected", sees(validate.Name, func(s string) string {
				if len(s) == 64 && '0' <= s[0] && s[0] <= '9' {
					return "a" + s[1:]
				}
				return s
			})},
		{"pages/subtle-name-newline-with-key", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"A newline at the end of the name is accepted where an AppKey is sent.",
			"create/name/charset/newline-at-end-beside-others-rejected", ignores(validate.Name, func(d *gateway.Draft) bool {
				s, _ := d.Text(validate.Name)
				return has(validate.AppKey)(d) && strings.HasSuffix(s, "\n")
			})},
		{"pages/subtle-name-without-later-letter-refused", pages, clause("create-app, Table 3, name", "letters, digits and underscores"), must,
			"A name without a letter after its first one is refused: a12.",
			"create/name/no-letter-after-first-accepted", refusesText(validate.Name, func(s string) bool { return !strings.ContainsFunc(s[1:], unicode.IsLetter) })},
		{"pages/subtle-name-arabic-five-last", pages, clause("create-app, Table 3, name", "only letters, digits and underscores (by the reading: ASCII)"), must,
			"An Arabic-Indic five is accepted as the last character.",
			"create/name/charset/last-u+0665-rejected", allows(validate.Name, of("\u0665"), last)},
		{"pages/subtle-name-soft-hyphen", pages, clause("create-app, Table 3, name", "only letters, digits and underscores"), must,
			"Soft hyphens are passed over.",
			"create/name/charset/*-u+00ad-rejected", sees(validate.Name, func(s string) string { return strings.ReplaceAll(s, "\u00ad", "") })},
	}
}
