package stimulus

import (
	"fmt"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/stimulus/cover"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/validate"
)

// class is a kind of valid value. Text is "" where the member is left out.
type class func(g *Gen, f *validate.Field) string

func left(*Gen, *validate.Field) string { return "" }

// classes are the kinds of valid values of each field: left out, if it may be, as
// short and as long as it may be, of every sort of character, first and last.
var classes = [...][]class{
	validate.Name: {
		func(g *Gen, _ *validate.Field) string { return g.Name() },
		func(g *Gen, f *validate.Field) string { return g.Letters(f.Min) },
		func(g *Gen, f *validate.Field) string { return g.Length(g.Name(), f.Max) },
		func(g *Gen, _ *validate.Field) string { return "A" + g.Name() },
		func(g *Gen, _ *validate.Field) string { return g.Name() + g.Digits(4) },
		func(g *Gen, _ *validate.Field) string { return "z__" + g.nonce + "__" + g.Chars(6) + "_" },
		func(g *Gen, _ *validate.Field) string { return strings.ToUpper(g.Name()) + "Z" },
		func(g *Gen, _ *validate.Field) string { return g.Letters(1) + g.Digits(15) },
	},
	validate.Remark: {
		left,
		func(g *Gen, _ *validate.Field) string { return g.nonce + " in company" },
		func(g *Gen, _ *validate.Field) string { return g.Chars(1) },
		func(g *Gen, f *validate.Field) string { return g.Length(g.nonce+" ", f.Max) },
		func(g *Gen, f *validate.Field) string {
			return string([]rune(strings.Repeat("\U0001F600\u4e2d\u00e9e\u0301\u200d", f.Max))[:f.Max])
		},
		func(g *Gen, _ *validate.Field) string { return oddText },
		func(g *Gen, _ *validate.Field) string { return oddRemarks[0].text + " & <i> !#$%*+/:;=?@^|~ 'q' \"q\"" },
		func(g *Gen, _ *validate.Field) string { return "  " + g.nonce + "  two  spaces\n" },
	},
	validate.AppKey: {
		left,
		func(g *Gen, _ *validate.Field) string { return g.Key() },
		func(g *Gen, f *validate.Field) string { return g.Chars(f.Min) },
		func(g *Gen, f *validate.Field) string { return g.Length(g.Key(), f.Max) },
		func(g *Gen, _ *validate.Field) string { return "9" + g.Key() + "--__-" },
		func(g *Gen, _ *validate.Field) string { return strings.ToUpper(g.Key()) + "_" },
		func(g *Gen, f *validate.Field) string { return g.Digits(f.Min + 8) },
	},
	validate.AppSecret: {
		left,
		func(g *Gen, _ *validate.Field) string { return g.Secret() },
		func(g *Gen, f *validate.Field) string { return g.Letters(f.Min) },
		func(g *Gen, f *validate.Field) string { return g.Length(g.Secret(), f.Max) },
		func(g *Gen, f *validate.Field) string { return "0" + g.Secret() + g.specials(f) },
		func(g *Gen, _ *validate.Field) string { return strings.ToUpper(g.Secret()) + "-Z" },
		func(g *Gen, f *validate.Field) string { return g.Digits(f.Min) + "_" + g.Chars(8) + "!" },
	},
}

// specials are the characters of the field that are neither letters nor digits.
func (g *Gen) specials(f *validate.Field) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(LowerDigits, r) || 'A' <= r && r <= 'Z' || r > 0x7f {
			return -1
		}
		return r
	}, string(everyChar(f.Chars)))
}

// variedRows are the classes of the members, and the form, of varied apps: a covering
// array, so that every two of them come together.
var variedRows = sync.OnceValue(func() [][]int {
	return cover.Array(2, len(classes[validate.Name]), len(classes[validate.Remark]), len(classes[validate.AppKey]), len(classes[validate.AppSecret]), len(forms))
})

// Varied is a valid app unlike the others: number n of a sequence in which every two
// classes of members, and every class and form, come together, again and again, in
// other company each time.
func Varied(id, about string, n int) Specimen {
	rows := variedRows()
	row, round := rows[n%len(rows)], n/len(rows)
	level := func(i, of int) int { return (row[i] + round*(i+1)) % of }
	return Specimen{ID: id, about: about, form: forms[level(len(classes), len(forms))], draft: func(g *Gen) Draft {
		var d Draft
		for i := range classes {
			f := &g.edition.Fields[i]
			if text := classes[i][level(i, len(classes[i]))](g, f); text != "" {
				d = d.WithText(f.Name, text)
			}
		}
		return d
	}}
}

// owned is the draft with what shows that its app is the run's, without which it could
// not be deleted: the nonce, and if the name is short and does not hold it, an AppKey,
// should the answer that gives the ID be lost.
func (g *Gen) owned(d Draft) Draft {
	name, _ := d.Text("name")
	_, keyed := d.Text("app_key")
	if !keyed && len(name) < world.LongName && !strings.Contains(strings.ToLower(name), g.nonce) {
		d = d.WithText("app_key", g.Key())
	}
	if d.holds(g.nonce) {
		return d
	}
	return d.WithText("remark", g.nonce+" in company")
}

// holds reports whether one of the texts by which an app is known holds the nonce.
func (d Draft) holds(nonce string) bool {
	for _, member := range []string{"name", "remark", "app_key"} {
		if s, ok := d.Text(member); ok && strings.Contains(strings.ToLower(s), nonce) {
			return true
		}
	}
	return false
}

// Filler is a varied app that makes the listing longer, number n of them.
func Filler(n int) Specimen {
	return Varied(fmt.Sprintf("filler-%d", n), "makes the listing longer", n)
}
