package faults

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// overlap is how long a faulty gateway works on a request, so that requests sent
// together meet in it.
const overlap = 5 * time.Millisecond

// concurrencyFaults show only where requests overlap.
func concurrencyFaults() []Fault {
	const expect = "concurrent/create-*"
	return []Fault{
		{"concurrent/create-lost", design, created, must, "", expect, func(b *gateway.Behaviour) {
			b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
				apps := b.Store.Apps(x.Space)
				time.Sleep(overlap)
				b.Store.Replace(x.Space, append(apps, a))
				return nil
			}
		}},
		{"concurrent/create-same-id", design, identity, must, "", expect, shared(func(b *gateway.Behaviour) *func() string { return &b.NewID })},
		{"concurrent/create-same-key", design, identity, must, "", expect, shared(func(b *gateway.Behaviour) *func() string { return &b.NewKey })},
		{"concurrent/create-crossed", design, createEcho, must, "", expect, func(b *gateway.Behaviour) {
			var buffer atomic.Pointer[gateway.Draft]
			next := b.Decode
			b.Decode = func(x *gateway.Exchange, body []byte) *gateway.Draft {
				buffer.Store(next(x, body))
				time.Sleep(overlap)
				return buffer.Load()
			}
		}},
		{"concurrent/create-500", design, createStatus, must, "", expect, busy(create, func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
			return b.Fail(x, validate.SystemError)
		})},
		{"concurrent/create-stored-but-500", design, createStatus, must, "", "create/*", busy(create, func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
			b.Create(x)
			return b.Fail(x, validate.SystemError)
		})},
		{"concurrent/list-empty", design, listTotal, must, "", "concurrent/list-*", busy(list, func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
			return &gateway.Reply{Status: 200, Header: map[string][]string{}, Body: b.ShowListing(x, &gateway.Listing{})}
		})},
		{"concurrent/list-400", design, listStatus, must, "", "concurrent/list-*", busy(list, func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
			return b.Fail(x, *invalid("limit"))
		})},
		{"concurrent/list-crossed", design, listTotal, must, "", "concurrent/list-*", func(b *gateway.Behaviour) {
			var buffer atomic.Pointer[gateway.Query]
			next := b.Find
			b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
				buffer.Store(q)
				time.Sleep(overlap)
				return next(x, buffer.Load())
			}
		}},
		{"concurrent/verdict-shared", design, createInvalid, must, "", expect, func(b *gateway.Behaviour) {
			var verdict atomic.Pointer[answer]
			next := b.Refuse
			b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *answer {
				verdict.Store(next(x, d, vs))
				time.Sleep(overlap)
				return verdict.Load()
			}
		}},
		{"concurrent/total-drifts", design, listTotal, must, "", expect, totalDrifts()},

		{"pages/concurrent-create-500", pages, clause("create-app, Status code 201", "created"), must,
			"A second create while one is in progress gets 500; alone it passes.",
			"concurrent/create-*", busy(create, func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply { return b.Fail(x, validate.SystemError) })},
		{"pages/concurrent-validation-state-shared", pages, clause("create-app, Table 3, name", "between 3 and 64 characters"), must,
			"The validation result is kept in shared state: a valid create beside an invalid one may get the other's 400, and the invalid one 201.",
			"concurrent/create-*", func(b *gateway.Behaviour) {
				var verdict atomic.Pointer[answer]
				next := b.Refuse
				b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *answer {
					verdict.Store(next(x, d, vs))
					time.Sleep(overlap)
					return verdict.Load()
				}
			}},
		{"pages/concurrent-total-drift", pages, clause("query-apps, Table 4, total", "number of resources that match"), must,
			"total is an unguarded counter: after overlapping creates it stays below the number of apps.",
			"concurrent/create-*", totalDrifts()},
	}
}

// shared generates one value for requests that overlap.
func shared(value func(*gateway.Behaviour) *func() string) alter {
	return func(b *gateway.Behaviour) {
		var latest atomic.Value
		next := *value(b)
		*value(b) = func() string {
			latest.Store(next())
			time.Sleep(overlap)
			return latest.Load().(string)
		}
	}
}

// busy answers a request otherwise while another one is under way.
func busy(op gateway.Op, otherwise func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply) alter {
	return func(b *gateway.Behaviour) {
		var n atomic.Int32
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if x.Op != op {
				return next(x)
			}
			defer n.Add(-1)
			if n.Add(1) > 1 && b.Authorize(x) == nil {
				return otherwise(b, x)
			}
			time.Sleep(overlap)
			return next(x)
		}
	}
}

// totalDrifts counts creates without a lock.
func totalDrifts() alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		counts := map[gateway.Space]int{}
		insert, find := b.Insert, b.Find
		b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
			mu.Lock()
			n := counts[x.Space]
			mu.Unlock()
			time.Sleep(overlap)
			mu.Lock()
			counts[x.Space] = n + 1
			mu.Unlock()
			return insert(x, a)
		}
		b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
			l := find(x, q)
			if !q.Filtered() {
				mu.Lock()
				l.Total = counts[x.Space]
				mu.Unlock()
			}
			return l
		}
	}
}
