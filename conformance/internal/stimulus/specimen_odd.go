package stimulus

import (
	"strings"
	"unicode/utf16"

	"github.com/appgauge/appgauge/validate"
)

// oddRemarks are remarks that gateways were seen to change or refuse. The apps
// that hold characters at the edges of their sets have them.
var oddRemarks = [...]struct{ id, title, text string }{
	{"lines", "a remark keeps ends of lines of every kind, and backslashes", "a\r\nb\rc\n\n" + `C:\new\table \\ \u0041 %0A &#10;`},
	{"only-spaces", "a remark of spaces is kept", "   "},
	{"lookalikes", "full-width forms, ligatures and signs in a remark stay what they are", "\uff21\uff42\uff13\uff01 \u3000 \ufb01 \u2126 \u00bd \u2460 \u1e9b\u0323"},
	{"suspicious", "a remark may hold what looks like an attack",
		`<script>alert(1)</script> '; DROP TABLE apps;-- ' OR '1'='1 ../../etc/passwd ${jndi:ldap://x} {{7*7}}`},
}

// oddRemarkHost is the specimen that has the odd remark number i.
func oddRemarkHost(e *validate.Edition, i int) string {
	if i < edgeSpecimenCount(e) {
		return edgeSpecimen(i)
	}
	return "remark-" + oddRemarks[i].id
}

// oddSpecimens keep to every rule, in ways that gateways were seen to stumble
// over: values that look like something else, or that are usual only one by one.
func oddSpecimens(e *validate.Edition) []Specimen {
	name, remark := &e.Fields[validate.Name], &e.Fields[validate.Remark]
	key, secret := &e.Fields[validate.AppKey], &e.Fields[validate.AppSecret]
	var out []Specimen
	for i, r := range oddRemarks {
		if id := oddRemarkHost(e, i); id == "remark-"+r.id {
			out = append(out, Specimen{ID: id, about: "a remark that gateways were seen to change or refuse", draft: func(g *Gen) Draft {
				return ordinary(g).WithText("remark", r.text)
			}})
		}
	}
	return append(out, []Specimen{
		{ID: "all-max", about: "every member as long as it may be", draft: func(g *Gen) Draft {
			return Draft{}.WithText("name", g.Length(g.Name(), name.Max)).WithText("remark", g.Length(g.nonce+" ", remark.Max)).
				WithText("app_key", g.Length(g.Key(), key.Max)).WithText("app_secret", g.Length(g.Secret(), secret.Max))
		}},
		{ID: "name-digits", about: "a name of one letter and digits; a secret that reads like escapes of a URL", draft: func(g *Gen) Draft {
			text := g.Secret()
			if secret.Chars.Contains('%') {
				text = "s%0A%41%20" + g.Chars(10)
			}
			return Draft{}.WithText("name", g.Letters(1)+g.Digits(15)).WithText("remark", g.nonce+" digits").WithText("app_secret", text)
		}},
		{ID: "one-value", about: "one value for name, AppKey and secret", draft: func(g *Gen) Draft {
			text := g.Name()
			return Draft{}.WithText("name", text).WithText("app_key", text).WithText("app_secret", text)
		}},
		{ID: "remark-cjk", about: "the longest remark, in characters of three bytes", draft: func(g *Gen) Draft {
			return ordinary(g).WithText("remark", strings.Repeat("\u4e2d", remark.Max))
		}},
		{ID: "remark-escaped", about: "the longest remark of emoji, each escaped in two halves", draft: func(g *Gen) Draft {
			return ordinary(g).WithText("remark", strings.Repeat("\U0001F600", remark.Max))
		}, body: func(g *Gen, d Draft) string {
			hi, lo := utf16.EncodeRune('\U0001F600')
			escaped := strings.Repeat(escape16(hi)+escape16(lo), remark.Max)
			return `{"name":` + d.Raw("name") + `,"remark":"` + escaped + `"}`
		}},
		{ID: "twice-1", about: "one of two apps of the same body", draft: twice, Late: true},
		{ID: "twice-2", about: "one of two apps of the same body", draft: twice, Late: true},
		{ID: "other-case-name", Likeness: true, about: "the name of minimal in the other case", draft: func(g *Gen) Draft {
			return Draft{}.WithText("name", swapCase(g.TextOf("minimal", "name")))
		}},
		{ID: "other-case-key", Likeness: true, about: "the AppKey of full in the other case", draft: func(g *Gen) Draft {
			return ordinary(g).WithText("app_key", swapCase(g.TextOf("full", "app_key")))
		}},
	}...)
}

func twice(g *Gen) Draft {
	return Draft{}.WithText("name", g.Shelf.gen(g.nonce, "twice").Name()).WithText("remark", g.nonce+" twice")
}

func escape16(r rune) string {
	const hex = "0123456789abcdef"
	return `\u` + string([]byte{hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15]})
}
