package faults

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func keyFaults() []Fault {
	const f = validate.AppKey
	return []Fault{
		{"key/min-7", design, keyLength, must, "", "create/app_key/min-length/7-rejected", between(f, 7, 200)},
		{"key/min-9", design, keyLength, must, "", "create/app_key/min-length/8-accepted", between(f, 9, 200)},
		{"key/min-unchecked", design, keyLength, must, "", "create/app_key/min-length/7-rejected", between(f, 0, 200)},
		{"key/max-199", design, keyLength, must, "", "create/app_key/max-length/200-accepted", between(f, 8, 199)},
		{"key/max-201", design, keyLength, must, "", "create/app_key/max-length/201-rejected", between(f, 8, 201)},
		{"key/max-64", design, keyLength, must, "", "create/app_key/max-length/200-accepted", between(f, 8, 64)},
		{"key/max-128", design, keyLength, must, "", "create/app_key/max-length/200-accepted", between(f, 8, 128)},
		{"key/max-unchecked", design, keyLength, must, "", "create/app_key/max-length/201-rejected", between(f, 8, unbounded)},
		{"key/max-cut", design, keyLength, must, "", "create/app_key/max-length/201-rejected", reads(f, cut(200))},
		{"key/length-in-8-bits", design, keyLength, must, "", "create/app_key/max-length/201-rejected", sees(f, func(s string) string {
			if len(s) > 200 {
				return s[:len(s)&0xff]
			}
			return s
		})},
		{"key/empty-accepted", design, keyLength, must, "", "create/app_key/min-length/0-rejected", sees(f, func(s string) string {
			if s == "" {
				return "generated"
			}
			return s
		})},
		{"key/required", design, keyOptional, must, "", "create/app_key/required/missing-accepted", refuses(f, not(has(f)))},
		{"key/refused", design, keyOptional, must, "", "create/app_key/*-accepted", refuses(f, has(f))},
		{"key/type-number", design, keyType, must, "", "create/app_key/type/number-rejected", coerces(f, constantly("12345678", numbers))},
		{"key/type-boolean", design, keyType, must, "", "create/app_key/type/boolean-rejected", coerces(f, constantly("true_true", booleans))},
		{"key/type-array", design, keyType, must, "", "create/app_key/type/array-rejected", coerces(f, constantly("array_key", arrays))},
		{"key/type-object", design, keyType, must, "", "create/app_key/type/object-rejected", coerces(f, constantly("object_key", objects))},

		{"key/first-hyphen-accepted", design, keyStart, must, "", "create/app_key/start/0x2d-rejected", allows(f, of("-"), first)},
		{"key/first-underscore-accepted", design, keyStart, must, "", "create/app_key/start/0x5f-rejected", allows(f, of("_"), first)},
		{"key/first-slash-accepted", design, keyStart, must, "", "create/app_key/start/0x2f-rejected", allows(f, of("/"), first)},
		{"key/first-colon-accepted", design, keyStart, must, "", "create/app_key/start/0x3a-rejected", allows(f, of(":"), first)},
		{"key/first-digit-refused", design, keyStart, must, "", "create/app_key/start/0x3*-accepted", forbids(f, span('0', '9'), first)},
		{"key/first-nine-refused", design, keyStart, must, "", "create/app_key/start/0x39-accepted", forbids(f, of("9"), first)},
		{"key/first-uppercase-refused", design, keyStart, must, "", "create/app_key/start/0x41-accepted", forbids(f, span('A', 'Z'), first)},
		{"key/first-z-refused", design, keyStart, must, "", "create/app_key/start/0x7a-accepted", forbids(f, of("z"), first)},

		{"key/middle-dot-accepted", design, keyChars, must, "", "create/app_key/charset/middle-0x2e-rejected", allows(f, of("."), middle)},
		{"key/last-dot-accepted", design, keyChars, must, "", "create/app_key/charset/last-0x2e-rejected", allows(f, of("."), last)},
		{"key/middle-comma-accepted", design, keyChars, must, "", "create/app_key/charset/middle-0x2c-rejected", allows(f, of(","), middle)},
		{"key/middle-slash-accepted", design, keyChars, must, "", "create/app_key/charset/middle-0x2f-rejected", allows(f, of("/"), middle)},
		{"key/last-plus-accepted", design, keyChars, must, "", "create/app_key/charset/last-0x2b-rejected", allows(f, of("+"), last)},
		{"key/last-equals-accepted", design, keyChars, must, "", "create/app_key/charset/last-0x3d-rejected", allows(f, of("="), last)},
		{"key/middle-colon-accepted", design, keyChars, must, "", "create/app_key/charset/middle-0x3a-rejected", allows(f, of(":"), middle)},
		{"key/last-at-accepted", design, keyChars, must, "", "create/app_key/charset/last-0x40-rejected", allows(f, of("@"), last)},
		{"key/middle-percent-accepted", design, keyChars, must, "", "create/app_key/charset/middle-0x25-rejected", allows(f, of("%"), middle)},
		{"key/middle-dollar-accepted", design, keyChars, must, "", "create/app_key/charset/middle-0x24-rejected", allows(f, of("$"), middle)},
		{"key/middle-space-accepted", design, keyChars, must, "", "create/app_key/charset/middle-0x20-rejected", allows(f, of(" "), middle)},
		{"key/space-trimmed", design, keyChars, must, "", "create/app_key/charset/*-0x20-rejected", reads(f, strings.TrimSpace)},
		{"key/last-newline-accepted", design, keyChars, must, "", "create/app_key/charset/last-0x0a-rejected", allows(f, of("\n"), last)},
		{"key/range-comma-to-underscore", design, keyChars, must, "", "create/app_key/charset/*-rejected", allows(f, span(',', '_'), later)},
		{"key/non-ascii-letters-accepted", design, keyChars, must, "", "create/app_key/charset/*-rejected", allows(f, span(0xc0, 0x24f), anywhere)},
		{"key/arabic-digits-accepted", design, keyChars, must, "", "create/app_key/charset/*-rejected", allows(f, span(0x660, 0x669), anywhere)},
		{"key/charset-unchecked", design, keyChars, must, "", "create/app_key/charset/*-rejected", allows(f, every, later)},
		{"key/hyphen-refused", design, keyChars, must, "", "create/app_key/charset/*-0x2d-accepted", forbids(f, of("-"), anywhere)},
		{"key/last-hyphen-refused", design, keyChars, must, "", "create/app_key/charset/last-0x2d-accepted", forbids(f, of("-"), last)},
		{"key/underscore-refused", design, keyChars, must, "", "create/app_key/charset/*-0x5f-accepted", forbids(f, of("_"), anywhere)},
		{"key/last-digit-refused", design, keyChars, must, "", "create/app_key/charset/last-0x3*-accepted", forbids(f, span('0', '9'), last)},
		{"key/capital-z-refused", design, keyChars, must, "", "create/app_key/charset/*-0x5a-accepted", forbids(f, of("Z"), later)},

		{"pages/key-len-7-accepted", pages, clause("create-app, Table 3, app_key", "between 8 and 200 characters"), must,
			"Lower bound is 7: a 7-character app_key gets 201, 6 gets 400.",
			"create/app_key/min-length/7-rejected", between(validate.AppKey, 7, 200)},
		{"pages/key-hyphen-refused", pages, clause("create-app, Table 3, app_key", "only letters, digits, hyphens and underscores"), must,
			"name's character class is used: '-' anywhere gets 400.",
			"create/app_key/charset/*-0x2d-accepted", forbids(validate.AppKey, of("-"), anywhere)},
		{"pages/key-uppercase-refused", pages, clause("create-app, Table 3, app_key", "only letters, digits, hyphens and underscores"), must,
			"An app_key with an upper-case letter after the first character gets 400.",
			"create/app_key/charset/*-0x41-accepted", forbids(validate.AppKey, span('A', 'Z'), later)},
		{"pages/key-secret-specials-accepted", pages, clause("create-app, Table 3, app_key", "only letters, digits, hyphens and underscores"), must,
			"app_secret's class is used: one of ! @ # $ % after the first position gets 201.",
			"create/app_key/charset/*-rejected", allows(validate.AppKey, of("!@#$%"), later)},
		{"pages/key-trailing-newline-accepted", pages, clause("create-app, Table 3, app_key", "only letters, digits, hyphens and underscores"), must,
			"One '\\n' as the last character is accepted (201), also when it is the one that reaches 8.",
			"create/app_key/charset/last-0x0a-rejected", allows(validate.AppKey, of("\n"), last)},
		{"pages/key-all-digits-refused", pages, clause("create-app, Table 3, app_key", "only letters, digits, hyphens and underscores"), must,
			"An app_key of digits only, e.g. \"12345678\", gets 400.",
			"create/app_key/*-accepted", refusesText(validate.AppKey, func(s string) bool { return strings.Trim(s, "0123456789") == "" })},
		{"pages/subtle-key-is-name-refused", pages, clause("create-app, Table 3, app_key", "letters, digits, underscores and hyphens"), must,
			"An AppKey that is the app's name is refused.",
			"create/status-201", refuses(validate.AppKey, func(d *gateway.Draft) bool {
				key, sent := d.Text(validate.AppKey)
				name, _ := d.Text(validate.Name)
				return sent && key == name
			})},
	}
}
