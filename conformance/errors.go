package conformance

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// errBudget says that no app may be created any more.
var errBudget = errors.New("the budget of apps is used up")

// errorMember is a member of an error answer as a string, "" where it is none.
func errorMember(ex *flight, member string) string {
	v, err := ex.json()
	if err != nil {
		return ""
	}
	body, _ := v.(object)
	return str(body, member)
}

func errorCode(ex *flight) string    { return errorMember(ex, "error_code") }
func errorMessage(ex *flight) string { return errorMember(ex, "error_msg") }

// briefError is an error answer's code and message, for a sentence about it.
func briefError(ex *flight) string {
	code, msg := errorCode(ex), errorMessage(ex)
	if code == "" && msg == "" {
		return ""
	}
	return " (" + strings.TrimSpace(code+" "+msg) + ")"
}

// errorProblem says how the body of a refusal is not the documented one, "" if it
// is.
func errorProblem(ex *flight) string {
	v, err := ex.json()
	if err != nil {
		return fmt.Sprintf("the body of the %d is no usable JSON: %v", ex.Status, err)
	}
	body, ok := v.(object)
	if !ok {
		return fmt.Sprintf("the body of the %d is %s, not an object", ex.Status, kindOf(v))
	}
	for _, member := range []string{"error_code", "error_msg"} {
		switch s, ok := body.get(member).(string); {
		case body.get(member) == nil:
			return fmt.Sprintf("the body of the %d has no %s", ex.Status, member)
		case !ok:
			return fmt.Sprintf("%s is %s, not a string", member, kindOf(body.get(member)))
		case s == "":
			return member + " is empty"
		}
	}
	return ""
}

// namesParameter reports whether the message names the parameter: in the
// documented form, "parameterName:NAME", or, where it does not use that form at
// all, as a word. The wording around it is free.
func namesParameter(message, name string) bool {
	if named := namedParameters(message); len(named) > 0 {
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

// namedParameters are the parameters that the message names in the documented
// form.
func namedParameters(message string) []string {
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
