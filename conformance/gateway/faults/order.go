package faults

import (
	"math/rand/v2"
	"slices"
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// orderFaults lose or repeat apps between the pages of one listing.
func orderFaults() []Fault {
	return []Fault{
		{"order/random", design, offsetMeaning, must, "", "list/page/stable", selects(func(_ *gateway.Query, apps []*gateway.App) []*gateway.App {
			apps = slices.Clone(apps)
			rand.Shuffle(len(apps), func(i, j int) { apps[i], apps[j] = apps[j], apps[i] })
			return apps
		})},
		{"order/random-beyond-first-page", design, offsetMeaning, must, "", "list/page/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			apps = slices.Clone(apps)
			if q.Page.Offset > 0 {
				rand.Shuffle(len(apps), func(i, j int) { apps[i], apps[j] = apps[j], apps[i] })
			}
			return apps
		})},
		{"order/reversed-beyond-first-page", design, offsetMeaning, must, "", "list/page/disjoint", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Page.Offset > 0 {
				return reversed(apps)
			}
			return apps
		})},
		{"order/reversed-with-filter-beyond-first-page", design, offsetMeaning, must, "", "list/page/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Page.Offset > 0 && q.Filtered() {
				return reversed(apps)
			}
			return apps
		})},
		{"order/by-limit", design, offsetMeaning, must, "", "list/page/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Page.Limit%2 == 0 {
				return reversed(apps)
			}
			return apps
		})},
		{"order/rotates", design, offsetMeaning, must, "", "list/page/stable", rotates(1)},
		{"order/rotates-slowly", design, offsetMeaning, must, "", "list/page/*", rotates(16)},
		{"order/last-app-hidden", design, created, must, "", "list/page/complete", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			if q.Filtered() || len(apps) < 2 {
				return apps
			}
			return apps[:len(apps)-1]
		})},
		{"order/first-app-on-every-page", design, offsetMeaning, must, "", "list/page/disjoint", func(b *gateway.Behaviour) {
			next := b.Window
			b.Window = func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				page := slices.Clone(next(q, apps))
				if len(page) > 0 {
					page[0] = apps[0]
				}
				return page
			}
		}},
		{"order/app-twice-on-a-page", design, offsetMeaning, must, "", "list/page/*", func(b *gateway.Behaviour) {
			next := b.Window
			b.Window = func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				page := slices.Clone(next(q, apps))
				if len(page) > 1 {
					page[len(page)-1] = page[0]
				}
				return page
			}
		}},
		{"order/pages-overlap-by-one", design, offsetMeaning, must, "", "list/page/disjoint", windows(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			from := max(0, min(q.Page.Offset, int64(len(apps)))-1)
			return slice(apps, from, from+q.Page.Limit)
		})},

		{"pages/paging-order-depends-on-limit", pages, clause("query-apps, Table 2, offset", "where the query starts"), must,
			"Odd limits list oldest first, even limits newest first: changing limit on the way loses apps.",
			"list/page/*", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if q.Page.Limit%2 == 0 {
					return reversed(apps)
				}
				return apps
			})},
	}
}

// rotates moves the listing on by one app whenever so many were asked for.
func rotates(every int64) alter {
	return func(b *gateway.Behaviour) {
		var asked atomic.Int64
		selects(func(_ *gateway.Query, apps []*gateway.App) []*gateway.App {
			if len(apps) == 0 {
				return apps
			}
			k := int(asked.Add(1) / every % int64(len(apps)))
			return slices.Concat(apps[k:], apps[:k])
		})(b)
	}
}

func reversed(apps []*gateway.App) []*gateway.App {
	apps = slices.Clone(apps)
	slices.Reverse(apps)
	return apps
}
