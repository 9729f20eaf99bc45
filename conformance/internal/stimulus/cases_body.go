package stimulus

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
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
	c.accept(base+"min-length/0-accepted", "an empty remark is accepted", "remark-empty", "remark", base+"text", base+"optional")
	c.accept(base+"min-length/1-accepted", "a remark of one character is accepted", "name-charset-1", "remark", base+"text")
}

// bodyCases send bodies that are not one JSON object, and members that the page
// does not speak of.
func (c *catalog) bodyCases() {
	bodies := []struct {
		id, about string
		make      func(d Draft) string
	}{
		{"empty", "an empty body", func(Draft) string { return "" }},
		{"empty-white-space", "a body of white space", func(Draft) string { return " \n" }},
		{"malformed", "a body that ends too early", func(d Draft) string { return strings.TrimSuffix(d.JSON(), "}") }},
		{"malformed-trailing-comma", "a comma before the closing brace", func(d Draft) string { return strings.TrimSuffix(d.JSON(), "}") + ",}" }},
		{"malformed-trailing-text", "text after the object", func(d Draft) string { return d.JSON() + "x" }},
		{"malformed-two-objects", "two objects", func(d Draft) string { return d.JSON() + d.JSON() }},
		{"malformed-single-quotes", "single quotes", func(d Draft) string { return strings.ReplaceAll(d.JSON(), `"`, `'`) }},
		{"malformed-comment", "a comment", func(d Draft) string { return "/**/" + d.JSON() }},
		{"malformed-form", "a form", func(d Draft) string { s, _ := d.Text("name"); return "name=" + s }},
		{"array", "an array", func(d Draft) string { return "[" + d.JSON() + "]" }},
		{"array-empty", "an empty array", func(Draft) string { return "[]" }},
		{"array-of-names", "an array of a name", func(d Draft) string { return "[" + d.Raw("name") + "]" }},
		{"malformed-unquoted", "a member name without quotes", func(d Draft) string { return strings.Replace(d.JSON(), `"name"`, "name", 1) }},
		{"malformed-no-colon", "a member without a colon", func(d Draft) string { return strings.Replace(d.JSON(), `"name":`, `"name" `, 1) }},
		{"malformed-number", "a number with a leading zero", func(d Draft) string { return d.With("appgauge_n", "01").JSON() }},
		{"malformed-nan", "NaN", func(d Draft) string { return d.With("appgauge_n", "NaN").JSON() }},
		{"malformed-infinity", "Infinity", func(d Draft) string { return d.With("appgauge_n", "-Infinity").JSON() }},
		{"malformed-literal", "a literal in capitals", func(d Draft) string { return d.With("appgauge_n", "True").JSON() }},
		{"malformed-html", "a page of HTML", func(d Draft) string { return "<html><body>" + d.Raw("name") + "</body></html>" }},
		{"string-empty", "an empty string", func(Draft) string { return `""` }},
		{"string-of-json", "an object inside a string", func(d Draft) string { return jsonvalue.Quote(d.JSON()) }},
		{"string", "a string", func(d Draft) string { return d.Raw("name") }},
		{"number", "a number", func(Draft) string { return "42" }},
		{"boolean", "a boolean", func(Draft) string { return "true" }},
		{"null", "null", func(Draft) string { return "null" }},
		{"malformed-control-character", "a control character in a string", func(d Draft) string {
			return d.WithText("remark", "a\nb").withRawControl()
		}},
	}
	for _, b := range bodies {
		c.reject(rejection{
			id: "create/body/" + b.id + "-rejected", title: b.about + " is refused",
			clauses: []string{"create/body/json"}, control: "full",
			spoil: func(g *Gen, d Draft) probe.Request {
				r := d.Create()
				r.Body = b.make(d)
				return r
			},
		})
	}
	c.reject(rejection{
		id: "create/body/object-empty-rejected", title: "an object without members is refused",
		clauses: []string{"create/body/json", "create/name/required"}, control: "full", field: "name",
		spoil: func(g *Gen, d Draft) probe.Request { r := d.Create(); r.Body = "{}"; return r },
	})
	for _, b := range []struct{ id, about, raw string }{
		{"invalid-utf-8", "a remark that is not valid UTF-8", "\"a\xffb\""},
		{"overlong-utf-8", "a remark in overlong UTF-8", "\"a\xc0\xafb\""},
		{"lone-surrogate", "a remark with half a surrogate pair", `"a\ud83db"`},
	} {
		c.reject(rejection{
			id: "create/body/" + b.id + "-rejected", title: b.about + " is refused",
			clauses: []string{"create/body/utf-8"}, control: "full", poison: "text",
			spoil: func(g *Gen, d Draft) probe.Request { return d.With("remark", b.raw).Create() },
		})
	}
	c.accept("create/body/escapes-accepted", "escapes that JSON allows change nothing", "spelling", "name", "create/body/member-names", "create/body/json")
	c.accept("create/body/whitespace-accepted", "white space that JSON allows changes nothing", "spelling", "name", "create/body/member-names", "create/body/json")
	c.accept("create/body/member-order-accepted", "members may come in any order", "full", "", "create/body/member-names", "create/body/json")
	c.reject(rejection{
		id: "create/error/several-defects-rejected", title: "a request with several invalid members is refused, and one of them named",
		clauses: []string{"create/error/400/error_code", "create/error/400/error_msg"}, control: "full",
		spoil: func(g *Gen, d Draft) probe.Request {
			return d.WithText("name", "1"+g.nonce).WithText("app_key", "-").WithText("app_secret", "-").Create()
		},
	})
	for _, n := range []struct{ id, title, specimen, clause string }{
		{"create/body/unknown-member-noted", "what becomes of a member the table does not list is noted", "unknown-member", "create/body/unknown-member"},
		{"create/body/duplicate-member-noted", "what becomes of a member sent twice is noted", "duplicate-member", "create/body/duplicate-member"},
		{"create/body/content-type-absent-noted", "what becomes of a body of no declared type is noted", "content-type-absent", "create/body/content-type"},
	} {
		c.add(Case{ID: n.id, Title: n.title, Clauses: []string{n.clause}, Specimens: []string{n.specimen},
			Judge: func(t *T) { t.describe(n.specimen, "name") }})
	}
	c.add(Case{
		ID: "create/body/content-type-text-noted", Title: "a body declared as plain text gets no 5xx",
		Clauses: []string{"create/body/content-type"}, Specimens: []string{"minimal"}, Control: "minimal",
		Act: func(t *T) {
			r := t.Gen("content-type-text").Name()
			q := Draft{}.WithText("name", r).Create()
			q.ContentType = "text/plain"
			t.Try(q)
		},
		Judge: func(t *T) {
			a := t.Tried()[0]
			switch {
			case a.Err != nil:
				t.refused(a)
			case a.Exchange.Status >= 500:
				t.Fail(a.Exchange, "answered %d%s", a.Exchange.Status, probe.BriefError(a.Exchange))
			default:
				t.Note(result.Pass, a.Exchange, "answered %d%s", a.Exchange.Status, probe.BriefError(a.Exchange))
			}
		},
	})
}

// withRawControl is the draft's JSON with the escaped line end unescaped, which
// JSON forbids.
func (d Draft) withRawControl() string { return strings.Replace(d.JSON(), `\u000a`, "\n", 1) }
