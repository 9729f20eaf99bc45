package conformance

import (
	"fmt"
	"slices"

	"github.com/appgauge/appgauge/validate"
)

// charsetCases put characters in and out of the field's sets first, in the
// middle and last.
func (c *catalog) charsetCases(f *validate.Field) {
	base := "create/" + f.Name + "/"
	for i := range charsetChunks(f) {
		c.accept(fmt.Sprintf("%scharset/every-character-accepted-%d", base, i+1),
			"every character that "+f.Name+" may hold is accepted", charsetSpecimen(f, i), f.Name, base+"charset")
	}
	for i, r := range ends(f.First) {
		c.accept(fmt.Sprintf("%sstart/%s-accepted", base, charName(r)),
			fmt.Sprintf("%s may start with %q", f.Name, r), fmt.Sprintf("first-%d", i+1), f.Name, base+"start")
	}
	for _, r := range notFirst(f) {
		c.spoilChar(f, "start", "first", 0, r)
	}
	for _, r := range outside(f) {
		c.spoilChar(f, "charset", "middle", middle, r)
	}
	for _, r := range nearMisses(f) {
		c.spoilChar(f, "charset", "first", 0, r)
		c.spoilChar(f, "charset", "last", -1, r)
	}
}

// spoilChar adds the case that the control's text with one character replaced is
// refused.
func (c *catalog) spoilChar(f *validate.Field, rule, where string, at int, r rune) {
	base := "create/" + f.Name + "/"
	clauses := []string{base + rule, base + "error-names-it"}
	id := fmt.Sprintf("%s%s/%s-%s-rejected", base, rule, where, charName(r))
	if rule == "start" {
		id = fmt.Sprintf("%sstart/%s-rejected", base, charName(r))
	}
	c.reject(rejection{
		id: id, title: fmt.Sprintf("%s with %+q %s is refused", f.Name, r, inWords(where)), clauses: clauses,
		control: controlOf(f), want: badParameter(f.Name),
		spoil: func(g *gen, d draft) request {
			s, _ := d.text(f.Name)
			return d.withText(f.Name, replaceAt(s, at, r)).create()
		},
	})
}

func inWords(where string) string {
	switch where {
	case "first":
		return "as its first character"
	case "last":
		return "as its last character"
	}
	return "in its middle"
}

// middle is a place inside the control's text, counted from its end, that is
// neither at an end nor in the run's nonce.
const middle = -4

// notFirst are characters that may stand in the field, but not first: the ends
// of each range of them.
func notFirst(f *validate.Field) []rune {
	var out []rune
	for _, rg := range f.Chars {
		for _, r := range []rune{rg.Lo, rg.Hi} {
			if !f.First.Contains(r) && !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	// Small ranges are tried whole: the special characters of a secret.
	for _, rg := range f.Chars {
		for r := rg.Lo; r <= rg.Hi && rg.Hi-rg.Lo < 10; r++ {
			if !f.First.Contains(r) && !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	slices.Sort(out)
	return out
}

// nearMisses are the characters just outside each range of the field's set, and
// those that careless patterns let through at the ends of a text: white space,
// line ends, NUL, letters and digits that are not ASCII.
func nearMisses(f *validate.Field) []rune {
	var out []rune
	for _, rg := range f.Chars {
		out = append(out, rg.Lo-1, rg.Hi+1)
	}
	out = append(out, ' ', '\t', '\n', '\r', 0, '.', '-', 0xe9, 0x4e00)
	return outOnly(f, out)
}

// outside are the characters outside the field's set that are tried in the
// middle: every ASCII one that can be printed, the controls that tell, near
// misses beyond ASCII, and what folds to, looks like or counts as a letter or a
// digit.
func outside(f *validate.Field) []rune {
	out := []rune{0, '\t', '\n', '\r', 0x1b, 0x1f, 0x7f}
	for r := rune(' '); r < 0x7f; r++ {
		out = append(out, r)
	}
	for _, rg := range f.Chars {
		out = append(out, rg.Lo-1, rg.Hi+1)
	}
	out = append(out, 0xa0, 0xaa, 0xb2, 0xe9, 0x17f, 0x212a, 0x430, 0x660, 0x200b, 0x301, 0x203f, 0x4e00, 0xff21, 0xff3f, 0x1f600)
	return outOnly(f, out)
}

// outOnly are those outside the field's set, each once, in order.
func outOnly(f *validate.Field, runes []rune) []rune {
	var out []rune
	for _, r := range runes {
		if r >= 0 && !f.Chars.Contains(r) {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
