package oracle

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// look is one look at a listing: the page that came, and what is known of the place.
type look struct {
	oracle *Oracle
	space  *space
	query  query
	page   *Page
	span   Span
	// ids are the apps on the page.
	ids map[string]bool
	// steady reports that judged traffic changed nothing meanwhile.
	steady bool
	// as is the reading that explains the page best, by the way of searching names.
	as reading
}

// steady reports whether no judged creation or deletion at the place overlapped, or may
// still have to show in listings of the kind.
func (o *Oracle) steady(sp *space, kind string, s Span) bool {
	if sp.last.After(s.Sent) || o.observed && !sp.last.IsZero() && sp.last.Add(o.waits(kind)).After(s.Sent) {
		return false
	}
	wait := o.waits(kind)
	if s.Sent.Sub(sp.last) <= wait && slices.ContainsFunc(o.made, func(a *app) bool { return a.at == sp.at && a.late(kind, s, wait) }) {
		return false
	}
	return !slices.ContainsFunc(o.flying, func(p *Pending) bool { return p.request.At == sp.at })
}

// bestExplanation finds the reading of the query that explains the page. If one does
// without a finding, the page is lawful; otherwise the findings are those of the
// reading that leaves the fewest.
func (l *look) bestExplanation() []Finding {
	var best []Finding
	var explained []search
	found := false
	ways := l.oracle.traits.search
	searches := slices.ContainsFunc(l.query.readings, func(r reading) bool { return r.searches() })
	if !searches {
		ways = ways[:1]
	}
	for _, r := range l.query.readings {
		for _, w := range ways {
			out := l.explain(r, w)
			if len(out) == 0 {
				explained = append(explained, w)
			}
			if !found || len(out) < len(best) {
				best, found, l.as = out, true, r
			}
		}
	}
	if len(explained) > 0 {
		if searches {
			l.oracle.traits.search = slices.DeleteFunc(slices.Clone(ways), func(w search) bool {
				return !slices.ContainsFunc(explained, func(e search) bool { return e.name == w.name })
			})
		}
		if l.as.trait != "" {
			l.oracle.traits.learn(l.as.trait, l.as.value)
		}
		return nil
	}
	for _, f := range best {
		if l.oracle.calibrated {
			break
		}
		if f.Kind == "extra" && f.Clause == "list/filter/"+f.Field {
			l.oracle.unfiltered[f.Field] = true
		}
		l.oracle.wrongTotal = l.oracle.wrongTotal || f.Clause == "list/response/total" && f.Kind == "value"
	}
	return best
}

// searches reports whether the reading searches for a part of names.
func (r reading) searches() bool { return r.value0("name") != "" && !r.exact() }

// exact reports whether precise_search makes the name match exactly.
func (r reading) exact() bool { return r.value0("precise_search") == "name" }

// value0 is the value of the filter, "" if it is not there.
func (r reading) value0(name string) string {
	for _, f := range r.filters {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// clause is the clause about the filters together.
func (r reading) clause() string {
	var names []string
	for _, f := range r.filters {
		if f.name != "precise_search" {
			names = append(names, f.name)
		}
	}
	switch {
	case len(names) == 0:
		return "list/lists-created"
	case len(names) > 1:
		return "list/filter/combined"
	case r.exact():
		return "list/filter/precise_search"
	}
	return "list/filter/" + names[0]
}

// match is how an app meets filters.
type match uint8

const (
	differs match = iota
	matches
	open
)

// view is what filters look at in an app.
type view struct {
	id, name, key, creator string
	status                 int64
	// unknown are the members, by their names, that are not known.
	unknown []string
}

// meets reports how an app meets the filters, and which filter it fails.
func (r reading) meets(v *view, w search) (match, string) {
	all := matches
	for _, f := range r.filters {
		m := differs
		member := f.name
		switch f.name {
		case "id":
			m = equal(v.id == f.value)
		case "app_key":
			m = equal(v.key == f.value)
			if m == differs && r.foldKeys && strings.EqualFold(v.key, f.value) {
				m = open
			}
		case "creator":
			m = equal(v.creator == f.value)
		case "status":
			m = equal(strconv.FormatInt(v.status, 10) == f.value)
		case "name":
			if r.exact() {
				m = equal(v.name == f.value)
			} else {
				m = equal(w.match(v.name, f.value))
			}
		case "precise_search":
			m = matches
		}
		if slices.Contains(v.unknown, member) {
			m = open
		}
		switch m {
		case differs:
			return differs, f.name
		case open:
			all = open
		}
	}
	return all, ""
}

func equal(yes bool) match {
	if yes {
		return matches
	}
	return differs
}

// viewOf is what filters see in an app that judged traffic created.
func viewOf(a *app) view {
	v := view{id: a.id}
	if a.altered {
		v.unknown = []string{"name", "app_key", "creator", "status"}
		return v
	}
	// What became of texts that should have been refused nobody knows.
	odd := a.draft.invalid() || len(a.draft.misspelt) > 0
	known := true
	if v.name, known = a.text(validate.Name); !known || odd {
		v.unknown = append(v.unknown, "name")
	}
	if v.key, known = a.text(validate.AppKey); !known || odd || v.key == "" {
		v.unknown = append(v.unknown, "app_key")
	}
	if v.creator = a.answer.Text("creator"); v.creator == "" {
		v.unknown = append(v.unknown, "creator")
	}
	if n, ok := integerOf(a.answer.Get("status")); ok {
		v.status = n
	} else {
		v.unknown = append(v.unknown, "status")
	}
	return v
}

// viewOfItem is what filters see in an app on a page.
func viewOfItem(it *Item) *view {
	v := &view{id: it.ID, name: it.App.Text("name"), key: it.App.Text("app_key"), creator: it.App.Text("creator")}
	unknown := func(member, s string) {
		if s == "" || strings.Contains(s, result.MaskSecret) {
			v.unknown = append(v.unknown, member)
		}
	}
	unknown("id", v.id)
	unknown("name", v.name)
	unknown("app_key", v.key)
	unknown("creator", v.creator)
	n, ok := integerOf(it.App.Get("status"))
	if v.status = n; !ok {
		v.unknown = append(v.unknown, "status")
	}
	return v
}

// explain is what the page has against a reading.
func (l *look) explain(r reading, w search) []Finding {
	var out []Finding
	add := func(f Finding) { out = append(out, f) }
	n := int64(len(l.page.Items))
	if r.nothing {
		if n > 0 || l.page.HasTotal && l.page.Total != 0 {
			add(Finding{Clause: l.query.clause, Kind: "listed", Text: fmt.Sprintf("the page has %d apps", n)})
		}
		return out
	}
	for i := range l.page.Items {
		it := &l.page.Items[i]
		if it.App == nil || len(r.filters) == 0 {
			continue
		}
		v := it.view
		if v == nil {
			v = viewOfItem(it)
		}
		if m, by := r.meets(v, w); m == differs {
			// What is wrong with the numbers has the same explanation.
			clause := r.clause()
			if l.oracle.unfiltered[by] && clause == "list/filter/combined" {
				clause = "list/filter/" + by // it does not filter alone, either
			}
			return []Finding{{Clause: clause, Kind: "extra", Field: by, Path: fmt.Sprintf("$.apps[%d]", i),
				Text: fmt.Sprintf("the app %s, called %s, is listed, which does not match %s", clip(it.ID), clip(it.App.Text("name")), by)}}
		}
	}
	for _, f := range l.counts(r, w) {
		add(f)
	}
	if len(out) == 0 && l.steady {
		if f := l.space.orders[l.query.key].check(l, r); f != nil {
			add(*f)
		}
	}
	return out
}

// population is how many apps match a reading.
type population struct {
	certain []*app
	perhaps int64
	// exact reports that no app of others can match.
	exact bool
	// pinned reports that this does not rest on others' staying away.
	pinned bool
}

func (l *look) population(r reading, w search) population {
	var p population
	for _, a := range l.oracle.made {
		if a.at != l.space.at {
			continue
		}
		m, _ := r.meets(&a.view, w)
		switch {
		case m == differs:
		case m == matches && l.oracle.there(a, l.query.shape, l.span) == certainly:
			p.certain = append(p.certain, a)
		default:
			p.perhaps++
		}
	}
	p.perhaps += int64(len(l.space.doubted))
	for _, f := range l.oracle.flying {
		if f.request.At == l.space.at && f.request.Op == Create {
			p.perhaps++
		}
	}
	for _, x := range l.space.foreign {
		if m, _ := r.meets(x.view, w); m != differs && !l.space.explains(x) {
			return p
		}
	}
	p.pinned = l.pins(r)
	p.exact = p.pinned || l.space.ours
	return p
}

// pins reports whether a filter has a value so long that no app of others has it by
// chance.
func (l *look) pins(r reading) bool {
	const long = 8
	for _, f := range r.filters {
		// In observed traffic no value but an ID is made up for it.
		if (f.name == "id" || (f.name == "app_key" || f.name == "name") && !l.oracle.observed) && len(f.value) >= long {
			return !slices.ContainsFunc(l.page.Items, func(it Item) bool { return l.oracle.apps[it.ID] == nil })
		}
	}
	return false
}

// counts is what numbers have against a reading: those of the apps on the page, of
// total, and of the apps that must be there.
func (l *look) counts(r reading, w search) []Finding {
	p := l.population(r, w)
	n, offset, limit := int64(len(l.page.Items)), r.page.Offset, r.page.Limit
	full := func(total int64) int64 { return min(max(total-offset, 0), limit) }
	unless := OthersChanged
	if p.pinned {
		unless = None
	}
	// What is too few is so whatever apps others add.
	few := unless
	if l.oracle.undisturbed {
		few = None
	}
	if n > limit {
		return []Finding{{Clause: r.limit, Kind: "long", Field: "limit", Path: "$.apps", Want: limit, Got: n,
			Text: fmt.Sprintf("the page has %d apps, more than %d", n, limit)}}
	}
	total, has := l.page.Total, l.page.HasTotal
	least, most := int64(len(p.certain)), int64(len(p.certain))+p.perhaps
	if !p.exact {
		most = 1<<62 - 1
	}
	switch {
	case offset == 0 && n < limit:
		// The page is the whole listing.
		for _, a := range p.certain {
			if !l.ids[a.id] {
				if n >= least {
					few = None // as many are there, but not this one
				}
				if has && total >= least && total > n {
					return []Finding{l.short(r, n, full(total), few)}
				}
				return []Finding{{Clause: r.clause(), Kind: "missing", Field: "id", Path: "$.apps", Unless: few, Gone: l.gone(p.certain),
					Text: fmt.Sprintf("the app %s, called %s, is not listed", clip(a.id), clip(a.answer.Text("name")))}}
			}
		}
		if has && total != n {
			return []Finding{l.totalIs(n, total, unless)}
		}
	case n < full(least):
		if has && total < least {
			return []Finding{{Clause: r.clause(), Kind: "missing", Field: "id", Path: "$.apps", Unless: few,
				Text: fmt.Sprintf("the page has %d apps of %d, although %d that match were created", n, total, least)}}
		}
		return []Finding{l.short(r, n, full(least), few)}
	case n > full(most):
		return []Finding{{Clause: l.blame(r, n, most), Kind: "beyond", Field: "offset", Path: "$.apps", Want: full(most), Got: n, Unless: unless,
			Text: fmt.Sprintf("the page has %d apps, although %d match and it starts at %d", n, most, offset)}}
	}
	if has && total < least {
		return []Finding{l.totalIs(least, total, few)}
	}
	if has && total > most {
		return []Finding{l.totalIs(most, total, unless)}
	}
	if has && n != full(total) {
		if n > 0 && total < offset+n {
			return []Finding{l.totalIs(offset+n, total, None)}
		}
		if l.oracle.wrongTotal && n < limit {
			return []Finding{l.totalIs(offset+n, total, unless)} // the page is the last one
		}
		return []Finding{l.short(r, n, full(total), unless)}
	}
	return nil
}

func (l *look) totalIs(want, got int64, unless Doubt) Finding {
	return Finding{Clause: "list/response/total", Kind: "value", Field: "total", Path: "$.total", Want: want, Got: got, Unless: unless,
		Text: fmt.Sprintf("total is %d, although %d apps match", got, want)}
}

// short is a page with too few apps, or too many.
func (l *look) short(r reading, n, want int64, unless Doubt) Finding {
	return Finding{Clause: l.blame(r, n, want), Kind: "size", Field: "limit", Path: "$.apps", Want: want, Got: n, Unless: unless,
		Text: fmt.Sprintf("the page has %d apps, not %d", n, want)}
}

// blame is whether offset or limit is to blame for a page of the wrong length.
func (l *look) blame(r reading, n, match int64) string {
	switch {
	case r.page.Offset == 0 && r.offset != "list/offset/negative":
		return r.limit
	case r.limit == "list/limit/page-size" || r.limit == "list/limit/default" && r.page.Offset > 0:
		return r.offset
	case r.offset == "list/offset/default":
		return r.limit
	}
	return r.offset
}
