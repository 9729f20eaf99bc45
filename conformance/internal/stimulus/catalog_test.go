package stimulus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

func casesOf(e *validate.Edition) []Case { return NewShelf(e).Cases(oracle.Clauses(e)) }

// Every clause has a case, or says why nobody can see it; no case is about a
// clause that does not exist.
func TestEveryClauseHasACaseOrAReason(t *testing.T) {
	for _, e := range validate.Editions() {
		t.Run(e.ID, func(t *testing.T) {
			known := map[string]result.Clause{}
			for _, c := range oracle.Clauses(e) {
				if _, dup := known[c.ID]; dup {
					t.Errorf("two clauses are called %s", c.ID)
				}
				known[c.ID] = c
				if c.Text == "" || c.Row == "" || !strings.HasPrefix(c.ID, "create/") && !strings.HasPrefix(c.ID, "list/") {
					t.Errorf("the clause %+v is not complete", c)
				}
			}
			tested := map[string]bool{}
			for _, k := range casesOf(e) {
				if len(k.Clauses) == 0 {
					t.Errorf("the case %s tests no clause", k.ID)
				}
				for _, id := range k.Clauses {
					if _, ok := known[id]; !ok {
						t.Errorf("the case %s tests %s, which is no clause", k.ID, id)
					}
					tested[id] = true
				}
			}
			for id, c := range known {
				hidden := c.Observe.Kind == result.NotObservable
				if hidden && c.Observe.Why == "" {
					t.Errorf("the clause %s is not observable for no reason", id)
				}
				if hidden == tested[id] {
					t.Errorf("the clause %s: not observable is %t, has a case is %t", id, hidden, tested[id])
				}
			}
		})
	}
}

func TestCasesAreWellFormed(t *testing.T) {
	for _, e := range validate.Editions() {
		planned := map[string]bool{}
		for _, s := range specimens(e) {
			if planned[s.ID] {
				t.Errorf("%s: two specimens are called %s", e.ID, s.ID)
			}
			planned[s.ID] = true
		}
		seen := map[string]bool{}
		for _, k := range casesOf(e) {
			if seen[k.ID] {
				t.Errorf("%s: two cases are called %s", e.ID, k.ID)
			}
			seen[k.ID] = true
			if strings.ContainsAny(k.ID, " *?\t") || k.Title == "" {
				t.Errorf("%s: the case %q (%q) is not well named", e.ID, k.ID, k.Title)
			}
			for _, id := range append(append([]string{}, k.Specimens...), k.Likes...) {
				if !planned[id] {
					t.Errorf("%s: the case %s looks at %s, which is no specimen", e.ID, k.ID, id)
				}
			}
			if k.Judge == nil && k.Churn == nil {
				t.Errorf("%s: the case %s judges nothing", e.ID, k.ID)
			}
			if k.Act != nil && k.Control == "" {
				t.Errorf("%s: the case %s sends what should be refused without a control twin", e.ID, k.ID)
			}
		}
	}
}

// Every specimen keeps to the rules, going by the runner's own reading of the
// table, and is the same each time it is built.
func TestSpecimensAreValid(t *testing.T) {
	for _, e := range validate.Editions() {
		shelf := NewShelf(e)
		for _, s := range specimens(e) {
			d, r := s.Build(shelf, "abcdefgh", probe.Place{Project: "p1", Instance: "i1"}, 0)
			if again, _ := s.Build(shelf, "abcdefgh", probe.Place{Project: "p1", Instance: "i1"}, 0); again.JSON() != d.JSON() {
				t.Errorf("%s: %s is not the same twice: %s", e.ID, s.ID, cmp.Diff(d.JSON(), again.JSON()))
			}
			if doc := jsonvalue.Read(r.Body); (doc.Err != nil || len(doc.Flaws) > 0) && s.ID != "duplicate-member" {
				t.Errorf("%s: %s is no JSON: %v %v", e.ID, s.ID, doc.Err, doc.Flaws)
			}
			if e := oracle.New(oracle.Options{Edition: e}).Lawful(oracle.Request{Body: r.Body}); len(e.Breaches) > 0 {
				t.Errorf("%s breaks %v: %s", s.ID, e.Breaches, r.Body)
			}
		}
	}
}

// A control twin and the request spoiled from it differ in one character, where
// the case is about a character or the length.
func TestTwinsDifferInOneCharacter(t *testing.T) {
	e := validate.Default()
	judge := oracle.New(oracle.Options{})
	n := 0
	for i := range e.Fields {
		f := &e.Fields[i]
		if f.Chars == nil {
			continue
		}
		g := NewShelf(e).gen("abcdefgh", controlOf(f))
		text, ok := g.DraftOf(controlOf(f)).Text(f.Name)
		if !ok {
			t.Fatalf("the control of %s has none", f.Name)
		}
		for _, at := range []int{0, middle, -1} {
			for _, r := range outside(f) {
				n++
				spoiled := []rune(replaceAt(text, at, r))
				differ := 0
				for i, r := range []rune(text) {
					if spoiled[i] != r {
						differ++
					}
				}
				body := g.twin(controlOf(f), f.Name).WithText(f.Name, string(spoiled)).Create().Body
				if e := judge.Lawful(oracle.Request{Body: body}); differ != 1 || len(e.Breaches) != 1 {
					t.Errorf("%s with %q at %d: %d characters differ, %q", f.Name, r, at, differ, string(spoiled))
				}
			}
		}
	}
	if n < 400 {
		t.Errorf("only %d twins were compared", n)
	}
}

// The default budget reaches for all apps that must clauses need, but for the
// long listing. Editions with more characters need one app more.
func TestDefaultBudgetReachesFar(t *testing.T) {
	e := validate.Default()
	within := map[string]bool{}
	for i, s := range specimens(e) {
		within[s.ID] = i < result.DefaultAppBudget
	}
	for _, k := range casesOf(e) {
		for _, id := range k.Specimens {
			if !within[id] && k.Level == result.Must {
				t.Errorf("%s needs %s, which is beyond the default budget", k.ID, id)
			}
		}
	}
}
