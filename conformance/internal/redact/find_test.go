package redact

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// A finder does what strings.Replacer does, also with texts that begin alike,
// hold one another, or overlap.
func TestFinderIsAReplacer(t *testing.T) {
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
		f := &Finder{}
		var pairs []string
		seen := map[string]bool{}
		for range rng.IntN(8) {
			old := text(startLen + rng.IntN(4))
			if seen[old] {
				continue
			}
			seen[old] = true
			mask := "[" + text(rng.IntN(3)) + "]"
			f.add(old, mask)
			pairs = append(pairs, old, mask)
		}
		in := text(rng.IntN(40))
		want := strings.NewReplacer(pairs...).Replace(in)
		if got := f.Replace(in); got != want {
			t.Fatalf("with %q, %q becomes %q, want %q", pairs, in, got, want)
		}
		if want != in {
			replaced++
		}
	}
	if replaced < 200 {
		t.Errorf("only in %d texts was anything replaced", replaced)
	}
}

func BenchmarkRedact(b *testing.B) {
	r := &Redactor{}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		secret := make([]byte, 24)
		for i := range secret {
			const chars = "abcdefghijklmnopqrstuvwxyz0123456789"
			secret[i] = chars[rng.IntN(len(chars))]
		}
		r.Add(string(secret), "[app secret]")
	}
	text := strings.Repeat(`{"id":"0a6b8c4d2e1f4a3b9c8d7e6f5a4b3c2d","name":"ag_nonce_name","app_secret":"416************ab8"},`, 80)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Text(text)
	}
}
