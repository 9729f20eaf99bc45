// Package pattern writes a field's character rules as a regular expression that
// means the same in Go (RE2) and in JavaScript with the flags none, u and v: in a
// JSON Schema, an OpenAPI document, or the pattern attribute of an HTML input.
package pattern

import (
	"fmt"
	"strings"

	"github.com/appgauge/appgauge/validate"
)

// Of is an expression that matches a text as a whole where every character may
// stand where it does; empty where f allows any text. It says nothing on the
// length, except that the empty text only matches where f allows it.
//
// The error tells a set that cannot be written so that all engines agree: one
// beyond U+FFFF, which JavaScript without a flag reads as two characters, or one
// with surrogates, which Go does not know.
func Of(f *validate.Field) (string, error) {
	if f.First == nil && f.Chars == nil {
		return "", nil
	}
	first, err := class(intersect(f.First, f.Chars))
	if err != nil {
		return "", fmt.Errorf("%s: %w", f.Name, err)
	}
	rest, err := class(f.Chars)
	if err != nil {
		return "", fmt.Errorf("%s: %w", f.Name, err)
	}
	if f.Min == 0 {
		return "^(?:" + first + rest + "*)?$", nil
	}
	return "^" + first + rest + "*$", nil
}

// The ranges that people know by sight stand first in a class.
var wellKnown = []validate.Range{{Lo: 'A', Hi: 'Z'}, {Lo: 'a', Hi: 'z'}, {Lo: '0', Hi: '9'}}

// class writes c as a character class.
func class(c validate.Charset) (string, error) {
	if c == nil {
		return `[\s\S]`, nil
	}
	if len(c) == 0 {
		return "", fmt.Errorf("no character is allowed: the engines have no common way to write that")
	}
	var b strings.Builder
	b.WriteByte('[')
	for _, known := range wellKnown {
		var found bool
		if c, found = cut(c, known); found {
			fmt.Fprintf(&b, "%c-%c", known.Lo, known.Hi)
		}
	}
	for _, r := range c {
		if r.Hi > 0xffff || (r.Lo <= 0xdfff && r.Hi >= 0xd800) {
			return "", fmt.Errorf("%U to %U: JavaScript without a flag would read surrogates", r.Lo, r.Hi)
		}
		if r.Hi-r.Lo < 3 { // "!#$" reads better than "!#-$"
			for char := r.Lo; char <= r.Hi; char++ {
				b.WriteString(escape(char))
			}
			continue
		}
		b.WriteString(escape(r.Lo) + "-" + escape(r.Hi))
	}
	b.WriteByte(']')
	return b.String(), nil
}

// escape writes r inside a class. Only \xNN is an escape to every engine: under
// u and v a backslash before most characters is an error, and \u is one to Go.
func escape(r rune) string {
	// Under v these are syntax inside a class, too; ^ is where it stands first.
	// Doubled punctuation, which v keeps for itself, cannot occur in a set.
	if strings.ContainsRune(`()[]{}/-\|^`, r) || r <= ' ' || (r >= 0x7f && r <= 0xa0) {
		return fmt.Sprintf(`\x%02x`, r)
	}
	return string(r)
}

// cut takes r out of c; found is false where c does not hold all of it.
func cut(c validate.Charset, r validate.Range) (rest validate.Charset, found bool) {
	for _, rg := range c {
		if r.Lo < rg.Lo || rg.Hi < r.Hi {
			rest = append(rest, rg)
			continue
		}
		found = true
		if rg.Lo < r.Lo {
			rest = append(rest, validate.Range{Lo: rg.Lo, Hi: r.Lo - 1})
		}
		if r.Hi < rg.Hi {
			rest = append(rest, validate.Range{Lo: r.Hi + 1, Hi: rg.Hi})
		}
	}
	return rest, found
}

// intersect is the set of the code points that are in a and in b; nil is any.
func intersect(a, b validate.Charset) validate.Charset {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	out := validate.Charset{}
	for _, x := range a {
		for _, y := range b {
			if lo, hi := max(x.Lo, y.Lo), min(x.Hi, y.Hi); lo <= hi {
				out = append(out, validate.Range{Lo: lo, Hi: hi})
			}
		}
	}
	return out
}
