package stimulus

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// pagesCases read whole listings page by page.
func (c *catalog) pagesCases() {
	for _, w := range []struct {
		id, about string
		filtered  bool
		size      func(n int) int
		absent    bool // send no limit
	}{
		{"", "in six pages", false, func(n int) int { return n/6 + 1 }, false},
		{"-two-pages", "in two pages", false, func(n int) int { return (n + 1) / 2 }, false},
		{"-default-pages", "in pages of the default size", false, func(int) int { return int(c.edition.Page.DefaultLimit) }, true},
		{"-filtered", "of a filter in four pages", true, func(n int) int { return n/4 + 1 }, false},
	} {
		listed := 7
		if w.absent {
			listed = int(c.edition.Page.DefaultLimit) + 1
		}
		clauses := []string{"list/pages/disjoint", "list/offset/from"}
		if w.filtered {
			clauses = append(clauses, "list/filter/paged")
		}
		read := func(t *T) (whole *probe.Snapshot, pages []*probe.Listing, filtered bool) {
			filter := t.calm()
			if filter == nil && w.filtered {
				filter = t.ownFilter()
			}
			whole = t.SettledScan(filter, int(t.Setting().Edition.Page.MaxLimit))
			for _, page := range whole.Pages {
				t.Judge(page.Exchange)
			}
			if whole.Err != nil || len(whole.Apps) == 0 {
				t.readable(whole)
			}
			size := w.size(len(whole.Apps))
			one := t.scene.shared.get("pages" + w.id + "?" + filter.Encode())
			one.once.Do(func() {
				one.pages = make([]page, min((len(whole.Apps)+size-1)/size, probe.MaxPages))
				probe.Parallel(t.ctx, t.Setting().Concurrency, len(one.pages), func(i int) {
					q := filter.With("offset", strconv.Itoa(i*size))
					if !w.absent {
						q = q.With("limit", strconv.Itoa(size))
					}
					ex, err := t.Do(probe.Request{Op: probe.OpQuery, Query: q.Encode()})
					l, problem, _ := probe.ReadListing(ex, q)
					one.pages[i] = page{l, problem, err}
				})
			})
			for _, p := range one.pages {
				if p.l == nil {
					t.Doubt("the run was interrupted")
				}
				t.Judge(p.l.Exchange)
				switch {
				case p.err != nil:
					t.Broken(p.l.Exchange, p.err)
				case p.problem != "":
					t.Doubt("the listing with %s: %s", p.l.Query, p.problem)
				}
				pages = append(pages, p.l)
			}
			if len(pages) < 2 {
				t.Doubt("the listing has %d apps, too few for two pages", len(whole.Apps))
			}
			return whole, pages, filter != nil
		}
		var disjoint, complete func(*T)
		disjoint = func(t *T) {
			_, pages, filtered := read(t)
			at := map[string]int{}
			for n, l := range pages {
				for i, id := range l.IDs() {
					if first, again := at[id]; again && t.created(id) != nil {
						if !filtered && t.stirred() {
							disjoint(t)
							return
						}
						t.Fail(l.Exchange, "the app %s is on page %d and on page %d", id, first+1, n+1).Path = fmt.Sprintf("$.apps[%d]", i)
						return
					}
					at[id] = n
				}
			}
		}
		c.listCase("list/page/disjoint"+w.id, "read "+w.about+", the listing has no app twice", listed, disjoint, clauses...)
		c.cases[len(c.cases)-1].Whole = true
		clauses = append([]string{"list/pages/complete"}, clauses[1:]...)
		complete = func(t *T) {
			whole, pages, filtered := read(t)
			t.readable(whole)
			var got []string
			for _, l := range pages {
				got = append(got, l.IDs()...)
			}
			for _, p := range t.Subjects() {
				if (!filtered || whole.Find(p.ID) != nil) && len(pages) < probe.MaxPages && !slices.Contains(got, p.ID) {
					if !filtered && t.stirred() {
						complete(t)
						return
					}
					t.Missing(pages[0].Exchange, "the created app %q (%s) is on no page", p.Spec.ID, p.ID)
					return
				}
			}
		}
		c.listCase("list/page/complete"+w.id, "read "+w.about+", the listing has every app", listed, complete, clauses...)
		c.cases[len(c.cases)-1].Whole = true
	}
	for _, s := range []struct {
		id string
		q  probe.Params
	}{
		{"-first", probe.Params{}.Page(0, 5)}, {"-later", probe.Params{}.Page(3, 5)}, {"", probe.Params{}.Page(0, 500)}, {"-default", nil},
	} {
		c.listCase("list/page/stable"+s.id, "the same request gives the same page again", 2, func(t *T) {
			q := append(t.calm(), s.q...)
			t.Control(q)
			for range 3 {
				t.List(q)
			}
		}, "list/pages/stable")
		c.cases[len(c.cases)-1].Chain = true
	}
	c.listCase("list/page/complete-whatever-the-limits", "read in pages of changing size, the listing has every app, in the order of the whole listing", 7, func(t *T) {
		calm, want := t.calm(), t.whole().IDs()
		var got []string
		for _, size := range []int{1, 2, 3, 4, 5, 7, 10, 13, 20, 21, 50, 77, 100, 499, 500} {
			if len(got) >= len(want) {
				break
			}
			got = append(got, t.List(calm.Page(len(got), size)).IDs()...)
		}
	}, "list/pages/complete", "list/pages/stable", "list/offset/from")
	c.cases[len(c.cases)-1].Chain = true
	c.listCase("list/page/part-of-whole", "a page is the part of the whole listing that starts at its offset", 7, func(t *T) {
		n := len(t.whole().Apps)
		t.List(t.calm().Page(n/3, n/3+1))
	}, "list/offset/from", "list/pages/stable")
}

// longListings are numbers of listed apps at which stores and pages were seen to
// end.
var longListings = [...]int{22, 52, 101}

// ownFilter is a filter that this run's apps match, and if possible no others.
func (t *T) ownFilter() probe.Params {
	if !t.Setting().ReadOnly {
		if q := t.mine(); q != nil {
			return q
		}
	}
	return probe.Params{}.With("creator", "USER") // names are searched in another way here
}
