package faults

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func nameFaults() []row {
	const f = validate.Name
	return []row{
		{"name/min-2", nameLength, "create/name/min-length/2-rejected", between(f, 2, 64)},
		{"name/min-4", nameLength, "create/name/min-length/3-accepted", between(f, 4, 64)},
		{"name/min-unchecked", nameLength, "create/name/min-length/2-rejected", between(f, 0, 64)},
		{"name/max-63", nameLength, "create/name/max-length/64-accepted", between(f, 3, 63)},
		{"name/max-65", nameLength, "create/name/max-length/65-rejected", between(f, 3, 65)},
		{"name/max-unchecked", nameLength, "create/name/max-length/65-rejected", between(f, 3, unbounded)},
		{"name/max-cut", nameLength, "create/name/max-length/65-rejected", reads(f, cut(64))},
		{"name/max-32", nameLength, "create/name/max-length/64-accepted", between(f, 3, 32)},

		{"name/required-not", nameRequired, "create/name/required/missing-rejected", coerces(f, absent("app_unnamed"))},
		{"name/required-not-null", nameRequired, "create/name/type/null-rejected", coerces(f, constantly("app_null", null))},
		{"name/empty-accepted", nameLength, "create/name/min-length/0-rejected", sees(f, func(s string) string {
			if s == "" {
				return "app"
			}
			return s
		})},
		{"name/type-number", nameType, "create/name/type/number-rejected", coerces(f, constantly("app_1", numbers))},
		{"name/type-boolean", nameType, "create/name/type/boolean-rejected", coerces(f, begins(booleans))},
		{"name/type-object", nameType, "create/name/type/object-rejected", coerces(f, constantly("object", objects))},
		{"name/type-array", nameType, "create/name/type/array-rejected", coerces(f, constantly("array", arrays))},
		{"name/member-any-case", nameRequired, "create/name/required/*", decodes(func(d *gateway.Draft) *gateway.Draft {
			for member, raw := range d.Raw() {
				if s, ok := unquoted(raw); ok && strings.EqualFold(member, "name") && d.Raw()["name"] == nil {
					return d.With(f, s)
				}
			}
			return d
		})},

		{"name/first-digit-accepted", nameStart, "create/name/start/0x3*-rejected", allows(f, span('0', '9'), first)},
		{"name/first-zero-accepted", nameStart, "create/name/start/0x30-rejected", allows(f, of("0"), first)},
		{"name/first-underscore-accepted", nameStart, "create/name/start/0x5f-rejected", allows(f, of("_"), first)},
		{"name/first-bracket-accepted", nameStart, "create/name/start/0x5b-rejected", allows(f, of("["), first)},
		{"name/first-backtick-accepted", nameStart, "create/name/start/0x60-rejected", allows(f, of("`"), first)},
		{"name/first-brace-accepted", nameStart, "create/name/start/0x7b-rejected", allows(f, of("{"), first)},
		{"name/first-latin1-accepted", nameStart, "create/name/start/*-rejected", allows(f, span('\u00c0', '\u00ff'), first)},
		{"name/first-unchecked", nameStart, "create/name/start/*-rejected", allows(f, every, first)},
		{"name/first-uppercase-only", nameStart, "create/name/start/0x61-accepted", forbids(f, span('a', 'z'), first)},
		{"name/first-a-refused", nameStart, "create/name/start/0x61-accepted", forbids(f, of("a"), first)},
		{"name/first-capital-z-refused", nameStart, "create/name/start/0x5a-accepted", forbids(f, of("Z"), first)},

		{"name/middle-dot-accepted", nameChars, "create/name/charset/middle-0x2e-rejected", allows(f, of("."), middle)},
		{"name/last-dot-accepted", nameChars, "create/name/charset/last-0x2e-rejected", allows(f, of("."), last)},
		{"name/middle-hyphen-accepted", nameChars, "create/name/charset/middle-0x2d-rejected", allows(f, of("-"), middle)},
		{"name/last-hyphen-accepted", nameChars, "create/name/charset/last-0x2d-rejected", allows(f, of("-"), last)},
		{"name/middle-slash-accepted", nameChars, "create/name/charset/middle-0x2f-rejected", allows(f, of("/"), middle)},
		{"name/middle-colon-accepted", nameChars, "create/name/charset/middle-0x3a-rejected", allows(f, of(":"), middle)},
		{"name/last-at-accepted", nameChars, "create/name/charset/last-0x40-rejected", allows(f, of("@"), last)},
		{"name/middle-bracket-accepted", nameChars, "create/name/charset/middle-0x5b-rejected", allows(f, of("["), middle)},
		{"name/middle-caret-accepted", nameChars, "create/name/charset/middle-0x5e-rejected", allows(f, of("^"), middle)},
		{"name/last-backtick-accepted", nameChars, "create/name/charset/last-0x60-rejected", allows(f, of("`"), last)},
		{"name/later-brace-accepted", nameChars, "create/name/charset/*-0x7b-rejected", allows(f, of("{"), later)},
		{"name/later-range-z-to-a", nameChars, "create/name/charset/*-0x5b-rejected", allows(f, span('Z', 'a'), later)},
		{"name/middle-space-accepted", nameChars, "create/name/charset/middle-0x20-rejected", allows(f, of(" "), middle)},
		{"name/last-space-trimmed", nameChars, "create/name/charset/last-0x20-rejected", reads(f, func(s string) string { return strings.TrimRight(s, " ") })},
		{"name/first-space-trimmed", nameStart, "create/name/start/0x20-rejected", reads(f, func(s string) string { return strings.TrimLeft(s, " ") })},
		{"name/last-newline-accepted", nameChars, "create/name/charset/last-0x0a-rejected", allows(f, of("\n"), last)},
		{"name/middle-tab-accepted", nameChars, "create/name/charset/middle-0x09-rejected", allows(f, of("\t"), middle)},
		{"name/nul-ends", nameChars, "create/name/charset/*-0x00-rejected", sees(f, func(s string) string { s, _, _ = strings.Cut(s, "\x00"); return s })},
		{"name/last-del-accepted", nameChars, "create/name/charset/last-0x7f-rejected", allows(f, of("\x7f"), last)},
		{"name/dollar-accepted", nameChars, "create/name/charset/*-0x24-rejected", allows(f, of("$"), later)},
		{"name/percent-accepted", nameChars, "create/name/charset/*-0x25-rejected", allows(f, of("%"), later)},
		{"name/secret-specials-accepted", nameChars, "create/name/charset/*-rejected", allows(f, of("-!@#$%"), later)},
		{"name/latin1-middle-accepted", nameChars, "create/name/charset/middle-*-rejected", allows(f, span('\u00c0', '\u00ff'), middle)},
		{"name/cyrillic-accepted", nameChars, "create/name/charset/*-rejected", allows(f, span('\u0400', '\u04ff'), anywhere)},
		{"name/han-accepted", nameChars, "create/name/charset/*-rejected", allows(f, span('\u4e00', '\u9fa5'), anywhere)},
		{"name/fullwidth-accepted", nameChars, "create/name/charset/*-rejected", allows(f, span('\uff10', '\uff5a'), later)},
		{"name/emoji-last-accepted", nameChars, "create/name/charset/last-*-rejected", allows(f, span('\U0001f300', '\U0001faff'), last)},
		{"name/non-ascii-accepted", nameChars, "create/name/charset/*-rejected", allows(f, span('\u0080', '\U0010ffff'), later)},
		{"name/charset-unchecked", nameChars, "create/name/charset/*-rejected", allows(f, every, later)},

		{"name/underscore-refused", nameChars, "create/name/charset/*-0x5f-accepted", forbids(f, of("_"), anywhere)},
		{"name/last-underscore-refused", nameChars, "create/name/charset/last-0x5f-accepted", forbids(f, of("_"), last)},
		{"name/last-digit-refused", nameChars, "create/name/charset/last-0x3*-accepted", forbids(f, span('0', '9'), last)},
		{"name/nine-refused", nameChars, "create/name/charset/*-0x39-accepted", forbids(f, of("9"), later)},
		{"name/uppercase-refused", nameChars, "create/name/charset/*-0x41-accepted", forbids(f, span('A', 'Z'), anywhere)},
		{"name/capital-a-refused", nameChars, "create/name/charset/*-0x41-accepted", forbids(f, of("A"), later)},
		{"name/z-refused", nameChars, "create/name/charset/*-0x7a-accepted", forbids(f, of("z"), later)},
	}
}
