package faults

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

func remarkFaults() []Fault {
	const f = validate.Remark
	long := func(when func(d *gateway.Draft, remark string) bool) alter {
		return ignores(f, func(d *gateway.Draft) bool {
			s, ok := d.Text(f)
			return ok && when(d, s)
		})
	}
	kept := func(as func(string) string) alter {
		return stores(func(a *gateway.App, _ *gateway.Draft) { a.Remark = as(a.Remark) })
	}
	return []Fault{
		{"remark/max-254", design, remarkLength, must, "", "create/remark/max-length/255-accepted", between(f, 0, 254)},
		{"remark/max-256", design, remarkLength, must, "", "create/remark/max-length/256-rejected", between(f, 0, 256)},
		{"remark/max-128", design, remarkLength, must, "", "create/remark/max-length/255-accepted", between(f, 0, 128)},
		{"remark/max-unchecked", design, remarkLength, must, "", "create/remark/max-length/256-rejected", between(f, 0, unbounded)},
		{"remark/max-cut", design, remarkLength, must, "", "create/remark/max-length/256-rejected", reads(f, cut(255))},
		{"remark/counts-bytes", design, remarkLength, must, "", "create/remark/max-length/255-*-accepted", counts(f, byteLen)},
		{"remark/counts-utf16", design, remarkLength, should, "", "create/remark/max-length/255-*-accepted", counts(f, utf16Len)},
		{"remark/counts-ascii-only", design, remarkLength, must, "", "create/remark/max-length/256-*-rejected", counts(f, runeCount(span(0, 0x7f)))},
		{"remark/counts-bmp-only", design, remarkLength, should, "", "create/remark/max-length/256-*-rejected", counts(f, runeCount(span(0, 0xffff)))},
		{"remark/counts-graphemes", design, remarkLength, should, "", "create/remark/max-length/256-*-rejected", counts(f, runeCount(func(r rune) bool { return !unicode.Is(unicode.Mn, r) }))},
		{"remark/counts-without-spaces", design, remarkLength, must, "", "create/remark/max-length/256-*-rejected", counts(f, runeCount(func(r rune) bool { return r != ' ' }))},
		{"remark/required", design, remarkOptional, must, "", "create/remark/required/missing-accepted", refuses(f, not(has(f)))},
		{"remark/min-3", design, remarkLength, must, "", "create/remark/min-length/1-accepted", between(f, 3, 255)},
		{"remark/non-ascii-refused", design, remarkAny, must, "", "create/remark/charset/*-accepted", forbids(f, span(0x80, 0x10ffff), anywhere)},
		{"remark/emoji-refused", design, remarkAny, must, "", "create/remark/charset/*-accepted", forbids(f, span(0x10000, 0x10ffff), anywhere)},
		{"remark/newline-refused", design, remarkAny, must, "", "create/remark/charset/*-accepted", forbids(f, of("\r\n"), anywhere)},
		{"remark/quote-refused", design, remarkAny, must, "", "create/remark/charset/*-accepted", forbids(f, of(`'"`), anywhere)},
		{"remark/backslash-refused", design, remarkAny, must, "", "create/remark/charset/*-accepted", forbids(f, of(`\`), anywhere)},
		{"remark/ampersand-refused", design, remarkAny, must, "", "create/remark/charset/*-accepted", forbids(f, of("&"), anywhere)},
		{"remark/punctuation-refused", design, remarkAny, must, "", "create/remark/charset/*-accepted", forbids(f, of("!#$%*+/:;=?@^|~"), anywhere)},
		{"remark/space-first-refused", design, remarkAny, must, "", "create/remark/charset/*-accepted", forbids(f, of(" "), first)},
		{"remark/type-number", design, remarkType, must, "", "create/remark/type/number-rejected", coerces(f, begins(numbers))},
		{"remark/type-boolean", design, remarkType, must, "", "create/remark/type/boolean-rejected", coerces(f, begins(booleans))},
		{"remark/type-array", design, remarkType, must, "", "create/remark/type/array-rejected", coerces(f, begins(arrays))},
		{"remark/type-object", design, remarkType, must, "", "create/remark/type/object-rejected", coerces(f, begins(objects))},

		{"pages/remark-overlong-truncated", pages, clause("create-app, Table 3, remark", "at most 255 characters"), must,
			"A remark of more than 255 characters is cut to 255 and answered 201.",
			"create/remark/max-length/256-rejected", reads(validate.Remark, cut(255))},
		{"pages/remark-trimmed-before-count", pages, clause("create-app, Table 3, remark", "at most 255 characters"), must,
			"Trailing white space is removed before counting: 255 letters + one space (256) gets 201.",
			"create/remark/max-length/256-*-rejected", sees(validate.Remark, func(s string) string { return strings.TrimRight(s, " \t\r\n") })},
		{"pages/remark-astral-not-counted", pages, clause("create-app, Table 3, remark", "at most 255 characters"), should,
			"Characters above U+FFFF are not counted at all: 255 letters + one emoji gets 201.",
			"create/remark/max-length/256-*-rejected", counts(validate.Remark, runeCount(span(0, 0xffff)))},
		{"pages/remark-angle-bracket-refused", pages, clause("create-app, Table 3, remark", "the only limit stated is the length (by the reading: any text)"), must,
			"A remark which contains '<' or '>' gets 400.",
			"create/remark/charset/*-accepted", forbids(validate.Remark, of("<>"), anywhere)},
		{"pages/remark-number-accepted", pages, clause("create-app, Table 3, remark", "of type String"), must,
			"\"remark\":12345 is converted to \"12345\" and gets 201.",
			"create/remark/type/number-rejected", coerces(validate.Remark, begins(numbers))},
		{"pages/subtle-remark-unchecked-with-secret", pages, clause("create-app, Table 3, remark", "at most 255 characters"), must,
			"The remark's length is not checked where a secret is sent.",
			"create/remark/max-length/256-beside-longest-rejected", long(func(d *gateway.Draft, _ string) bool { return has(validate.AppSecret)(d) })},
		{"pages/subtle-remark-attack-refused", pages, clause("create-app, Table 3, remark", "at most 255 characters, any of them"), must,
			"A remark that holds a script, or words of SQL, is refused.",
			"create/remark/charset/suspicious-accepted", refusesText(validate.Remark, func(s string) bool {
				return strings.Contains(s, "<script") || strings.Contains(s, "DROP TABLE") || strings.Contains(s, "' OR '")
			})},
		{"pages/subtle-remark-crlf-to-lf", pages, clause("create-app, Table 4, remark", "the remark that was sent"), must,
			"CR LF becomes LF.",
			"create/remark/charset/lines-accepted", kept(func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") })},
		{"pages/subtle-remark-spaces-to-empty", pages, clause("create-app, Table 4, remark", "the remark that was sent"), must,
			"A remark of spaces becomes empty.",
			"create/remark/charset/only-spaces-accepted", kept(func(s string) string {
				if strings.TrimSpace(s) == "" {
					return ""
				}
				return s
			})},
		{"pages/subtle-remark-unescaped-twice", pages, clause("create-app, Table 4, remark", "the remark that was sent"), must,
			`A backslash and an n become a newline: C:\new.`,
			"create/remark/charset/lines-accepted", kept(func(s string) string { return strings.ReplaceAll(s, `\n`, "\n") })},
		{"pages/subtle-remark-full-width-to-ascii", pages, clause("create-app, Table 4, remark", "the remark that was sent"), must,
			"Full-width characters become ASCII ones.",
			"create/remark/charset/lookalikes-accepted", kept(func(s string) string { return shifted(s, span(0xff01, 0xff5e), -0xfee0) })},
		{"pages/subtle-remark-256-of-three-bytes", pages, clause("create-app, Table 3, remark", "at most 255 characters"), must,
			"256 characters pass where they take more than 765 bytes.",
			"create/remark/max-length/256-three-byte-rejected", long(func(_ *gateway.Draft, s string) bool { return utf8.RuneCountInString(s) == 256 && len(s) > 765 })},
	}
}

// shifted moves the characters of the set by so many code points.
func shifted(s string, chars set, by rune) string {
	return strings.Map(func(r rune) rune {
		if chars(r) {
			return r + by
		}
		return r
	}, s)
}
