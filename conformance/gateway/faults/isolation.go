package faults

import (
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// isolationFaults mix the apps of projects and instances.
func isolationFaults() []Fault {
	const instance, project = "isolation/instance-*", "isolation/project-*"
	sameProject := func(x *gateway.Exchange, sp gateway.Space) bool { return sp.Project == x.Space.Project }
	sameInstance := func(x *gateway.Exchange, sp gateway.Space) bool { return sp.Instance == x.Space.Instance }
	anywhere := func(*gateway.Exchange, gateway.Space) bool { return true }
	return []Fault{
		{"isolation/none", design, projectOfList, must, "", project, spaces(both, func(gateway.Space) gateway.Space { return gateway.Space{} })},
		{"isolation/instance-ignored", design, instanceOfList, must, "", instance, spaces(both, func(s gateway.Space) gateway.Space { s.Instance = ""; return s })},
		{"isolation/project-ignored", design, projectOfList, must, "", project, spaces(both, func(s gateway.Space) gateway.Space { s.Project = ""; return s })},
		{"isolation/instance-prefix", design, instanceOfList, must, "", instance, spaces(both, func(s gateway.Space) gateway.Space { s.Instance = cut(8)(s.Instance); return s })},
		{"isolation/project-prefix", design, projectOfList, must, "", project, spaces(both, func(s gateway.Space) gateway.Space { s.Project = cut(8)(s.Project); return s })},
		{"isolation/ids-concatenated", design, projectOfList, must, "", "isolation/*", spaces(both, func(s gateway.Space) gateway.Space { return gateway.Space{Project: s.Project + s.Instance} })},
		{"isolation/list-all-instances", design, instanceOfList, must, "", instance, widens(sameProject, func(*gateway.Query) bool { return true })},
		{"isolation/list-all-projects", design, projectOfList, must, "", project, widens(sameInstance, func(*gateway.Query) bool { return true })},
		{"isolation/by-id-everywhere", design, instanceOfList, must, "", instance, widens(anywhere, func(q *gateway.Query) bool { return q.ID != "" })},
		{"isolation/by-key-everywhere", design, instanceOfList, must, "", instance, widens(anywhere, func(q *gateway.Query) bool { return q.AppKey != "" })},
		{"isolation/by-name-everywhere", design, instanceOfList, must, "", instance, widens(anywhere, func(q *gateway.Query) bool { return q.Name != "" })},
		{"isolation/filtered-everywhere", design, instanceOfList, must, "", instance, widens(anywhere, (*gateway.Query).Filtered)},
		{"isolation/total-of-all-instances", design, instanceOfList, must, "", instance, totalOf(sameProject)},
		{"isolation/total-of-all-projects", design, projectOfList, must, "", project, totalOf(sameInstance)},
		{"isolation/created-in-first-instance", design, instanceOfCreate, must, "", instance, func(b *gateway.Behaviour) {
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
		{"isolation/created-everywhere", design, instanceOfCreate, must, "", instance, func(b *gateway.Behaviour) {
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

		{"pages/isolation-instance-prefix-compared", pages, clause("query-apps, Table 1, instance_id", "the gateway queried"), must,
			"instance_id is compared by its first 8 characters: two instances which share them share their apps.",
			"isolation/instance-*", spaces(both, func(s gateway.Space) gateway.Space { s.Instance = cut(8)(s.Instance); return s })},
		{"pages/isolation-list-cache-across-instances", pages, clause("query-apps, Table 1, instance_id", "the gateway queried"), must,
			"The list's cache key is the query string without the path: a second instance gets the first one's answer.",
			"isolation/instance-*", func(b *gateway.Behaviour) {
				// A create empties the cache, so that only the missing path shows.
				var creates atomic.Int64
				next := b.Insert
				b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
					creates.Add(1)
					return next(x, a)
				}
				cached(func(x *gateway.Exchange) string { return decimal(creates.Load()) + "?" + x.Request.URL.RawQuery })(b)
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
