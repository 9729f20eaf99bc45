package report

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/visible"
)

const (
	// excerptWidth is how many columns of a terminal the part of a line takes that
	// is shown, and before how many of them stand at least before the offence.
	excerptWidth = 72
	beforeWidth  = 24
	tabWidth     = 4
	// reach is how many bytes of the line are looked at on each side of the
	// offence: enough to fill the columns, however long the line is.
	reach = 512
)

// excerpt is the part of a line that is shown, with a mark under the offence.
type excerpt struct {
	text   []byte
	line   apps.Position // of the offence
	lo, hi int           // the bytes of text that may be shown
	masks  []mask        // what must not, in ascending order
}

// cell is a character as it is shown: what takes one place, however many code
// points or columns.
type cell struct {
	shown      string
	width      int
	start, end int // the bytes of the text it stands for
}

// show returns the source and the mark under its bytes from start to end.
func (e *excerpt) show(start, end int) (source, mark string) {
	cells, more := e.cells(start)
	first, last := clip(cells, start)
	pad, carets := 0, 0
	var b strings.Builder
	if first > 0 || more.before {
		b.WriteString("…")
		pad++
	}
	for _, c := range cells[first:last] {
		b.WriteString(c.shown)
		switch {
		case c.end <= start:
			pad += c.width
		case c.start < end || carets == 0:
			carets += c.width
		}
	}
	if last < len(cells) || more.after {
		b.WriteString("…")
	}
	// Where something is missing at the end of the line, the mark stands behind it.
	return strings.TrimRight(b.String(), " "), strings.Repeat(" ", pad) + strings.Repeat("^", max(carets, 1))
}

// cells cuts the line around offset at into cells.
func (e *excerpt) cells(at int) (cells []cell, more struct{ before, after bool }) {
	lo := max(e.line.LineStart, e.lo, 0)
	if at-lo > reach {
		lo = at - reach
		for lo < at && !utf8.RuneStart(e.text[lo]) {
			lo++
		}
	}
	hi := min(at+reach, e.hi)
	hi = max(hi, min(at, len(e.text)))
	if i := bytes.IndexByte(e.text[at:hi], '\n'); i >= 0 {
		hi = at + i
	} else {
		more.after = hi < e.hi
	}
	more.before = lo > max(e.line.LineStart, e.lo)
	line := bytes.TrimRight(e.text[lo:hi], "\r")
	cells = make([]cell, 0, 2*excerptWidth)
	after := 0 // columns from the offence on
	for i := lo; len(line) > 0; {
		c := nextCell(line, i)
		if masked(e.masks, i) || masked(e.masks, c.end-1) {
			c.shown, c.width = "*", 1
		} else {
			c.escape()
		}
		if n := len(cells); c.shown == "#" && n > 0 && cells[n-1].shown == "#" {
			c.shown, c.width = `\x23`, 4 // ##[error] would be a command in a CI's log
		}
		cells = append(cells, c)
		line, i = line[c.end-i:], c.end
		if i > at {
			if after += c.width; after > excerptWidth && len(line) > 0 {
				more.after = true
				break
			}
		}
	}
	return cells, more
}

// nextCell is the first character of line, which begins at offset i.
func nextCell(line []byte, i int) cell {
	if line[0] < utf8.RuneSelf && (len(line) == 1 || line[1] < utf8.RuneSelf) {
		return cell{string(line[:1]), 1, i, i + 1} // nothing can combine with it
	}
	cluster, _, width, _ := uniseg.FirstGraphemeCluster(line, -1)
	return cell{string(cluster), width, i, i + len(cluster)}
}

// escape replaces what would not show, or would act on the terminal.
func (c *cell) escape() {
	if len(c.shown) == 1 && ' ' <= c.shown[0] && c.shown[0] < 0x7f {
		return
	}
	switch shown := visible.Line(c.shown); {
	case c.shown == "\t":
		c.shown = strings.Repeat(" ", tabWidth)
	case shown != c.shown || c.width > 0:
		c.shown = shown
	default: // a mark with nothing to stand on
		c.shown = strings.Trim(strconv.QuoteToASCII(shown), `"`)
	}
	c.width = uniseg.StringWidth(c.shown)
}

// clip chooses the cells to show: all of them, or those around the one that holds
// offset at.
func clip(cells []cell, at int) (first, last int) {
	total, before := 0, 0
	offence := len(cells)
	for i, c := range cells {
		if c.end > at && offence == len(cells) {
			offence, before = i, total
		}
		total += c.width
	}
	if total <= excerptWidth {
		return 0, len(cells)
	}
	if offence == len(cells) {
		before = total
	}
	// From the left, as far as the offence is not pushed out to the right; but near
	// the end of the line show no less than fits.
	skip := min(before-beforeWidth, total-excerptWidth)
	if before < excerptWidth-beforeWidth {
		skip = 0
	}
	for skip > 0 && first < len(cells) {
		skip -= cells[first].width
		first++
	}
	last = first
	for width := 0; last < len(cells) && width+cells[last].width <= excerptWidth; last++ {
		width += cells[last].width
	}
	return first, last
}
