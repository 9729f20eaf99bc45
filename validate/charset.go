package validate

// Range is an inclusive range of code points.
type Range struct{ Lo, Hi rune }

// Charset is a set of code points: ascending, disjoint, inclusive ranges.
// The nil Charset holds every code point.
type Charset []Range

// Contains reports whether r is in the set.
func (c Charset) Contains(r rune) bool {
	if c == nil {
		return true
	}
	for _, rg := range c {
		if r < rg.Lo {
			return false
		}
		if r <= rg.Hi {
			return true
		}
	}
	return false
}

// chars is the set of the characters of s.
func chars(s string) Charset {
	c := Charset{}
	for _, r := range s {
		c = c.add(Range{r, r})
	}
	return c
}

// union is the set of the code points that are in any of sets.
func union(sets ...Charset) Charset {
	u := Charset{}
	for _, set := range sets {
		for _, rg := range set {
			u = u.add(rg)
		}
	}
	return u
}

// add returns c with n merged in, ranges that touch becoming one.
func (c Charset) add(n Range) Charset {
	out := make(Charset, 0, len(c)+1)
	for i, rg := range c {
		switch {
		case rg.Hi+1 < n.Lo:
			out = append(out, rg)
		case n.Hi+1 < rg.Lo:
			return append(append(out, n), c[i:]...)
		default:
			n = Range{min(n.Lo, rg.Lo), max(n.Hi, rg.Hi)}
		}
	}
	return append(out, n)
}

// describe says in words what the set holds: the well-known ranges by their
// names in w, every other character as itself.
func (c Charset) describe(w *words) string {
	var parts []string
	rest := c
	for _, known := range []struct {
		set  Charset
		name string
	}{{letters, w.letters}, {digits, w.digits}, {han, w.han}} {
		if rest.covers(known.set) {
			parts = append(parts, known.name)
			rest = rest.without(known.set)
		}
	}
	for _, rg := range rest {
		for r := rg.Lo; r <= rg.Hi; r++ {
			parts = append(parts, string(r))
		}
	}
	out := ""
	for i, p := range parts {
		switch {
		case i == 0:
		case i == len(parts)-1:
			out += w.last
		default:
			out += w.comma
		}
		out += p
	}
	return out
}

// covers reports whether every range of sub lies within one range of c.
func (c Charset) covers(sub Charset) bool {
	for _, s := range sub {
		found := false
		for _, rg := range c {
			found = found || (rg.Lo <= s.Lo && s.Hi <= rg.Hi)
		}
		if !found {
			return false
		}
	}
	return true
}

// without is the set of the code points of c that are not in sub.
func (c Charset) without(sub Charset) Charset {
	out := c
	for _, s := range sub {
		var next Charset
		for _, rg := range out {
			if s.Hi < rg.Lo || rg.Hi < s.Lo {
				next = append(next, rg)
				continue
			}
			if rg.Lo < s.Lo {
				next = append(next, Range{rg.Lo, s.Lo - 1})
			}
			if s.Hi < rg.Hi {
				next = append(next, Range{s.Hi + 1, rg.Hi})
			}
		}
		out = next
	}
	return out
}
