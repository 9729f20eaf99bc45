package faults

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

type answer = validate.Answer

func lower(s string) string { return strings.ToLower(s) }

// storageFaults lose, repeat or hide what was created.
func storageFaults() []Fault {
	const expect = "*/created-is-listed"
	// hides leaves apps out of the listings.
	hides := func(when func(*gateway.Query, *gateway.App) bool) alter {
		return selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
			return slices.DeleteFunc(slices.Clone(apps), func(a *gateway.App) bool { return when(q, a) })
		})
	}
	return []Fault{
		{"storage/nothing-stored", design, created, must, "", expect, func(b *gateway.Behaviour) {
			b.Insert = func(*gateway.Exchange, *gateway.App) *answer { return nil }
		}},
		{"storage/every-third-lost", design, created, must, "", expect, func(b *gateway.Behaviour) {
			next := b.Insert
			turn := numbered(func() string { return "" }, func(n int64, _ string) string { return decimal(n % 3) })
			b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
				if turn() == "2" {
					return nil
				}
				return next(x, a)
			}
		}},
		{"storage/with-key-not-stored", design, created, must, "", expect, func(b *gateway.Behaviour) {
			next := b.Insert
			b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
				if a.GivenKey {
					return nil
				}
				return next(x, a)
			}
		}},
		{"storage/with-key-stored-twice", design, created, must, "", "concurrent/create-every-app-of-the-run-listed", func(b *gateway.Behaviour) {
			next := b.Insert
			b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
				if a.GivenKey {
					next(x, a)
				}
				return next(x, a)
			}
		}},
		{"storage/stored-twice", design, created, must, "", "concurrent/create-every-app-of-the-run-listed", func(b *gateway.Behaviour) {
			next := b.Insert
			b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer { next(x, a); return next(x, a) }
		}},
		{"storage/no-remark-not-listed", design, created, must, "", expect, hides(func(_ *gateway.Query, a *gateway.App) bool { return !a.HasRemark })},
		{"storage/no-remark-not-listed-unfiltered", design, created, must, "", expect, hides(func(q *gateway.Query, a *gateway.App) bool { return !q.Filtered() && !a.HasRemark })},
		{"storage/listed-by-id-only", design, created, must, "", expect, hides(func(q *gateway.Query, _ *gateway.App) bool { return q.ID == "" })},
		{"storage/not-listed-by-id", design, created, must, "", expect, hides(func(q *gateway.Query, _ *gateway.App) bool { return q.ID != "" })},
		{"storage/newest-missing", design, created, must, "", expect, func(b *gateway.Behaviour) {
			next := b.Candidates
			b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
				apps := next(x, q)
				return slice(apps, 0, int64(len(apps))-1)
			}
		}},
		{"storage/replica-behind", design, created, must, "", expect, everySecondList(func([]*gateway.App) []*gateway.App { return nil })},
		{"storage/replica-lacks-newest", design, created, must, "", expect, everySecondList(func(apps []*gateway.App) []*gateway.App {
			return slice(apps, 0, int64(len(apps))-1)
		})},
		{"storage/cached-by-query", design, created, must, "", expect, cached(func(x *gateway.Exchange) string {
			return x.Space.Project + "/" + x.Space.Instance + "?" + x.Request.URL.RawQuery
		})},
		{"storage/cached-across-instances", design, instanceOfList, must, "", "isolation/instance-*", cached(func(x *gateway.Exchange) string { return x.Request.URL.RawQuery })},
		{"storage/cached-without-query", design, listTotal, must, "", "list/*", cached(func(x *gateway.Exchange) string { return x.Space.Project + "/" + x.Space.Instance })},
		{"storage/same-name-replaced", design, created, must, "", expect, replaces(func(old, a *gateway.App) bool { return old.Name == a.Name })},
		{"storage/same-key-replaced", design, created, must, "", expect, replaces(func(old, a *gateway.App) bool { return old.Key == a.Key })},
		{"storage/same-remark-replaced", design, created, must, "", expect, replaces(func(old, a *gateway.App) bool { return a.HasRemark && old.Remark == a.Remark })},
		{"storage/same-first-32-of-name-replaced", design, created, must, "", expect, replaces(func(old, a *gateway.App) bool { return cut(32)(old.Name) == cut(32)(a.Name) })},
		{"storage/name-any-case-replaced", design, created, must, "", expect, replaces(func(old, a *gateway.App) bool { return strings.EqualFold(old.Name, a.Name) })},
		{"storage/holds-20", design, created, must, "", "list/page/complete", holds(20)},
		{"storage/holds-50", design, created, must, "", "list/page/complete", holds(50)},
		{"storage/21st-is-500", design, createStatus, must, "", "create/*", fullAfter(20)},
		{"storage/name-lowercased", design, createEcho, must, "", "create/response/name/echo", stores(func(a *gateway.App, _ *gateway.Draft) { a.Name = lower(a.Name) })},
		{"storage/key-uppercased", design, createEcho, must, "", "create/response/app_key/echo", stores(func(a *gateway.App, _ *gateway.Draft) { a.Key = strings.ToUpper(a.Key) })},
		{"storage/remark-trimmed", design, createEcho, must, "", "create/response/remark/echo", stores(func(a *gateway.App, _ *gateway.Draft) { a.Remark = strings.TrimSpace(a.Remark) })},
		{"storage/remark-spaces-joined", design, createEcho, must, "", "create/response/remark/echo", stores(func(a *gateway.App, _ *gateway.Draft) { a.Remark = strings.Join(strings.Fields(a.Remark), " ") })},
		{"storage/remark-control-characters-lost", design, createEcho, must, "", "create/response/remark/echo", stores(func(a *gateway.App, _ *gateway.Draft) { a.Remark = mapRunes(a.Remark, span(0, 0x1f), anywhere, -1) })},
		{"storage/remark-question-marks", design, createEcho, must, "", "create/response/remark/echo", stores(func(a *gateway.App, _ *gateway.Draft) {
			a.Remark = mapRunes(a.Remark, span(0x10000, 0x10ffff), anywhere, '?')
		})},
		{"storage/remark-is-default", design, createEcho, must, "", "create/response/remark/echo", stores(func(a *gateway.App, _ *gateway.Draft) { a.Remark, a.HasRemark = "Created by API", true })},
		{"storage/keys-renewed-by-list", design, listEcho, must, "", expect, func(b *gateway.Behaviour) {
			shows(list, func(o *gateway.Object, a *gateway.App) {
				if !a.GivenKey {
					o.Set("app_key", b.NewKey())
				}
			})(b)
		}},
		{"storage/ids-renewed-by-list", design, listEcho, must, "", expect, func(b *gateway.Behaviour) {
			shows(list, func(o *gateway.Object, _ *gateway.App) { o.Set("id", b.NewID()) })(b)
		}},

		{"pages/raw-stale-cache-per-url", pages, clause("create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried"), must,
			"The answer to a list is kept for good by its exact query string; apps created later never show for a query string already used.",
			"*/created-is-listed", cached(func(x *gateway.Exchange) string { return x.Request.URL.String() })},
		{"pages/raw-one-behind", pages, clause("create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried"), must,
			"A created app shows in the list only after the next create; the newest is always missing.",
			"*/created-is-listed", func(b *gateway.Behaviour) {
				next := b.Candidates
				b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
					apps := next(x, q)
					return slice(apps, 0, int64(len(apps))-1)
				}
			}},
		{"pages/raw-listed-by-id-only", pages, clause("create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried"), must,
			"A created app is found by id but never shows in the unfiltered list or its total.",
			"*/created-is-listed", selects(func(q *gateway.Query, apps []*gateway.App) []*gateway.App {
				if !q.Filtered() {
					return nil
				}
				return apps
			})},
		{"pages/raw-listed-twice", pages, clause("create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried"), must,
			"An app created with a caller-given app_key is stored twice: two items of the same id, total counts both.",
			"concurrent/create-every-app-of-the-run-listed", func(b *gateway.Behaviour) {
				next := b.Insert
				b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
					if a.GivenKey {
						next(x, a)
					}
					return next(x, a)
				}
			}},
		{"pages/raw-overwrites-same-name", pages, clause("create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried"), must,
			"A second create with the same name gets 201 and replaces the first app instead of adding one (or refusing); the first id is gone from the list.",
			"*/created-is-listed", replaces(func(old, a *gateway.App) bool { return old.Name == a.Name })},
		{"pages/raw-overwrites-same-remark", pages, clause("create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried"), must,
			"Two apps of different names but equal remark share one record: the later create replaces the earlier.",
			"*/created-is-listed", replaces(func(old, a *gateway.App) bool { return a.HasRemark && old.HasRemark && old.Remark == a.Remark })},
		{"pages/raw-evicted-after-100", pages, clause("create-app, Function and status 201", "the app has been created; query-apps, Function: apps are queried"), must,
			"The store holds 100 apps; creating the 101st silently drops the oldest.",
			"list/page/complete", holds(100)},
		{"pages/subtle-same-body-answered-again", pages, clause("create-app, Status code 201", "created"), must,
			"A body that was sent a second ago is answered as then, and nothing is created.",
			"create/body/same-body-twice", func(b *gateway.Behaviour) {
				type made struct {
					at    time.Time
					reply *gateway.Reply
				}
				var mu sync.Mutex
				seen := map[string]made{}
				next := b.Create
				b.Create = func(x *gateway.Exchange) *gateway.Reply {
					text, _ := x.Body()
					key := x.Space.Project + "/" + x.Space.Instance + "/" + string(bytes.TrimSpace(text))
					mu.Lock()
					old, again := seen[key]
					mu.Unlock()
					if again && time.Since(old.at) < time.Second {
						return old.reply
					}
					r := next(x)
					if r.Status == 201 {
						mu.Lock()
						seen[key] = made{time.Now(), r}
						mu.Unlock()
					}
					return r
				}
			}},
	}
}

// everySecondList answers every second list from a store that is behind.
func everySecondList(f func([]*gateway.App) []*gateway.App) alter {
	return func(b *gateway.Behaviour) {
		turn := numbered(func() string { return "" }, func(n int64, _ string) string { return decimal(n % 2) })
		selects(func(_ *gateway.Query, apps []*gateway.App) []*gateway.App {
			if turn() == "1" {
				return f(apps)
			}
			return apps
		})(b)
	}
}

// cached keeps the first answer to each list for good.
func cached(key func(*gateway.Exchange) string) alter {
	return func(b *gateway.Behaviour) {
		var kept sync.Map
		next := b.List
		b.List = func(x *gateway.Exchange) *gateway.Reply {
			r, ok := kept.Load(key(x))
			if !ok {
				r, _ = kept.LoadOrStore(key(x), next(x))
			}
			copied := *r.(*gateway.Reply)
			copied.Header = copied.Header.Clone()
			copied.Body = copied.Bytes()
			return &copied
		}
	}
}

// replaces puts a new app in the place of an old one.
func replaces(same func(old, a *gateway.App) bool) alter {
	return edits(func(apps []*gateway.App, a *gateway.App) []*gateway.App {
		return append(slices.DeleteFunc(slices.Clone(apps), func(old *gateway.App) bool { return same(old, a) }), a)
	})
}

// holds drops the oldest app beyond n.
func holds(n int) alter {
	return edits(func(apps []*gateway.App, a *gateway.App) []*gateway.App {
		apps = append(slices.Clone(apps), a)
		return apps[max(0, len(apps)-n):]
	})
}

// edits stores what f makes of the apps of a space and a new one.
func edits(f func([]*gateway.App, *gateway.App) []*gateway.App) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
			mu.Lock()
			defer mu.Unlock()
			b.Store.Replace(x.Space, f(b.Store.Apps(x.Space), a))
			return nil
		}
	}
}

// fullAfter fails beyond n apps of an instance.
func fullAfter(n int) alter {
	return func(b *gateway.Behaviour) {
		next := b.Insert
		b.Insert = func(x *gateway.Exchange, a *gateway.App) *answer {
			if len(b.Store.Apps(x.Space)) >= n {
				return &validate.SystemError
			}
			return next(x, a)
		}
	}
}
