package engine

import "math/rand/v2"

// standIn is a harmless text that a gateway treats as it does the secret: of the same length,
// with the same first and last character and the same ones that are neither letters nor
// digits. Of the others each is replaced by another of its kind, equal ones by equal
// ones, at random: the secret cannot be told from it.
func standIn(secret string) string {
	text := []rune(secret)
	last := len(text) - 1
	for _, kind := range []struct{ first, end rune }{{'a', 'z'}, {'A', 'Z'}, {'0', '9'}} {
		n := int(kind.end - kind.first + 1)
		other := rand.Perm(n)
		for i := 1; i < last; i++ {
			if r := text[i]; r >= kind.first && r <= kind.end {
				text[i] = kind.first + rune(other[r-kind.first])
			}
		}
	}
	return string(text)
}
