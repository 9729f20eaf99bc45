package stimulus

import (
	"fmt"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/validate"
)

// oddCases create what keeps to every rule and is refused or changed all the
// same, and what breaks one only beside other members.
func (c *catalog) oddCases() {
	for _, k := range []struct{ id, title, specimen, field, clause string }{
		{"create/name/no-letter-after-first-accepted", "a name of one letter and digits is accepted", "name-digits", "name", "create/name/charset"},
		{"create/app_key/same-as-name-accepted", "an AppKey that is the app's name is accepted", "one-value", "app_key", "create/app_key/charset"},
		{"create/app_secret/same-as-app_key-accepted", "a secret that is the app's AppKey is accepted", "one-value", "app_secret", "create/app_secret/charset"},
		{"create/app_secret/url-escapes-accepted", "a secret that reads like escapes of a URL is accepted", "name-digits", "app_secret", "create/app_secret/charset"},
		{"create/body/long-escapes-accepted", "a body that is long for its escapes is accepted", "remark-escaped", "remark", "create/body/json"},
	} {
		c.accept(k.id, k.title, k.specimen, k.field, k.clause)
	}
	for i, r := range oddRemarks {
		c.accept("create/remark/charset/"+r.id+"-accepted", r.title, oddRemarkHost(c.edition, i), "remark", "create/remark/text")
	}
	remark := &c.edition.Fields[validate.Remark]
	c.wideLengthCases(remark, "remark-cjk", []wideTail{{"three-byte", "\u4e2d"}})
	for id := range c.edition.Fields {
		f := &c.edition.Fields[id]
		base := "create/" + f.Name + "/"
		c.longer(f, fmt.Sprintf("%smax-length/%d-beside-longest-rejected", base, f.Max+1), "all-max",
			fmt.Sprintf("%s of %d characters is refused where the other members are as long as they may be", f.Name, f.Max+1), 1)
		c.add(Case{
			ID: base + "required/other-case-beside-ignored", Title: "beside " + f.Name + " a member whose name differs in case alone is another member: it is ignored or refused",
			Clauses: []string{"create/body/member-names"}, Control: "full", Specimens: []string{"full"}, Poison: "other " + f.Name,
			Act: func(t *T) {
				t.tryFresh(func(g *Gen) probe.Request {
					d := g.twin("full", "")
					return d.WithText(SwapCase(f.Name), "1 !").Create()
				})
			},
			Judge: func(t *T) {
				for _, a := range t.Tried() {
					if a.Err != nil {
						t.refused(a)
					}
					t.Judge(a.Exchange)
				}
			},
		})
		if f.Chars == nil {
			continue
		}
		c.reject(rejection{
			id: base + "charset/newline-at-end-beside-others-rejected", title: f.Name + " with a newline after it is refused where all members are sent",
			clauses: []string{base + "charset"}, control: "full", field: f.Name,
			spoil: func(g *Gen, d Draft) probe.Request {
				s, _ := d.Text(f.Name)
				return d.WithText(f.Name, s+"\n").Create()
			},
		})
		for _, r := range notFirst(f) {
			c.reject(rejection{
				id: base + "start/longest-" + charCode(r) + "-rejected", title: fmt.Sprintf("%s of %d characters with %+q as the first one is refused", f.Name, f.Max, r),
				clauses: []string{base + "start"}, control: specimenName(f) + "-max", field: f.Name,
				spoil: func(g *Gen, d Draft) probe.Request {
					s, _ := d.Text(f.Name)
					return d.WithText(f.Name, replaceAt(s, 0, r)).Create()
				},
			})
		}
	}
}
