package oracle_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// If others create apps between any two requests, nothing follows from one listing for
// another; what the run's own apps show does, and so does a listing that they alone match.
func TestRestless(t *testing.T) {
	busy, ok := traits.Lookup("neighbour/busy")
	if !ok {
		t.Fatal("no such trait")
	}
	for _, fault := range []string{"", "listing/total-one-more", "order/by-limit", "limit/501-is-20"} {
		o := gateway.Options{Alter: []func(*gateway.Behaviour){busy.Alter}}
		h := http.Handler(gateway.New(o))
		if fault != "" {
			var err error
			if h, err = faults.Handler(o, fault); err != nil {
				t.Fatal(err)
			}
		}
		tr := newTraffic(h)
		tr.oracle.Restless(tr.home)
		tr.ordinary()
		for _, size := range []int{5, 500, 4, 501} {
			tr.list(fmt.Sprintf("name=qzvjkxwp&offset=0&limit=%d", size))
		}
		certain := 0
		for _, f := range tr.found {
			if f.Unless == oracle.None {
				certain++
			}
		}
		if (certain > 0) != (fault != "") {
			t.Errorf("with the fault %q: %d certain findings\n%s", fault, certain, tr.report())
		}
	}
}

// A limit of more than 32 bits may be refused, ignored, or match nothing. A gateway that
// fails at it breaks the row, which converts every number.
func TestWideLimit(t *testing.T) {
	const failed = `{"error_code":"APIG.9999","error_msg":"System error"}`
	for query, want := range map[string]string{
		"limit=-2147483649": "list/limit/not-positive", "limit=2147483648": "list/limit/above-maximum", "status=4294967297": "list/filter/status", "limit=1e1": "list/limit/type",
	} {
		o := oracle.New(oracle.Options{})
		j := o.Judge(oracle.Request{Op: oracle.List, At: home, Query: query}, oracle.Answer{Status: 500, Body: failed}, oracle.Span{})
		if len(j.Findings) != 1 || j.Findings[0].Clause != want {
			t.Errorf("a 500 to ?%s breaks %v, not %s", query, j.Findings, want)
		}
		j = o.Judge(oracle.Request{Op: oracle.List, At: home, Query: query}, oracle.Answer{Status: 400, Body: `{"error_code":"APIG.2011","error_msg":"Invalid parameter value,parameterName:limit,parameterName:status. Please refer to the support documentation"}`}, oracle.Span{})
		if len(j.Findings) != 0 {
			t.Errorf("a 400 to ?%s: %v", query, j.Findings)
		}
	}
}
