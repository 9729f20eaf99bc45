package conformance

import (
	"errors"
	"strings"
)

// errBudget says that no app may be created any more.
var errBudget = errors.New("the budget of apps is used up")

// errorMember is a member of an error answer as a string, "" where it is none.
func errorMember(ex *Exchange, member string) string {
	v, err := parseJSON(ex.raw)
	if err != nil {
		return ""
	}
	body, _ := v.(object)
	return str(body, member)
}

func errorCode(ex *Exchange) string    { return errorMember(ex, "error_code") }
func errorMessage(ex *Exchange) string { return errorMember(ex, "error_msg") }

// briefError is an error answer's code and message, for a sentence about it.
func briefError(ex *Exchange) string {
	code, msg := errorCode(ex), errorMessage(ex)
	if code == "" && msg == "" {
		return ""
	}
	return " (" + strings.TrimSpace(code+" "+msg) + ")"
}

// namesParameter reports whether the message names the parameter in the
// documented form, "parameterName:NAME". The wording around it is free.
func namesParameter(message, name string) bool {
	const key = "parameterName:"
	for rest := message; ; {
		i := strings.Index(rest, key)
		if i < 0 {
			return false
		}
		rest = rest[i+len(key):]
		if after, ok := strings.CutPrefix(strings.TrimLeft(rest, " "), name); ok && !startsWord(after) {
			return true
		}
	}
}

// namedParameter is the parameter that the message names, "" if it names none.
func namedParameter(message string) string {
	_, rest, ok := strings.Cut(message, "parameterName:")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " ")
	end := 0
	for end < len(rest) && startsWord(rest[end:]) {
		end++
	}
	return rest[:end]
}

func startsWord(s string) bool {
	if s == "" {
		return false
	}
	c := s[0]
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
