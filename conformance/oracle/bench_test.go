package oracle_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/oracle"
)

// A page of 500 apps of 600, as a run lists it hundreds of times.
func BenchmarkJudgePage(b *testing.B) {
	o := oracle.New(oracle.Options{})
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var apps []string
	for i := range 600 {
		name, id := fmt.Sprintf("app_%04d_qzvj", i), fmt.Sprint(i)
		apps = append(apps, app(id, name))
		o.Judge(oracle.Request{At: home, Body: `{"name":"` + name + `"}`}, oracle.Answer{Status: 201, Body: app(id, name)}, oracle.Span{Sent: at, Answered: at})
	}
	o.Settled()
	body := fmt.Sprintf(`{"total":600,"size":500,"apps":[%s]}`, strings.Join(apps[:500], ","))
	for b.Loop() {
		at = at.Add(time.Second)
		if j := o.Judge(oracle.Request{Op: oracle.List, At: home, Query: "limit=500"}, oracle.Answer{Status: 200, Body: body}, oracle.Span{Sent: at, Answered: at}); len(j.Findings) > 0 {
			b.Fatal(texts(j))
		}
	}
}
