package probe

import "strings"

// errorMember is a member of an error answer as a string, "" where it is none.
func errorMember(ex *Exchange, member string) string { return ex.Object().Text(member) }

// ErrorCode is the error_code of an answer, "" where there is none.
func ErrorCode(ex *Exchange) string { return errorMember(ex, "error_code") }

// ErrorMessage is the error_msg of an answer, "" where there is none.
func ErrorMessage(ex *Exchange) string { return errorMember(ex, "error_msg") }

// BriefError is an error answer's code and message, for a sentence about it.
func BriefError(ex *Exchange) string {
	code, msg := ErrorCode(ex), ErrorMessage(ex)
	if code == "" && msg == "" {
		return ""
	}
	return " (" + strings.TrimSpace(code+" "+msg) + ")"
}
