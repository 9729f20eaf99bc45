package redact

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// form is one way to write a secret down as a whole. Escapes, which may change from
// character to character, are no forms: [spelling] undoes them.
type form struct {
	text string
	// before and after are how many base64 digits around the text may hold bits of
	// the secret: with them they are bits of its neighbours, so that they can't be
	// foretold.
	before, after int
}

// forms are the secret itself, in hexadecimal, in base64, and each of these in
// hexadecimal and in base64 once more.
func forms(s string) []form {
	out := []form{{text: s}}
	seen := map[string]bool{s: true}
	add := func(f form) {
		if len(f.text) >= minSecret && !seen[f.text] {
			seen[f.text] = true
			out = append(out, f)
		}
	}
	// Half surrogates and bytes that are no UTF-8 come back as U+FFFD.
	if valid := strings.ToValidUTF8(s, "\ufffd"); valid != s {
		add(form{text: valid})
	}
	if strings.Contains(s, " ") { // in a query
		add(form{text: strings.ReplaceAll(s, " ", "+")})
	}
	for range 2 {
		for _, f := range out[:len(out):len(out)] {
			encode(f, add)
		}
	}
	return out
}

// encode adds the form in hexadecimal, and in base64 at each of the three
// alignments that it can have to what precedes it.
func encode(f form, add func(form)) {
	digits := hex.EncodeToString([]byte(f.text))
	add(form{digits, 2 * f.before, 2 * f.after})
	add(form{strings.ToUpper(digits), 2 * f.before, 2 * f.after})
	for shift := range 3 {
		padded := append(make([]byte, shift, shift+len(f.text)), f.text...)
		whole := len(padded) / 3 * 4
		from := 0
		if shift > 0 {
			from = 4
		}
		around := form{before: from + 2*f.before, after: 4 + 2*f.after}
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := enc.EncodeToString(padded)
			if shift == 0 {
				add(form{text, around.before, around.after})
			}
			// Shorter parts of a secret are found everywhere.
			if whole-from >= 8 {
				add(form{text[from:whole], around.before, around.after})
			}
		}
	}
}
