package rpc

import (
	"encoding/json"
	"iter"
)

// Package wire has checked every message, so the functions here only look for the
// ends of values, and never at an invalid one.

// elements yields the elements of an array as they are written.
func elements(raw []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := skipSpace(raw, 1); i < len(raw) && raw[i] != ']'; {
			end := skipValue(raw, i)
			if !yield(raw[i:end:end]) {
				return
			}
			i = skipComma(raw, end)
		}
	}
}

// members yields the names, decoded, and the values of an object's members.
func members(raw []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(name, value []byte) bool) {
		for i := skipSpace(raw, 1); i < len(raw) && raw[i] != '}'; {
			end := skipString(raw, i)
			name := decodeName(raw[i:end])
			i = skipSpace(raw, skipSpace(raw, end)+1)
			end = skipValue(raw, i)
			if !yield(name, raw[i:end:end]) {
				return
			}
			i = skipComma(raw, end)
		}
	}
}

func decodeName(raw []byte) []byte {
	inner := raw[1 : len(raw)-1]
	for _, c := range inner {
		if c == '\\' {
			var s string
			if err := json.Unmarshal(raw, &s); err != nil {
				panic(err) // it was checked before
			}
			return []byte(s)
		}
	}
	return inner
}

func skipSpace(raw []byte, i int) int {
	for i < len(raw) && (raw[i] == ' ' || raw[i] == '\n' || raw[i] == '\t' || raw[i] == '\r') {
		i++
	}
	return i
}

// skipComma goes to the next member, past the comma if there is one.
func skipComma(raw []byte, i int) int {
	if i = skipSpace(raw, i); i < len(raw) && raw[i] == ',' {
		i = skipSpace(raw, i+1)
	}
	return i
}

func skipString(raw []byte, i int) int {
	for i++; i < len(raw) && raw[i] != '"'; i++ {
		if raw[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(raw))
}

func skipValue(raw []byte, i int) int {
	depth := 0
	for i < len(raw) {
		switch raw[i] {
		case '"':
			if i = skipString(raw, i); depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
			if depth < 0 {
				return i
			}
		case ',', ' ', '\n', '\t', '\r':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return len(raw)
}
