package faults

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// fieldsPageFaults are the faults of origin [FromPages] on the members of a create request, in the words of
// their author.
func fieldsPageFaults() []pageRow {
	return []pageRow{
		{
			"pages/name-len-3-refused",
			"create-app, Table 3, name", "between 3 and 64 characters",
			"Lower bound is 4: a valid 3-character name gets 400 naming name.",
			"create/name/min-length/3-accepted",
			between(validate.Name, 4, 64),
		},
		{
			"pages/name-len-64-refused",
			"create-app, Table 3, name", "between 3 and 64 characters",
			"Upper bound is compared with >=: a valid 64-character name gets 400; 63 passes.",
			"create/name/max-length/64-accepted",
			between(validate.Name, 3, 63),
		},
		{
			"pages/name-len-65-accepted",
			"create-app, Table 3, name", "between 3 and 64 characters",
			"Upper bound is 65: a valid 65-character name gets 201; 66 is refused.",
			"create/name/max-length/65-rejected",
			between(validate.Name, 3, 65),
		},
		{
			"pages/name-first-uppercase-refused",
			"create-app, Table 3, name", "the first character is a letter",
			"First-character class is [a-z]: \"App_demo\" gets 400; upper case later is accepted.",
			"create/name/start/0x41-accepted",
			forbids(validate.Name, span('A', 'Z'), first),
		},
		{
			"pages/name-first-at-sign-accepted",
			"create-app, Table 3, name", "the first character is a letter",
			"First-character class is [@-Za-z] (range begins one code too low): \"@bc\" gets 201.",
			"create/name/start/0x40-rejected",
			allows(validate.Name, of("@"), first),
		},
		{
			"pages/name-hyphen-last-accepted",
			"create-app, Table 3, name", "only letters, digits and underscores",
			"'-' is accepted only as the last character: \"app-\" gets 201, \"a-pp\" gets 400.",
			"create/name/charset/last-0x2d-rejected",
			allows(validate.Name, of("-"), last),
		},
		{
			"pages/name-last-char-unchecked",
			"create-app, Table 3, name", "only letters, digits and underscores",
			"The scan loop runs to length-1 exclusive: the last character may be anything, for instance \"app!\" gets 201.",
			"create/name/charset/last-*-rejected",
			allows(validate.Name, every, last),
		},
		{
			"pages/name-char-64th-unchecked",
			"create-app, Table 3, name", "only letters, digits and underscores",
			"With a name of exactly 64 characters the 64th is not checked: 63 valid characters + '-' gets 201.",
			"create/name/charset/*-rejected",
			allows(validate.Name, every, func(i, n int) bool { return i == 63 && n == 64 }),
		},
		{
			"pages/name-latin1-letters-accepted",
			"create-app, Table 3, name", "only letters, digits and underscores (by the reading: ASCII)",
			"Letters are taken by Unicode category: \"café\" (U+00E9) gets 201, at any position.",
			"create/name/charset/*-rejected",
			allows(validate.Name, unicode.IsLetter, anywhere),
		},
		{
			"pages/name-kelvin-sign-accepted",
			"create-app, Table 3, name", "only letters, digits and underscores (by the reading: ASCII)",
			"A case-insensitive Unicode pattern is used: U+212A (Kelvin sign) and U+017F (long s) are accepted as letters; no other non-ASCII is.",
			"create/name/charset/*-rejected",
			allows(validate.Name, of("\u212a\u017f"), anywhere),
		},
		{
			"pages/name-fullwidth-digit-accepted",
			"create-app, Table 3, name", "only letters, digits and underscores (by the reading: ASCII)",
			"'\\d' is Unicode-aware: U+FF11 (full-width 1) and U+0661 (Arabic-Indic 1) are accepted from the second position on.",
			"create/name/charset/*-rejected",
			allows(validate.Name, of("\uff11\u0661"), later),
		},
		{
			"pages/name-double-underscore-refused",
			"create-app, Table 3, name", "only letters, digits and underscores",
			"Two underscores in a row are refused: \"app__demo\" gets 400.",
			"create/name/charset/*-accepted",
			refusesText(validate.Name, func(s string) bool { return strings.Contains(s, "__") }),
		},
		{
			"pages/name-digit-0-refused",
			"create-app, Table 3, name", "only letters, digits and underscores",
			"The digit range is [1-9]: a '0' anywhere after the first position gets 400.",
			"create/name/charset/*-0x30-accepted",
			forbids(validate.Name, of("0"), later),
		},
		{
			"pages/name-digit-9-last-refused",
			"create-app, Table 3, name", "only letters, digits and underscores",
			"'9' is refused at the last position only: \"app9\" gets 400, \"ap9p\" gets 201.",
			"create/name/charset/last-0x39-accepted",
			forbids(validate.Name, of("9"), last),
		},
		{
			"pages/name-uppercase-z-middle-refused",
			"create-app, Table 3, name", "only letters, digits and underscores",
			"The tail's upper-case range is [A-Y]: 'Z' after the first position gets 400.",
			"create/name/charset/*-0x5a-accepted",
			forbids(validate.Name, of("Z"), later),
		},
		{
			"pages/name-literal-null-refused",
			"create-app, Table 3, name", "only letters, digits and underscores",
			"The strings \"null\", \"true\" and \"undefined\" are taken for missing values: the name \"null\" gets 400.",
			"create/name/*-accepted",
			refusesText(validate.Name, func(s string) bool { return s == "null" || s == "true" || s == "undefined" }),
		},
		{
			"pages/name-empty-as-default",
			"create-app, Table 3, name", "between 3 and 64 characters",
			"\"name\":\"\" gets 201 with a default name; a 1-character name is refused.",
			"create/name/min-length/0-rejected",
			reads(validate.Name, func(s string) string {
				if s == "" {
					return "app_default"
				}
				return s
			}),
		},
		{
			"pages/name-singleton-array-coerced",
			"create-app, Table 3, name", "of type String",
			"\"name\":[\"app_demo\"] is unwrapped and gets 201.",
			"create/name/type/array-rejected",
			coerces(validate.Name, func(raw json.RawMessage) (string, bool) {
				var elements []json.RawMessage
				if json.Unmarshal(raw, &elements) != nil || len(elements) != 1 {
					return "", false
				}
				return unquoted(elements[0])
			}),
		},
		{
			"pages/name-wrong-type-500",
			"create-app, Status code 400", "a bad request is answered 400",
			"A name which is a JSON number or object gets 500 with a documented error body instead of 400.",
			"create/name/type/*-rejected",
			failsDraft(func(d *gateway.Draft) bool {
				k := d.App[validate.Name].Kind
				return k == validate.Number || k == validate.Object
			}, 500),
		},
		{
			"pages/remark-overlong-truncated",
			"create-app, Table 3, remark", "at most 255 characters",
			"A remark of more than 255 characters is cut to 255 and answered 201.",
			"create/remark/max-length/256-rejected",
			reads(validate.Remark, cut(255)),
		},
		{
			"pages/remark-trimmed-before-count",
			"create-app, Table 3, remark", "at most 255 characters",
			"Trailing white space is removed before counting: 255 letters + one space (256) gets 201.",
			"create/remark/max-length/256-*-rejected",
			sees(validate.Remark, func(s string) string { return strings.TrimRight(s, " \t\r\n") }),
		},
		{
			"pages/remark-astral-not-counted",
			"create-app, Table 3, remark", "at most 255 characters",
			"Characters above U+FFFF are not counted at all: 255 letters + one emoji gets 201.",
			"create/remark/max-length/256-*-rejected",
			counts(validate.Remark, runeCount(span(0, 0xffff))),
		},
		{
			"pages/remark-angle-bracket-refused",
			"create-app, Table 3, remark", "the only limit stated is the length (by the reading: any text)",
			"A remark which contains '<' or '>' gets 400.",
			"create/remark/charset/*-accepted",
			forbids(validate.Remark, of("<>"), anywhere),
		},
		{
			"pages/remark-number-accepted",
			"create-app, Table 3, remark", "of type String",
			"\"remark\":12345 is converted to \"12345\" and gets 201.",
			"create/remark/type/number-rejected",
			coerces(validate.Remark, begins(numbers)),
		},
		{
			"pages/key-len-7-accepted",
			"create-app, Table 3, app_key", "between 8 and 200 characters",
			"Lower bound is 7: a 7-character app_key gets 201, 6 gets 400.",
			"create/app_key/min-length/7-rejected",
			between(validate.AppKey, 7, 200),
		},
		{
			"pages/key-empty-generates",
			"create-app, Table 3, app_key", "between 8 and 200 characters (by the reading: the empty string is too short)",
			"\"app_key\":\"\" is taken as absent: 201 with a generated key.",
			"create/app_key/min-length/0-rejected",
			all(
				sees(validate.AppKey, func(s string) string {
					if s == "" {
						return "generated"
					}
					return s
				}),
				func(b *gateway.Behaviour) {
					stores(func(a *gateway.App, _ *gateway.Draft) {
						if a.Key == "" {
							a.Key = b.NewKey()
						}
					})(b)
				},
			),
		},
		{
			"pages/key-hyphen-refused",
			"create-app, Table 3, app_key", "only letters, digits, hyphens and underscores",
			"name's character class is used: '-' anywhere gets 400.",
			"create/app_key/charset/*-0x2d-accepted",
			forbids(validate.AppKey, of("-"), anywhere),
		},
		{
			"pages/key-uppercase-refused",
			"create-app, Table 3, app_key", "only letters, digits, hyphens and underscores",
			"An app_key with an upper-case letter after the first character gets 400.",
			"create/app_key/charset/*-0x41-accepted",
			forbids(validate.AppKey, span('A', 'Z'), later),
		},
		{
			"pages/key-secret-specials-accepted",
			"create-app, Table 3, app_key", "only letters, digits, hyphens and underscores",
			"app_secret's class is used: one of ! @ # $ % after the first position gets 201.",
			"create/app_key/charset/*-rejected",
			allows(validate.AppKey, of("!@#$%"), later),
		},
		{
			"pages/key-trailing-newline-accepted",
			"create-app, Table 3, app_key", "only letters, digits, hyphens and underscores",
			"One '\\n' as the last character is accepted (201), also when it is the one that reaches 8.",
			"create/app_key/charset/last-0x0a-rejected",
			allows(validate.AppKey, of("\n"), last),
		},
		{
			"pages/key-all-digits-refused",
			"create-app, Table 3, app_key", "only letters, digits, hyphens and underscores",
			"An app_key of digits only, e.g. \"12345678\", gets 400.",
			"create/app_key/*-accepted",
			refusesText(validate.AppKey, func(s string) bool { return strings.Trim(s, "0123456789") == "" }),
		},
		{
			"pages/secret-len-8-refused",
			"create-app, Table 3, app_secret", "between 8 and 128 characters",
			"Lower bound is 9: an 8-character app_secret gets 400.",
			"create/app_secret/min-length/8-accepted",
			between(validate.AppSecret, 9, 128),
		},
		{
			"pages/secret-len-129-accepted",
			"create-app, Table 3, app_secret", "between 8 and 128 characters",
			"Upper bound is 129: 129 characters get 201; 130 get 400.",
			"create/app_secret/max-length/129-rejected",
			between(validate.AppSecret, 8, 129),
		},
		{
			"pages/secret-max-72-hash-limit",
			"create-app, Table 3, app_secret", "between 8 and 128 characters",
			"More than 72 characters (a password hash's limit) get 400.",
			"create/app_secret/max-length/128-accepted",
			between(validate.AppSecret, 8, 72),
		},
		{
			"pages/secret-first-special-accepted",
			"create-app, Table 3, app_secret", "the first character is a letter or a digit",
			"A leading '!' or '@' gets 201; leading '_' '-' '#' '$' '%' get 400.",
			"create/app_secret/start/*-rejected",
			allows(validate.AppSecret, of("!@"), first),
		},
		{
			"pages/secret-hyphen-refused",
			"create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %",
			"'-' was taken for a range sign when the class was written: it gets 400; the other specials pass.",
			"create/app_secret/charset/*-0x2d-accepted",
			forbids(validate.AppSecret, of("-"), anywhere),
		},
		{
			"pages/secret-bang-last-refused",
			"create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %",
			"'!' in the last position gets 400; in the middle it is accepted.",
			"create/app_secret/charset/last-0x21-accepted",
			forbids(validate.AppSecret, of("!"), last),
		},
		{
			"pages/secret-at-refused",
			"create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %",
			"'@' after the first position gets 400.",
			"create/app_secret/charset/*-0x40-accepted",
			forbids(validate.AppSecret, of("@"), later),
		},
		{
			"pages/secret-ampersand-accepted",
			"create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %",
			"The class range is #-& : '&' is accepted after the first position.",
			"create/app_secret/charset/*-0x26-rejected",
			allows(validate.AppSecret, of("&"), later),
		},
		{
			"pages/secret-star-accepted",
			"create-app, Table 3, app_secret", "letters, digits and the specials _ - ! @ # $ %",
			"'*' is accepted, so a masked value such as \"416************ab8\" may be sent back and gets 201.",
			"create/app_secret/charset/*-0x2a-rejected",
			allows(validate.AppSecret, of("*"), later),
		},
		{
			"pages/secret-required-with-key",
			"create-app, Table 3, app_secret", "not mandatory",
			"app_key given without app_secret gets 400 naming app_secret.",
			"create/app_key/*-accepted",
			refuses(validate.AppSecret, func(d *gateway.Draft) bool { return has(validate.AppKey)(d) && !has(validate.AppSecret)(d) }),
		},
		{
			"pages/secret-number-coerced",
			"create-app, Table 3, app_secret", "of type String",
			"\"app_secret\":12345678 (a JSON number) gets 201.",
			"create/app_secret/type/number-rejected",
			coerces(validate.AppSecret, begins(numbers)),
		},
		{
			"pages/body-empty-201",
			"create-app, Table 3, name", "mandatory",
			"A POST with an empty body (length 0) gets 201 with defaults.",
			"create/body/empty-rejected",
			bodies(func(b []byte) []byte {
				if len(b) == 0 {
					return []byte(sample)
				}
				return b
			}),
		},
		{
			"pages/body-form-accepted-without-name",
			"create-app, Table 3, name", "mandatory",
			"A body that does not parse as JSON is taken as an empty object with a default name: 201.",
			"create/body/malformed-rejected",
			bodies(func(b []byte) []byte {
				if !json.Valid(b) {
					return []byte(sample)
				}
				return b
			}),
		},
	}
}
