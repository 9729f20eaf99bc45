package redact

import (
	"math/bits"
	"slices"
	"strings"
)

// Finder replaces texts by others, at each place the longest that begins there, also
// if some or all of its characters are escaped. Of texts that overlap nothing is
// left, and the mask of the first is put there. It is about as fast as a search for
// one text where little is to be replaced: nearly every place is ruled out by its
// first four bytes. A nil Finder replaces nothing. A Finder is not changed once made.
type Finder struct {
	// starts has the hashes of the first bytes of the texts that are looked for,
	// byStart the texts themselves.
	starts  []bool
	shift   uint // what is left of a hash has so many bits fewer than 32
	byStart map[uint32][]pattern
	within  [256]bool // the bytes that a start may hold
	longest int
	margin  int // how many digits before a text are replaced with it, at most
}

// pattern is a text that is looked for, and what it is replaced by.
type pattern struct {
	form
	mask string
}

const (
	// startLen is how many bytes of a text are its start; no text that is looked
	// for is shorter.
	startLen = minSecret
	// longEscape is how many bytes one byte may take to be found when only a part
	// of a text is looked at. A longer escape at the cut is left out with all that
	// follows.
	longEscape = 12
	// maxEnds bounds in how many ways a text is read at once.
	maxEnds = 16
)

// newFinder finds texts of at least startLen bytes.
func newFinder(all []pattern) *Finder {
	// Some 1 in 64 places passes by chance.
	size := max(12, min(20, bits.Len(uint(len(all)))+6))
	f := &Finder{starts: make([]bool, 1<<size), shift: uint(32 - size), byStart: make(map[uint32][]pattern, len(all))}
	for _, p := range all {
		start := startOf(p.text)
		f.byStart[start] = append(f.byStart[start], p)
		f.starts[f.hash(start)] = true
		for _, c := range []byte(p.text[:startLen]) {
			f.within[c] = true
		}
		f.margin = max(f.margin, p.before)
		f.longest = max(f.longest, len(p.text)+p.before+p.after)
	}
	return f
}

func startOf(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func (f *Finder) hash(start uint32) uint32 { return start * 0x9e3779b1 >> f.shift }

// Reach is how far from a place must be looked to see whether a text of the usual
// spelling begins there, in bytes.
func (f *Finder) Reach() int {
	if f == nil {
		return 0
	}
	return longEscape * f.longest
}

// Replace is s with every text replaced. It is s itself if there is none.
func (f *Finder) Replace(s string) string {
	if f == nil {
		return s
	}
	return f.replace(s, false)
}

// Start is at most the first n bytes of s with every text replaced; cut says that
// s is itself the start of a longer text, and isCut that the result is. No part of
// a text that is looked for is left at the end. It looks at little more of s than n
// bytes.
func (f *Finder) Start(s string, n int, cut bool) (out string, isCut bool) {
	if most := n + f.Reach(); len(s) > most {
		s, cut = s[:most], true
	}
	if f != nil {
		s = f.replace(s, cut)
	}
	return s[:min(n, len(s))], cut || len(s) > n
}

// Clipped is Replace for a text that, if it ends in an ellipsis, was cut there: what
// may be the beginning of a secret is left out before it.
func (f *Finder) Clipped(s string) string {
	const ellipsis = "…"
	if f == nil {
		return s
	}
	if start, ok := strings.CutSuffix(s, ellipsis); ok {
		return f.replace(start, true) + ellipsis
	}
	return f.replace(s, false)
}

// Cut is the largest offset in s, n at most, that isn't within a text that is
// looked for: s[:Cut(s, n)] holds all of it or nothing.
func (f *Finder) Cut(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	if f == nil {
		return n
	}
	most := min(len(s), n+f.Reach())
	f.each(s[:most], most < len(s), func(from, to int, _ string) {
		if from < n && n < to {
			n = from
		}
	})
	return n
}

// replace is s with every text replaced. If s is cut, what may be the beginning of
// a text that is looked for is left out at its end.
func (f *Finder) replace(s string, cut bool) string {
	var out strings.Builder
	done := 0
	f.each(s, cut, func(from, to int, mask string) {
		out.WriteString(s[done:from])
		out.WriteString(mask)
		done = to
	})
	if done == 0 {
		return s
	}
	out.WriteString(s[done:])
	return out.String()
}

// each yields what is to be replaced in s, from start to end. If s is cut, the last
// may be the beginning of a text, or only look like one; its mask is "".
func (f *Finder) each(s string, cut bool, yield func(from, to int, mask string)) {
	sc := scanner{Finder: f, spelling: spelling{text: s}, cut: cut, first: -1}
	for k := range sc.ahead {
		sc.ahead[k] = -1
	}
	done := 0
	for at := sc.next(0); at >= 0; {
		from, to, mask := sc.match(at)
		at = sc.next(at + 1)
		if to < 0 {
			continue
		}
		for at >= 0 && at < to {
			_, end, _ := sc.match(at)
			to = max(to, end)
			at = sc.next(at + 1)
		}
		yield(max(done, from), to, mask)
		done = to
	}
	if cut {
		// Too few bytes are left for a start.
		if at := sc.before(max(0, len(s)-(startLen-1)), f.margin); done < len(s) {
			yield(max(done, at), len(s), "")
		}
	}
}

// scanner looks for the texts in one text.
type scanner struct {
	*Finder
	spelling
	cut bool // the text is the start of a longer one
	// ahead are the offsets of the next escape by each introducer.
	ahead [len(introducers)]int
	first int       // of these
	room  [4]uint32 // scratch
}

// escape is the offset of the next escape from at on, the length of the text if
// there is none.
func (s *scanner) escape(at int) int {
	if s.first >= at {
		return s.first
	}
	s.first = len(s.text)
	for k := range s.ahead {
		if s.ahead[k] < at {
			s.ahead[k] = s.find(introducers[k], at)
		}
		s.first = min(s.first, s.ahead[k])
	}
	return s.first
}

// find is the offset of the next escape that c introduces and that could be within a
// start. At the end of a text that is cut it may be incomplete.
func (s *scanner) find(c byte, at int) int {
	for ; ; at++ {
		i := strings.IndexByte(s.text[at:], c)
		if i < 0 {
			return len(s.text)
		}
		at += i
		s.open = false
		if e := s.escapes(at, nesting); s.open || slices.ContainsFunc(e.all(), func(r reading) bool {
			return r.says == "" || s.within[r.says[0]]
		}) {
			return at
		}
	}
}

// next is the next place from at on where a text could begin that is looked for,
// -1 if there is none. Any place may that has an escape in what could be a start.
func (s *scanner) next(at int) int {
	escape := s.escape(min(at, len(s.text)))
	end := escape // what follows is not what it says
	if at+startLen <= end {
		start := startOf(s.text[at:]) << 8
		starts, shift := s.starts, s.shift
		for i, c := range []byte(s.text[at+startLen-1 : end]) {
			start = start>>8 | uint32(c)<<24
			if starts[start*0x9e3779b1>>shift] {
				return at + i
			}
		}
	}
	if escape == len(s.text) {
		return -1
	}
	return max(at, escape-(startLen-1))
}

// match is the text that is looked for and begins at offset at, with the base64
// digits around it that may hold some of it; to is -1 if there is none. If the text
// is cut, and one may begin there that goes on, to is the end.
func (s *scanner) match(at int) (from, to int, mask string) {
	from, to = at, -1
	for _, start := range s.startsAt(at) {
		for _, p := range s.byStart[start] {
			end := s.matches(at, p.text)
			if end < 0 || to >= 0 && end <= to {
				continue
			}
			from, to, mask = at, end, p.mask
			from = s.before(at, p.before)
			for n := 0; n < p.after && to < len(s.text) && digit(s.text[to]); n++ {
				to++
			}
		}
	}
	if s.cut && s.open {
		from, to, mask = s.before(at, s.margin), len(s.text), ""
	}
	return from, to, mask
}

// before is the offset of the base64 digits before offset at, n at most.
func (s *scanner) before(at, n int) int {
	for ; n > 0 && at > 0 && digit(s.text[at-1]); n-- {
		at--
	}
	return at
}

// digit reports whether c is of base64, or pads it.
func digit(c byte) bool {
	return alphanumeric(c) || strings.IndexByte("+/-_=", c) >= 0
}

// startsAt are the starts that the text may have at offset at, if they are starts
// of texts that are looked for.
func (s *scanner) startsAt(at int) []uint32 {
	escape := s.escape(at)
	s.open = false
	if at+startLen <= escape {
		return append(s.room[:0], startOf(s.text[at:]))
	}
	out := s.room[:0]
	var read func(i int, start uint32, n, folds int)
	read = func(i int, start uint32, n, folds int) {
		if n == startLen {
			if s.starts[s.hash(start)] && !slices.Contains(out, start) {
				out = append(out, start)
			}
			return
		}
		all := s.at(i)
		for _, r := range all.all() {
			if r.says == "" {
				// Nothing begins with a fold, and one is enough within four bytes.
				if n > 0 && folds == 0 {
					read(r.next, start, n, 1)
				}
				continue
			}
			start, n := start, n
			for k := 0; k < len(r.says) && n < startLen; k++ {
				start |= uint32(r.says[k]) << (8 * n)
				n++
			}
			read(r.next, start, n, folds)
		}
	}
	read(at, 0, 0, 0)
	return out
}

// matches is where the text ends that begins at offset at, in its longest spelling;
// -1 if another one begins there.
func (s *scanner) matches(at int, text string) int {
	i, j := at, 0
	for j < len(text) && i < len(s.text) && !ambiguous(s.text[i]) {
		if s.text[i] != text[j] {
			return -1
		}
		i++
		j++
	}
	switch {
	case j == len(text):
		return i
	case i == len(s.text):
		s.open = true
		return -1
	}
	// ends[k] are the offsets to which text[:j+k] may reach.
	ends := make([][]int, len(text)-j+1)
	ends[0] = []int{i}
	for k := range ends[:len(ends)-1] {
		for e := 0; e < len(ends[k]); e++ {
			all := s.at(ends[k][e])
			for _, r := range all.all() {
				if !strings.HasPrefix(text[j+k:], r.says) {
					continue
				}
				if to := &ends[k+len(r.says)]; len(*to) < maxEnds && !slices.Contains(*to, r.next) {
					*to = append(*to, r.next)
				}
			}
		}
	}
	last := ends[len(ends)-1]
	if len(last) == 0 {
		return -1
	}
	return slices.Max(last)
}
