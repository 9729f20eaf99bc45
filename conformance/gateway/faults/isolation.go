package faults

import (
	"github.com/appgauge/appgauge/conformance/gateway"
)

// isolationFaults mix the apps of projects and instances.
func isolationFaults() []row {
	const instance, project = "isolation/instance-*", "isolation/project-*"
	sameProject := func(x *gateway.Exchange, sp gateway.Space) bool { return sp.Project == x.Space.Project }
	sameInstance := func(x *gateway.Exchange, sp gateway.Space) bool { return sp.Instance == x.Space.Instance }
	anywhere := func(*gateway.Exchange, gateway.Space) bool { return true }
	return []row{
		{"isolation/none", projectOfList, project, spaces(both, func(gateway.Space) gateway.Space { return gateway.Space{} })},
		{"isolation/instance-ignored", instanceOfList, instance, spaces(both, func(s gateway.Space) gateway.Space { s.Instance = ""; return s })},
		{"isolation/project-ignored", projectOfList, project, spaces(both, func(s gateway.Space) gateway.Space { s.Project = ""; return s })},
		{"isolation/instance-prefix", instanceOfList, instance, spaces(both, func(s gateway.Space) gateway.Space { s.Instance = cut(8)(s.Instance); return s })},
		{"isolation/project-prefix", projectOfList, project, spaces(both, func(s gateway.Space) gateway.Space { s.Project = cut(8)(s.Project); return s })},
		{"isolation/ids-concatenated", projectOfList, "isolation/*", spaces(both, func(s gateway.Space) gateway.Space { return gateway.Space{Project: s.Project + s.Instance} })},
		{"isolation/list-all-instances", instanceOfList, instance, widens(sameProject, func(*gateway.Query) bool { return true })},
		{"isolation/list-all-projects", projectOfList, project, widens(sameInstance, func(*gateway.Query) bool { return true })},
		{"isolation/by-id-everywhere", instanceOfList, instance, widens(anywhere, func(q *gateway.Query) bool { return q.ID != "" })},
		{"isolation/by-key-everywhere", instanceOfList, instance, widens(anywhere, func(q *gateway.Query) bool { return q.AppKey != "" })},
		{"isolation/by-name-everywhere", instanceOfList, instance, widens(anywhere, func(q *gateway.Query) bool { return q.Name != "" })},
		{"isolation/filtered-everywhere", instanceOfList, instance, widens(anywhere, (*gateway.Query).Filtered)},
		{"isolation/total-of-all-instances", instanceOfList, instance, totalOf(sameProject)},
		{"isolation/total-of-all-projects", projectOfList, project, totalOf(sameInstance)},
		{"isolation/created-in-first-instance", instanceOfCreate, instance, func(b *gateway.Behaviour) {
			home := make(chan string, 1)
			home <- ""
			next := b.Insert
			b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
				first := <-home
				if first == "" {
					first = x.Space.Instance
				}
				home <- first
				moved := *x
				moved.Space.Instance = first
				return next(&moved, a)
			}
		}},
		{"isolation/created-everywhere", instanceOfCreate, instance, func(b *gateway.Behaviour) {
			next := b.Insert
			b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
				for _, sp := range b.Store.Spaces() {
					if sp != x.Space && sp.Project == x.Space.Project {
						b.Store.Add(sp, a)
					}
				}
				return next(x, a)
			}
		}},
	}
}

// spaces changes the space that a request is about.
func spaces(op gateway.Op, f func(gateway.Space) gateway.Space) alter {
	return func(b *gateway.Behaviour) {
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if op == both || op == x.Op {
				x.Space = f(x.Space)
			}
			return next(x)
		}
	}
}

// widens lists the apps of other spaces, too.
func widens(which func(*gateway.Exchange, gateway.Space) bool, when func(*gateway.Query) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Candidates
		b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
			apps := next(x, q)
			if !when(q) {
				return apps
			}
			for _, sp := range b.Store.Spaces() {
				if sp != x.Space && which(x, sp) {
					apps = append(apps, b.Store.Apps(sp)...)
				}
			}
			return apps
		}
	}
}

// totalOf counts the apps of other spaces, too.
func totalOf(which func(*gateway.Exchange, gateway.Space) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Find
		b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
			l := next(x, q)
			for _, sp := range b.Store.Spaces() {
				if sp != x.Space && which(x, sp) {
					l.Total += len(b.Store.Apps(sp))
				}
			}
			return l
		}
	}
}
