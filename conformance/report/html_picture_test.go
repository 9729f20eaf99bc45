package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/result"
)

// TestTimeline draws a run of three seconds: a burst, a pause, and a slow end.
func TestTimeline(t *testing.T) {
	start := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	at := func(after time.Duration, status int, millis float64, attempts int) *result.Exchange {
		return &result.Exchange{Method: "GET", URL: fmt.Sprint("http://gw/", after), Started: start.Add(after), Status: status, Millis: millis, Attempts: attempts}
	}
	shared := at(0, 200, 1, 1)
	burst := []*result.Exchange{shared}
	for i := range 50 {
		burst = append(burst, at(time.Duration(i+1)*time.Microsecond, 400, 2, 1))
	}
	g := &result.Result{Cases: []result.CaseResult{
		{ID: "a", Exchanges: burst},
		{ID: "b", Exchanges: []*result.Exchange{shared, at(2*time.Second, 429, 5, 1), at(2500*time.Millisecond, 200, 40, 3), at(2600*time.Millisecond, 503, 400, 1), at(2700*time.Millisecond, 0, 300, 1)}},
	}}
	v := newTimeline(g)
	got := map[string]int{}
	squares := map[string]int{}
	for _, m := range v.Marks {
		got[m.Name] = m.N
		squares[m.Name] = strings.Count(m.Path, "M")
	}
	want := map[string]int{"carried out": 1, "refused (4xx)": 50, "told to wait, or sent again": 2, "failed (5xx)": 1, "no answer": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	want["refused (4xx)"] = 1 // they are alike
	if diff := cmp.Diff(want, squares); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
	if v.Label != "55 requests in 3.0 s, the slowest answer after 400 ms, 1 sent more than once" {
		t.Error(v.Label)
	}
	var pauses []string
	for _, p := range v.Pauses {
		pauses = append(pauses, p.Title)
	}
	if diff := cmp.Diff([]string{"no case sent anything for 2.0 s", "no case sent anything for 495 ms"}, pauses); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
	var ticks []string
	for _, tick := range v.Times {
		ticks = append(ticks, tick.Text)
	}
	if got := strings.Join(ticks, " "); got != "start +500 ms +1 s +1.5 s +2 s +2.5 s +3 s" {
		t.Error(got)
	}
	g.Cases = g.Cases[:1]
	g.Cases[0].Exchanges = burst[:4]
	if newTimeline(g) != nil {
		t.Error("four requests are drawn")
	}
}

// TestFailureMap holds that each clause is a cell in the row of its theme, and says how
// many cases found it broken, whichever the cases are.
func TestFailureMap(t *testing.T) {
	clause := func(id, state string) result.ClauseResult {
		return result.ClauseResult{Clause: result.Clause{ID: id, Text: "text"}, State: state}
	}
	finding := func(id string, v result.Verdict) result.Finding { return result.Finding{Clause: id, Verdict: v} }
	g := &result.Result{
		Clauses: []result.ClauseResult{
			clause("create/name/charset", "broken"), clause("create/name/start", "held"), clause("create/remark/max-length", "doubtful"),
			clause("list/limit/default", "unverified"), clause("list/limit/unseen", "not observable"),
		},
		Cases: []result.CaseResult{
			{ID: "x", Findings: []result.Finding{finding("create/name/charset", result.Fail), finding("create/name/charset", result.Fail), finding("create/remark/max-length", result.Warn)}},
			{ID: "y", Findings: []result.Finding{finding("create/name/charset", result.Fail), finding("create/name/start", result.Pass)}},
		},
	}
	m := newFailureMap(g, map[string]bool{"clause-1": true}, "")
	var got []string
	for _, c := range m.Cells {
		got = append(got, fmt.Sprintf("%d,%d %s %q %q", c.X, c.Y, c.State, c.N, c.Anchor))
	}
	right := mapLabel + 2*mapCellSize + mapGap
	want := []string{
		fmt.Sprintf(`%d,26 broken "2" "clause-1"`, mapLabel), fmt.Sprintf(`%d,26 held "" ""`, mapLabel+mapCellSize), fmt.Sprintf(`%d,52 doubtful "1" ""`, mapLabel),
		fmt.Sprintf(`%d,26 unverified "" ""`, right+mapLabel),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	rows := []mapText{{0, 41, "name", true}, {0, 67, "remark", false}, {right, 41, "limit", false}}
	if diff := cmp.Diff(rows, m.Rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	g.Clauses = g.Clauses[1:2]
	if newFailureMap(g, nil, "") != nil {
		t.Error("a map of nothing broken is drawn")
	}
}

// TestMatrix holds that the columns are what gateways break or differ in, and that what
// fewer than half of them do is marked.
func TestMatrix(t *testing.T) {
	gateway := func(name, state, value string) *result.Result {
		g := &result.Result{
			Target: result.Target{Name: name},
			Clauses: []result.ClauseResult{
				{Clause: result.Clause{ID: "a/held"}, State: "held"},
				{Clause: result.Clause{ID: "a/broken"}, State: state},
			},
			Traits: []result.Trait{{Name: "same", Values: []string{"x"}}, {Name: "search"}},
		}
		if value != "" {
			g.Traits[1].Values = []string{value}
		}
		return g
	}
	all := []*result.Result{gateway("north", "broken", "substring"), gateway("south", "held", "substring"), gateway("east", "held", "prefix"), gateway("west", "unverified", "")}
	var views []*gatewayView
	for i := range all {
		views = append(views, &gatewayView{ID: fmt.Sprint("gateway-", i)})
	}
	draw := func(all []*result.Result) *matrix { return newMatrix(all, views, splits(result.NewReport(all...))) }
	m := draw(all)
	var got []string
	for _, c := range m.Columns {
		got = append(got, fmt.Sprintf("%s %v", c.Name, c.Trait))
	}
	for _, r := range m.Rows {
		line := r.Label
		for _, c := range r.Cells {
			line += fmt.Sprintf(" %s%s", c.State, c.Text)
			if c.Odd {
				line += "!"
			}
		}
		got = append(got, line)
	}
	want := []string{"a/broken false", "search true", "north broken A", "south held A", "east held B!", "west unverified ·"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("columns and rows (-want +got):\n%s", diff)
	}
	if draw([]*result.Result{all[1], all[1]}) != nil {
		t.Error("a matrix of equals is drawn")
	}
}
