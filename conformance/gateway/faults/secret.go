package faults

import (
	"strings"
	"unicode"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func secretFaults() []row {
	const f = validate.AppSecret
	return []row{
		{"secret/min-7", secretLength, "create/app_secret/min-length/7-rejected", between(f, 7, 128)},
		{"secret/min-9", secretLength, "create/app_secret/min-length/8-accepted", between(f, 9, 128)},
		{"secret/min-unchecked", secretLength, "create/app_secret/min-length/7-rejected", between(f, 0, 128)},
		{"secret/max-127", secretLength, "create/app_secret/max-length/128-accepted", between(f, 8, 127)},
		{"secret/max-129", secretLength, "create/app_secret/max-length/129-rejected", between(f, 8, 129)},
		{"secret/max-64", secretLength, "create/app_secret/max-length/128-accepted", between(f, 8, 64)},
		{"secret/max-200", secretLength, "create/app_secret/max-length/129-rejected", between(f, 8, 200)},
		{"secret/max-unchecked", secretLength, "create/app_secret/max-length/129-rejected", between(f, 8, unbounded)},
		{"secret/max-cut", secretLength, "create/app_secret/max-length/129-rejected", reads(f, cut(128))},
		{"secret/empty-accepted", secretLength, "create/app_secret/min-length/0-rejected", sees(f, func(s string) string {
			if s == "" {
				return "generated"
			}
			return s
		})},
		{"secret/required", secretOptional, "create/app_secret/required/missing-accepted", refuses(f, not(has(f)))},
		{"secret/required-with-remark", secretOptional, "create/*-accepted", refuses(f, func(d *gateway.Draft) bool {
			return has(validate.Remark)(d) && !has(f)(d)
		})},
		{"secret/unchecked-with-key", secretLength, "create/app_secret/*-rejected", ignores(f, has(validate.AppKey))},
		{"secret/type-number", secretType, "create/app_secret/type/number-rejected", coerces(f, constantly("12345678", numbers))},
		{"secret/type-boolean", secretType, "create/app_secret/type/boolean-rejected", coerces(f, constantly("true_true", booleans))},
		{"secret/type-array", secretType, "create/app_secret/type/array-rejected", coerces(f, constantly("array_secret", arrays))},
		{"secret/type-object", secretType, "create/app_secret/type/object-rejected", coerces(f, constantly("object_secret", objects))},

		{"secret/first-special-accepted", secretStart, "create/app_secret/start/*-rejected", allows(f, of("_-!@#$%"), first)},
		{"secret/first-underscore-accepted", secretStart, "create/app_secret/start/0x5f-rejected", allows(f, of("_"), first)},
		{"secret/first-hyphen-accepted", secretStart, "create/app_secret/start/0x2d-rejected", allows(f, of("-"), first)},
		{"secret/first-at-accepted", secretStart, "create/app_secret/start/0x40-rejected", allows(f, of("@"), first)},
		{"secret/first-dollar-accepted", secretStart, "create/app_secret/start/0x24-rejected", allows(f, of("$"), first)},
		{"secret/first-digit-refused", secretStart, "create/app_secret/start/0x3*-accepted", forbids(f, span('0', '9'), first)},
		{"secret/first-lowercase-refused", secretStart, "create/app_secret/start/0x61-accepted", forbids(f, span('a', 'z'), first)},
		{"secret/first-capital-a-refused", secretStart, "create/app_secret/start/0x41-accepted", forbids(f, of("A"), first)},

		{"secret/middle-quote-accepted", secretChars, "create/app_secret/charset/middle-0x22-rejected", allows(f, of(`"`), middle)},
		{"secret/middle-ampersand-accepted", secretChars, "create/app_secret/charset/middle-0x26-rejected", allows(f, of("&"), middle)},
		{"secret/last-apostrophe-accepted", secretChars, "create/app_secret/charset/last-0x27-rejected", allows(f, of("'"), last)},
		{"secret/middle-comma-accepted", secretChars, "create/app_secret/charset/middle-0x2c-rejected", allows(f, of(","), middle)},
		{"secret/last-dot-accepted", secretChars, "create/app_secret/charset/last-0x2e-rejected", allows(f, of("."), last)},
		{"secret/middle-dot-accepted", secretChars, "create/app_secret/charset/middle-0x2e-rejected", allows(f, of("."), middle)},
		{"secret/middle-question-accepted", secretChars, "create/app_secret/charset/middle-0x3f-rejected", allows(f, of("?"), middle)},
		{"secret/last-bracket-accepted", secretChars, "create/app_secret/charset/last-0x5b-rejected", allows(f, of("["), last)},
		{"secret/middle-caret-accepted", secretChars, "create/app_secret/charset/middle-0x5e-rejected", allows(f, of("^"), middle)},
		{"secret/last-star-accepted", secretChars, "create/app_secret/charset/last-0x2a-rejected", allows(f, of("*"), last)},
		{"secret/middle-plus-accepted", secretChars, "create/app_secret/charset/middle-0x2b-rejected", allows(f, of("+"), middle)},
		{"secret/middle-tilde-accepted", secretChars, "create/app_secret/charset/middle-0x7e-rejected", allows(f, of("~"), middle)},
		{"secret/middle-space-accepted", secretChars, "create/app_secret/charset/middle-0x20-rejected", allows(f, of(" "), middle)},
		{"secret/last-newline-accepted", secretChars, "create/app_secret/charset/last-0x0a-rejected", allows(f, of("\n"), last)},
		{"secret/range-bang-to-underscore", secretChars, "create/app_secret/charset/*-rejected", allows(f, span('!', '_'), later)},
		{"secret/non-ascii-accepted", secretChars, "create/app_secret/charset/*-rejected", allows(f, span(0x80, 0x10ffff), later)},
		{"secret/charset-unchecked", secretChars, "create/app_secret/charset/*-rejected", allows(f, every, later)},
		{"secret/dollar-refused", secretChars, "create/app_secret/charset/*-0x24-accepted", forbids(f, of("$"), anywhere)},
		{"secret/percent-refused", secretChars, "create/app_secret/charset/*-0x25-accepted", forbids(f, of("%"), anywhere)},
		{"secret/underscore-refused", secretChars, "create/app_secret/charset/*-0x5f-accepted", forbids(f, of("_"), anywhere)},
		{"secret/bang-refused", secretChars, "create/app_secret/charset/*-0x21-accepted", forbids(f, of("!"), anywhere)},
		{"secret/last-hash-refused", secretChars, "create/app_secret/charset/last-0x23-accepted", forbids(f, of("#"), last)},
		{"secret/last-at-refused", secretChars, "create/app_secret/charset/last-0x40-accepted", forbids(f, of("@"), last)},
		{"secret/last-hyphen-refused", secretChars, "create/app_secret/charset/last-0x2d-accepted", forbids(f, of("-"), last)},
		{"secret/special-demanded", secretChars, "create/app_secret/*-accepted", refusesText(f, func(s string) bool { return !strings.ContainsAny(s, "_-!@#$%") })},
		{"secret/digit-demanded", secretChars, "create/app_secret/*-accepted", refusesText(f, func(s string) bool { return !strings.ContainsFunc(s, unicode.IsDigit) })},
	}
}
