package conformance

import (
	"fmt"
	"strings"

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
			label := fmt.Sprint(n)
			if n == 0 {
				label = "empty"
			}
			c.reject(rejection{
				id:    fmt.Sprintf("%smin-length/%s-rejected", base, label),
				title: fmt.Sprintf("%s of %d characters is refused", f.Name, n), clauses: []string{base + "min-length", base + "error-names-it"},
				control: lowest, want: badParameter(f.Name),
				spoil: func(g *gen, d draft) request {
					s, _ := d.text(f.Name)
					return d.withText(f.Name, string([]rune(s)[:n])).create()
				},
			})
		}
	}
	highest := short + "-max"
	c.accept(fmt.Sprintf("%smax-length/%d-accepted", base, f.Max),
		fmt.Sprintf("%s of %d characters is accepted", f.Name, f.Max), highest, f.Name, maxClauses...)
	for _, over := range []int{1, f.Max, 1000} {
		c.reject(rejection{
			id:    fmt.Sprintf("%smax-length/%d-rejected", base, f.Max+over),
			title: fmt.Sprintf("%s of %d characters is refused", f.Name, f.Max+over), clauses: []string{base + "max-length", base + "error-names-it"},
			control: highest, want: badParameter(f.Name),
			spoil: func(g *gen, d draft) request {
				s, _ := d.text(f.Name)
				return d.withText(f.Name, s+g.chars(over)).create()
			},
		})
	}
	if f.Chars != nil && f.Chars[len(f.Chars)-1].Hi > 0x7f {
		c.wideLengthCases(f, f.Name+"-wide", string(f.Chars[len(f.Chars)-1].Lo))
	}
	if f.Chars == nil {
		c.wideLengthCases(f, short+"-wide", "\U0001F600")
	}
}

// wideLengthCases try the upper limit with characters of several bytes.
func (c *catalog) wideLengthCases(f *validate.Field, specimen, char string) {
	base := "create/" + f.Name + "/"
	c.accept(fmt.Sprintf("%sunit/%d-wide-accepted", base, f.Max),
		fmt.Sprintf("%s of %d characters of several bytes is accepted", f.Name, f.Max), specimen, f.Name, base+"unit", base+"max-length")
	c.reject(rejection{
		id:    fmt.Sprintf("%sunit/%d-wide-rejected", base, f.Max+1),
		title: fmt.Sprintf("%s of %d characters of several bytes is refused", f.Name, f.Max+1), clauses: []string{base + "unit", base + "max-length", base + "error-names-it"},
		control: specimen, want: badParameter(f.Name),
		spoil: func(g *gen, d draft) request {
			s, _ := d.text(f.Name)
			return d.withText(f.Name, s+strings.Repeat(char, 1)).create()
		},
	})
}
