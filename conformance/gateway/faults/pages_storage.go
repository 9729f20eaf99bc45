package faults

import (
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// storagePageFaults are the faults of origin [FromPages] on what is stored, and for whom, in the words of
// their author.
func storagePageFaults() []pageRow {
	return []pageRow{
		{
			"pages/isolation-instance-prefix-compared",
			"query-apps, Table 1, instance_id", "the gateway queried",
			"instance_id is compared by its first 8 characters: two instances which share them share their apps.",
			"isolation/instance-*",
			spaces(both, func(s gateway.Space) gateway.Space { s.Instance = cut(8)(s.Instance); return s }),
		},
		{
			"pages/isolation-list-cache-across-instances",
			"query-apps, Table 1, instance_id", "the gateway queried",
			"The list's cache key is the query string without the path: a second instance gets the first one's answer.",
			"isolation/instance-*",
			func(b *gateway.Behaviour) {
				// A create empties the cache, so that only the missing path shows.
				var creates atomic.Int64
				next := b.Insert
				b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
					creates.Add(1)
					return next(x, a)
				}
				cached(func(x *gateway.Exchange) string { return decimal(creates.Load()) + "?" + x.Request.URL.RawQuery })(b)
			},
		},
		{
			"pages/raw-stale-cache-per-url",
			"create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried",
			"The answer to a list is kept for good by its exact query string; apps created later never show for a query string already used.",
			"*/created-is-listed",
			cached(func(x *gateway.Exchange) string { return x.Request.URL.String() }),
		},
		{
			"pages/raw-one-behind",
			"create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried",
			"A created app shows in the list only after the next create; the newest is always missing.",
			"*/created-is-listed",
			func(b *gateway.Behaviour) {
				next := b.Candidates
				b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
					apps := next(x, q)
					return slice(apps, 0, int64(len(apps))-1)
				}
			},
		},
		{
			"pages/raw-listed-by-id-only",
			"create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried",
			"A created app is found by id but never shows in the unfiltered list or its total.",
			"*/created-is-listed",
			selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if !q.Filtered() {
					return nil
				}
				return apps
			}),
		},
		{
			"pages/raw-listed-twice",
			"create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried",
			"An app created with a caller-given app_key is stored twice: two items of the same id, total counts both.",
			"*/created-is-listed",
			func(b *gateway.Behaviour) {
				next := b.Insert
				b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
					if a.GivenKey {
						next(x, a)
					}
					return next(x, a)
				}
			},
		},
		{
			"pages/raw-overwrites-same-name",
			"create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried",
			"A second create with the same name gets 201 and replaces the first app instead of adding one (or refusing); the first id is gone from the list.",
			"*/created-is-listed",
			replaces(func(old, a *gateway.App) bool { return old.Name == a.Name }),
		},
		{
			"pages/raw-overwrites-same-remark",
			"create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried",
			"Two apps of different names but equal remark share one record: the later create replaces the earlier.",
			"*/created-is-listed",
			replaces(func(old, a *gateway.App) bool { return a.HasRemark && old.HasRemark && old.Remark == a.Remark }),
		},
		{
			"pages/raw-evicted-after-100",
			"create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried",
			"The store holds 100 apps; creating the 101st silently drops the oldest.",
			"list/page/complete",
			holds(100),
		},
		{
			"pages/concurrent-create-500",
			"create-app, Status code 201", "created",
			"A second create while one is in progress gets 500; alone it passes.",
			"concurrent/create-*",
			busy(create, func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply { return b.Fail(x, validate.SystemError) }),
		},
		{
			"pages/concurrent-validation-state-shared",
			"create-app, Table 3, name", "between 3 and 64 characters",
			"The validation result is kept in shared state: a valid create beside an invalid one may get the other's 400, and the invalid one 201.",
			"concurrent/create-*",
			func(b *gateway.Behaviour) {
				var verdict atomic.Pointer[answer]
				next := b.Refuse
				b.Refuse = func(x *gateway.Exchange, d *gateway.Draft, vs validate.Violations) *answer {
					verdict.Store(next(x, d, vs))
					time.Sleep(overlap)
					return verdict.Load()
				}
			},
		},
		{
			"pages/concurrent-total-drift",
			"query-apps, Table 4, total", "number of resources that match",
			"total is an unguarded counter: after overlapping creates it stays below the number of apps.",
			"concurrent/create-*",
			totalDrifts(),
		},
	}
}
