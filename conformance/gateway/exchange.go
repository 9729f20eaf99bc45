package gateway

import (
	"io"
	"net/http"
	"net/url"
	"strings"
)

// appsPath is the path of both documented operations: URI on both pages.
const appsPath = "/v2/{project_id}/apigw/instances/{instance_id}/apps"

// Op is an operation of the API.
type Op uint8

// The operations. Delete is in neither page; clients need it to clean up.
const (
	Create Op = iota + 1
	List
	Delete
)

// Exchange is one request to the API on its way to an answer.
type Exchange struct {
	Request *http.Request
	Op      Op
	// Space is named by the path parameters: create-app and query-apps, Table 1.
	Space Space
	// AppID is the path's app for [Delete], and the operations of [Options.Extended].
	AppID  string
	codeID string

	writer  http.ResponseWriter
	maxBody int64
	body    []byte
	bodyErr error
	read    bool
}

// Body is the request's body. It is read when it is first asked for, and fails
// where the body is too long or breaks off.
func (x *Exchange) Body() ([]byte, error) {
	if !x.read {
		x.read = true
		x.body, x.bodyErr = io.ReadAll(http.MaxBytesReader(x.writer, x.Request.Body, x.maxBody))
	}
	return x.body, x.bodyErr
}

// Query is the request's query, in which the first of equal names counts. Parts
// that are not well escaped are left out.
func (x *Exchange) Query() url.Values { return x.Request.URL.Query() }

// Token is the value of the X-Auth-Token header: create-app, Table 2, and
// query-apps, Table 3.
func (x *Exchange) Token() string { return x.Request.Header.Get("X-Auth-Token") }

// route is what the methods mean on a path.
type route struct {
	ops   map[string]Op
	allow string
}

var (
	appsRoute = &route{map[string]Op{http.MethodGet: List, http.MethodPost: Create}, "GET, POST"}
	appRoute  = &route{map[string]Op{http.MethodDelete: Delete}, "DELETE"}
)

func inAPI(path string) bool { return path == "/v2" || strings.HasPrefix(path, "/v2/") }

// newExchange finds the route of r; nil where the API has no such path.
func newExchange(r *http.Request, w http.ResponseWriter, maxBody int64, extended bool) (*Exchange, *route) {
	x := &Exchange{Request: r, writer: w, maxBody: maxBody}
	// An escaped slash belongs to its segment, so the escaped path is split.
	seg := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	for i, s := range seg {
		var err error
		if seg[i], err = url.PathUnescape(s); err != nil || s == "" {
			return x, nil
		}
	}
	if len(seg) < 6 || len(seg) > 7 && !extended || seg[0] != "v2" || seg[2] != "apigw" || seg[3] != "instances" || seg[5] != "apps" {
		return x, nil
	}
	x.Space = Space{Project: seg[1], Instance: seg[4]}
	rt := appsRoute
	switch {
	case len(seg) > 6 && extended:
		if rt = x.extendedRoute(seg[6:]); rt == nil {
			return x, nil
		}
	case len(seg) == 7:
		x.AppID = seg[6]
		rt = appRoute
	}
	x.Op = rt.ops[r.Method]
	return x, rt
}
