// Package suggest guesses which known word a misspelt one was meant to be.
package suggest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// most is how many words are suggested at most.
const most = 3

// Near returns the known words that look most like word, the nearest first; nil if none
// does. Of a path, as in "name/max-65", the end alone is near enough.
func Near(word string, known []string) []string {
	type near struct {
		word     string
		distance int
	}
	plain := strings.ToLower(word)
	// Past a fifth of a long word, a likeness is chance; of a short one, two letters
	// may be wrong, or swapped.
	allowed := max(2, len(plain)/5)
	if len(plain) < 3 {
		allowed = 1
	}
	var found []near
	for _, k := range known {
		d := levenshtein.ComputeDistance(plain, strings.ToLower(k))
		if plain != "" && (strings.HasSuffix(k, "/"+plain) || strings.Contains(k, "/"+plain+"/")) {
			d = min(d, allowed)
		}
		if d <= allowed {
			found = append(found, near{k, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.distance, b.distance) })
	var out []string
	for _, n := range found[:min(len(found), most)] {
		out = append(out, n.word)
	}
	return out
}

// Meant is what an error on an unknown word ends with: `; did you mean "validate"?`, or
// "" if no known word is near.
func Meant(word string, known []string) string {
	near := Near(word, known)
	if len(near) == 0 {
		return ""
	}
	for i, n := range near {
		near[i] = fmt.Sprintf("%q", n)
	}
	last := len(near) - 1
	out := near[last]
	if last > 0 {
		out = strings.Join(near[:last], ", ") + " or " + out
	}
	return "; did you mean " + out + "?"
}
