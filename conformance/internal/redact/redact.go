package redact

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// minSecret is the shortest value that is redacted, in bytes: a shorter one would
// blot out half the report and protect nothing.
const minSecret = 4

// Redactor replaces secrets by value, wherever and however encoded they appear. The
// zero Redactor knows none. It is safe for concurrent use.
type Redactor struct {
	mu      sync.Mutex
	masks   map[string]string
	changed bool
	find    *Finder
	// seen are short texts and what became of them, as of the last build.
	seen map[string]string
}

// Add makes the secret be replaced by the mask from now on. One of fewer than four
// bytes is not.
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

// built is Finder for a caller that holds the lock.
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
	secrets := slices.SortedFunc(maps.Keys(r.masks), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	var all []pattern
	for _, s := range secrets {
		for _, f := range forms(s) {
			all = append(all, pattern{f, r.masks[s]})
		}
	}
	return newFinder(all)
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

// short is Text for a text that header after header has: it is looked up, once it
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
