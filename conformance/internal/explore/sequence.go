package explore

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Sequence is what is sent, in order.
type Sequence []Step

// Step is one request, or several at the same time. Exactly one member is set.
type Step struct {
	Create *Creation `json:"create,omitempty"`
	List   *Listing  `json:"list,omitempty"`
	// Delete is the app to delete.
	Delete string `json:"delete,omitempty"`
	// Together are sent at the same time; none of them has further ones.
	Together Sequence `json:"together,omitempty"`
}

// Creation is a request that creates, or should be refused.
type Creation struct {
	// App is what other steps call the app; "" if none refers to it. Of several, it
	// is the last one.
	App string `json:"app,omitempty"`
	// Members are the members by their names, each with the class of its value; see
	// [classes]. One that is not there is not sent, but name, which is then ordinary.
	Members map[string]string `json:"members,omitempty"`
	// Body is how the body is written: see [spellings].
	Body string `json:"body,omitempty"`
	// Times is how many apps are created, one after the other; 0 is one.
	Times int `json:"times,omitempty"`
	Target
}

// Listing is a request that lists.
type Listing struct {
	Params []Param `json:"params,omitempty"`
	Target
}

// Param is one parameter: a value, or what it is of an app.
type Param struct {
	Name string `json:"name"`
	// Value is as it is sent, before it is escaped.
	Value string `json:"value,omitempty"`
	// Of is the app whose ID, name or AppKey it is; Part says which part of it: see
	// [parts]. "" is the whole.
	Of   string `json:"of,omitempty"`
	Part string `json:"part,omitempty"`
}

// Target is where a request is sent, and as whom.
type Target struct {
	// At is [SecondInstance] or [SecondProject]; "" is the run's own place.
	At string `json:"at,omitempty"`
	// Token is "forbidden" or one of [tokens]; "" may do everything.
	Token string `json:"token,omitempty"`
}

// The places of a target beside the run's own.
const (
	SecondInstance = "the second instance"
	SecondProject  = "the second project"
)

// times is how many apps the creation asks for.
func (c *Creation) times() int { return max(c.Times, 1) }

// Requests is how many requests the sequence has.
func (s Sequence) Requests() int {
	n := 0
	for _, step := range s {
		switch {
		case step.Together != nil:
			n += step.Together.Requests()
		case step.Create != nil:
			n += step.Create.times()
		default:
			n++
		}
	}
	return n
}

// Apps is how many apps the sequence asks for.
func (s Sequence) Apps() int {
	n := 0
	for _, step := range s {
		n += step.Together.Apps()
		if step.Create != nil {
			n += step.Create.times()
		}
	}
	return n
}

// clone is a copy that shares nothing.
func (s Sequence) clone() Sequence {
	out := slices.Clone(s)
	for i := range out {
		out[i] = out[i].clone()
	}
	return out
}

func (s Step) clone() Step {
	if s.Create != nil {
		c := *s.Create
		c.Members = map[string]string{}
		for name, class := range s.Create.Members {
			c.Members[name] = class
		}
		s.Create = &c
	}
	if s.List != nil {
		l := *s.List
		l.Params = slices.Clone(l.Params)
		s.List = &l
	}
	if s.Together != nil {
		s.Together = s.Together.clone()
	}
	return s
}

// each calls f for every step, also for those that are sent together.
func (s Sequence) each(f func(*Step)) {
	for i := range s {
		if s[i].Together != nil {
			s[i].Together.each(f)
			continue
		}
		f(&s[i])
	}
}

// refers lists the apps that the step refers to.
func (s *Step) refers() []string {
	var out []string
	switch {
	case s.Delete != "":
		out = append(out, s.Delete)
	case s.List != nil:
		for _, p := range s.List.Params {
			if p.Of != "" {
				out = append(out, p.Of)
			}
		}
	case s.Create != nil:
		for _, class := range s.Create.Members {
			if of, ok := strings.CutPrefix(class, likeClass); ok {
				out = append(out, of)
			}
		}
	}
	return out
}

// rename makes the step refer to another app.
func (s *Step) rename(from, to string) {
	switch {
	case s.Delete == from:
		s.Delete = to
	case s.List != nil:
		for i := range s.List.Params {
			if s.List.Params[i].Of == from {
				s.List.Params[i].Of = to
			}
		}
	case s.Create != nil:
		for name, class := range s.Create.Members {
			if class == likeClass+from {
				s.Create.Members[name] = likeClass + to
			}
		}
	}
}

// tidy is the sequence without steps that refer to no earlier app, without names of
// apps that nobody refers to, with one step that is sent together by itself, and with
// creations that are alike as one step.
func (s Sequence) tidy() Sequence {
	out := Sequence{}
	known := map[string]bool{}
	keeps := func(step *Step) bool {
		return !slices.ContainsFunc(step.refers(), func(app string) bool { return !known[app] })
	}
	learn := func(step *Step) {
		if step.Create != nil && step.Create.App != "" {
			known[step.Create.App] = true
		}
	}
	for _, step := range s.clone() {
		if step.Together != nil {
			step.Together = slices.DeleteFunc(step.Together, func(t Step) bool { return !keeps(&t) })
			step.Together.each(learn)
			switch len(step.Together) {
			case 0:
				continue
			case 1:
				step = step.Together[0]
			}
		} else if !keeps(&step) {
			continue
		}
		learn(&step)
		out = append(out, step)
	}
	used := map[string]bool{}
	out.each(func(step *Step) {
		for _, app := range step.refers() {
			used[app] = true
		}
	})
	out.each(func(step *Step) {
		if step.Create != nil && !used[step.Create.App] {
			step.Create.App = ""
		}
	})
	return out.gathered()
}

// gathered is the sequence with one step for creations in a row that are alike.
func (s Sequence) gathered() Sequence {
	var out Sequence
	for _, step := range s {
		if n := len(out); n > 0 && out[n-1].Create != nil && step.Create != nil && out[n-1].Create.alike(step.Create) {
			last := out[n-1].Create
			last.App, last.Times = step.Create.App, last.times()+step.Create.times()
			continue
		}
		out = append(out, step)
	}
	return out
}

// alike reports whether the creation may be one step with the next one: nothing refers
// to its app.
func (c *Creation) alike(next *Creation) bool {
	return c.App == "" && c.Body == next.Body && c.Target == next.Target && maps.Equal(c.Members, next.Members)
}

// overlaps reports whether anything is sent at the same time.
func (s Sequence) overlaps() bool {
	return slices.ContainsFunc(s, func(step Step) bool { return step.Together != nil })
}

// String is the sequence in a line: "create 21 apps; list ?limit=500".
func (s Sequence) String() string {
	parts := make([]string, len(s))
	for i := range s {
		parts[i] = s[i].String()
	}
	return strings.Join(parts, "; ")
}

// String is the step in a few words.
func (s Step) String() string {
	switch {
	case s.Create != nil:
		return s.Create.String()
	case s.List != nil:
		return s.List.String()
	case s.Together != nil:
		return "at the same time (" + s.Together.String() + ")"
	}
	return "delete " + s.Delete
}

func (c *Creation) String() string {
	what := "create an app"
	if c.times() > 1 {
		what = fmt.Sprintf("create %d apps", c.times())
	}
	if c.App != "" {
		what += " (" + c.App + ")"
	}
	var with []string
	for _, name := range memberNames {
		if class := c.Members[name]; class != "" {
			with = append(with, name+" "+class)
		}
	}
	if c.Body != "" {
		with = append(with, "body "+c.Body)
	}
	if len(with) > 0 {
		what += " with " + strings.Join(with, ", ")
	}
	return what + c.Target.String()
}

func (l *Listing) String() string {
	var b strings.Builder
	b.WriteString("list")
	for i, p := range l.Params {
		if i == 0 {
			b.WriteString(" ?")
		} else {
			b.WriteByte('&')
		}
		b.WriteString(p.Name + "=")
		switch {
		case p.Of == "" && p.Part == "":
			b.WriteString(p.Value)
		case p.Of == "":
			b.WriteString("{" + p.Part + "}")
		case p.Part != "":
			b.WriteString("{" + p.Part + " of " + p.Of + "}")
		default:
			b.WriteString("{" + p.Of + "}")
		}
	}
	return b.String() + l.Target.String()
}

func (t Target) String() string {
	out := ""
	if t.At != "" {
		out += " in " + t.At
	}
	if t.Token != "" {
		out += " with a token that is " + t.Token
	}
	return out
}
