package validate

// Answer is an error answer as the pages document it: create-app, Tables 5 to
// 8, and query-apps, Tables 6 to 9.
type Answer struct {
	// Status is the HTTP status.
	Status int
	// Code and Message are the body's error_code and error_msg.
	Code, Message string
}

// The documented answers that do not depend on the request's members.
var (
	Unauthorized = Answer{401, "APIG.1002", "Incorrect token or token resolution failed"}
	Forbidden    = Answer{403, "APIG.1005", "No permissions to request this method"}
	SystemError  = Answer{500, "APIG.9999", "System error"}
)

// Body is the parameter that an answer names where no single member is to
// blame: the text is not JSON, or not an object.
const Body = "body"

// Answer is the documented answer to a request with these violations. It names
// the first invalid member in table order. ok is false where the request is
// valid.
func (vs Violations) Answer() (a Answer, ok bool) {
	for i := range vs {
		if vs[i].Severity != Error {
			continue
		}
		// A member's name may be empty, but only then is it a duplicate's.
		if vs[i].Field == "" && vs[i].Rule != RuleDuplicate {
			return invalidParameter(Body), true
		}
		return invalidParameter(vs[i].Field), true
	}
	return Answer{}, false
}

func invalidParameter(name string) Answer {
	return Answer{
		Status:  400,
		Code:    "APIG.2011",
		Message: "Invalid parameter value,parameterName:" + name + ". Please refer to the support documentation",
	}
}
