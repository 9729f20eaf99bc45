package main

import (
	"strconv"
	"unicode/utf8"
)

// writer appends JSON, without the weight of package encoding/json.
type writer struct {
	out []byte
	// fresh says that nothing stands yet in the innermost object or array.
	fresh bool
}

func (w *writer) open(bracket byte) {
	w.out = append(w.out, bracket)
	w.fresh = true
}

func (w *writer) close(bracket byte) {
	w.out = append(w.out, bracket)
	w.fresh = false
}

// element starts an element of an array.
func (w *writer) element() {
	if !w.fresh {
		w.out = append(w.out, ',')
	}
	w.fresh = false
}

// name starts a member of an object.
func (w *writer) name(name string) {
	w.element()
	w.str(name)
	w.out = append(w.out, ':')
}

func (w *writer) text(name, value string) {
	w.name(name)
	w.str(value)
}

// optional is text, unless value is empty.
func (w *writer) optional(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

func (w *writer) number(name string, n int) {
	w.name(name)
	w.out = strconv.AppendInt(w.out, int64(n), 10)
}

func (w *writer) bool(name string, b bool) {
	w.name(name)
	w.out = strconv.AppendBool(w.out, b)
}

func (w *writer) null(name string) {
	w.name(name)
	w.out = append(w.out, "null"...)
}

// str appends a string; what is not UTF-8 in it becomes U+FFFD.
func (w *writer) str(s string) {
	out := append(w.out, '"')
	for i := 0; i < len(s); {
		if n := plain(s[i:]); n > 0 {
			out = append(out, s[i:i+n]...)
			i += n
			continue
		}
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < ' ':
			const hex = "0123456789abcdef"
			out = append(out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			out = utf8.AppendRune(out, r)
			i += size
			continue
		}
		i++
	}
	w.out = append(out, '"')
}

// plain is the length of what s begins with that stands for itself in a JSON string,
// without what is not ASCII.
func plain(s string) int {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return i
		}
	}
	return len(s)
}
