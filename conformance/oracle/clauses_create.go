package oracle

import (
	"fmt"
	"strconv"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// createClauses are the statements of the page on creating an app.
func createClauses(e *validate.Edition) []result.Clause {
	l := &clauseList{page: "create-app"}

	l.stated("create/function", 0, "Function", "an app can be created").
		hidden("that the app can then call the APIs it was authorised for shows on the data plane, not in these two operations; its creation is tested by create/status/201")
	l.stated("create/uri", 0, "URI", "POST on the collection of apps of an instance creates an app")
	l.stated("create/path/project-id", 1, "project_id", "an app belongs to the project in the path and shows in no other")
	l.stated("create/path/instance-id", 1, "instance_id", "an app belongs to the gateway in the path and shows in no other")
	l.stated("create/auth/token-required", 2, "X-Auth-Token", "without a token nothing is created")
	l.stated("create/auth/token-valid", 2, "X-Auth-Token", "only a token that was really issued is accepted")
	l.open("create/auth/token-source", 2, "X-Auth-Token", "the token comes from the identity service").
		hidden("the token is given to the run; where it comes from is not the gateway's behaviour")
	l.inferred("create/auth/before-body", 2, "X-Auth-Token", "the token is judged before the body: who may not call learns nothing about the body")
	signatureClauses(l, "create")

	for id := range e.Fields {
		createFieldClauses(l, &e.Fields[id])
	}
	l.stated("create/body/json", 3, "(body)", "the body is one JSON object; anything else is a bad request")
	l.stated("create/body/member-names", 3, "(body)", "members are known by their exact names, in any order and spelling that JSON allows")
	l.open("create/body/unknown-member", 3, "(body)", "a member that the table does not list: the page is silent")
	l.open("create/body/duplicate-member", 3, "(body)", "a member sent twice: the page is silent")
	l.inferred("create/body/content-type", 3, "(body)", "a body declared as something other than JSON deserves no 5xx")
	l.inferred("create/body/utf-8", 3, "(body)", "a body that is not valid UTF-8, or names half a surrogate pair, is a bad request")

	createResponseClauses(l, 4)
	errorClauses(l, "create", 5)

	l.stated("create/status/201", 0, "Status Codes", "a valid request is answered 201")
	l.stated("create/status/400", 0, "Status Codes", "an invalid request is answered 400")
	l.stated("create/status/401", 0, "Status Codes", "a missing or wrong token is answered 401")
	l.stated("create/status/403", 0, "Status Codes", "a token without permission is answered 403").secondToken()
	l.stated("create/status/500", 0, "Status Codes", "a failure of the gateway itself is answered 500").
		hidden("a run cannot make a healthy gateway fail; every answer is checked not to be a 5xx instead")
	l.stated("create/rejected-creates-nothing", 0, "Status Codes", "a request that was not answered 201 leaves no app behind")
	l.shown("create/example/minimal", 0, "Example Requests", "a name and a remark make a valid request")
	l.stated("create/ids-unique", 4, "id", "every app has an ID of its own")
	l.inferred("create/keys-unique", 4, "app_key", "an AppKey that the gateway makes up is made up once")
	l.inferred("create/secrets-unique", 4, "app_secret", "a secret that the gateway makes up is made up once")
	l.stated("create/concurrent", 0, "Function", "apps created at the same time are all created, each once")
	return l.out
}

func createFieldClauses(l *clauseList, f *validate.Field) {
	table, row := f.Doc.Table, f.Doc.Row
	id := func(rule string) string { return "create/" + f.Name + "/" + rule }
	if f.Required {
		l.stated(id("required"), table, row, f.Name+" must be sent")
	} else {
		l.stated(id("optional"), table, row, f.Name+" may be left out")
		l.open(id("null"), table, row, f.Name+" sent as null: the page is silent; we read it as left out")
	}
	l.stated(id("type"), table, row, f.Name+" is a string")
	if f.Min > 0 {
		l.stated(id("min-length"), table, row, fmt.Sprintf("%s has at least %d characters", f.Name, f.Min))
	}
	l.stated(id("max-length"), table, row, fmt.Sprintf("%s has at most %d characters, however many bytes they take", f.Name, f.Max))
	l.inferred(id("unit"), table, row, "a character is a Unicode code point, not a UTF-16 unit and not what a reader sees as one")
	if f.Chars == nil {
		l.stated(id("text"), table, row, f.Name+" is any text: every character is accepted and kept as sent")
	} else {
		l.stated(id("start"), table, row, f.Name+" starts with a character that may stand first, and every such character may")
		l.stated(id("charset"), table, row, f.Name+" holds no character but the listed ones, and every listed one is accepted")
	}
	l.shown(id("error-names-it"), table, row, "where "+f.Name+" is invalid the error message names it as the parameter")
}

// createResponseClauses are the members of an answered or listed app.
func createResponseClauses(l *clauseList, table int) {
	const op = "create/response/"
	appClauses(l, op, table)
	// Table 3 says what an AppKey contains, and does not say whose. A secret is
	// usually masked in answers, so that less can be relied on.
	l.inferred(op+"app_key-valid", 3, "app_key", "an AppKey keeps to the rules for AppKeys, also one that the gateway makes up")
	l.inferred(op+"app_secret-valid", 3, "app_secret", "a secret keeps to the rules for secrets, also one that the gateway makes up")
	l.stated(op+"echo", table, "(body)", "the answer repeats name, remark and app_key exactly as sent")
	l.stated(op+"secret-echo", table, "app_secret", "a secret that is not masked is the one that was sent")
	l.open(op+"mask", 0, "Example Responses", "the secret is masked but for its ends").
		hidden("only an example shows it; masked and clear secrets are both accepted")
	l.open(op+"id-form", 0, "Example Responses", "the ID has 32 hexadecimal digits").
		hidden("only an example shows it")
	l.open(op+"time-form", 0, "Example Responses", "times carry nine fraction digits").
		hidden("only an example shows it; none to nine are accepted")
}

func appClauses(l *clauseList, op string, table int) {
	l.stated(op+"id", table, "id", "id is a string that is not empty")
	l.stated(op+"name", table, "name", "name is a string: the app's name")
	l.stated(op+"remark", table, "remark", "remark is a string, where there is one")
	l.stated(op+"creator", table, "creator", "creator is USER for an app created through the API")
	l.open(op+"creator-market", table, "creator", "MARKET is listed and not supported").
		hidden("no operation makes an app of the market")
	l.stated(op+"update_time", table, "update_time", "update_time is a string: when the app last changed")
	l.inferred(op+"update_time-form", table, "update_time", "update_time is an RFC 3339 time")
	l.stated(op+"app_key", table, "app_key", "app_key is a string: the app's AppKey")
	l.stated(op+"app_secret", table, "app_secret", "app_secret is a string: the app's secret, perhaps masked")
	l.inferred(op+"update_time-order", table, "update_time", "an app is not updated before it is registered")
	l.stated(op+"register_time", table, "register_time", "register_time is a string: when the app was created")
	l.inferred(op+"register_time-form", table, "register_time", "register_time is an RFC 3339 time")
	l.stated(op+"status", table, "status", "status is the integer 1")
	l.stated(op+"app_type", table, "app_type", "app_type, where it is given, is apig or roma")
	l.open(op+"app_type-default", table, "app_type", "the default type is apig").
		hidden("which type an app gets that asks for none depends on the kind of gateway; both listed types are accepted")
	l.stated(op+"roma_app_type", table, "roma_app_type", "roma_app_type, if given at all, is subscription or integration")
}

// errorClauses are the error tables, first being that of status 400.
func errorClauses(l *clauseList, op string, first int) {
	for i, code := range []int{400, 401, 403, 500} {
		status := strconv.Itoa(code)
		id := op + "/error/" + status
		for _, c := range []result.Clause{
			{ID: id + "/error_code", Table: first + i, Row: "error_code", Text: "the body of a " + status + " has the string error_code"},
			{ID: id + "/error_msg", Table: first + i, Row: "error_msg", Text: "the body of a " + status + " has the string error_msg"},
			{ID: id + "/code", Row: "Example Responses", Text: "the error code of a " + status + " is not one that the pages give to another status", Level: result.Should, Basis: result.Shown},
			{ID: id + "/code-documented", Row: "Example Responses", Text: "the error code of a " + status + " is " + documentedCodes[code], Level: result.Should, Basis: result.Shown},
		} {
			added := l.add(c.Level, c.Basis, c.ID, c.Table, c.Row, c.Text)
			switch status {
			case "403":
				added.secondToken()
			case "500":
				added.hidden("a run cannot make a healthy gateway fail")
			}
		}
	}
	l.open(op+"/error/wording", 0, "Example Responses", "the wording of error messages").
		hidden("only examples show it; the parameter's name alone is required of a 400")
}
