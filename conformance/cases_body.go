package conformance

import "strings"

// remarkCases try that a remark is any text.
func (c *catalog) remarkCases() {
	c.accept("create/remark/text/odd-characters-accepted", "a remark is kept to the letter: spaces at its ends, composed and decomposed letters, markup, controls",
		"remark-text", "remark", "create/remark/text")
	c.accept("create/remark/text/empty-accepted", "an empty remark is accepted", "remark-empty", "remark", "create/remark/text", "create/remark/optional")
}

// bodyCases send bodies that are not one JSON object, and members that the page
// does not speak of.
func (c *catalog) bodyCases() {
	bodies := []struct {
		id, about string
		make      func(d draft) string
	}{
		{"empty", "an empty body", func(draft) string { return "" }},
		{"white-space", "a body of white space", func(draft) string { return " \n" }},
		{"truncated", "a body that ends too early", func(d draft) string { return strings.TrimSuffix(d.json(), "}") }},
		{"trailing-comma", "a comma before the closing brace", func(d draft) string { return strings.TrimSuffix(d.json(), "}") + ",}" }},
		{"trailing-text", "text after the object", func(d draft) string { return d.json() + "x" }},
		{"two-objects", "two objects", func(d draft) string { return d.json() + d.json() }},
		{"single-quotes", "single quotes", func(d draft) string { return strings.ReplaceAll(d.json(), `"`, `'`) }},
		{"comment", "a comment", func(d draft) string { return "/**/" + d.json() }},
		{"form", "a form", func(d draft) string { s, _ := d.text("name"); return "name=" + s }},
		{"array", "an array", func(d draft) string { return "[" + d.json() + "]" }},
		{"string", "a string", func(d draft) string { return d.raw("name") }},
		{"number", "a number", func(draft) string { return "42" }},
		{"boolean", "a boolean", func(draft) string { return "true" }},
		{"null", "null", func(draft) string { return "null" }},
		{"control-character", "a control character in a string", func(d draft) string {
			return d.withText("remark", "a\nb").withRawControl()
		}},
	}
	for _, b := range bodies {
		c.reject(rejection{
			id: "create/body/json/" + b.id + "-rejected", title: b.about + " is refused",
			clauses: []string{"create/body/json"}, control: "full", want: badRequest(""),
			spoil: func(g *gen, d draft) request {
				r := d.create()
				r.body = b.make(d)
				return r
			},
		})
	}
	c.reject(rejection{
		id: "create/body/json/no-members-rejected", title: "an object without members is refused",
		clauses: []string{"create/body/json", "create/name/required"}, control: "full", want: badRequest("name"),
		spoil: func(g *gen, d draft) request { r := d.create(); r.body = "{}"; return r },
	})
	soft := badRequest("")
	soft.level = Should
	for _, b := range []struct{ id, about, raw string }{
		{"invalid-utf-8", "a remark that is not valid UTF-8", "\"a\xffb\""},
		{"overlong-utf-8", "a remark in overlong UTF-8", "\"a\xc0\xafb\""},
		{"lone-surrogate", "a remark with half a surrogate pair", `"a\ud83db"`},
	} {
		c.reject(rejection{
			id: "create/body/utf-8/" + b.id + "-rejected", title: b.about + " is refused",
			clauses: []string{"create/body/utf-8"}, control: "full", want: soft,
			spoil: func(g *gen, d draft) request { return d.with("remark", b.raw).create() },
		})
	}
	c.accept("create/body/member-names/any-spelling-accepted", "escapes and white space that JSON allows change nothing",
		"spelling", "name", "create/body/member-names", "create/body/json")
	c.accept("create/body/member-names/any-order-accepted", "members may come in any order",
		"full", "name", "create/body/member-names", "create/body/json")
	for _, n := range []struct{ id, title, specimen, clause string }{
		{"create/body/unknown-member/noted", "what becomes of a member the table does not list is noted", "unknown-member", "create/body/unknown-member"},
		{"create/body/duplicate-member/noted", "what becomes of a member sent twice is noted", "duplicate-member", "create/body/duplicate-member"},
		{"create/body/content-type/absent-noted", "what becomes of a body of no declared type is noted", "content-type-absent", "create/body/content-type"},
	} {
		c.add(Case{ID: n.id, Title: n.title, Clauses: []string{n.clause}, specimens: []string{n.specimen},
			judge: func(t *T) { t.describe(n.specimen, "name") }})
	}
	c.add(Case{
		ID: "create/body/content-type/text-noted", Title: "a body declared as plain text gets no 5xx",
		Clauses: []string{"create/body/content-type"}, specimens: []string{"minimal"}, Control: "minimal",
		act: func(t *T) {
			r := newGen(t.edition, t.nonce, "content-type-text").name()
			q := draft{}.withText("name", r).create()
			q.contentType = "text/plain"
			t.try(q)
		},
		judge: func(t *T) {
			a := t.acted[0]
			switch {
			case a.err != nil:
				t.refused(a, refusal{})
			case a.exchange.Status >= 500:
				t.warn(a.exchange, "answered %d%s", a.exchange.Status, briefError(a.exchange))
			default:
				t.note(Pass, a.exchange, "answered %d%s", a.exchange.Status, briefError(a.exchange))
			}
		},
	})
}

// withRawControl is the draft's JSON with the escaped line end unescaped, which
// JSON forbids.
func (d draft) withRawControl() string { return strings.Replace(d.json(), `\u000a`, "\n", 1) }
