package stimulus

import (
	"fmt"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/validate"
)

// charsetCases put characters in and out of the field's sets first, in the
// middle and last.
func (c *catalog) charsetCases(f *validate.Field) {
	base := "create/" + f.Name + "/"
	for i := range charsetChunks(f) {
		c.accept(fmt.Sprintf("%scharset/every-%d-accepted", base, i+1),
			"every character that "+f.Name+" may hold is accepted", charsetSpecimen(f, i), f.Name, base+"charset")
	}
	for i, r := range ends(f.First) {
		c.accept(base+"start/"+charCode(r)+"-accepted", fmt.Sprintf("%s may start with %+q", f.Name, r), edgeHost(f, i), f.Name, base+"start")
	}
	for i, r := range edges(f.Chars) {
		c.accept(base+"charset/last-"+charCode(r)+"-accepted", fmt.Sprintf("%s may end with %+q", f.Name, r), edgeHost(f, i), f.Name, base+"charset")
	}
	for _, r := range notFirst(f) {
		c.spoilChar(f, base+"start/"+charCode(r)+"-rejected", "start", 0, r)
	}
	for _, r := range outside(f) {
		c.spoilChar(f, base+"start/"+charCode(r)+"-rejected", "start", 0, r)
		c.spoilChar(f, base+"charset/middle-"+charCode(r)+"-rejected", "charset", middle, r)
		c.spoilChar(f, base+"charset/last-"+charCode(r)+"-rejected", "charset", -1, r)
	}
}

// spoilChar adds the case that the control's text with the character number at
// replaced is refused.
func (c *catalog) spoilChar(f *validate.Field, id, rule string, at int, r rune) {
	base := "create/" + f.Name + "/"
	where := map[int]string{0: "as its first character", middle: "in its middle", -1: "as its last character"}[at]
	poison := ""
	if r == 0 {
		poison = f.Name + " NUL"
	}
	c.reject(rejection{
		id: id, title: fmt.Sprintf("%s with %+q %s is refused", f.Name, r, where), clauses: []string{base + rule},
		control: controlOf(f), field: f.Name, poison: poison, rare: r >= 0x7f || r < ' ' && r != '\n',
		spoil: func(g *Gen, d Draft) probe.Request {
			s, _ := d.Text(f.Name)
			return d.WithText(f.Name, replaceAt(s, at, r)).Create()
		},
	})
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
	out = append(out, alike[:]...)
	return outOnly(f, out)
}

// alike are characters beyond ASCII: spaces, and what folds to, looks like or is
// classed as a letter, a digit, an underscore, a hyphen or a sign of a secret.
var alike = [...]rune{
	0xa0, 0xaa, 0xad, 0xb2, 0xba, 0xbd, 0xe9, 0xdf, 0x130, 0x131, 0x17f, 0x1c5, 0x2b0, 0x301, 0x391, 0x430, 0x5d0, 0x660, 0x661, 0x665, 0x669, 0x966, 0x96b, 0xe50,
	0x200b, 0x200d, 0x2010, 0x2013, 0x203f, 0x2160, 0x212a, 0x2460, 0x3007, 0x3042, 0x4e00, 0x9fa5, 0xac00, 0xfe4d, 0xfeff,
	0xff01, 0xff03, 0xff0d, 0xff10, 0xff11, 0xff19, 0xff20, 0xff21, 0xff3f, 0xff41, 0xfffd, 0x10400, 0x1d7d8, 0x1f600,
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

// charCode names a character in a case ID: 0x2e, and beyond ASCII u+00e9.
func charCode(r rune) string {
	if r < 0x80 {
		return fmt.Sprintf("0x%02x", r)
	}
	return fmt.Sprintf("u+%04x", r)
}
