package redact

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Without escapes, a finder replaces what a plain search finds, also with texts that
// begin alike, hold one another, or overlap.
func TestFinderFindsAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	text := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "ab"[rng.IntN(2)]
		}
		return string(b)
	}
	replaced := 0
	for range 2000 {
		var all []pattern
		for range rng.IntN(8) {
			old := text(startLen + rng.IntN(4))
			if !slices.ContainsFunc(all, func(p pattern) bool { return p.text == old }) {
				all = append(all, pattern{form{text: old}, "[" + old + "]"})
			}
		}
		in := text(rng.IntN(40))
		want := searched(all, in)
		if got := newFinder(all).Replace(in); got != want {
			t.Fatalf("with %v, %q becomes %q, want %q", all, in, got, want)
		}
		if want != in {
			replaced++
		}
	}
	if replaced < 200 {
		t.Errorf("only in %d texts was anything replaced", replaced)
	}
}

// searched is what a finder makes of the text, found the slow way.
func searched(all []pattern, in string) string {
	longest := func(at int) (p pattern) {
		for _, q := range all {
			if strings.HasPrefix(in[at:], q.text) && len(q.text) > len(p.text) {
				p = q
			}
		}
		return p
	}
	var out strings.Builder
	for at := 0; at < len(in); at++ {
		p := longest(at)
		if p.text == "" {
			out.WriteByte(in[at])
			continue
		}
		end := at + len(p.text)
		for ; at < end-1; at++ {
			end = max(end, at+1+len(longest(at+1).text))
		}
		out.WriteString(p.mask)
	}
	return out.String()
}

// BenchmarkRedact is an answer of 64 KB without a secret.
func BenchmarkRedact(b *testing.B) {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	rng := rand.New(rand.NewPCG(1, 2))
	var listing strings.Builder
	for i := 0; listing.Len() < 64<<10; i++ {
		fmt.Fprintf(&listing, `{"id":"%032x","name":"ag_nonce_%d","app_key":"k%016x","app_secret":"416************ab8",`+
			`"remark":"a \"remark\" with 5%% of R&D","register_time":"2026-01-02T03:04:05Z"},`, rng.Uint64(), i, rng.Uint64())
	}
	text := listing.String()
	for _, secrets := range []int{2, 40, 400} {
		b.Run(fmt.Sprint(secrets), func(b *testing.B) {
			r := &Redactor{}
			for range secrets {
				secret := make([]byte, 24)
				for i := range secret {
					secret[i] = digits[rng.IntN(len(digits))]
				}
				r.Add(string(secret), mask)
			}
			f := r.Finder()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f.Replace(text)
			}
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		r := &Redactor{}
		r.Add("b4dK1tt3n-correct-horse", mask)
		r.Finder()
	}
}
