package explore

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// flickering shows an app in every second listing while its creation is under way, as a
// gateway does whose two stores are written one after the other. Each listing is
// lawful by itself.
func flickering(b *gateway.Behaviour) {
	var mu sync.Mutex
	young := map[*gateway.App]bool{}
	lists := 0
	insert, candidates := b.Insert, b.Candidates
	b.Insert = func(x *gateway.Exchange, a *gateway.App) *validate.Answer {
		mu.Lock()
		young[a] = true
		refused := insert(x, a)
		mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		mu.Lock()
		defer mu.Unlock()
		delete(young, a)
		return refused
	}
	b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
		time.Sleep(3 * time.Millisecond) // so that some are read during the creations
		mu.Lock()
		defer mu.Unlock()
		lists++
		hide := lists%2 == 0
		return slices.DeleteFunc(slices.Clone(candidates(x, q)), func(a *gateway.App) bool { return hide && young[a] })
	}
}

// Porcupine finds what no listing shows by itself, and draws it.
func TestTogether(t *testing.T) {
	together := Sequence{{Create: &Creation{App: "a"}}, {Create: &Creation{App: "b"}}}
	for range 10 {
		together = append(together, Step{List: &Listing{Params: []Param{{Name: "limit", Value: "500"}}}})
	}
	s := settingsFor(t, false, func() http.Handler {
		return gateway.New(gateway.Options{Alter: []func(*gateway.Behaviour){flickering}})
	})
	s.For, s.First = -1, []Sequence{{{Create: &Creation{}}, {List: &Listing{}}, {Together: together}}}
	o, err := Run(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Found) != 1 || o.Found[0].Case.Clauses[0] != "list/lists-concurrent" || o.Found[0].Case.Verdict != result.Fail {
		t.Fatalf("%s: %v", o.Result.Reason, o.Result.Causes)
	}
	if !strings.Contains(o.Found[0].Case.Picture, "list: not there") {
		t.Error("there is no picture of the history")
	}
	if n := o.Found[0].Sequence.Requests(); n > 5 {
		t.Errorf("%d requests are left: %s", n, o.Found[0].Sequence)
	}
}

// The life of an app: what the pages promise, and what they leave open.
func TestLife(t *testing.T) {
	op := func(o oracle.Op, shows presence, from, to int64) porcupine.Operation {
		return porcupine.Operation{Input: o, Output: shows, Call: from, Return: to}
	}
	for _, tt := range []struct {
		name    string
		history []porcupine.Operation
		want    bool
	}{
		{"there from its creation on", []porcupine.Operation{op(oracle.Create, 0, 1, 2), op(oracle.List, present, 3, 4)}, true},
		{"not there after its creation", []porcupine.Operation{op(oracle.Create, 0, 1, 2), op(oracle.List, absent, 3, 4)}, false},
		{"there, or not, during it", []porcupine.Operation{op(oracle.Create, 0, 1, 9), op(oracle.List, absent, 2, 3), op(oracle.List, present, 4, 5)}, true},
		{"there and then not", []porcupine.Operation{op(oracle.Create, 0, 1, 9), op(oracle.List, present, 2, 3), op(oracle.List, absent, 4, 5)}, false},
		{"both at the same time", []porcupine.Operation{op(oracle.Create, 0, 1, 9), op(oracle.List, present, 2, 4), op(oracle.List, absent, 3, 5)}, true},
		{"deleted apps may linger", []porcupine.Operation{op(oracle.Create, 0, 1, 2), op(oracle.Delete, 0, 3, 4), op(oracle.List, present, 5, 6), op(oracle.List, absent, 7, 8)}, true},
	} {
		if got := porcupine.CheckOperations(life, tt.history); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
