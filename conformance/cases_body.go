package conformance

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// remarkCases try that a remark is any text.
func (c *catalog) remarkCases() {
	const base = "create/remark/"
	c.accept(base+"charset/any-text-accepted", "a remark is kept to the letter: spaces at its ends, composed and decomposed letters, markup, controls",
		"remark-text", "remark", base+"text")
	c.accept(base+"charset/wide-accepted", "a remark may hold characters of any script, emoji and joined ones", "remark-wide", "remark", base+"text")
	c.accept(base+"charset/spaces-accepted", "a remark may begin and end with spaces", "remark-max", "remark", base+"text")
	c.accept(base+"min-length/0-accepted", "an empty remark is accepted", "app_key-charset-1", "remark", base+"text", base+"optional")
	c.accept(base+"min-length/1-accepted", "a remark of one character is accepted", "name-charset-1", "remark", base+"text")
}

// bodyCases send bodies that are not one JSON object, and members that the page
// does not speak of.
func (c *catalog) bodyCases() {
	bodies := []struct {
		id, about string
		make      func(d draft) string
	}{
		{"empty", "an empty body", func(draft) string { return "" }},
		{"empty-white-space", "a body of white space", func(draft) string { return " \n" }},
		{"malformed", "a body that ends too early", func(d draft) string { return strings.TrimSuffix(d.json(), "}") }},
		{"malformed-trailing-comma", "a comma before the closing brace", func(d draft) string { return strings.TrimSuffix(d.json(), "}") + ",}" }},
		{"malformed-trailing-text", "text after the object", func(d draft) string { return d.json() + "x" }},
		{"malformed-two-objects", "two objects", func(d draft) string { return d.json() + d.json() }},
		{"malformed-single-quotes", "single quotes", func(d draft) string { return strings.ReplaceAll(d.json(), `"`, `'`) }},
		{"malformed-comment", "a comment", func(d draft) string { return "/**/" + d.json() }},
		{"malformed-form", "a form", func(d draft) string { s, _ := d.text("name"); return "name=" + s }},
		{"array", "an array", func(d draft) string { return "[" + d.json() + "]" }},
		{"array-empty", "an empty array", func(draft) string { return "[]" }},
		{"array-of-names", "an array of a name", func(d draft) string { return "[" + d.raw("name") + "]" }},
		{"malformed-unquoted", "a member name without quotes", func(d draft) string { return strings.Replace(d.json(), `"name"`, "name", 1) }},
		{"malformed-no-colon", "a member without a colon", func(d draft) string { return strings.Replace(d.json(), `"name":`, `"name" `, 1) }},
		{"malformed-number", "a number with a leading zero", func(d draft) string { return d.with("appgauge_n", "01").json() }},
		{"malformed-literal", "a literal in capitals", func(d draft) string { return d.with("appgauge_n", "True").json() }},
		{"malformed-html", "a page of HTML", func(d draft) string { return "<html><body>" + d.raw("name") + "</body></html>" }},
		{"string-empty", "an empty string", func(draft) string { return `""` }},
		{"string-of-json", "an object inside a string", func(d draft) string { return probe.Quote(d.json()) }},
		{"string", "a string", func(d draft) string { return d.raw("name") }},
		{"number", "a number", func(draft) string { return "42" }},
		{"boolean", "a boolean", func(draft) string { return "true" }},
		{"null", "null", func(draft) string { return "null" }},
		{"malformed-control-character", "a control character in a string", func(d draft) string {
			return d.withText("remark", "a\nb").withRawControl()
		}},
	}
	for _, b := range bodies {
		c.reject(rejection{
			id: "create/body/" + b.id + "-rejected", title: b.about + " is refused",
			clauses: []string{"create/body/json"}, control: "full", want: badRequest(""),
			spoil: func(g *gen, d draft) probe.Request {
				r := d.create()
				r.Body = b.make(d)
				return r
			},
		})
	}
	c.reject(rejection{
		id: "create/body/object-empty-rejected", title: "an object without members is refused",
		clauses: []string{"create/body/json", "create/name/required"}, control: "full", want: badRequest("name"),
		spoil: func(g *gen, d draft) probe.Request { r := d.create(); r.Body = "{}"; return r },
	})
	soft := badRequest("")
	soft.level = result.Should
	for _, b := range []struct{ id, about, raw string }{
		{"invalid-utf-8", "a remark that is not valid UTF-8", "\"a\xffb\""},
		{"overlong-utf-8", "a remark in overlong UTF-8", "\"a\xc0\xafb\""},
		{"lone-surrogate", "a remark with half a surrogate pair", `"a\ud83db"`},
	} {
		c.reject(rejection{
			id: "create/body/" + b.id + "-rejected", title: b.about + " is refused",
			clauses: []string{"create/body/utf-8"}, control: "full", want: soft,
			spoil: func(g *gen, d draft) probe.Request { return d.with("remark", b.raw).create() },
		})
	}
	c.accept("create/body/escapes-accepted", "escapes that JSON allows change nothing", "spelling", "name", "create/body/member-names", "create/body/json")
	c.accept("create/body/whitespace-accepted", "white space that JSON allows changes nothing", "spelling", "name", "create/body/member-names", "create/body/json")
	c.accept("create/body/member-order-accepted", "members may come in any order", "full", "", "create/body/member-names", "create/body/json")
	c.reject(rejection{
		id: "create/error/several-defects-rejected", title: "a request with several invalid members is refused, and one of them named",
		clauses: []string{"create/error/400/error_code", "create/error/400/error_msg"}, control: "full", want: badRequest(""),
		spoil: func(g *gen, d draft) probe.Request {
			return d.withText("name", "1"+g.nonce).withText("app_key", "-").withText("app_secret", "-").create()
		},
	})
	for _, n := range []struct{ id, title, specimen, clause string }{
		{"create/body/unknown-member-noted", "what becomes of a member the table does not list is noted", "unknown-member", "create/body/unknown-member"},
		{"create/body/duplicate-member-noted", "what becomes of a member sent twice is noted", "duplicate-member", "create/body/duplicate-member"},
		{"create/body/content-type-absent-noted", "what becomes of a body of no declared type is noted", "content-type-absent", "create/body/content-type"},
	} {
		c.add(Case{ID: n.id, Title: n.title, Clauses: []string{n.clause}, specimens: []string{n.specimen},
			judge: func(t *T) { t.describe(n.specimen, "name") }})
	}
	c.add(Case{
		ID: "create/body/content-type-text-noted", Title: "a body declared as plain text gets no 5xx",
		Clauses: []string{"create/body/content-type"}, specimens: []string{"minimal"}, Control: "minimal",
		act: func(t *T) {
			r := t.gen("content-type-text").name()
			q := draft{}.withText("name", r).create()
			q.ContentType = "text/plain"
			t.try(q)
		},
		judge: func(t *T) {
			a := t.acted[0]
			switch {
			case a.err != nil:
				t.refused(a, refusal{})
			case a.exchange.Status >= 500:
				t.warn(a.exchange, "answered %d%s", a.exchange.Status, probe.BriefError(a.exchange))
			default:
				t.note(result.Pass, a.exchange, "answered %d%s", a.exchange.Status, probe.BriefError(a.exchange))
			}
		},
	})
}

// withRawControl is the draft's JSON with the escaped line end unescaped, which
// JSON forbids.
func (d draft) withRawControl() string { return strings.Replace(d.json(), `\u000a`, "\n", 1) }
