package oracle

import (
	"slices"
	"strings"
)

// NamesParameter reports whether the message names the parameter: in the documented
// form, "parameterName:NAME", or, if it does not use that form, as a word. The
// wording around it is free.
func NamesParameter(message, name string) bool {
	if named := NamedParameters(message); len(named) > 0 {
		return slices.Contains(named, name)
	}
	for at := 0; ; {
		i := strings.Index(message[at:], name)
		if i < 0 {
			return false
		}
		i += at
		at = i + len(name)
		if !startsWord(message[at:]) && (i == 0 || !startsWord(message[i-1:])) {
			return true
		}
	}
}

// NamedParameters are the parameters that the message names in the documented form.
func NamedParameters(message string) []string {
	const key = "parameterName:"
	var out []string
	for {
		i := strings.Index(message, key)
		if i < 0 {
			return out
		}
		message = strings.TrimLeft(message[i+len(key):], " ")
		end := 0
		for end < len(message) && startsWord(message[end:]) {
			end++
		}
		out = append(out, message[:end])
	}
}

func startsWord(s string) bool {
	if s == "" {
		return false
	}
	c := s[0]
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
