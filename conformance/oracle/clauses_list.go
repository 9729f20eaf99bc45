package oracle

import (
	"fmt"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// listClauses are the statements of the page on querying apps.
func listClauses(e *validate.Edition) []result.Clause {
	l := &clauseList{page: "query-apps"}
	p := e.Page

	l.stated("list/uri", 0, "URI", "GET on the collection of apps of an instance lists its apps")
	l.stated("list/path/project-id", 1, "project_id", "only apps of the project in the path are listed")
	l.stated("list/path/instance-id", 1, "instance_id", "only apps of the gateway in the path are listed")

	l.stated("list/offset/from", 2, "offset", "the listing starts at item number offset")
	l.stated("list/offset/negative", 2, "offset", "an offset below 0 counts as 0")
	l.stated("list/offset/default", 2, "offset", "an absent offset is 0")
	l.stated("list/offset/long", 2, "offset", "offset has 64 bits")
	l.inferred("list/offset/type", 2, "offset", "an offset that is no integer is a bad request")
	l.stated("list/limit/page-size", 2, "limit", "a page holds limit items, as long as there are so many")
	l.stated("list/limit/default", 2, "limit", fmt.Sprintf("an absent limit is %d", p.DefaultLimit)).needs(int(p.DefaultLimit) + 1)
	l.stated("list/limit/not-positive", 2, "limit", fmt.Sprintf("a limit of 0 or less counts as %d", p.DefaultLimit)).needs(int(p.DefaultLimit) + 1)
	l.stated("list/limit/above-maximum", 2, "limit", fmt.Sprintf("a limit above %d counts as %d", p.MaxLimit, p.MaxLimit)).needs(int(p.MaxLimit) + 1)
	l.open("list/limit/bounds", 2, "limit", fmt.Sprintf("the row also names a minimum of 1 and a maximum of %d, which contradicts the silent conversion it describes: the conversion is tested", p.MaxLimit)).
		hidden("the same row converts what lies outside the bounds; see list/limit/not-positive and list/limit/above-maximum")
	l.inferred("list/limit/type", 2, "limit", "a limit that is no integer is a bad request")

	l.stated("list/filter/id", 2, "id", "id lists the app with this ID only")
	l.stated("list/filter/name", 2, "name", "name lists the apps whose name holds the text, and no others")
	l.stated("list/filter/status", 2, "status", "status lists the apps with this status only")
	l.inferred("list/filter/status-type", 2, "status", "a status that is no integer is a bad request")
	l.stated("list/filter/app_key", 2, "app_key", "app_key lists the app with this AppKey only")
	l.stated("list/filter/creator", 2, "creator", "creator lists the apps with this creator only")
	l.open("list/filter/creator-market", 2, "creator", "MARKET is not used: what it lists the page leaves open")
	l.stated("list/filter/precise_search", 2, "precise_search", "precise_search=name makes the name match exactly")
	l.stated("list/filter/combined", 2, "(table)", "filters given together must all match")
	l.stated("list/filter/paged", 2, "(table)", "filters and pages work together: the filter first, then the page")
	l.open("list/filter/unknown", 2, "(table)", "a parameter the table does not list: the page is silent")

	l.stated("list/auth/token-required", 3, "X-Auth-Token", "without a token nothing is listed")
	l.stated("list/auth/token-valid", 3, "X-Auth-Token", "only a token that was really issued is accepted")
	l.inferred("list/auth/before-parameters", 3, "X-Auth-Token", "the token is judged before the parameters")
	signatureClauses(l, "list")

	l.stated("list/response/size", 4, "size", "size is the number of apps on the page")
	l.stated("list/response/total", 4, "total", "total is the number of apps that match, whatever the page")
	l.stated("list/response/apps", 4, "apps", "apps is an array of objects, empty where nothing matches")
	const op = "list/response/"
	appClauses(l, op, 5)
	l.stated(op+"bind_num", 5, "bind_num", "bind_num is an integer: 0 for an app that nothing was bound to")
	l.stated(op+"secret-echo", 5, "app_secret", "a secret that is not masked is the app's")
	errorClauses(l, "list", 6)

	l.stated("list/status/200", 0, "Status Codes", "a valid request is answered 200")
	l.stated("list/status/400", 0, "Status Codes", "an invalid request is answered 400")
	l.stated("list/status/401", 0, "Status Codes", "a missing or wrong token is answered 401")
	l.stated("list/status/403", 0, "Status Codes", "a token without permission is answered 403").secondToken()
	l.stated("list/status/500", 0, "Status Codes", "a failure of the gateway itself is answered 500").
		hidden("a run cannot make a healthy gateway fail; every answer is checked not to be a 5xx instead")

	l.stated("list/pages/disjoint", 4, "apps", "no app is on two pages of one listing").needs(7)
	l.stated("list/pages/complete", 4, "apps", "the pages of a listing hold every app together").needs(7)
	l.stated("list/pages/stable", 4, "apps", "the same request gives the same page, as long as nothing changes")
	l.stated("list/lists-created", 4, "apps", "a created app is listed, with the values it was created with")
	l.stated("list/lists-concurrent", 4, "apps", "apps created at the same time, or while the listing is read, are all listed, each once")
	return l.out
}
