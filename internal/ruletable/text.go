package ruletable

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/appgauge/appgauge/validate"
)

// writeText aligns the columns for a terminal. The sentences come last: they
// may hold wide characters, which tabwriter cannot measure.
func writeText(w io.Writer, e *validate.Edition, l validate.Locale) error {
	h := headingsFor(l)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tw, "%s %s: %s\n\n", h.edition, e.ID, e.About)
	for _, r := range rows(e, l) {
		fmt.Fprintf(tw, "%s\t%s\t%s\n", r.member, r.source, r.rule)
	}
	fmt.Fprintf(tw, "\n%s:\n", h.editions)
	for _, other := range validate.Editions() {
		fmt.Fprintf(tw, "%s\t%s\n", other.ID, other.About)
	}
	return tw.Flush()
}
