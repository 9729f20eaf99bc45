// Package ruletable prints an edition's rules for people and programs.
package ruletable

import (
	"fmt"
	"io"

	"github.com/appgauge/appgauge/validate"
)

// Formats lists the forms that [Write] knows, the usual one first.
func Formats() []string { return []string{"text", "json", "markdown"} }

// Write prints the rules of e to w in the named format. The locale is that of
// the sentences; the member names of JSON do not depend on it.
func Write(w io.Writer, format string, e *validate.Edition, l validate.Locale) error {
	switch format {
	case "text":
		return writeText(w, e, l)
	case "json":
		return writeJSON(w, e, l)
	case "markdown":
		return writeMarkdown(w, e, l)
	}
	return fmt.Errorf("no format %q for the rules", format)
}

// headings are the words around the rules in one language.
type headings struct {
	edition, member, source, rule string
	offset, limit                 string // sentences on the page parameters
	editions                      string
}

func headingsFor(l validate.Locale) headings {
	if l == validate.Chinese {
		return headings{
			edition: "版本", member: "成员", source: "出处", rule: "规则",
			offset:   "小于 0 按 0 处理",
			limit:    "未传或小于等于 0 按 %d 处理；大于 %d 按 %d 处理",
			editions: "所有版本",
		}
	}
	return headings{
		edition: "Edition", member: "Member", source: "Documented in", rule: "Rule",
		offset:   "less than 0 becomes 0",
		limit:    "absent, 0 or less becomes %d; more than %d becomes %d",
		editions: "Editions",
	}
}

// row is one line of the table.
type row struct{ member, source, rule string }

// rows lists the members of a create request, then the parameters of a page.
func rows(e *validate.Edition, l validate.Locale) []row {
	h := headingsFor(l)
	var out []row
	for i := range e.Fields {
		f := &e.Fields[i]
		out = append(out, row{f.Name, f.Doc.String(), f.Describe(l)})
	}
	p := e.Page
	return append(out,
		row{p.OffsetDoc.Row, p.OffsetDoc.String(), h.offset},
		row{p.LimitDoc.Row, p.LimitDoc.String(), fmt.Sprintf(h.limit, p.DefaultLimit, p.MaxLimit, p.MaxLimit)})
}
