package faults

import (
	"strings"

	"github.com/appgauge/appgauge/validate"
)

func keyFaults() []row {
	const f = validate.AppKey
	return []row{
		{"key/min-7", keyLength, "create/app_key/min-length/7-rejected", between(f, 7, 200)},
		{"key/min-9", keyLength, "create/app_key/min-length/8-accepted", between(f, 9, 200)},
		{"key/min-unchecked", keyLength, "create/app_key/min-length/7-rejected", between(f, 0, 200)},
		{"key/max-199", keyLength, "create/app_key/max-length/200-accepted", between(f, 8, 199)},
		{"key/max-201", keyLength, "create/app_key/max-length/201-rejected", between(f, 8, 201)},
		{"key/max-64", keyLength, "create/app_key/max-length/200-accepted", between(f, 8, 64)},
		{"key/max-128", keyLength, "create/app_key/max-length/200-accepted", between(f, 8, 128)},
		{"key/max-unchecked", keyLength, "create/app_key/max-length/201-rejected", between(f, 8, unbounded)},
		{"key/max-cut", keyLength, "create/app_key/max-length/201-rejected", reads(f, cut(200))},
		{"key/length-in-8-bits", keyLength, "create/app_key/max-length/201-rejected", sees(f, func(s string) string {
			if len(s) > 200 {
				return s[:len(s)&0xff]
			}
			return s
		})},
		{"key/empty-accepted", keyLength, "create/app_key/min-length/0-rejected", sees(f, func(s string) string {
			if s == "" {
				return "generated"
			}
			return s
		})},
		{"key/required", keyOptional, "create/app_key/required/missing-accepted", refuses(f, not(has(f)))},
		{"key/refused", keyOptional, "create/app_key/*-accepted", refuses(f, has(f))},
		{"key/type-number", keyType, "create/app_key/type/number-rejected", coerces(f, constantly("12345678", numbers))},
		{"key/type-boolean", keyType, "create/app_key/type/boolean-rejected", coerces(f, constantly("true_true", booleans))},
		{"key/type-array", keyType, "create/app_key/type/array-rejected", coerces(f, constantly("array_key", arrays))},
		{"key/type-object", keyType, "create/app_key/type/object-rejected", coerces(f, constantly("object_key", objects))},

		{"key/first-hyphen-accepted", keyStart, "create/app_key/start/0x2d-rejected", allows(f, of("-"), first)},
		{"key/first-underscore-accepted", keyStart, "create/app_key/start/0x5f-rejected", allows(f, of("_"), first)},
		{"key/first-slash-accepted", keyStart, "create/app_key/start/0x2f-rejected", allows(f, of("/"), first)},
		{"key/first-colon-accepted", keyStart, "create/app_key/start/0x3a-rejected", allows(f, of(":"), first)},
		{"key/first-digit-refused", keyStart, "create/app_key/start/0x3*-accepted", forbids(f, span('0', '9'), first)},
		{"key/first-nine-refused", keyStart, "create/app_key/start/0x39-accepted", forbids(f, of("9"), first)},
		{"key/first-uppercase-refused", keyStart, "create/app_key/start/0x41-accepted", forbids(f, span('A', 'Z'), first)},
		{"key/first-z-refused", keyStart, "create/app_key/start/0x7a-accepted", forbids(f, of("z"), first)},

		{"key/middle-dot-accepted", keyChars, "create/app_key/charset/middle-0x2e-rejected", allows(f, of("."), middle)},
		{"key/last-dot-accepted", keyChars, "create/app_key/charset/last-0x2e-rejected", allows(f, of("."), last)},
		{"key/middle-comma-accepted", keyChars, "create/app_key/charset/middle-0x2c-rejected", allows(f, of(","), middle)},
		{"key/middle-slash-accepted", keyChars, "create/app_key/charset/middle-0x2f-rejected", allows(f, of("/"), middle)},
		{"key/last-plus-accepted", keyChars, "create/app_key/charset/last-0x2b-rejected", allows(f, of("+"), last)},
		{"key/last-equals-accepted", keyChars, "create/app_key/charset/last-0x3d-rejected", allows(f, of("="), last)},
		{"key/middle-colon-accepted", keyChars, "create/app_key/charset/middle-0x3a-rejected", allows(f, of(":"), middle)},
		{"key/last-at-accepted", keyChars, "create/app_key/charset/last-0x40-rejected", allows(f, of("@"), last)},
		{"key/middle-percent-accepted", keyChars, "create/app_key/charset/middle-0x25-rejected", allows(f, of("%"), middle)},
		{"key/middle-dollar-accepted", keyChars, "create/app_key/charset/middle-0x24-rejected", allows(f, of("$"), middle)},
		{"key/middle-space-accepted", keyChars, "create/app_key/charset/middle-0x20-rejected", allows(f, of(" "), middle)},
		{"key/space-trimmed", keyChars, "create/app_key/charset/*-0x20-rejected", reads(f, strings.TrimSpace)},
		{"key/last-newline-accepted", keyChars, "create/app_key/charset/last-0x0a-rejected", allows(f, of("\n"), last)},
		{"key/range-comma-to-underscore", keyChars, "create/app_key/charset/*-rejected", allows(f, span(',', '_'), later)},
		{"key/non-ascii-letters-accepted", keyChars, "create/app_key/charset/*-rejected", allows(f, span(0xc0, 0x24f), anywhere)},
		{"key/arabic-digits-accepted", keyChars, "create/app_key/charset/*-rejected", allows(f, span(0x660, 0x669), anywhere)},
		{"key/charset-unchecked", keyChars, "create/app_key/charset/*-rejected", allows(f, every, later)},
		{"key/hyphen-refused", keyChars, "create/app_key/charset/*-0x2d-accepted", forbids(f, of("-"), anywhere)},
		{"key/last-hyphen-refused", keyChars, "create/app_key/charset/last-0x2d-accepted", forbids(f, of("-"), last)},
		{"key/underscore-refused", keyChars, "create/app_key/charset/*-0x5f-accepted", forbids(f, of("_"), anywhere)},
		{"key/last-digit-refused", keyChars, "create/app_key/charset/last-0x3*-accepted", forbids(f, span('0', '9'), last)},
		{"key/capital-z-refused", keyChars, "create/app_key/charset/*-0x5a-accepted", forbids(f, of("Z"), later)},
	}
}
