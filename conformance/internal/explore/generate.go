package explore

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/appgauge/appgauge/validate"
)

// generator makes random sequences. Of several steps that it could take next it takes
// the one with the most that was not seen yet: see [Coverage].
type generator struct {
	edition *validate.Edition
	rng     *rand.Rand
	seen    *Coverage
	// apps is how many apps a sequence may ask for, others are the places beside the
	// run's own. forbidden reports that there is a token without permission.
	apps      int
	others    []string
	forbidden bool

	// Of the sequence that is being made:
	state state
	named []string // apps by name
	at    string   // where most requests go
}

// populations are how many apps there are before anything else is sent, by weight: one
// more than a page by default, than ten pages of ten, and so on.
var populations = [...]int{0, 0, 0, 1, 1, 2, 3, 5, 11, 21, 21, 41, 101, 501}

const (
	// fewest and most are how many steps follow on the population.
	fewest, most = 3, 12
	// looks are how many listings come last, beside whole ones.
	looks = 3
	// choices is of how many steps one is taken.
	choices = 5
	// crowd is how many requests are sent together.
	crowd = 12
)

func (g *generator) sequence() Sequence {
	g.state, g.named, g.at = state{}, nil, ""
	if len(g.others) > 0 && g.rng.IntN(4) == 0 {
		g.at = pick(g, g.others)
	}
	var out Sequence
	add := func(s Step) {
		g.state.add(g.seen, &s)
		out = append(out, s)
	}
	n := populations[g.rng.IntN(len(populations))]
	steps := fewest + g.rng.IntN(most-fewest+1)
	if n > g.apps-steps {
		n = max(0, min(21, g.apps-steps))
	}
	if n > 0 {
		c := &Creation{App: g.name(), Times: n}
		if g.rng.IntN(3) > 0 {
			c.At = g.at
		}
		add(Step{Create: c})
	}
	for range steps {
		add(g.next(g.apps - out.Apps()))
	}
	// What went wrong unseen is seen now.
	whole := []Param{{Name: "limit", Value: "500"}}
	add(Step{List: &Listing{Params: whole}})
	if g.at != "" {
		add(Step{List: &Listing{Params: whole, Target: Target{At: g.at}}})
	}
	for range looks {
		add(Step{List: g.listing()})
	}
	return out
}

// place is where a request goes: most of a sequence go to the same.
func (g *generator) place() string {
	if len(g.others) > 0 && g.rng.IntN(10) == 0 {
		return pick(g, append(g.others, ""))
	}
	return g.at
}

// next is the step with the most that was not seen yet.
func (g *generator) next(apps int) Step {
	var best Step
	score := -1
	for range choices {
		named := len(g.named)
		s := g.step(apps)
		n := g.state.news(g.seen, &s)
		if n > score {
			best, score = s, n
		}
		g.named = g.named[:named] // of those that are not taken
	}
	best.each(func(s *Step) {
		if s.Create != nil && s.Create.App != "" {
			g.named = append(g.named, s.Create.App)
		}
		if s.Delete != "" {
			g.named = slices.DeleteFunc(g.named, func(app string) bool { return app == s.Delete })
		}
	})
	return best
}

func (s *Step) each(f func(*Step)) { Sequence{*s}.each(f) }

// step is a random step that asks for at most so many apps.
func (g *generator) step(apps int) Step {
	switch n := g.rng.IntN(100); {
	case n < 28 && apps > 0:
		return Step{Create: g.creation(true)}
	case n < 43 && apps > 0: // should a gateway accept it, it is an app
		return Step{Create: g.creation(false)}
	case n < 51 && len(g.named) > 0:
		return Step{Delete: pick(g, g.named)}
	case n < 57 && apps > crowd:
		return g.together()
	}
	return Step{List: g.listing()}
}

// together are requests of every kind, sent at the same time.
func (g *generator) together() Step {
	var out Sequence
	for range crowd {
		switch n := g.rng.IntN(10); {
		case n < 4:
			out = append(out, Step{Create: &Creation{}})
		case n < 5:
			out = append(out, Step{Create: g.creation(false)})
		case n < 6 && len(g.named) > 0:
			app := pick(g, g.named)
			if !slices.ContainsFunc(out, func(s Step) bool { return s.Delete == app }) {
				out = append(out, Step{Delete: app})
			}
		case n < 8:
			out = append(out, Step{List: &Listing{Params: []Param{{Name: "limit", Value: "500"}}}})
		default:
			out = append(out, Step{List: g.listing()})
		}
	}
	// Their apps get names, too.
	for i := range out {
		if c := out[i].Create; c != nil && c.plain() {
			c.App = g.name()
		}
	}
	return Step{Together: out}
}

// plain reports whether nothing is special about the creation.
func (c *Creation) plain() bool {
	return len(c.Members) == 0 && c.Body == "" && c.Token == ""
}

func (g *generator) name() string {
	for n := 0; ; n++ {
		if name := label(n); !slices.Contains(g.named, name) && !g.state.used[name] {
			g.named = append(g.named, name)
			return name
		}
	}
}

// creation is a valid creation, or one with a single defect.
func (g *generator) creation(valid bool) *Creation {
	c := &Creation{Members: map[string]string{}}
	same, odd, broken := spellings()
	for id := range g.edition.Fields {
		f := &g.edition.Fields[id]
		fine, open, _ := classes(f)
		switch n := g.rng.IntN(20); {
		case !f.Required && n < 8:
		case n == 19 && len(open) > 0 && valid:
			c.Members[f.Name] = pick(g, open)
		case n == 18 && (f.Name == "name" || f.Name == "app_key") && len(g.named) > 0 && valid:
			c.Members[f.Name] = likeClass + pick(g, g.named)
		default:
			c.Members[f.Name] = pick(g, fine)
		}
	}
	if g.rng.IntN(4) == 0 {
		c.Body = pick(g, same)
	}
	c.At = g.place()
	if valid {
		if g.rng.IntN(12) == 0 {
			c.Body = pick(g, odd)
		}
		c.App = g.name()
		return c
	}
	switch n := g.rng.IntN(10); {
	case n == 0:
		c.Body = pick(g, broken)
	case n < 3:
		c.Token = g.token()
		if c.Body == long {
			c.Body = "" // it may be refused for that
		}
	default:
		f := &g.edition.Fields[g.rng.IntN(len(g.edition.Fields))]
		_, _, invalid := classes(f)
		c.Members[f.Name] = pick(g, invalid)
	}
	return c
}

// token is a token that is not let in.
func (g *generator) token() string {
	if g.forbidden && g.rng.IntN(4) == 0 {
		return "forbidden"
	}
	return pick(g, tokens)
}

// Values of parameters; those that the pages give another value are among them.
var (
	offsets  = []string{"0", "1", "2", "5", "10", "20", "21", "40", "100", "500", "-1", "-20", "2147483648", "9223372036854775807"}
	limits   = []string{"1", "2", "3", "5", "10", "19", "20", "21", "50", "100", "499", "500", "501", "1000", "0", "-1", "2147483647"}
	statuses = []string{"1", "1", "2", "0"}
	creators = []string{"USER", "USER", "MARKET", "NOBODY"}
)

// listing is a listing by a random choice of parameters.
func (g *generator) listing() *Listing {
	l := &Listing{}
	add := func(p Param) { l.Params = append(l.Params, p) }
	some := func(n int) bool { return g.rng.IntN(100) < n }
	of := func(name string) Param {
		if len(g.named) == 0 || some(8) {
			return Param{Name: name, Value: "none0000000000000000000000000000"}
		}
		p := Param{Name: name, Of: pick(g, g.named)}
		switch {
		case name == "name" && some(60):
			p.Part = pick(g, parts[:])
		case some(20):
			p.Part = pick(g, []string{"start", "altered", "other case"})
		}
		return p
	}
	if some(35) {
		add(Param{Name: "offset", Value: pick(g, offsets)})
	}
	if some(50) {
		add(Param{Name: "limit", Value: pick(g, limits)})
	}
	if some(22) {
		add(of("id"))
	}
	if some(22) {
		p := of("name")
		if some(20) {
			p = Param{Name: "name", Part: "the run"}
		}
		add(p)
		if some(40) {
			add(Param{Name: "precise_search", Value: "name"})
		}
	}
	if some(15) {
		add(Param{Name: "status", Value: pick(g, statuses)})
	}
	if some(18) {
		add(of("app_key"))
	}
	if some(15) {
		add(Param{Name: "creator", Value: pick(g, creators)})
	}
	if some(3) {
		add(Param{Name: pick(g, []string{"offset", "limit", "status"}), Value: pick(g, []string{"abc", "1.5", strconv.Itoa(1 << 40)})})
	}
	g.rng.Shuffle(len(l.Params), func(i, j int) { l.Params[i], l.Params[j] = l.Params[j], l.Params[i] })
	l.At = g.place()
	if some(6) {
		l.Token = g.token()
	}
	return l
}

func pick[T any](g *generator, list []T) T { return list[g.rng.IntN(len(list))] }
