package explore

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

// Coverage is what was sent and seen so far.
type Coverage struct {
	// Sequences and Requests are how many were played; those that were played again to
	// shrink a finding do not count.
	Sequences, Requests int
	// Traits are those that some answer showed, of TraitsOf.
	Traits, TraitsOf int
	// Classes are the classes of values, forms, and states of the gateway that were met,
	// Pairs the pairs of them in one request.
	Classes, Pairs int

	classes map[string]bool
	pairs   map[[2]string]bool
	traits  map[string]map[string]bool // the values of each
	asked   []result.Trait             // the questions
}

func newCoverage() *Coverage {
	return &Coverage{classes: map[string]bool{}, pairs: map[[2]string]bool{}, traits: map[string]map[string]bool{}}
}

// see takes the classes of one request down, and reports how many pairs are new.
func (c *Coverage) see(classes []string, keep bool) (news int) {
	for i, a := range classes {
		for _, b := range classes[i+1:] {
			pair := [2]string{min(a, b), max(a, b)}
			if c.pairs[pair] {
				continue
			}
			news++
			if keep {
				c.pairs[pair] = true
			}
		}
		if keep {
			c.classes[a] = true
		}
	}
	c.Classes, c.Pairs = len(c.classes), len(c.pairs)
	return news
}

// learn takes down what traits a sequence showed.
func (c *Coverage) learn(traits []result.Trait) {
	c.asked, c.TraitsOf, c.Traits = traits, len(traits), 0
	for _, t := range traits {
		if c.traits[t.Name] == nil {
			c.traits[t.Name] = map[string]bool{}
		}
		for _, v := range t.Values {
			c.traits[t.Name][v] = true
		}
		if len(c.traits[t.Name]) > 0 {
			c.Traits++
		}
	}
}

// state is what the gateway went through in a sequence, as far as it is known.
type state struct {
	apps            int
	deleted         bool
	refused, listed bool
	previous        string
	used            map[string]bool // the names of apps
}

// news is how many pairs of classes the step would add.
func (st *state) news(c *Coverage, s *Step) int {
	n := 0
	copied := *st
	copied.walk(s, func(classes []string) { n += c.see(classes, false) })
	return n
}

// add takes the step down.
func (st *state) add(c *Coverage, s *Step) {
	if st.used == nil {
		st.used = map[string]bool{}
	}
	s.each(func(t *Step) {
		if t.Create != nil {
			st.used[t.Create.App] = true
		}
	})
	st.walk(s, func(classes []string) { c.see(classes, true) })
}

// walk calls f with the classes of each request of the step, and goes on in the state.
func (st *state) walk(s *Step, f func([]string)) {
	if s.Together != nil {
		for i := range s.Together {
			f(append(st.classes(&s.Together[i]), "at the same time"))
		}
		for i := range s.Together {
			st.after(&s.Together[i])
		}
		return
	}
	f(st.classes(s))
	st.after(s)
}

// classes are those of a request, and of the state that it meets.
func (st *state) classes(s *Step) []string {
	out := []string{"apps " + bucket(st.apps), "after " + st.previous}
	if st.deleted {
		out = append(out, "a deletion before")
	}
	if st.refused {
		out = append(out, "a refusal before")
	}
	var t Target
	switch {
	case s.Create != nil:
		out = append(out, "create")
		for _, name := range memberNames {
			class, _, like := strings.Cut(s.Create.Members[name], likeClass)
			if like {
				class = likeClass
			}
			out = append(out, name+" "+class)
		}
		if s.Create.Body != "" {
			out = append(out, "body "+s.Create.Body)
		}
		t = s.Create.Target
	case s.List != nil:
		out = append(out, "list")
		for _, p := range s.List.Params {
			class := p.Name + " " + p.Value + p.Part
			if p.Of != "" {
				class += " of an app"
			}
			out = append(out, class)
		}
		t = s.List.Target
	default:
		out = append(out, "delete")
	}
	if t.At != "" {
		out = append(out, "at "+t.At)
	}
	if t.Token != "" {
		out = append(out, "token "+t.Token)
	}
	return out
}

// after is what the step makes of the state of a lawful gateway.
func (st *state) after(s *Step) {
	switch {
	case s.Delete != "":
		st.apps, st.deleted, st.previous = max(0, st.apps-1), true, "a deletion"
	case s.List != nil:
		st.listed, st.previous = true, "a listing"
	case s.Create != nil && s.Create.App == "" && !s.Create.plain():
		st.refused, st.previous = true, "a refusal"
	case s.Create != nil:
		st.apps += s.Create.times()
		st.previous = "a creation"
	}
}

// bucket is about how many apps there are.
func bucket(n int) string {
	for _, b := range []struct {
		most int
		name string
	}{{0, "0"}, {1, "1"}, {10, "2 to 10"}, {20, "11 to 20"}, {40, "21 to 40"}, {100, "41 to 100"}, {500, "101 to 500"}} {
		if n <= b.most {
			return b.name
		}
	}
	return "over 500"
}
