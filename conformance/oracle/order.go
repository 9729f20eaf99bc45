package oracle

import (
	"fmt"
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// order is what is known of the order of one listing, since the last change. Any
// order is lawful that stays the same while nothing changes.
type order struct {
	at    map[int64]string // the app at a position
	of    map[string]int64 // the position of an app
	total int64
	// pages are the IDs on the plain pages that were seen first, by offset and limit.
	pages map[[2]int64][]string
}

// check is what the page has against the order known so far; nil if nothing, or if
// nothing is known.
func (d *order) check(l *look, r reading) *Finding {
	unless := OthersChanged
	if l.pins(r) {
		unless = None
	}
	if d == nil || unless != None && l.space.restless {
		return nil
	}
	if l.page.HasTotal && d.total != l.page.Total {
		return &Finding{Clause: "list/response/total", Kind: "differs", Field: "total", Path: "$.total", Want: d.total, Got: l.page.Total, Unless: unless,
			Text: fmt.Sprintf("total is %d, and was %d on another page of the same listing", l.page.Total, d.total)}
	}
	if same, seen := d.pages[r.slot()]; seen && l.query.plain {
		if at := firstDifference(same, l.page.IDs()); at >= 0 {
			return &Finding{Clause: "list/pages/stable", Kind: "order", Field: "offset", Path: fmt.Sprintf("$.apps[%d]", at), Want: same, Got: l.page.IDs(), Unless: unless,
				Text: fmt.Sprintf("the same page has other apps than before, or has them in another order, from the one at %d on", at)}
		}
	}
	for i := range l.page.Items {
		id, pos := l.page.Items[i].ID, r.page.Offset+int64(i)
		other, known := d.at[pos]
		was, seen := d.of[id]
		if (!known || other == id) && (!seen || was == pos) {
			continue
		}
		f := &Finding{Clause: r.offset, Kind: "order", Field: "offset", Path: fmt.Sprintf("$.apps[%d]", i), Want: other, Got: id, Unless: unless,
			Text: fmt.Sprintf("the page has the app %s at position %d of the listing, where %s was", clip(id), pos, clip(other))}
		switch {
		case seen && was != pos:
			f.Text = fmt.Sprintf("the page has the app %s at position %d of the listing; it was at %d", clip(id), pos, was)
		case !known:
			f.Text = fmt.Sprintf("the page has the app %s at position %d of the listing", clip(id), pos)
		}
		switch plain := l.query.plain; {
		case plain && d.shifted(l, r):
			f.Text = fmt.Sprintf("the page from offset %d on is the one from %d on", r.page.Offset, d.of[l.page.Items[0].ID])
		case plain && seen && was < r.page.Offset:
			f.Clause, f.Kind = "list/pages/disjoint", "again"
		case !plain && r.offset == "list/offset/from" || r.offset == "list/offset/default" && r.limit != "list/limit/default" && !plain:
			f.Clause = r.limit
		}
		return f
	}
	return nil
}

// slot is which page it is.
func (r reading) slot() [2]int64 { return [2]int64{r.page.Offset, r.page.Limit} }

// firstDifference is where two lists begin to differ, -1 if they don't.
func firstDifference(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

// shifted reports whether the page is a part of the known order, but not the one that
// starts at its offset.
func (d *order) shifted(l *look, r reading) bool {
	start, known := d.of[l.page.Items[0].ID]
	if !known || start == r.page.Offset || len(l.page.Items) < 2 {
		return false
	}
	for i := range l.page.Items {
		if pos, known := d.of[l.page.Items[i].ID]; !known || pos != start+int64(i) {
			return false
		}
	}
	return true
}

// learn keeps what a lawful page shows.
func (l *look) learn(j *Judgement) {
	l.show()
	if !l.steady {
		return
	}
	sp := l.space
	sp.listed = true
	if l.query.key == "" && l.query.plain && len(l.page.Items) > 0 && l.as.page.Offset == 0 && int64(len(l.page.Items)) < l.as.page.Limit {
		sp.ours = !sp.restless && !slices.ContainsFunc(l.page.Items, func(it Item) bool { return l.oracle.apps[it.ID] == nil && !l.oracle.stray(sp, it.ID) })
	}
	d := sp.orders[l.query.key]
	if !l.query.plain || d == nil && len(j.Findings) > 0 {
		return
	}
	if d == nil {
		if l.oracle.observed && len(sp.orders) >= maxOrders {
			return
		}
		d = &order{at: map[int64]string{}, of: map[string]int64{}, pages: map[[2]int64][]string{}, total: l.page.Total}
		sp.orders[l.query.key] = d
	}
	if _, seen := d.pages[l.as.slot()]; !seen {
		d.pages[l.as.slot()] = l.page.IDs() // whatever is wrong with the page, it should come again
	}
	if len(j.Findings) > 0 {
		return
	}
	for i := range l.page.Items {
		pos := l.as.page.Offset + int64(i)
		d.at[pos], d.of[l.page.Items[i].ID] = l.page.Items[i].ID, pos
	}
}

// stray reports whether an app that is not known to have been created is of this
// run all the same: of a creation that was refused, or went unanswered.
func (o *Oracle) stray(sp *space, id string) bool {
	x := sp.foreign[id]
	return x != nil && sp.explains(x)
}

// show notes in which kinds of listing the apps on the page show.
func (l *look) show() {
	for i := range l.page.Items {
		if a := l.oracle.apps[l.page.Items[i].ID]; a != nil && a.at == l.space.at {
			if l.oracle.observed {
				l.oracle.noteShown(a, l.query.shape, l.span)
			}
			if at, seen := a.shown[l.query.shape]; !seen || l.span.Answered.Before(at) {
				a.shown[l.query.shape] = l.span.Answered
			}
		}
	}
}

// LookAgain forgets what is known of the orders at a place: others changed it.
func (o *Oracle) LookAgain(at Place) {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.space(at).orders)
}

// Restless says that others were seen to create or delete apps at a place.
func (o *Oracle) Restless(at Place) {
	o.mu.Lock()
	defer o.mu.Unlock()
	sp := o.space(at)
	sp.restless, sp.ours = true, false
	clear(sp.orders)
}

func integerOf(v any) (int64, bool) { return jsonvalue.Integer(v) }
