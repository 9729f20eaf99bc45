package oracle_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// traffic sends requests to a gateway without a network, one after the other, and
// has each answer judged.
type traffic struct {
	handler http.Handler
	oracle  *oracle.Oracle
	home    oracle.Place
	clock   time.Time
	n       int
	// found are the findings, with the request that they are about.
	found []found
}

type found struct {
	oracle.Finding
	request oracle.Request
}

func newTraffic(h http.Handler) *traffic {
	return &traffic{handler: h, oracle: oracle.New(oracle.Options{}), home: oracle.Place{Project: "p1", Instance: "i1"}, clock: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func (t *traffic) send(r oracle.Request) oracle.Judgement {
	if r.At == (oracle.Place{}) {
		r.At = t.home
	}
	method, target := http.MethodPost, r.At.Path()
	switch r.Op {
	case oracle.List:
		method, target = http.MethodGet, target+"?"+r.Query
	case oracle.Delete:
		method, target = http.MethodDelete, target+"/"+url.PathEscape(r.ID)
	}
	req := httptest.NewRequest(method, target, strings.NewReader(r.Body))
	req.Header.Set("Content-Type", "application/json")
	switch r.Credential {
	case oracle.Valid:
		req.Header.Set("X-Auth-Token", gateway.DemoToken)
	case oracle.Unknown:
		req.Header.Set("X-Auth-Token", "nobody issued this")
	case oracle.Forbidden:
		req.Header.Set("X-Auth-Token", gateway.DemoForbidden)
	}
	t.clock = t.clock.Add(time.Second)
	pending := t.oracle.Begin(r, t.clock)
	rec := httptest.NewRecorder()
	t.handler.ServeHTTP(rec, req)
	t.clock = t.clock.Add(time.Second)
	j := pending.Judge(oracle.Answer{Status: rec.Code, Body: rec.Body.String(), Date: time.Now()}, t.clock)
	for _, f := range j.Findings {
		t.found = append(t.found, found{f, r})
	}
	return j
}

func (t *traffic) create(body string) oracle.Judgement { return t.send(oracle.Request{Body: body}) }

func (t *traffic) list(query string) oracle.Judgement {
	return t.send(oracle.Request{Op: oracle.List, Query: query})
}

// name is a name that no other app has.
func (t *traffic) name() string {
	t.n++
	return fmt.Sprintf("ag_qzvjkxwp_%04dZ", t.n)
}

// ordinary is traffic of every kind: it creates apps that keep to the rules and sends
// some that don't, and lists in every documented way.
func (t *traffic) ordinary() {
	t.list("offset=0&limit=500")
	bodies := []string{
		`{"name":"` + t.name() + `"}`,
		`{"name":"` + t.name() + `","remark":"Demo app"}`,
		`{"name":"` + t.name() + `","remark":"  é 😀 \n","app_key":"k-12345678_Q","app_secret":"s3cret_!@#$%"}`,
		`{"name":"` + t.name() + `","app_key":"12345678"}`,
		`{"name":"` + t.name() + strings.Repeat("x", 64-17) + `","app_key":"` + strings.Repeat("K", 200) + `","app_secret":"` + strings.Repeat("9", 128) + `"}`,
		`{"app_secret":"aaaaBBBB1","remark":"` + strings.Repeat("中", 255) + `","name":"` + t.name() + `"}`,
	}
	for range 20 {
		bodies = append(bodies, `{"name":"`+t.name()+`"}`)
	}
	var last oracle.Judgement
	for _, b := range bodies {
		last = t.create(b)
	}
	for _, b := range []string{
		`{}`, ``, `[]`, `{"name":"ab"}`, `{"name":"1abc"}`, `{"name":"a-b-c"}`, `{"name":"` + strings.Repeat("a", 65) + `"}`, `{"name":7}`, `{"name":null}`,
		`{"name":"` + t.name() + `","remark":"` + strings.Repeat("x", 256) + `"}`, `{"name":"` + t.name() + `","remark":1}`,
		`{"name":"` + t.name() + `","app_key":"1234567"}`, `{"name":"` + t.name() + `","app_key":"_2345678"}`, `{"name":"` + t.name() + `","app_key":"12345678!"}`,
		`{"name":"` + t.name() + `","app_secret":"1234567"}`, `{"name":"` + t.name() + `","app_secret":"!2345678"}`, `{"name":"` + t.name() + `","app_secret":"12345678*"}`,
		`{"name":"` + t.name() + `","app_secret":"` + strings.Repeat("a", 129) + `"}`, `{"name":"` + t.name() + `","app_key":"` + strings.Repeat("a", 201) + `"}`,
	} {
		t.create(b)
	}
	for _, c := range []oracle.Credential{oracle.Missing, oracle.Unknown, oracle.Forbidden} {
		t.send(oracle.Request{Credential: c, Body: `{"name":"` + t.name() + `"}`})
		t.send(oracle.Request{Op: oracle.List, Credential: c, Query: "limit=1"})
	}
	for _, part := range []string{"ag_qzvjkxwp_0001", "qzvjkxwp_0001", "qzvjkxwp", "0001Z", "AG_QZVJKXWP_0001"} {
		t.list("name=" + part + "&limit=500")
	}
	id := url.QueryEscape(last.ID)
	for _, q := range []string{
		"limit=500", "limit=501", "limit=1", "limit=0", "limit=-1", "limit=20", "limit=21", "", "offset=0", "offset=-1", "offset=5&limit=5", "offset=5", "offset=25&limit=5",
		"offset=26&limit=5", "offset=1000", "offset=4294967296", "offset=9223372036854775807", "limit=2147483647",
		"id=" + id, "id=none", "app_key=12345678", "app_key=123456789", "app_key=1234567", "status=1", "status=2", "creator=USER", "creator=MARKET", "creator=NOBODY",
		"name=" + "ag_qzvjkxwp_0002Z" + "&precise_search=name", "name=g_qzvjkxwp_0002&precise_search=name", "precise_search=name", "id=" + id + "&status=1", "id=" + id + "&app_key=12345678",
		"status=1&limit=3&offset=2", "status=1&limit=0", "creator=USER&offset=-5&limit=7", "limit=abc", "offset=abc", "status=abc", "limit=1e1", "limit=+5", "offset=0x1", "limit=4294967297",
		"unknown=1", "limit=5&limit=6", "name=", "id=", "offset=3&limit=7", "limit=7&offset=3", "limit=10", "offset=10&limit=10", "offset=20&limit=10",
	} {
		t.list(q)
	}
	t.send(oracle.Request{Op: oracle.List, At: oracle.Place{Project: "p2", Instance: "i1"}, Query: "limit=500"})
	t.send(oracle.Request{Op: oracle.List, At: oracle.Place{Project: "p1", Instance: "i2"}, Query: "limit=500"})
}

func (t *traffic) report() string {
	var b strings.Builder
	for _, f := range t.found {
		fmt.Fprintf(&b, "%s [%s] %s — op %d ?%s %.120s (doubt %d)\n", f.Clause, f.Kind, f.Text, f.request.Op, f.request.Query, f.request.Body, f.Unless)
	}
	return b.String()
}

// The oracle finds nothing on the reference gateway.
func TestReference(t *testing.T) {
	tr := newTraffic(gateway.New(gateway.Options{}))
	tr.ordinary()
	if len(tr.found) > 0 {
		t.Error(tr.report())
	}
	for _, trait := range tr.oracle.Traits() {
		t.Log(trait)
	}
}
