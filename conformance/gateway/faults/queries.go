package faults

import (
	neturl "net/url"
	"strconv"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// url is the query of a request.
type url = neturl.Values

// These changes are about how a listing is queried, filtered and cut to pages.

// queries changes what was asked for.
func queries(f func(*gateway.Query, url)) alter {
	return func(b *gateway.Behaviour) {
		next := b.ParseQuery
		b.ParseQuery = func(x *gateway.Exchange) (*gateway.Query, *validate.Answer) {
			q, a := next(x)
			if a == nil {
				f(q, x.Query())
			}
			return q, a
		}
	}
}

// paged changes the page that was asked for.
func paged(f func(*validate.Page, params)) alter {
	return func(b *gateway.Behaviour) {
		next := b.ParsePage
		b.ParsePage = func(x *gateway.Exchange, v url) (validate.Page, *validate.Answer) {
			p, a := next(x, v)
			if a == nil {
				f(&p, params{v})
			}
			return p, a
		}
	}
}

// params are the parameters of a listing as they were sent.
type params struct{ neturl.Values }

// int is a parameter's value, if it was sent.
func (p params) int(name string) (int64, bool) {
	n, err := strconv.ParseInt(p.Get(name), 10, 64)
	return n, err == nil
}

// limit and offset are what was sent, 0 where nothing was.
func (p params) limit() int64  { n, _ := p.int("limit"); return n }
func (p params) offset() int64 { n, _ := p.int("offset"); return n }

// refusesQuery answers 400 naming a parameter.
func refusesQuery(param string, when func(params) bool) alter {
	return failsQuery(func(p params) *validate.Answer {
		if p.Has(param) && when(p) {
			return invalid(param)
		}
		return nil
	})
}

// failsQuery answers listings that would be answered.
func failsQuery(f func(params) *validate.Answer) alter {
	return func(b *gateway.Behaviour) {
		next := b.ParseQuery
		b.ParseQuery = func(x *gateway.Exchange) (*gateway.Query, *validate.Answer) {
			q, a := next(x)
			if a == nil {
				a = f(params{x.Query()})
			}
			return q, a
		}
	}
}

// matches changes which apps pass the filters.
func matches(f func(q *gateway.Query, a *gateway.App, ok bool) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Match
		b.Match = func(q *gateway.Query, a *gateway.App) bool { return f(q, a, next(q, a)) }
	}
}

// relaxes lets a condition pass for which same holds. The other conditions stay.
func relaxes(condition func(*gateway.Query) *string, value func(*gateway.App) string, same func(want, got string) bool) alter {
	return func(b *gateway.Behaviour) {
		next := b.Match
		b.Match = func(q *gateway.Query, a *gateway.App) bool {
			if next(q, a) {
				return true
			}
			rest := *q
			want := condition(&rest)
			if *want == "" || !same(*want, value(a)) {
				return false
			}
			*want = ""
			return next(&rest, a)
		}
	}
}

func byID(q *gateway.Query) *string      { return &q.ID }
func byName(q *gateway.Query) *string    { return &q.Name }
func byKey(q *gateway.Query) *string     { return &q.AppKey }
func byCreator(q *gateway.Query) *string { return &q.Creator }

func idOf(a *gateway.App) string   { return a.ID }
func nameOf(a *gateway.App) string { return a.Name }
func keyOf(a *gateway.App) string  { return a.Key }

// precisely is byName where precise_search asks for whole names.
func precisely(q *gateway.Query) *string {
	if q.Precise {
		return &q.Name
	}
	return new(string)
}

// selects changes the apps that match, in the order of the listing. f must not
// change the slice.
func selects(f func(*gateway.Query, []*gateway.App) []*gateway.App) alter {
	return func(b *gateway.Behaviour) {
		next := b.Select
		b.Select = func(x *gateway.Exchange, q *gateway.Query) []*gateway.App { return f(q, next(x, q)) }
	}
}

// windows replaces how a page is cut out of the apps that match.
func windows(f func(*gateway.Query, []*gateway.App) []*gateway.App) alter {
	return func(b *gateway.Behaviour) { b.Window = f }
}

// finds changes a listing. all are the apps of the instance.
func finds(f func(l *gateway.Listing, q *gateway.Query, all []*gateway.App)) alter {
	return func(b *gateway.Behaviour) {
		next := b.Find
		b.Find = func(x *gateway.Exchange, q *gateway.Query) *gateway.Listing {
			l := next(x, q)
			f(l, q, b.Candidates(x, &gateway.Query{}))
			return l
		}
	}
}

// lists changes the body of a listing.
func lists(f func(*gateway.Object, *gateway.Listing)) alter {
	return func(b *gateway.Behaviour) {
		next := b.ShowListing
		b.ShowListing = func(x *gateway.Exchange, l *gateway.Listing) *gateway.Object {
			o := next(x, l)
			f(o, l)
			return o
		}
	}
}

// slice is apps[from:to] with both ends forced into the bounds.
func slice(apps []*gateway.App, from, to int64) []*gateway.App {
	n := int64(len(apps))
	from = max(0, min(from, n))
	return apps[from:max(from, min(to, n))]
}
