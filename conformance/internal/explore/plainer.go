package explore

import (
	"slices"
	"strconv"
	"strings"
)

// plainer are steps that are a little plainer than the step, the plainest first.
func (s Step) plainer() []Step {
	var out []Step
	change := func(f func(*Step)) {
		c := s.clone()
		f(&c)
		out = append(out, c)
	}
	switch {
	case s.Together != nil:
		for k := range s.Together {
			for _, p := range s.Together[k].plainer() {
				change(func(c *Step) { c.Together[k] = p })
			}
		}
	case s.Create != nil:
		change(func(c *Step) { c.Create.Members, c.Create.Body = nil, "" })
		for _, name := range memberNames {
			switch class := s.Create.Members[name]; class {
			case "":
			case ordinary:
				change(func(c *Step) { delete(c.Create.Members, name) })
			default:
				change(func(c *Step) { delete(c.Create.Members, name) })
				change(func(c *Step) { c.Create.Members[name] = ordinary })
			}
		}
		if s.Create.Body != "" {
			change(func(c *Step) { c.Create.Body = "" })
		}
		s.Create.plainerTarget(func(t Target) { change(func(c *Step) { c.Create.Target = t }) })
	case s.List != nil:
		if len(s.List.Params) > 1 {
			change(func(c *Step) { c.List.Params = nil })
		}
		for i, p := range s.List.Params {
			change(func(c *Step) { c.List.Params = slices.Delete(c.List.Params, i, i+1) })
			for _, q := range p.plainer() {
				change(func(c *Step) { c.List.Params[i] = q })
			}
		}
		s.List.plainerTarget(func(t Target) { change(func(c *Step) { c.List.Target = t }) })
	}
	return out
}

func (t Target) plainerTarget(take func(Target)) {
	if t.At != "" {
		take(Target{Token: t.Token})
	}
	if t.Token != "" {
		take(Target{At: t.At})
	}
}

// plainer are plainer values of the parameter.
func (p Param) plainer() []Param {
	var out []Param
	if p.Part != "" && p.Of != "" {
		out = append(out, Param{Name: p.Name, Of: p.Of})
	}
	if n, err := strconv.ParseInt(p.Value, 10, 64); err == nil && (p.Name == "offset" || p.Name == "limit") {
		for _, m := range []int64{0, 1, 2, 3, 5, 10, 20} {
			if n > m && !(p.Name == "limit" && m == 0) {
				out = append(out, Param{Name: p.Name, Value: strconv.FormatInt(m, 10)})
			}
		}
		if n < -1 {
			out = append(out, Param{Name: p.Name, Value: "-1"})
		}
	}
	if strings.HasPrefix(p.Value, "0") && len(p.Value) > 1 {
		out = append(out, Param{Name: p.Name, Value: strings.TrimLeft(p.Value, "0")})
	}
	return out
}
