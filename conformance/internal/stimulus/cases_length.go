package stimulus

import (
	"fmt"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/validate"
)

// specimenName is what the specimens of a field are called after.
func specimenName(f *validate.Field) string {
	switch f.Name {
	case "app_key":
		return "key"
	case "app_secret":
		return "secret"
	}
	return f.Name
}

// lengthCases try the field's limits from both sides.
func (c *catalog) lengthCases(f *validate.Field) {
	base, short := "create/"+f.Name+"/", specimenName(f)
	maxClauses := []string{base + "max-length", base + "unit"}
	if f.Min > 0 {
		lowest := short + "-min"
		c.accept(fmt.Sprintf("%smin-length/%d-accepted", base, f.Min),
			fmt.Sprintf("%s of %d characters is accepted", f.Name, f.Min), lowest, f.Name, base+"min-length")
		for _, n := range []int{f.Min - 1, 0} {
			c.reject(rejection{
				id:    fmt.Sprintf("%smin-length/%d-rejected", base, n),
				title: fmt.Sprintf("%s of %d characters is refused", f.Name, n), clauses: []string{base + "min-length"},
				control: lowest, field: f.Name,
				spoil: func(g *Gen, d Draft) probe.Request {
					s, _ := d.Text(f.Name)
					return d.WithText(f.Name, string([]rune(s)[:n])).Create()
				},
			})
		}
	}
	highest := short + "-max"
	c.accept(fmt.Sprintf(base+"max-length/%d-accepted", f.Max), fmt.Sprintf("%s of %d characters is accepted", f.Name, f.Max), highest, f.Name, maxClauses...)
	// Lengths that look short in 8 or 16 bits, and lengths that are cut.
	c.longer(f, fmt.Sprintf(base+"max-length/%d-rejected", f.Max+1), highest, fmt.Sprintf("%s of %d characters, or many more, is refused", f.Name, f.Max+1),
		1, f.Max, 256-f.Max+(f.Min+f.Max)/2, 512-f.Max+(f.Min+f.Max)/2)
	if f.Chars == nil {
		c.longerBy(f, fmt.Sprintf("%smax-length/%d-space-rejected", base, f.Max+1), highest,
			fmt.Sprintf("a space at the end counts: %s of %d characters is refused", f.Name, f.Max+1), func(*Gen) string { return " " })
		c.wideLengthCases(f, short+"-wide", []wideTail{
			{"emoji", "\U0001F600"}, {"combining", "\u0301"}, {"joiner", "\u200d"}, {"two-byte", "\u00e9"}, {"newline", "\n"}})
		return
	}
	if f.Chars[len(f.Chars)-1].Hi > 0x7f {
		c.wideLengthCases(f, f.Name+"-wide", []wideTail{{"wide", string(f.Chars[len(f.Chars)-1].Lo)}})
	}
	// Beyond a length that a column or a buffer could have, too, every character
	// must be looked at: the last one of the longest text.
	for _, r := range outOnly(f, []rune{'-', '.', ' ', 0xe9, '\n'}) {
		c.reject(rejection{
			id:    fmt.Sprintf("%scharset/character-%d-%s-rejected", base, f.Max, charCode(r)),
			title: fmt.Sprintf("%s of %d characters with %+q as the last one is refused", f.Name, f.Max, r), clauses: []string{base + "charset"},
			control: highest, field: f.Name,
			spoil: func(g *Gen, d Draft) probe.Request {
				s, _ := d.Text(f.Name)
				return d.WithText(f.Name, replaceAt(s, -1, r)).Create()
			},
		})
	}
}

// longer adds the case that the control's text is refused with so many more
// characters, each number in a request of its own.
func (c *catalog) longer(f *validate.Field, id, control, title string, more ...int) {
	var tails []func(*Gen) string
	for _, n := range more {
		tails = append(tails, func(g *Gen) string { return g.Chars(n) })
	}
	c.longerBy(f, id, control, title, tails...)
}

// longerBy adds the case that the control's text with any of the tails is
// refused.
func (c *catalog) longerBy(f *validate.Field, id, control, title string, tails ...func(*Gen) string) {
	base := "create/" + f.Name + "/"
	var spoils []func(*Gen, Draft) probe.Request
	for _, tail := range tails {
		spoils = append(spoils, func(g *Gen, d Draft) probe.Request {
			s, _ := d.Text(f.Name)
			return d.WithText(f.Name, s+tail(g)).Create()
		})
	}
	c.reject(rejection{
		id: id, title: title, clauses: []string{base + "max-length", base + "unit"},
		control: control, field: f.Name, spoil: spoils[0], more: spoils[1:],
	})
}

// wideTail is one character more than is allowed.
type wideTail struct{ id, text string }

// wideLengthCases try the upper limit with characters of several bytes.
func (c *catalog) wideLengthCases(f *validate.Field, specimen string, tails []wideTail) {
	base := "create/" + f.Name + "/"
	c.accept(fmt.Sprintf("%smax-length/%d-%s-accepted", base, f.Max, tails[0].id),
		fmt.Sprintf("%s of %d characters of several bytes is accepted", f.Name, f.Max), specimen, f.Name, base+"max-length", base+"unit")
	for _, w := range tails {
		c.longerBy(f, fmt.Sprintf("%smax-length/%d-%s-rejected", base, f.Max+1, w.id), specimen,
			fmt.Sprintf("%s of %d characters of several bytes, the last one %+q, is refused", f.Name, f.Max+1, w.text), func(*Gen) string { return w.text })
	}
}
