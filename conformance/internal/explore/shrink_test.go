package explore

import (
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
)

// stateTriggers are those that look at what came before a request.
var stateTriggers = []string{"app-2", "app-11", "app-21", "after-delete", "after-refusal", "second-instance", "second-project"}

// What is printed of a fault of state is nearly as short as can be: no sequence that is
// three requests shorter shows the same, however its steps are put together.
//
// Eight faults are tried; with APPGAUGE_EXPLORE=all sixty are, of which fifty or so are found in the time.
func TestShrunkIsShortest(t *testing.T) {
	n := 8
	if os.Getenv("APPGAUGE_EXPLORE") == "all" {
		n = 60 // of which fifty are found
	}
	var found atomic.Int64
	t.Cleanup(func() { // when all subtests have ended
		t.Logf("%d of %d were found", found.Load(), n)
		if int(found.Load()) < n*3/4 {
			t.Error("too few were found to say anything of shrinking")
		}
	})
	for _, f := range stateFaults(n) {
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			s := settingsFor(t, true, func() http.Handler { return f.Handler(gateway.Options{}) })
			s.Enough, s.For = 1, 20*time.Second
			s.Budget = 60 // so that a playing takes a moment, not seconds
			o, err := Run(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if len(o.Found) == 0 {
				t.Logf("nothing to be shrunk: %s", o.Result.Reason)
				return
			}
			found.Add(1)
			first := &o.Found[0]
			t.Logf("%d sequences, %d requests: %s shows %s", o.Coverage.Sequences, o.Result.Requests, first.Sequence, first.Case.Findings[0].Text)
			if shorter := search(t, s, first, first.Sequence.Requests()-3); shorter != nil {
				t.Errorf("%s shows it, and the shortest that was found is %s", shorter, first.Sequence)
			}
		})
	}
}

// stateFaults are so many of the generated faults of state, the same every time.
func stateFaults(n int) []faults.Fault {
	var all []faults.Triggered
	for _, f := range faults.AllTriggered() {
		if f.Seen() && !f.Change.Should && slices.Contains(stateTriggers, f.Trigger.ID) {
			all = append(all, f)
		}
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var out []faults.Fault
	for _, f := range all[:n] {
		out = append(out, f.Fault())
	}
	return out
}

// search looks for a sequence of at most so many requests that shows what was found: any
// number of ordinary apps first (few, or as many as there is room for), and then up to two steps, of those that were found and
// of the most telling ones. It is nil if there is none.
func search(t *testing.T, s Settings, found *Found, most int) Sequence {
	if most < 1 {
		return nil // one request less than the shortest shows nothing at all
	}
	s.Ledger += ".search"
	x, err := start(&s)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.preflight(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer x.finish(t.Context())
	steps := Sequence{
		{Create: &Creation{App: "s", Members: map[string]string{"remark": ordinary, "app_key": ordinary, "app_secret": ordinary}}},
		{Create: &Creation{Members: map[string]string{"name": "short"}}}, {Delete: "p"},
		{List: &Listing{}}, {List: &Listing{Params: []Param{{Name: "limit", Value: "500"}}}}, {List: &Listing{Params: []Param{{Name: "offset", Value: "1"}}}},
		{List: &Listing{Params: []Param{{Name: "id", Of: "p"}}}},
	}
	for _, step := range found.Sequence {
		for _, app := range step.refers() {
			step = step.clone()
			step.rename(app, "p")
		}
		steps = append(steps, step)
	}
	played := map[string]bool{}
	for _, tail := range tails(steps, most) {
		room := most - tail.Requests()
		for _, n := range []int{0, 1, 2, room - 1, room} {
			c := tail
			if n > 0 {
				c = append(Sequence{{Create: &Creation{App: "p", Times: n}}}, tail...)
			}
			if c = c.tidy(); len(c) == 0 || c.Requests() > most || played[c.String()] {
				continue
			}
			played[c.String()] = true
			if _, _, shown := x.shows(t.Context(), c, found.Case.Findings[0].Cause, manner{}, atOnce); shown {
				return c
			}
		}
	}
	return nil
}

// tails are all sequences of up to two of the steps, of at most so many requests.
func tails(steps Sequence, most int) []Sequence {
	out := []Sequence{{}}
	for _, a := range steps {
		if most < 1 || a.times() > most {
			continue
		}
		out = append(out, Sequence{a})
		for _, b := range steps {
			if a.times()+b.times() <= most {
				out = append(out, Sequence{a, b})
			}
		}
	}
	return out
}

// Without a gateway: what shows is a predicate of the sequence.
func TestShrink(t *testing.T) {
	count := func(s Sequence, is func(*Step) bool) (n int) {
		s.each(func(step *Step) {
			if is(step) {
				n += step.times()
			}
		})
		return n
	}
	create := func(s *Step) bool { return s.Create != nil }
	for _, tt := range []struct {
		name  string
		shows func(Sequence) bool
		want  string
	}{
		{"any creation", func(s Sequence) bool { return count(s, create) > 0 }, "create an app"},
		{"eleven apps, then a listing", func(s Sequence) bool {
			return count(s, create) >= 11 && s[len(s)-1].List != nil
		}, "create 11 apps; list"},
		{"a deletion and a listing by ID", func(s Sequence) bool {
			return strings.Contains(s.String(), "delete") && strings.Contains(s.String(), "id={")
		}, "create an app (a); delete a; list ?id={a}"},
		{"a remark", func(s Sequence) bool { return strings.Contains(s.String(), "remark spaces") }, "create an app with remark spaces"},
		{"two at the same time", func(s Sequence) bool {
			return count(s, func(s *Step) bool { return true }) > 1 && strings.Contains(s.String(), "at the same")
		}, "at the same time (create an app; create an app)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tried := 0
			got := shrink(longSequence(), func(s Sequence) bool { tried++; return tt.shows(s) })
			if diff := cmp.Diff(tt.want, got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tried > 300 {
				t.Errorf("tried %d sequences", tried)
			}
		})
	}
}

func longSequence() Sequence {
	return Sequence{
		{Create: &Creation{App: "a", Times: 21}},
		{Create: &Creation{App: "b", Members: map[string]string{"name": "longest", "remark": "spaces", "app_key": "signs"}, Body: "spaced"}},
		{List: &Listing{Params: []Param{{Name: "limit", Value: "5"}, {Name: "offset", Value: "20"}}}},
		{Delete: "b"},
		{Together: Sequence{{Create: &Creation{App: "c"}}, {Create: &Creation{App: "d"}}, {List: &Listing{}}, {Delete: "a"}}},
		{Create: &Creation{Members: map[string]string{"name": "short"}, Target: Target{At: SecondInstance, Token: "unknown"}}},
		{List: &Listing{Params: []Param{{Name: "id", Of: "d"}, {Name: "name", Of: "b", Part: "start"}, {Name: "status", Value: "1"}}}},
		{List: &Listing{Params: []Param{{Name: "limit", Value: "500"}}}},
	}
}
