package ruletable

import (
	"fmt"
	"io"
	"strings"

	"github.com/appgauge/appgauge/validate"
)

func writeMarkdown(w io.Writer, e *validate.Edition, l validate.Locale) error {
	h := headingsFor(l)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s\n\n", h.edition, e.ID, e.About)
	fmt.Fprintf(&b, "| %s | %s | %s |\n| --- | --- | --- |\n", h.member, h.rule, h.source)
	// A backslash keeps Markdown from reading the characters a rule lists.
	escape := strings.NewReplacer(`\`, `\\`, `|`, `\|`, `_`, `\_`, `*`, `\*`, "`", "\\`", `<`, `\<`)
	for _, r := range rows(e, l) {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.member, escape.Replace(r.rule), escape.Replace(r.source))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
