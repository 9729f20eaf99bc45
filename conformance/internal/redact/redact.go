package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// minSecret is the shortest value that is redacted: a shorter one would blot
// out half the report and protect nothing.
const minSecret = 4

// Redactor replaces secrets by value, wherever and however encoded they appear.
type Redactor struct {
	mu      sync.Mutex
	masks   map[string]string
	changed bool
	find    *Finder
	// seen are short texts and what became of them, as of the last build.
	seen map[string]string
}

// Add makes the secret be replaced by the mask from now on.
func (r *Redactor) Add(secret, mask string) {
	if len(secret) < minSecret {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.masks == nil {
		r.masks = map[string]string{}
	}
	if _, known := r.masks[secret]; known {
		return
	}
	r.masks[secret] = mask
	r.changed = true
}

// Knows reports whether the secret is replaced already.
func (r *Redactor) Knows(secret string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, known := r.masks[secret]
	return known
}

// Text is s without secrets.
func (r *Redactor) Text(s string) string {
	return r.Finder().Replace(s)
}

// Finder is what replaces the secrets added so far, nil if there are none.
func (r *Redactor) Finder() *Finder {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.built()
}

// built is finder for a caller that holds the lock.
func (r *Redactor) built() *Finder {
	if r.changed {
		r.find = r.build()
		r.changed, r.seen = false, nil
	}
	return r.find
}

// build makes the finder. A secret that holds another one comes first, so
// that none of it remains.
func (r *Redactor) build() *Finder {
	secrets := slices.Sorted(maps.Keys(r.masks))
	byLength := make([][]string, 0)
	for _, s := range secrets {
		for len(byLength) <= len(s) {
			byLength = append(byLength, nil)
		}
		byLength[len(s)] = append(byLength[len(s)], s)
	}
	f := &Finder{}
	for n := len(byLength) - 1; n >= 0; n-- {
		for _, s := range byLength[n] {
			for _, form := range encodings(s) {
				f.add(form, r.masks[s])
			}
		}
	}
	return f
}

// encodings are the forms a secret may take in a text: itself, escaped in JSON
// in the usual ways, in URLs, in hexadecimal, and in base64 at each of the three
// alignments.
func encodings(s string) []string {
	forms := []string{s}
	add := func(form string) {
		if len(form) < minSecret {
			return
		}
		for _, f := range forms {
			if f == form {
				return
			}
		}
		forms = append(forms, form)
	}
	if text, err := json.Marshal(s); err == nil {
		inner := string(text[1 : len(text)-1])
		add(inner)
		add(strings.ReplaceAll(inner, `\u00`, `\U00`))
	}
	plain := minimal(strings.ToValidUTF8(s, "\ufffd"))
	add(plain[1 : len(plain)-1])
	add(strings.ReplaceAll(plain[1:len(plain)-1], "/", `\/`))
	add(url.QueryEscape(s))
	add(strings.ReplaceAll(url.QueryEscape(s), "+", "%20"))
	add(url.PathEscape(s))
	add(lowerEscapes(url.QueryEscape(s)))
	add(hex.EncodeToString([]byte(s)))
	add(strings.ToUpper(hex.EncodeToString([]byte(s))))
	for shift := range 3 {
		// The first and last digits depend on the neighbours: they are left out.
		padded := make([]byte, shift, shift+len(s))
		padded = append(padded, s...)
		whole := len(padded) / 3 * 4
		from := 0
		if shift > 0 {
			from = 4
		}
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := enc.EncodeToString(padded)
			if shift == 0 {
				add(text)
			}
			if from < whole && whole-from >= 8 {
				add(text[from:whole])
			}
		}
	}
	return forms
}

// minimal is the JSON string of s, escaping no more than JSON demands.
func minimal(s string) string {
	b := make([]byte, 0, len(s)+2)
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < 0x20:
			b = append(b, `\u00`...)
			b = append(b, "0123456789abcdef"[r>>4], "0123456789abcdef"[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(append(b, '"'))
}

// lowerEscapes writes percent escapes in lower-case digits.
func lowerEscapes(s string) string {
	out := []byte(s)
	for i := 0; i+2 < len(out); i++ {
		if out[i] == '%' {
			copy(out[i+1:], strings.ToLower(s[i+1:i+3]))
			i += 2
		}
	}
	return string(out)
}

// Header is h without secrets: h itself if it holds none.
func (r *Redactor) Header(h http.Header) http.Header {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.built() == nil || !r.tells(h) {
		return h
	}
	out := make(http.Header, len(h))
	for name, values := range h {
		masked := make([]string, len(values))
		for i, v := range values {
			masked[i] = r.short(v)
		}
		out[r.short(name)] = masked
	}
	return out
}

// tells reports whether there is a secret in the header.
func (r *Redactor) tells(h http.Header) bool {
	for name, values := range h {
		if r.short(name) != name {
			return true
		}
		for _, v := range values {
			if r.short(v) != v {
				return true
			}
		}
	}
	return false
}

// short is text for what stands in header after header: it is looked up, once it
// was seen. The caller holds the lock, and the finder is built.
func (r *Redactor) short(s string) string {
	if known, ok := r.seen[s]; ok {
		return known
	}
	out := r.find.Replace(s)
	if r.seen == nil {
		r.seen = map[string]string{}
	}
	if len(r.seen) < maxSeen && len(s) <= maxShort {
		r.seen[s] = out
	}
	return out
}

// maxSeen bounds how many texts are looked up, maxShort how long one is.
const (
	maxSeen  = 1000
	maxShort = 1 << 10
)

// Masked reports whether a secret in an answer is masked: the character that
// masks is in no secret.
func Masked(secret string) bool { return strings.Contains(secret, "***") }
