package probe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// errorMember is a member of an error answer as a string, "" where it is none.
func errorMember(ex *Exchange, member string) string { return ex.Object().Text(member) }

func ErrorCode(ex *Exchange) string    { return errorMember(ex, "error_code") }
func ErrorMessage(ex *Exchange) string { return errorMember(ex, "error_msg") }

// BriefError is an error answer's code and message, for a sentence about it.
func BriefError(ex *Exchange) string {
	code, msg := ErrorCode(ex), ErrorMessage(ex)
	if code == "" && msg == "" {
		return ""
	}
	return " (" + strings.TrimSpace(code+" "+msg) + ")"
}

// ErrorProblem says how the body of a refusal is not the documented one, "" if it
// is.
func ErrorProblem(ex *Exchange) string {
	v, err := ex.JSON()
	if err != nil {
		return fmt.Sprintf("the body of the %d is no usable JSON: %v", ex.Status, err)
	}
	body, ok := v.(jsonvalue.Object)
	if !ok {
		return fmt.Sprintf("the body of the %d is %s, not an object", ex.Status, jsonvalue.Kind(v))
	}
	for _, member := range []string{"error_code", "error_msg"} {
		switch s, ok := body.Get(member).(string); {
		case body.Get(member) == nil:
			return fmt.Sprintf("the body of the %d has no %s", ex.Status, member)
		case !ok:
			return fmt.Sprintf("%s is %s, not a string", member, jsonvalue.Kind(body.Get(member)))
		case s == "":
			return member + " is empty"
		}
	}
	return ""
}

// NamesParameter reports whether the message names the parameter: in the
// documented form, "parameterName:NAME", or, where it does not use that form at
// all, as a word. The wording around it is free.
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

// NamedParameters are the parameters that the message names in the documented
// form.
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
