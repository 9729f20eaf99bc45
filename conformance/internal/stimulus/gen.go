package stimulus

import (
	crand "crypto/rand"
	"crypto/sha256"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/appgauge/appgauge/validate"
)

// Gen makes up the values of one app. Within a process what it makes depends on
// the run's nonce and the app's ID alone, so that the order of a run changes nothing.
type Gen struct {
	*Shelf
	nonce string
	rng   *rand.Rand
}

func (s *Shelf) gen(nonce, id string) *Gen {
	text := append([]byte(nil), entropy[:]...)
	text = append(text, nonce...)
	text = append(text, 0)
	text = append(text, id...)
	return &Gen{Shelf: s, nonce: nonce, rng: rand.New(rand.NewChaCha8(sha256.Sum256(text)))}
}

// entropy makes the values, secrets among them, ones that nobody can work out
// from the nonce, which stands in every app's name and in every report.
var entropy = func() (key [32]byte) {
	crand.Read(key[:])
	return key
}()

const LowerDigits = "abcdefghijklmnopqrstuvwxyz0123456789"

// Chars is n random lower-case letters and digits.
func (g *Gen) Chars(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(LowerDigits[g.rng.IntN(len(LowerDigits))])
	}
	return b.String()
}

// Letters is n random letters.
func (g *Gen) Letters(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[g.rng.IntN(52)])
	}
	return b.String()
}

// Digits is n random digits.
func (g *Gen) Digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + g.rng.IntN(10)))
	}
	return b.String()
}

// Name is an ordinary name that holds the nonce between two underscores.
func (g *Gen) Name() string { return namePrefix(g.nonce) + g.Chars(8) + "z" }

// namePrefix is what ordinary names of a run start with.
func namePrefix(nonce string) string { return "ag_" + nonce + "_" }

// Key is an ordinary AppKey that holds the nonce.
func (g *Gen) Key() string { return "k" + g.nonce + "-" + g.Chars(12) }

// Secret is an ordinary secret. No gateway masks what is not random.
func (g *Gen) Secret() string { return "s" + g.Chars(23) }

// Length is a text of n code points: lead, then random ones.
func (g *Gen) Length(lead string, n int) string {
	have := utf8.RuneCountInString(lead)
	if have >= n {
		return string([]rune(lead)[:n])
	}
	return lead + g.Chars(n-have)
}

// shuffled is every one of the characters once, in random order, one of
// the field's first characters in front.
func (g *Gen) shuffled(f *validate.Field, chars []rune) string {
	out := append([]rune(nil), chars...)
	g.rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	for i, r := range out {
		if f.First.Contains(r) {
			out[0], out[i] = out[i], out[0]
			break
		}
	}
	return string(out)
}

// everyChar is the characters of the set, with the ends of its large ranges.
func everyChar(set validate.Charset) []rune {
	var out []rune
	for _, rg := range set {
		if rg.Hi-rg.Lo >= 0x80 {
			out = append(out, rg.Lo, rg.Hi)
			continue
		}
		for r := rg.Lo; r <= rg.Hi; r++ {
			out = append(out, r)
		}
	}
	return out
}

// ends is the first and the last code point of each range of the set.
func ends(set validate.Charset) []rune {
	var out []rune
	for _, rg := range set {
		out = append(out, rg.Lo)
		if rg.Hi != rg.Lo {
			out = append(out, rg.Hi)
		}
	}
	return out
}

// edges are the characters of the set that a careless pattern could forget: the
// ends of its ranges, and every member of the short ones.
func edges(set validate.Charset) []rune {
	var out []rune
	for _, rg := range set {
		if rg.Hi-rg.Lo < 9 {
			for r := rg.Lo; r <= rg.Hi; r++ {
				out = append(out, r)
			}
			continue
		}
		out = append(out, rg.Lo, rg.Hi)
	}
	return out
}

// replaceAt is s with its i-th code point replaced; i may count from the end.
func replaceAt(s string, i int, r rune) string {
	out := []rune(s)
	if i < 0 {
		i += len(out)
	}
	out[i] = r
	return string(out)
}
