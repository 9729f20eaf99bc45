package redact

import "strings"

// Finder replaces texts by others, at each place the first in the order in which
// they were added that stands there. It does what [strings.Replacer] does, several
// times as fast where little is to be replaced: nearly every place is ruled
// out by its first four bytes. A finder that is made is not changed any more.
type Finder struct {
	// starts has the hashes of the first bytes of the texts that are looked for,
	// byStart the texts themselves.
	starts  [1 << startBits]bool
	byStart map[uint32][]replacement
	longest int
}

type replacement struct{ old, new string }

const (
	// startLen is how many bytes of a text are its start; no text that is looked
	// for is shorter.
	startLen  = minSecret
	startBits = 12
)

// add makes old, at least startLen bytes, be replaced.
func (f *Finder) add(old, new string) {
	if f.byStart == nil {
		f.byStart = map[uint32][]replacement{}
	}
	start := startOf(old)
	f.byStart[start] = append(f.byStart[start], replacement{old, new})
	f.starts[hashOf(start)] = true
	f.longest = max(f.longest, len(old))
}

func startOf(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func hashOf(start uint32) uint32 { return start * 0x9e3779b1 >> (32 - startBits) }

// Replace is s with every text replaced. It is s itself if there is none.
func (f *Finder) Replace(s string) string {
	if f == nil {
		return s
	}
	var out strings.Builder
	done := 0
	for at := f.next(s, 0); at >= 0; {
		r := f.at(s[at:])
		if r == nil {
			at = f.next(s, at+1)
			continue
		}
		out.WriteString(s[done:at])
		out.WriteString(r.new)
		done = at + len(r.old)
		at = f.next(s, done)
	}
	if done == 0 {
		return s
	}
	out.WriteString(s[done:])
	return out.String()
}

// Start is at most the first n bytes of s with every text replaced; cut says that
// s is itself the start of a longer text, and isCut that the result is. It looks at
// little more of s than that.
func (f *Finder) Start(s string, n int, cut bool) (out string, isCut bool) {
	longest := f.Length()
	if len(s) > n+longest {
		s, cut = s[:n+longest], true
	}
	s = f.Replace(s)
	if cut {
		// The cut may go through a text that is looked for, whose first part then
		// stands at the end.
		s = s[:max(0, len(s)-longest)]
	}
	return s[:min(n, len(s))], cut || len(s) > n
}

// next is the next place from at on where a text could begin that is looked for,
// -1 if there is none.
func (f *Finder) next(s string, at int) int {
	if at+startLen > len(s) {
		return -1
	}
	start := startOf(s[at:]) << 8
	for i := at + startLen - 1; i < len(s); i++ {
		start = start>>8 | uint32(s[i])<<24
		if f.starts[hashOf(start)] {
			return i - (startLen - 1)
		}
	}
	return -1
}

// Length is that of the longest text that is looked for.
func (f *Finder) Length() int {
	if f == nil {
		return 0
	}
	return f.longest
}

// at is the replacement of the text with which s begins, nil if there is none.
func (f *Finder) at(s string) *replacement {
	list := f.byStart[startOf(s)]
	for i := range list {
		if strings.HasPrefix(s, list[i].old) {
			return &list[i]
		}
	}
	return nil
}
