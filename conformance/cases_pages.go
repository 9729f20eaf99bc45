package conformance

import (
	"fmt"
	"slices"
	"strconv"
)

// pagesCases read whole listings page by page.
func (c *catalog) pagesCases() {
	for _, w := range []struct {
		id, about string
		filter    func(*T) params
		size      func(n int) int
		absent    bool // send no limit
	}{
		{"", "in six pages", noFilter, func(n int) int { return n/6 + 1 }, false},
		{"-two-pages", "in two pages", noFilter, func(n int) int { return (n + 1) / 2 }, false},
		{"-default-pages", "in pages of the default size", noFilter, func(int) int { return int(c.edition.Page.DefaultLimit) }, true},
		{"-filtered", "of a filter in four pages", ownFilter, func(n int) int { return n/4 + 1 }, false},
	} {
		listed := 7
		if w.absent {
			listed = int(c.edition.Page.DefaultLimit) + 1
		}
		clauses := []string{"list/pages/disjoint", "list/offset/from"}
		if w.id == "-filtered" {
			clauses = append(clauses, "list/filter/paged")
		}
		read := func(t *T) (whole *snapshot, pages []*listing) {
			filter := w.filter(t)
			whole = t.settledScan(filter, int(t.edition.Page.MaxLimit))
			if whole.err != nil || len(whole.apps) == 0 {
				t.readable(whole)
			}
			size := w.size(len(whole.apps))
			one := t.shared.get("pages" + w.id)
			one.once.Do(func() {
				for offset := 0; offset < len(whole.apps) && len(one.pages) < maxPages; offset += size {
					q := filter.with("offset", strconv.Itoa(offset))
					if !w.absent {
						q = q.with("limit", strconv.Itoa(size))
					}
					ex, err := t.client.do(t.ctx, request{op: opQuery, query: q.encode()})
					l, problem, _ := readListing(ex, q)
					one.pages = append(one.pages, page{l, problem, err})
				}
			})
			for _, p := range one.pages {
				t.record(p.l.ex)
				switch {
				case p.err != nil:
					t.broken(p.l.ex, p.err)
				case p.problem != "":
					t.fail(p.l.ex, "listing with %s: %s", p.l.query, p.problem)
					t.end()
				}
				pages = append(pages, p.l)
			}
			if len(pages) < 2 {
				t.doubt("the listing has %d apps, too few for two pages", len(whole.apps))
			}
			return whole, pages
		}
		c.listCase("list/page/disjoint"+w.id, "read "+w.about+", the listing has no app twice", listed, func(t *T) {
			_, pages := read(t)
			at := map[string]int{}
			for n, l := range pages {
				for i, id := range l.ids() {
					if first, dup := at[id]; dup && !t.moved(l) {
						t.fail(l.ex, "the app %s is on page %d and on page %d", id, first+1, n+1).Path = fmt.Sprintf("$.apps[%d]", i)
						return
					}
					at[id] = n
				}
			}
		}, clauses...)
		c.cases[len(c.cases)-1].whole = true
		clauses = append([]string{"list/pages/complete"}, clauses[1:]...)
		c.listCase("list/page/complete"+w.id, "read "+w.about+", the listing has every app", listed, func(t *T) {
			whole, pages := read(t)
			t.readable(whole)
			var got []string
			for _, l := range pages {
				got = append(got, l.ids()...)
			}
			want := whole.ids()
			slices.Sort(want)
			slices.Sort(got)
			got = slices.Compact(got)
			if len(pages) < maxPages && !slices.Equal(want, got) && !t.moved(pages[0]) {
				t.want(pages[len(pages)-1].ex, "$.apps[*].id", want, got, "the pages together do not have the apps of the whole listing")
			}
			for _, p := range t.subjects() {
				if w.id != "-filtered" && len(pages) < maxPages && !slices.Contains(got, p.id) {
					t.fail(pages[0].ex, "the created app %q (%s) is on no page", p.spec.id, p.id)
					return
				}
			}
		}, clauses...)
		c.cases[len(c.cases)-1].whole = true
	}
	for _, s := range []struct {
		id string
		q  params
	}{
		{"-first", params{}.page(0, 5)}, {"-later", params{}.page(3, 5)}, {"", params{}.page(0, 500)}, {"-default", nil},
	} {
		c.listCase("list/page/stable"+s.id, "the same request gives the same page again", 2, func(t *T) {
			first := t.control(s.q)
			for range 3 {
				again := t.list(s.q)
				if want, got := first.ids(), again.ids(); !slices.Equal(want, got) && !t.moved(again) {
					t.want(again.ex, "$.apps[*].id", want, got, "the same request gave another page, though nothing changed")
					return
				}
			}
		}, "list/pages/stable")
	}
	c.listCase("list/page/complete-whatever-the-limits", "read in pages of changing size, the listing has every app, in the order of the whole listing", 7, func(t *T) {
		t.readable(t.settled)
		want := t.settled.ids()
		var got []string
		for _, size := range []int{1, 2, 3, 4, 5, 7, 10, 13, 20, 21, 50, 77, 100, 499, 500} {
			if len(got) >= len(want) {
				break
			}
			l := t.list(params{}.page(len(got), size))
			got = append(got, l.ids()...)
			if n := min(len(got), len(want)); !slices.Equal(got[:n], want[:n]) && !t.moved(l) {
				t.want(l.ex, "$.apps[*].id", want[:n], got[:n], "with %s the page does not go on where the one before ended", l.query)
				return
			}
		}
	}, "list/pages/complete", "list/pages/stable", "list/offset/from")
	c.listCase("list/page/part-of-whole", "a page is the part of the whole listing that starts at its offset", 7, func(t *T) {
		t.readable(t.settled)
		n := len(t.settled.apps)
		offset, size := n/3, n/3+1
		l := t.list(params{}.page(offset, size))
		want := t.settled.ids()[offset:min(n, offset+size)]
		if got := l.ids(); !slices.Equal(want, got) && !t.moved(l) {
			t.want(l.ex, "$.apps[*].id", want, got, "the page from offset %d on is not that part of the whole listing", offset)
		}
	}, "list/offset/from", "list/pages/stable")
}

// longListings are numbers of listed apps at which stores and pages were seen to
// end.
var longListings = [...]int{22, 52, 101}

func noFilter(*T) params { return nil }

// ownFilter is a filter that this run's apps match, and few others.
func ownFilter(t *T) params {
	if t.ReadOnly {
		return params{}.with("creator", "USER")
	}
	return params{}.with("name", t.nonce)
}
