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
	// pages are the plain pages that were seen, by their offset and limit.
	pages map[[2]int64]bool
}

// check is what the page has against the order known so far; nil if nothing, or if
// nothing is known.
func (d *order) check(l *look, r reading) *Finding {
	if d == nil {
		return nil
	}
	unless := OthersChanged
	if l.pins(r) {
		unless = None
	}
	if l.page.HasTotal && d.total != l.page.Total {
		return &Finding{Clause: "list/response/total", Kind: "differs", Field: "total", Path: "$.total", Want: d.total, Got: l.page.Total, Unless: unless,
			Text: fmt.Sprintf("total is %d, and was %d on another page of the same listing", l.page.Total, d.total)}
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
		case plain && d.pages[[2]int64{r.page.Offset, r.page.Limit}]:
			f.Clause, f.Kind = "list/pages/stable", "order"
		case plain && seen && was < r.page.Offset:
			f.Clause, f.Kind = "list/pages/disjoint", "again"
		case !plain && r.offset == "list/offset/from" || r.offset == "list/offset/default" && r.limit != "list/limit/default" && !plain:
			f.Clause = r.limit
		}
		return f
	}
	return nil
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
		sp.ours = !slices.ContainsFunc(l.page.Items, func(it Item) bool { return l.oracle.apps[it.ID] == nil && !l.oracle.stray(sp, it.ID) })
	}
	if !l.query.plain || len(j.Findings) > 0 {
		return
	}
	d := sp.orders[l.query.key]
	if d == nil {
		d = &order{at: map[int64]string{}, of: map[string]int64{}, pages: map[[2]int64]bool{}, total: l.page.Total}
		sp.orders[l.query.key] = d
	}
	for i := range l.page.Items {
		pos := l.as.page.Offset + int64(i)
		d.at[pos], d.of[l.page.Items[i].ID] = l.page.Items[i].ID, pos
	}
	d.pages[[2]int64{l.as.page.Offset, l.as.page.Limit}] = true
}

// stray reports whether an app that is not known to have been created is of this
// run all the same: of a creation that was refused, or went unanswered.
func (o *Oracle) stray(sp *space, id string) bool {
	x := sp.foreign[id]
	return x != nil && slices.ContainsFunc(sp.refused, func(d *refusedDraft) bool { return d.explains(x.app) })
}

// show notes in which kinds of listing the apps on the page show.
func (l *look) show() {
	for i := range l.page.Items {
		if a := l.oracle.apps[l.page.Items[i].ID]; a != nil && a.at == l.space.at {
			a.shown[l.query.shape] = true
		}
	}
}

// LookAgain forgets what is known of the orders at a place: others changed it.
func (o *Oracle) LookAgain(at Place) {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.space(at).orders)
}

func integerOf(v any) (int64, bool) { return jsonvalue.Integer(v) }
