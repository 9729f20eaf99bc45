package variants

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// listings differ in the order of apps, and in which apps there are.
func listings() []Variant {
	const unordered = "No order is stated."
	return []Variant{
		{ID: "order/newest-first", Does: "The newest app comes first.", Why: unordered, Alter: ordered(nil)},
		{ID: "order/by-id", Does: "Apps are listed by id.", Why: unordered, Alter: ordered(func(a, b *gateway.App) int { return cmp.Compare(a.ID, b.ID) })},
		{ID: "order/by-name", Does: "Apps are listed by name.", Why: unordered, Alter: ordered(func(a, b *gateway.App) int {
			return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})},
		{ID: "existing/300", Does: "An instance holds 300 apps of others.", Why: "The pages do not say that an instance is empty.", Alter: existing(300)},
		{ID: "existing/700", Does: "An instance holds 700 apps of others, more than a page shows.", Why: "The pages do not say that an instance is empty.", Alter: all(existing(700), ordered(nil))},
		{
			ID: "filter/market-refused", Why: "The row says that MARKET is not used at present.",
			Does:  "creator=MARKET gets 400.",
			Alter: refusesQuery("creator", func(v string) bool { return v == "MARKET" }),
		},
		{
			ID: "filter/status-other-refused", Why: "1 is the only value listed.",
			Does:  "A status other than 1 gets 400.",
			Alter: refusesQuery("status", func(v string) bool { return v != "1" }),
		},
		{
			ID: "filter/id-malformed-refused", Why: "The pages do not say what an ID looks like; a gateway may.",
			Does:  "An ID that is not of the gateway's form gets 400.",
			Alter: refusesQuery("id", func(v string) bool { return len(v) != 32 || strings.Trim(v, "0123456789abcdef") != "" }),
		},
		{
			ID: "filter/unknown-parameter-refused", Why: "The pages do not speak of parameters beyond the table's.",
			Does:  "A parameter that the table does not list gets 400.",
			Alter: unknownParameter,
		},
		{
			ID: "filter/name-prefix", Why: "The row does not say what part of a name matches.",
			Against: "name is matched as a substring",
			Does:    "name without precise_search matches how names begin.",
			Alter: func(b *gateway.Behaviour) {
				next := b.Match
				b.Match = func(q *gateway.Query, a *gateway.App) bool {
					return next(q, a) && (q.Precise || strings.HasPrefix(a.Name, q.Name))
				}
			},
		},
		{
			ID: "neighbour/busy", Why: "The pages do not say that nobody else uses the instance.",
			Against: "during a run nobody else writes to the instance",
			Does:    "Another user creates an app every now and then.",
			Alter:   neighbour(),
		},
	}
}

// ordered lists apps in another order; nil is newest first.
func ordered(compare func(a, b *gateway.App) int) alter {
	return func(b *gateway.Behaviour) {
		next := b.Candidates
		b.Candidates = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App {
			apps := slices.Clone(next(x, q))
			if compare == nil {
				slices.Reverse(apps)
			} else {
				slices.SortStableFunc(apps, compare)
			}
			return apps
		}
	}
}

// existing lets every space hold n apps before its first request.
func existing(n int) alter {
	return func(b *gateway.Behaviour) {
		var mu sync.Mutex
		filled := map[gateway.Space]bool{}
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			mu.Lock()
			if !filled[x.Space] && b.Authorize(x) == nil {
				filled[x.Space] = true
				for i := range n {
					b.Store.Add(x.Space, foreign(b, i))
				}
			}
			mu.Unlock()
			return next(x)
		}
	}
}

// foreign is an app of somebody else, old and in use.
func foreign(b *gateway.Behaviour, i int) *gateway.App {
	a := &gateway.App{
		ID: b.NewID(), Name: fmt.Sprintf("app_%03d", i), Key: b.NewKey(), Secret: b.NewSecret(),
		Created: time.Date(2020, 5, 27, 10, 38, 3, i*1000, time.UTC), Creator: "USER", Status: 1, BindNum: i % 5,
	}
	if i%2 == 0 {
		a.Remark, a.HasRemark = "remark of an older app", true
	}
	return a
}

// neighbour adds an app of somebody else at every tenth listing.
func neighbour() alter {
	return func(b *gateway.Behaviour) {
		count := counter()
		next := b.List
		b.List = func(x *gateway.Exchange) *gateway.Reply {
			if n := count(); n%10 == 9 {
				b.Store.Add(x.Space, foreign(b, n))
			}
			return next(x)
		}
	}
}

// unknownParameter refuses every parameter that the table does not list.
func unknownParameter(b *gateway.Behaviour) {
	known := []string{"offset", "limit", "id", "name", "status", "app_key", "creator", "precise_search"}
	next := b.ParseQuery
	b.ParseQuery = func(x *gateway.Exchange) (*gateway.Query, *validate.Answer) {
		for name := range x.Query() {
			if !slices.Contains(known, name) {
				a, _ := validate.Violations{{Field: name}}.Answer()
				return nil, &a
			}
		}
		return next(x)
	}
}

// refusesQuery answers 400 naming a parameter.
func refusesQuery(param string, when func(string) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.ParseQuery
		b.ParseQuery = func(x *gateway.Exchange) (*gateway.Query, *validate.Answer) {
			if v := x.Query().Get(param); v != "" && when(v) {
				a, _ := validate.Violations{{Field: param}}.Answer()
				return nil, &a
			}
			return next(x)
		}
	}
}

// insensitive is a plain name filter that ignores case.
func insensitive(b *gateway.Behaviour) {
	next := b.Match
	b.Match = func(q *gateway.Query, a *gateway.App) bool {
		if q.Name == "" || q.Precise {
			return next(q, a)
		}
		rest := *q
		rest.Name = ""
		return next(&rest, a) && strings.Contains(strings.ToLower(a.Name), strings.ToLower(q.Name))
	}
}
