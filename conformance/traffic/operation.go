package traffic

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/appgauge/appgauge/conformance/oracle"
)

// operation is what a request asks of a gateway.
type operation struct {
	base string // the gateway's URL: what precedes the path of the pages
	op   oracle.Op
	at   oracle.Place
	// ids are the segments after the collection: apps that the request may be about.
	ids   []string
	query string
	// harmless reports that the request changes nothing, and is on neither page.
	harmless bool
}

// collection is the path of both operations, with anything before and after it.
var collection = regexp.MustCompile(`^(.*)/v2/([^/]+)/apigw/instances/([^/]+)/apps(/.*)?$`)

// mark is in the path of every operation.
const mark = "/apigw/instances/"

// find is the operation that a request is; ok is false if it is none of a gateway.
func find(method, address string) (o operation, ok bool) {
	if !strings.Contains(address, mark) {
		return o, false
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return o, false
	}
	m := collection.FindStringSubmatch(u.EscapedPath())
	if m == nil {
		return o, false
	}
	o.base = strings.ToLower(u.Scheme+"://"+u.Host) + m[1]
	o.query = u.RawQuery
	var err1, err2 error
	o.at.Project, err1 = url.PathUnescape(m[2])
	o.at.Instance, err2 = url.PathUnescape(m[3])
	if err1 != nil || err2 != nil {
		return o, false
	}
	for segment := range strings.SplitSeq(strings.Trim(m[4], "/"), "/") {
		if id, err := url.PathUnescape(segment); err == nil && id != "" {
			o.ids = append(o.ids, id)
		}
	}
	o.op = oracle.Other
	switch plain := m[4] == ""; {
	case method == http.MethodPost && plain:
		o.op = oracle.Create
	case method == http.MethodGet && plain:
		o.op = oracle.List
	case method == http.MethodDelete && len(o.ids) == 1:
		o.op = oracle.Delete
	case method == http.MethodGet, method == http.MethodHead, method == http.MethodOptions:
		o.harmless = true
	}
	return o, true
}

// Relevant reports whether a request is one of a gateway's on apps: whether a judge
// would look at it.
func Relevant(method, address string) bool {
	_, ok := find(method, address)
	return ok
}
