package redact

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"mime/quotedprintable"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// decoders are what a reader may undo, written apart from the code under test.
func decoders() []func(string) string {
	replace := func(expr string, base int, wide bool) func(string) string {
		re := regexp.MustCompile(expr)
		return func(s string) string {
			return re.ReplaceAllStringFunc(s, func(m string) string {
				n, err := strconv.ParseUint(re.FindStringSubmatch(m)[1], base, 32)
				switch {
				case err != nil || n > utf8.MaxRune:
					return m
				case wide:
					return string(rune(n))
				}
				return string([]byte{byte(n)})
			})
		}
	}
	return []func(string) string{
		replace(`%([0-9a-fA-F]{2})`, 16, false),
		replace(`\\u([0-9a-fA-F]{4})`, 16, true),
		strings.NewReplacer(`\\`, `\`, `\/`, `/`, `\"`, `"`).Replace,
		html.UnescapeString,
		func(s string) string {
			text, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(s)))
			if err != nil {
				return s
			}
			return string(text)
		},
		runs(`[0-9a-fA-F]{8,}`, func(run string) string {
			text, _ := hex.DecodeString(run[:len(run)/2*2])
			return string(text)
		}),
		runs(`[A-Za-z0-9+/_-]{8,}`, func(run string) string {
			run = strings.NewReplacer("-", "+", "_", "/").Replace(run)
			text, _ := base64.RawStdEncoding.DecodeString(run[:len(run)/4*4])
			rest, _ := base64.RawStdEncoding.DecodeString(run[len(run)/4*4:])
			return string(text) + string(rest)
		}),
	}
}

func runs(expr string, decode func(string) string) func(string) string {
	re := regexp.MustCompile(expr)
	return func(s string) string { return re.ReplaceAllStringFunc(s, decode) }
}

// revealed reports whether the secret can be had from the text by undoing at most
// three escapes or encodings.
func revealed(text, secret string) bool {
	all := decoders()
	var try func(string, int) bool
	try = func(s string, left int) bool {
		if strings.Contains(s, secret) {
			return true
		}
		for _, decode := range all {
			if left == 0 {
				break
			}
			if next := decode(s); next != s && try(next, left-1) {
				return true
			}
		}
		return false
	}
	return try(text, 3)
}

// spelled writes the secret with another escape for each character, some of them
// escaped again.
func spelled(rng *rand.Rand, secret string) string {
	var b strings.Builder
	for _, r := range secret {
		c := string(r)
		utf8Escape := func(format string) string { return each(format, c) }
		ways := []string{
			c, c, utf8Escape("%%%02x"), utf8Escape("%%%02X"), fmt.Sprintf(`\u%04x`, r), fmt.Sprintf(`\u%04X`, r),
			fmt.Sprintf("&#%d;", r), fmt.Sprintf("&#x%X;", r), fmt.Sprintf("&#x%05x;", r), fmt.Sprintf("&#00%d;", r), html.EscapeString(c),
			utf8Escape("%%25%02x"), fmt.Sprintf(`\\u%04x`, r), fmt.Sprintf("&amp;#%d;", r), fmt.Sprintf("&#37;%02x", c[0]),
		}
		if len(c) > 1 {
			ways = ways[:11]
		}
		switch r {
		case '/', '"':
			ways = append(ways, `\`+c)
		}
		b.WriteString(ways[rng.IntN(len(ways))])
	}
	return b.String()
}

// encoded is s as it is, in base64 or in hexadecimal.
func encoded(rng *rand.Rand, s string) string {
	switch rng.IntN(4) {
	case 0:
		return base64.StdEncoding.EncodeToString([]byte(s))
	case 1:
		return base64.RawURLEncoding.EncodeToString([]byte(s))
	case 2:
		return hex.EncodeToString([]byte(s))
	}
	return s
}

// FuzzRedact holds that a secret, spelled in any mix of escapes and encoded twice at
// most, can't be had from the output by decoding, and that what is left of a text
// that was cut is the start of what is left of the whole.
func FuzzRedact(f *testing.F) {
	for seed := range uint64(300) {
		f.Add("gibberish-Tok3n_%41/+x", "before ", " after", seed)
		f.Add("s3cr3t-k", "user:", "", seed)
		f.Add(`sw0rd_fish-!@#$%"<&\/é+1`, `{"a":"`, `"}`, seed)
	}
	f.Fuzz(func(t *testing.T, secret, before, after string, seed uint64) {
		if len(secret) < 8 || len(secret) > 40 || len(before)+len(after) > 200 || !utf8.ValidString(secret) {
			t.Skip()
		}
		for _, c := range secret {
			if c <= ' ' || c == 0x7f || c == utf8.RuneError {
				t.Skip("no token and no app secret has it")
			}
		}
		if strings.Contains(mask, secret) {
			t.Skip()
		}
		rng := rand.New(rand.NewPCG(seed, 1))
		form := secret
		for range 2 {
			form = encoded(rng, form)
		}
		form = spelled(rng, form)
		r := &Redactor{}
		r.Add(secret, mask)
		text := before + form + after
		got := r.Text(text)
		if revealed(got, secret) {
			t.Errorf("%q becomes %q, which tells %q", text, got, secret)
		}
		n := rng.IntN(len(text) + 1)
		if start, _ := r.Finder().Start(text[:n], n, n < len(text)); !strings.HasPrefix(got, start) {
			t.Errorf("%q, cut at %d, becomes %q, want the start of %q", text, n, start, got)
		}
	})
}
