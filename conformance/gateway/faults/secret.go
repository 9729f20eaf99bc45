package faults

import (
	"strings"
	"unicode"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func secretFaults() []Fault {
	const f = validate.AppSecret
	return []Fault{
		{"secret/min-7", design, secretLength, must, "", "create/app_secret/min-length/7-rejected", between(f, 7, 128)},
		{"secret/min-9", design, secretLength, must, "", "create/app_secret/min-length/8-accepted", between(f, 9, 128)},
		{"secret/min-unchecked", design, secretLength, must, "", "create/app_secret/min-length/7-rejected", between(f, 0, 128)},
		{"secret/max-127", design, secretLength, must, "", "create/app_secret/max-length/128-accepted", between(f, 8, 127)},
		{"secret/max-129", design, secretLength, must, "", "create/app_secret/max-length/129-rejected", between(f, 8, 129)},
		{"secret/max-64", design, secretLength, must, "", "create/app_secret/max-length/128-accepted", between(f, 8, 64)},
		{"secret/max-200", design, secretLength, must, "", "create/app_secret/max-length/129-rejected", between(f, 8, 200)},
		{"secret/max-unchecked", design, secretLength, must, "", "create/app_secret/max-length/129-rejected", between(f, 8, unbounded)},
		{"secret/max-cut", design, secretLength, must, "", "create/app_secret/max-length/129-rejected", reads(f, cut(128))},
		{"secret/empty-accepted", design, secretLength, must, "An empty secret is kept, and shown in clear.", "create/app_secret/min-length/0-rejected", all(
			sees(f, func(s string) string {
				if s == "" {
					return "generated"
				}
				return s
			}),
			func(b *gateway.Behaviour) { b.ShowSecret = func(s string) string { return s } }, // behind a mask nobody could see it
		)},
		{"secret/required", design, secretOptional, must, "", "create/app_secret/required/missing-accepted", refuses(f, not(has(f)))},
		{"secret/required-with-remark", design, secretOptional, must, "", "create/*-accepted", refuses(f, func(d *gateway.Draft) bool {
			return has(validate.Remark)(d) && !has(f)(d)
		})},
		{"secret/unchecked-with-key", design, secretLength, must, "", "create/app_secret/*-rejected", ignores(f, has(validate.AppKey))},
		{"secret/type-number", design, secretType, must, "", "create/app_secret/type/number-rejected", coerces(f, constantly("12345678", numbers))},
		{"secret/type-boolean", design, secretType, must, "", "create/app_secret/type/boolean-rejected", coerces(f, constantly("true_true", booleans))},
		{"secret/type-array", design, secretType, must, "", "create/app_secret/type/array-rejected", coerces(f, constantly("array_secret", arrays))},
		{"secret/type-object", design, secretType, must, "", "create/app_secret/type/object-rejected", coerces(f, constantly("object_secret", objects))},

		{"secret/first-special-accepted", design, secretStart, must, "", "create/app_secret/start/*-rejected", allows(f, of("_-!@#$%"), first)},
		{"secret/first-underscore-accepted", design, secretStart, must, "", "create/app_secret/start/0x5f-rejected", allows(f, of("_"), first)},
		{"secret/first-hyphen-accepted", design, secretStart, must, "", "create/app_secret/start/0x2d-rejected", allows(f, of("-"), first)},
		{"secret/first-at-accepted", design, secretStart, must, "", "create/app_secret/start/0x40-rejected", allows(f, of("@"), first)},
		{"secret/first-dollar-accepted", design, secretStart, must, "", "create/app_secret/start/0x24-rejected", allows(f, of("$"), first)},
		{"secret/first-digit-refused", design, secretStart, must, "", "create/app_secret/start/0x3*-accepted", forbids(f, span('0', '9'), first)},
		{"secret/first-lowercase-refused", design, secretStart, must, "", "create/app_secret/start/0x61-accepted", forbids(f, span('a', 'z'), first)},
		{"secret/first-capital-a-refused", design, secretStart, must, "", "create/app_secret/start/0x41-accepted", forbids(f, of("A"), first)},

		{"secret/middle-quote-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x22-rejected", allows(f, of(`"`), middle)},
		{"secret/middle-ampersand-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x26-rejected", allows(f, of("&"), middle)},
		{"secret/last-apostrophe-accepted", design, secretChars, must, "", "create/app_secret/charset/last-0x27-rejected", allows(f, of("'"), last)},
		{"secret/middle-comma-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x2c-rejected", allows(f, of(","), middle)},
		{"secret/last-dot-accepted", design, secretChars, must, "", "create/app_secret/charset/last-0x2e-rejected", allows(f, of("."), last)},
		{"secret/middle-dot-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x2e-rejected", allows(f, of("."), middle)},
		{"secret/middle-question-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x3f-rejected", allows(f, of("?"), middle)},
		{"secret/last-bracket-accepted", design, secretChars, must, "", "create/app_secret/charset/last-0x5b-rejected", allows(f, of("["), last)},
		{"secret/middle-caret-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x5e-rejected", allows(f, of("^"), middle)},
		{"secret/last-star-accepted", design, secretChars, must, "", "create/app_secret/charset/last-0x2a-rejected", allows(f, of("*"), last)},
		{"secret/middle-plus-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x2b-rejected", allows(f, of("+"), middle)},
		{"secret/middle-tilde-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x7e-rejected", allows(f, of("~"), middle)},
		{"secret/middle-space-accepted", design, secretChars, must, "", "create/app_secret/charset/middle-0x20-rejected", allows(f, of(" "), middle)},
		{"secret/last-newline-accepted", design, secretChars, must, "", "create/app_secret/charset/last-0x0a-rejected", allows(f, of("\n"), last)},
		{"secret/range-bang-to-underscore", design, secretChars, must, "", "create/app_secret/charset/*-rejected", allows(f, span('!', '_'), later)},
		{"secret/non-ascii-accepted", design, secretChars, must, "", "create/app_secret/charset/*-rejected", allows(f, span(0x80, 0x10ffff), later)},
		{"secret/charset-unchecked", design, secretChars, must, "", "create/app_secret/charset/*-rejected", allows(f, every, later)},
		{"secret/dollar-refused", design, secretChars, must, "", "create/app_secret/charset/*-0x24-accepted", forbids(f, of("$"), anywhere)},
		{"secret/percent-refused", design, secretChars, must, "", "create/app_secret/charset/*-0x25-accepted", forbids(f, of("%"), anywhere)},
		{"secret/underscore-refused", design, secretChars, must, "", "create/app_secret/charset/*-0x5f-accepted", forbids(f, of("_"), anywhere)},
		{"secret/bang-refused", design, secretChars, must, "", "create/app_secret/charset/*-0x21-accepted", forbids(f, of("!"), anywhere)},
		{"secret/last-hash-refused", design, secretChars, must, "", "create/app_secret/charset/last-0x23-accepted", forbids(f, of("#"), last)},
		{"secret/last-at-refused", design, secretChars, must, "", "create/app_secret/charset/last-0x40-accepted", forbids(f, of("@"), last)},
		{"secret/last-hyphen-refused", design, secretChars, must, "", "create/app_secret/charset/last-0x2d-accepted", forbids(f, of("-"), last)},
		{"secret/special-demanded", design, secretChars, must, "", "create/app_secret/*-accepted", refusesText(f, func(s string) bool { return !strings.ContainsAny(s, "_-!@#$%") })},
		{"secret/digit-demanded", design, secretChars, must, "", "create/app_secret/*-accepted", refusesText(f, func(s string) bool { return !strings.ContainsFunc(s, unicode.IsDigit) })},

		{"pages/secret-len-8-refused", pages, clause("create-app, Table 3, app_secret", "between 8 and 128 characters"), must,
			"Lower bound is 9: an 8-character app_secret gets 400.",
			"create/app_secret/min-length/8-accepted", between(validate.AppSecret, 9, 128)},
		{"pages/secret-len-129-accepted", pages, clause("create-app, Table 3, app_secret", "between 8 and 128 characters"), must,
			"Upper bound is 129: 129 characters get 201; 130 get 400.",
			"create/app_secret/max-length/129-rejected", between(validate.AppSecret, 8, 129)},
		{"pages/secret-max-72-hash-limit", pages, clause("create-app, Table 3, app_secret", "between 8 and 128 characters"), must,
			"More than 72 characters (a password hash's limit) get 400.",
			"create/app_secret/max-length/128-accepted", between(validate.AppSecret, 8, 72)},
		{"pages/secret-first-special-accepted", pages, clause("create-app, Table 3, app_secret", "the first character is a letter or a digit"), must,
			"A leading '!' or '@' gets 201; leading '_' '-' '#' '$' '%' get 400.",
			"create/app_secret/start/*-rejected", allows(validate.AppSecret, of("!@"), first)},
		{"pages/secret-hyphen-refused", pages, clause("create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %"), must,
			"'-' was taken for a range sign when the class was written: it gets 400; the other specials pass.",
			"create/app_secret/charset/*-0x2d-accepted", forbids(validate.AppSecret, of("-"), anywhere)},
		{"pages/secret-bang-last-refused", pages, clause("create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %"), must,
			"'!' in the last position gets 400; in the middle it is accepted.",
			"create/app_secret/charset/last-0x21-accepted", forbids(validate.AppSecret, of("!"), last)},
		{"pages/secret-at-refused", pages, clause("create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %"), must,
			"'@' after the first position gets 400.",
			"create/app_secret/charset/*-0x40-accepted", forbids(validate.AppSecret, of("@"), later)},
		{"pages/secret-ampersand-accepted", pages, clause("create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %"), must,
			"The class range is #-& : '&' is accepted after the first position.",
			"create/app_secret/charset/*-0x26-rejected", allows(validate.AppSecret, of("&"), later)},
		{"pages/secret-star-accepted", pages, clause("create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %"), must,
			"'*' is accepted, so a masked value such as \"416************ab8\" may be sent back and gets 201.",
			"create/app_secret/charset/*-0x2a-rejected", allows(validate.AppSecret, of("*"), later)},
		{"pages/secret-required-with-key", pages, clause("create-app, Table 3, app_secret", "not mandatory"), must,
			"app_key given without app_secret gets 400 naming app_secret.",
			"create/app_key/*-accepted", refuses(validate.AppSecret, func(d *gateway.Draft) bool { return has(validate.AppKey)(d) && !has(validate.AppSecret)(d) })},
		{"pages/secret-number-coerced", pages, clause("create-app, Table 3, app_secret", "of type String"), must,
			"\"app_secret\":12345678 (a JSON number) gets 201.",
			"create/app_secret/type/number-rejected", coerces(validate.AppSecret, begins(numbers))},
		{"pages/subtle-secret-unescaped", pages, clause("create-app, Table 3, app_secret", "the special characters include the percent sign"), must,
			"The secret is unescaped as in a URL before it is checked.",
			"create/app_secret/url-escapes-accepted", sees(validate.AppSecret, func(s string) string { return strings.ReplaceAll(s, "%0A", "\n") })},
		{"pages/subtle-secret-is-key-refused", pages, clause("create-app, Table 3, app_secret", "letters, digits and special characters"), must,
			"A secret that is the AppKey is refused.",
			"create/status-201", refuses(validate.AppSecret, func(d *gateway.Draft) bool {
				key, sent := d.Text(validate.AppKey)
				secret, _ := d.Text(validate.AppSecret)
				return sent && key == secret
			})},
	}
}
