package report

import (
	"bufio"
	"fmt"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// defaultWidth is the width of lines that are filled where there is no screen.
const defaultWidth = 100

// traits lists what was seen of the traits, as many in a line as there is room for.
func (t *textReport) traits() {
	seen := seenTraits(t.r)
	if len(seen) == 0 {
		return
	}
	width := t.o.Width
	if width == 0 {
		width = defaultWidth
	}
	t.printf("%s:\n", silent)
	line, lines := "", 1
	for i, trait := range seen {
		text := visible.Line(trait.Name + ": " + values(trait))
		switch {
		case line == "":
			line = text
		case utf8.RuneCountInString(line+text)+len("  ; ") <= width:
			line += "; " + text
		case t.o.Width > 0 && lines == maxTraits-1 && i < len(seen)-1:
			t.line("  ", line)
			t.line("  ", fmt.Sprintf("and %d more, which the other reports have", len(seen)-i))
			t.printf("\n")
			return
		default:
			t.line("  ", line)
			line = text
			lines++
		}
	}
	t.line("  ", line)
	t.printf("\n")
}

// differences is a table of the traits that differ between gateways.
func differences(w *bufio.Writer, r *result.Report) {
	all := splits(r)
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s, these gateways differ:\n", silent)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "TRAIT\tVALUE\tGATEWAYS")
	for _, s := range all {
		for i, side := range s.Sides {
			name := ""
			if i == 0 {
				name = visible.Line(s.Name)
			}
			fmt.Fprintf(t, "%s\t%s\t%s\n", name, visible.Line(side.Values), visible.Line(some(side.Gateways, 5)))
		}
	}
	t.Flush()
}
